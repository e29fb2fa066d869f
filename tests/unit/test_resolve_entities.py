"""Who is who among the sources of a story."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from attrib.resolve.coreference import EntityTable
from attrib.resolve.entities import Scene
from attrib.resolve.lexicon import Lexicon
from attrib.resolve.salience import REACH
from attrib.rules.load import load_rules

from .resolve_builders import mentions_of

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "resolve" / "entities.yml").read_text("utf-8"))
LEXICON = Lexicon.compile(load_rules())
PHRASES = sorted({phrase for case in CASES for phrase in case["phrases"]})


def linked(phrases, clocks=None):
    """Return for each phrase the number of its entity, from 1, and how it was linked; and the table."""
    table = EntityTable(LEXICON)
    scenes = [Scene(clock) for clock in clocks or [0] * len(phrases)]
    found = [table.add(*pair) for pair in zip(mentions_of(phrases, LEXICON), scenes, strict=True)]
    return [entity.number + 1 for entity, _ in found], [how for _, how in found], table


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_phrases_mean_whom_they_should(case):
    means, how, _ = linked(case["phrases"])
    assert means == case["means"]
    assert how == case.get("how", how)


def test_a_pronoun_does_not_reach_far_back():
    near, far = [linked(["PER:Ann Field", "she"], [0, after])[0] for after in (REACH, REACH + 1)]
    assert [near, far] == [[1, 1], [1, 2]]


def test_an_entity_is_called_by_the_mention_that_says_most():
    _, _, table = linked(["PER:Field", "PER:mayor Ann Field", "she", "the mayor"])
    assert [entity.fullest.text for entity in table.entities] == ["mayor Ann Field"]


@given(st.lists(st.sampled_from(PHRASES), max_size=8))
def test_every_mention_has_one_entity_and_every_entity_a_mention(phrases):
    means, how, table = linked(phrases)
    assert sum(len(entity.mentions) for entity in table.entities) == len(phrases)
    assert sorted(set(means)) == list(range(1, len(table.entities) + 1))
    assert [number for number, link in zip(means, how, strict=True) if link == "new"] == sorted(set(means))
