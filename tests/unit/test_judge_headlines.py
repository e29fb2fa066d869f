"""What is asked about headlines: whose words they give, and whether the story below bears them."""

from __future__ import annotations

import math

import pytest

from attrib.judge import headlines
from attrib.judge.reading import Reading
from attrib.rules.load import load_rules

from .judge_builders import Draft


@pytest.fixture(scope="module")
def rules():
    return load_rules()


def reading(draft, rules):
    return Reading(draft.established(), rules)


def headed(headline, body="Two buses left the yard."):
    return Draft(f"{headline}\n\n{body}")


@pytest.mark.parametrize(
    ("headline", "quoted"),
    [
        ("Hospital ‘ignored warnings’ on lifts", "ignored warnings"),
        ("Hospital 'ignored warnings' on lifts", "ignored warnings"),
        ('Hospital "ignored warnings" on lifts', "ignored warnings"),
        ("Hospital’s lifts stood still for O'Hara", ""),
        ("Two tickets for ‘The Long Winter’", ""),
        ("Mayor ‘sorry’", ""),
        ("Lifts stood still", ""),
    ],
)
def test_claim_quotes(headline, quoted, rules):
    assert headlines.claim_quotes(reading(headed(headline), rules)).text == quoted


def test_what_the_headline_gives_a_source_for_is_no_claim_quote(rules):
    draft = headed("Mayor: ‘We will never close it’")
    draft.source("Mayor", "named")
    draft.says("Mayor", ":", "‘We will never close it’", ref="s1", kind="direct")
    assert headlines.claim_quotes(reading(draft, rules)).text == ""


@pytest.mark.parametrize(
    ("said", "below", "verbatim"),
    [
        ("‘We will never close it’", "“We will never close it,” she said.", True),
        ("‘We will never close it’", "“We shall never close it,” she said.", False),
        ("‘We will ... never close it’", "“We will, believe me, never close it,” she said.", True),
        ("‘We will never [close] it’", "“We will never shut it,” she said.", True),
        ("road ‘safe or not’", "“The road is safe, or it is not,” she said.", True),
        ("road ‘safe or not’", "“The road is good,” she said.", False),
        ("the road is safe", "The road is safe, she said.", None),
    ],
)
def test_verbatim(said, below, verbatim, rules):
    draft = headed(f"Mayor: {said}", below)
    draft.source("Mayor", "named")
    one = draft.says("Mayor", ":", said, ref="s1", kind="mixed")
    assert headlines.is_verbatim(reading(draft, rules), one) is verbatim


def test_what_stands_below_the_headline_is_not_held_against_the_story(rules):
    draft = headed("Road safe", "“The road is safe,” Ida Brandt said.")
    draft.source("Ida Brandt", "named")
    one = draft.says("Ida Brandt", "said", "“The road is safe,”", ref="s1", kind="direct")
    assert headlines.is_verbatim(reading(draft, rules), one) is None
    assert headlines.voices(reading(draft, rules), one) is None


@pytest.mark.parametrize(
    ("head", "below", "count"),
    [
        ("sources", [("a transport official", "anonymous", {})], 1),
        ("sources", [("two transport officials", "anonymous", {"plural": True, "count": 2})], 2),
        ("sources", [("seven drivers", "anonymous", {"plural": True, "count": 7})], 7),
        ("sources", [("a transport official", "anonymous", {}), ("a driver", "anonymous", {})], 2),
        ("sources", [("Mayor Dana Whitlock", "named", {}), ("a driver", "anonymous", {})], 1),
        ("sources", [("Critics", "vague", {"plural": True})], 0),
        ("officials", [("Mayor Dana Whitlock", "named", {}), ("the ministry", "organization", {})], 2),
        ("officials", [("a driver who did not speak", "anonymous", {"statements": 0})], 0),
        ("official", [("a transport official", "anonymous", {})], None),
        ("police", [("a spokeswoman", "organization", {})], None),
    ],
)
def test_voices(head, below, count, rules):
    text = ". ".join(f"{name} said so" for name, _, _ in below)
    draft = headed(f"Depot to close - {head}", f"{text}.")
    draft.source(head, "anonymous", tier=1)
    for name, status, more in below:
        draft.source(name, status, **more)
    one = draft.says(head, "-", "Depot to close", ref="s1")
    assert headlines.voices(reading(draft, rules), one) == count


def test_a_group_in_headline_and_body_is_several(rules):
    draft = headed("Depot to close - sources", "Two transport sources said so.")
    draft.source("Two transport sources", "anonymous", plural=True, mentions=["sources", "Two transport sources"])
    one = draft.says("sources", "-", "Depot to close", ref="s1")
    assert headlines.voices(reading(draft, rules), one) == 2


@pytest.mark.parametrize(
    ("headline", "sourced"),
    [
        ("Depot to close", False),
        ("Depot to close in May", False),
        ("Depot may close", True),
        ("Depot ‘to close’ in spring", True),
        ("Treasurer accused of theft", True),
    ],
)
def test_a_headline_shows_that_it_is_somebodys_claim(headline, sourced, rules):
    assert headlines.has_source(reading(headed(headline), rules)) is sourced


@pytest.mark.parametrize(
    ("headline", "plan"),
    [
        ("Depot to close", True),
        ("Depot set to close", True),
        ("Depot closes", False),
        ("To close or not", False),
    ],
)
def test_a_plan(headline, plan, rules):
    assert headlines.is_plan(reading(headed(headline), rules)) is plan


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("The bus depot at Lund will close in May.", True),
        ("Lund has a mayor.", False),
    ],
)
def test_the_lead_tells_what_the_headline_does(lead, told, rules):
    assert headlines.is_told(reading(headed("Bus depot to close", lead), rules)) is told


def test_where_the_words_of_a_claim_quote_are_spoken(rules):
    draft = headed(
        "Hospital ‘ignored warnings’", "It rained.\n\nA nurse said it had ignored warnings.\n\nThe county said so."
    )
    draft.source("A nurse", "anonymous")
    draft.source("The county", "organization")
    assert headlines.spoken_by(reading(draft, rules)) == math.inf
    draft.says("The county", "said#2", "so", ref="s2")
    assert headlines.spoken_by(reading(draft, rules)) == 3
    draft.says("A nurse", "said", "it had ignored warnings", ref="s1")
    assert headlines.spoken_by(reading(draft, rules)) == 2
