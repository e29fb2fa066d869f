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


def linked(phrases, clocks=None, headline=0):
    """Return for each phrase the number of its entity, from 1, and how it was linked; and the table.

    `clocks` are the sentences they stand in, `headline` is how many of them stand in the headline.
    """
    table = EntityTable(LEXICON)
    scenes = [Scene(clock, headline=at < headline) for at, clock in enumerate(clocks or [0] * len(phrases))]
    found = [table.add(*pair) for pair in zip(mentions_of(phrases, LEXICON), scenes, strict=True)]
    return [entity.number + 1 for entity, _ in found], [how for _, how in found], table


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_phrases_mean_whom_they_should(case):
    means, how, _ = linked(case["phrases"], headline=case.get("headline", 0))
    assert means == case["means"]
    assert how == case.get("how", how)


def test_a_pronoun_does_not_reach_far_back():
    near, far = [linked(["PER:Ann Field", "she"], [0, after])[0] for after in (REACH, REACH + 1)]
    assert [near, far] == [[1, 1], [1, 2]]


def test_whoever_stands_out_more_is_meant():
    table = EntityTable(LEXICON)
    subject, other, she = mentions_of(["PER:Ann Field", "PER:Eva Marsh", "she"], LEXICON)
    first, _ = table.add(subject, Scene(0, weight=3.0))
    table.add(other, Scene(0, weight=1.0))
    assert table.add(she, Scene(1))[0] is first


def test_a_pronoun_does_not_mean_somebody_named_in_what_is_said():
    table = EntityTable(LEXICON)
    field, marsh, she = mentions_of(["PER:Ann Field", "PER:Eva Marsh", "she"], LEXICON)
    first, _ = table.add(field, Scene(0))
    table.add(marsh, Scene(1, weight=3.0))
    assert table.add(she, Scene(1, barred=frozenset({"marsh"})))[0] is first


def test_the_only_one_a_pronoun_can_mean_gets_its_gender():
    phrases = mentions_of(["PER:Ann Field", "she", "PER:Tom Marsh"], LEXICON)
    table = EntityTable(LEXICON)
    for mention in phrases:
        table.add(mention, Scene())
    assert table.genders() == {phrases[0].start: "f"}


def test_a_gender_known_beforehand_rules_others_out():
    field, marsh, she = mentions_of(["PER:Ann Field", "PER:Tom Marsh", "she"], LEXICON)
    table = EntityTable(LEXICON, {marsh.start: "m"})
    first, _ = table.add(field, Scene())
    table.add(marsh, Scene())
    assert table.add(she, Scene())[0] is first


@pytest.mark.parametrize(
    ("phrases", "headline", "joined"),
    [
        (["a guard", "PER:guard Tom Marsh"], 1, {0: 1}),
        (["the guard", "PER:guard Tom Marsh"], 0, {0: 1}),
        (["a guard", "PER:guard Tom Marsh"], 0, {}),
        (["the guard", "PER:warden Tom Marsh"], 0, {}),
        (["the guards", "PER:guard Tom Marsh"], 1, {}),
    ],
)
def test_somebody_named_later_is_joined_to_what_they_were_called(phrases, headline, joined):
    _, _, table = linked(phrases, headline=headline)
    table.settle()
    assert {number: entity.number for number, entity in table.joined.items()} == joined


def test_an_entity_is_called_by_the_mention_that_says_most():
    _, _, table = linked(["PER:Field", "PER:mayor Ann Field", "she", "the mayor"])
    assert [entity.fullest.text for entity in table.entities] == ["mayor Ann Field"]


@given(st.lists(st.sampled_from(PHRASES), max_size=8))
def test_every_mention_has_one_entity_and_every_entity_a_mention(phrases):
    means, how, table = linked(phrases)
    assert sum(len(entity.mentions) for entity in table.entities) == len(phrases)
    assert sorted(set(means)) == list(range(1, len(table.entities) + 1))
    assert [number for number, link in zip(means, how, strict=True) if link == "new"] == sorted(set(means))
