"""How well a source is identified, by what its noun phrase says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from attrib.resolve.lexicon import Lexicon
from attrib.resolve.status import StatusRules, holds
from attrib.rules.load import load_rules
from attrib.rules.schema import SourceWhen

from .resolve_builders import mentions_of

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "resolve" / "status.yml").read_text("utf-8"))
RULES = load_rules()
LEXICON = Lexicon.compile(RULES)
STATUSES = StatusRules(RULES)


@pytest.mark.parametrize(("status", "phrase"), [(status, one) for status, several in CASES.items() for one in several])
def test_the_phrase_decides(status, phrase):
    (mention,) = mentions_of([phrase], LEXICON)
    assert STATUSES.decide(mention).status == status


def test_a_phrase_of_no_kind_is_decided_too():
    (mention,) = mentions_of(["a strange blorf"], LEXICON)
    assert STATUSES.decide(mention) in RULES.sources.values()


@pytest.mark.parametrize(
    ("phrase", "condition", "value", "other"),
    [
        ("a senior official", "head", {"official"}, {"aide"}),
        ("an aid worker", "head", {"aid worker"}, {"worker aid"}),
        ("a senior official", "modifier", {"senior", "former"}, {"former"}),
        ("a senior official", "determiner", {"a"}, {"the"}),
        ("officials", "determiner", {"none"}, {"the"}),
        ("the officials", "text", {"officials"}, {"official"}),
        ("PER:Ann Field", "entity", {"PER"}, {"ORG"}),
        ("PER:Ann Field", "contains", {"PER"}, {"ORG"}),
        ("PER:Ann Field", "proper", True, False),
        ("an official", "proper", False, True),
        ("officials", "plural", True, False),
        ("she", "pronoun", True, False),
    ],
)
def test_a_condition_asks_one_thing(phrase, condition, value, other):
    (mention,) = mentions_of([phrase], LEXICON)
    assert holds(SourceWhen.model_construct(**{**ANYTHING, condition: value}), mention)
    assert not holds(SourceWhen.model_construct(**{**ANYTHING, condition: other}), mention)


ANYTHING = dict.fromkeys(SourceWhen.model_fields)


def test_nothing_asked_holds_of_anybody():
    (mention,) = mentions_of(["she"], LEXICON)
    assert holds(SourceWhen.model_construct(**ANYTHING), mention)


def test_all_conditions_must_hold():
    (mention,) = mentions_of(["a senior official"], LEXICON)
    both = SourceWhen.model_construct(**{**ANYTHING, "head": frozenset({"official"}), "plural": False})
    assert holds(both, mention)
    assert not holds(both, replace(mention, plural=True))
