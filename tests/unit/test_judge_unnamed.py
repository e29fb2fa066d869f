"""Unnamed sources: which they are, what is told of them, and how much of a story they bear."""

from __future__ import annotations

import math

import pytest

from attrib.judge import FACTS, stories
from attrib.judge.reading import Reading
from attrib.report import Name
from attrib.rules.load import load_rules

from .judge_builders import Draft


@pytest.fixture(scope="module")
def rules():
    return load_rules()


def fact(draft, rules, on, name, number=0):
    established = draft.established()
    things = {"source": established.sources, "attribution": established.attributions, "story": (established,)}[on]
    value = FACTS[on][name].find(Reading(established, rules), things[number])
    return getattr(value, "text", value)


def told(sentence, name, status="anonymous", people=(), **more):
    """Return a draft with one sentence below its headline and one source in it."""
    draft = Draft(f"Depot to close\n\n{sentence}")
    draft.source(name, status, **more)
    draft.names.extend(Name(draft.find(one), "PER") for one in people)
    return draft


@pytest.mark.parametrize(
    ("sentence", "name", "people", "more", "unnamed"),
    [
        ("A clerk said so.", "A clerk", (), {}, True),
        ("He said so.", "He", (), {}, False),
        ("The clerk said so.", "The clerk", (), {}, False),
        ("A clerk hopes so.", "A clerk", (), {"statements": 0}, False),
        ("Neither mayor said so.", "Neither mayor", (), {}, False),
        ("A spokesman, Omar Field, said so.", "A spokesman", ("Omar Field",), {}, False),
        ("Omar Field, a clerk, said so.", "a clerk", ("Omar Field",), {}, False),
        ("Omar Field met a clerk, who said so.", "a clerk", ("Omar Field",), {}, True),
        ("One clerk Omar Field said so.", "One clerk Omar Field", ("Omar Field",), {}, False),
        ("An aide to Omar Field said so.", "An aide to Omar Field", ("Omar Field",), {}, True),
        ("A second page said so.", "A second page", (), {"rule": "singular-other"}, False),
        ("A former page said so.", "A former page", (), {"rule": "singular-other"}, True),
        ("One of the pages said so.", "One of the pages", (), {"rule": "singular-other"}, False),
        ("A fourth clerk said so.", "A fourth clerk", (), {"rule": "singular-other"}, True),
    ],
)
def test_unnamed(sentence, name, people, more, unnamed, rules):
    assert fact(told(sentence, name, people=people, **more), rules, "source", "unnamed") is unnamed


@pytest.mark.parametrize(("name", "withheld"), [("A clerk", True), ("One woman", False), ("A Herald reporter", False)])
def test_neither_bystanders_nor_reporters_are_withheld(name, withheld, rules):
    draft = told(f"{name} said so.", name)
    assert fact(draft, rules, "source", "unnamed")
    assert fact(draft, rules, "source", "withheld") is withheld


@pytest.mark.parametrize(
    ("name", "more", "described"),
    [
        ("one colleague", {}, False),
        ("a senior official", {}, False),
        ("a longtime adviser", {}, False),
        ("a transport official", {}, True),
        ("a clerk at the depot", {}, True),
        ("a clerk who saw the letter", {}, True),
        ("one clerk, who asked not to be named", {"marker": ["asked not to be named"]}, False),
        ("one clerk at the depot who asked not to be named", {"marker": ["asked not to be named"]}, True),
    ],
)
def test_described(name, more, described, rules):
    assert fact(told(f"It will close, said {name}.", name, **more), rules, "source", "described") is described


@pytest.mark.parametrize(
    ("body", "distance"),
    [
        ("The Highway Agency closed the road. Officials said so.", 1),
        ("The county closed the road. It rained. Officials said so.", 2),
        ("Snow fell. Officials of the county said so.", 0),
        ("Snow fell. Officials said so.", math.inf),
    ],
)
def test_how_far_before_it_a_body_stands(body, distance, rules):
    draft = told(body, "Officials", plural=True)
    if "Highway Agency" in body:
        draft.names.append(Name(draft.find("Highway Agency"), "ORG"))
    assert fact(draft, rules, "source", "body_within") == distance


@pytest.mark.parametrize(
    ("other", "lemma", "content", "declined"),
    [
        ("The Treasury", "decline", "to comment", "declined"),
        ("A Treasury spokesman", "decline", "to comment", "declined"),
        ("The union", "decline", "to comment", ""),
        ("The Treasury", "say", "to comment", ""),
        ("The Treasury", "decline", "to pay", ""),
    ],
)
def test_a_body_that_declines_to_comment(other, lemma, content, declined, rules):
    draft = told(f"A Treasury official said so. {other} declined {content}.", "A Treasury official")
    draft.source(other, "organization")
    draft.says(other, "declined", content, ref="s2", lemma=lemma)
    assert fact(draft, rules, "source", "declined") == declined


@pytest.mark.parametrize(
    ("sentence", "name", "alone"),
    [
        ("Mara, 34, said so.", "Mara", True),
        ("Mara, a nurse, said so.", "Mara", True),
        ("Mara (34) said so.", "Mara", True),
        ("Mara, whose name has been changed, said so.", "Mara", True),
        ("Mara said so.", "Mara", False),
        ("Mara, the mayor, said so.", "Mara", False),
        ("Mara Holt, 34, said so.", "Mara Holt", False),
    ],
)
def test_a_first_name_only(sentence, name, alone, rules):
    draft = told(sentence, name, "named", tier=7, people=(name,))
    draft.says(name, "said", "so", ref="s1")
    assert fact(draft, rules, "source", "first_name_only") is alone


def test_the_voices_behind_a_lead(rules):
    draft = Draft(
        "Depot to close\n\nThe depot at Lund will close, an aide said.\n\nTwo clerks said Lund’s depot would close."
    )
    draft.source("an aide", "anonymous")
    draft.source("Two clerks", "anonymous", plural=True, count=2)
    draft.says("an aide", "said", "The depot at Lund will close", ref="s1")
    assert fact(draft, rules, "story", "top_voices") == 1
    draft.says("Two clerks", "said#2", "Lund’s depot would close", ref="s2")
    assert fact(draft, rules, "story", "top_voices") == 3
    assert fact(draft, rules, "attribution", "said_by_name") is False


@pytest.mark.parametrize(
    ("content", "same"),
    [
        ("the Lund bus depot would close for good", True),
        ("the Lund bus depot was built in May", False),
        ("buses would leave", False),
    ],
)
def test_what_a_named_source_says_too(content, same, rules):
    draft = Draft(
        f"Depot to close\n\nThe bus depot at Lund will close in May, an aide said. Ida Brandt said {content}."
    )
    draft.source("an aide", "anonymous")
    draft.source("Ida Brandt", "named", tier=7)
    draft.says("an aide", "said", "The bus depot at Lund will close in May", ref="s1")
    assert fact(draft, rules, "attribution", "said_by_name") is False
    draft.says("Ida Brandt", "said#2", content, ref="s2")
    assert fact(draft, rules, "attribution", "said_by_name") is same


@pytest.mark.parametrize(
    ("status", "tier", "before", "beside"),
    [("named", 7, True, 7), ("named", 7, False, 0), ("anonymous", 3, False, 3), ("document", 6, False, 6)],
)
def test_whom_a_papers_own_knowledge_may_rest_on(status, tier, before, beside, rules):
    other, own = "Ida Brandt said so.", "The Herald has learned that it will close."
    draft = Draft(f"Depot to close\n\n{other} {own}" if before else f"Depot to close\n\n{own} {other}")
    draft.source("The Herald", "organization", tier=6)
    draft.source("Ida Brandt", status, tier=tier)
    draft.says("The Herald", "has learned", "that it will close", ref="s1", lemma="learn")
    assert fact(draft, rules, "attribution", "beside") == 0
    draft.says("Ida Brandt", "said", "so", ref="s2")
    assert fact(draft, rules, "attribution", "beside", number=int(before)) == beside


@pytest.mark.parametrize(("rest", "replied"), [("Renn denied it.", True), ("Renn left.", False)])
def test_a_reply_below(rest, replied, rules):
    draft = told(f"Renn declined to answer. A clerk called him slow. {rest}", "A clerk")
    draft.says("A clerk", "called", "him slow", ref="s1")
    assert fact(draft, rules, "attribution", "replied_to") is replied


def test_the_sources_that_a_story_names(rules):
    draft = Draft("Depot to close\n\nIt will close, a clerk said.\n\nIt will, the mayor said.")
    draft.source("a clerk", "anonymous", tier=2)
    draft.says("a clerk", "said", "It will close", ref="s1")
    assert [fact(draft, rules, "story", name) for name in ("best_tier", "unnamed", "sourced_by")] == [2, 1, math.inf]
    draft.source("the mayor", "named", tier=7)
    draft.says("the mayor", "said#2", "It will", ref="s2")
    assert [fact(draft, rules, "story", name) for name in ("best_tier", "unnamed", "sourced_by")] == [7, 1, 2]


def test_top_of_the_story_without_bystanders(rules):
    draft = Draft("Depot to close\n\nIt will close, one woman said.")
    draft.source("one woman", "anonymous")
    draft.says("one woman", "said", "It will close", ref="s1")
    assert fact(draft, rules, "story", "top_anonymous") is False


@pytest.mark.parametrize(
    ("line", "kind", "name", "value"),
    [
        ("By Ida Brandt", "byline", "writers", 1),
        ("By Ida Brandt and Omar Field", "byline", "writers", 2),
        ("By Ida Brandt, bridge and road editor", "byline", "writers", 1),
        ("LUND, May 3", "dateline", "datelined", True),
        ("MONDAY, May 3", "dateline", "datelined", False),
        ("May 3", "dateline", "datelined", False),
        ("Ida Brandt reported from Lund.", "credit", "whereabouts", True),
        ("Additional reporting by Ida Brandt", "credit", "whereabouts", True),
        ("Ida Brandt is a writer.", "credit", "whereabouts", False),
    ],
)
def test_the_lines_of_the_layout(line, kind, name, value, rules):
    draft = Draft(f"Depot to close\n\n{line}\n\nIt will close.", kinds=("headline", kind))
    assert fact(draft, rules, "story", name) == value


def test_formulas_of_familiarity(rules):
    draft = Draft(
        "Sale close, people familiar with the matter say\n\nTwo people familiar with the matter, and one close to the talks, said so."
    )
    reading = Reading(draft.established(), rules)
    assert len(stories.formulas(reading)) == 2
    assert stories.words_per_formula(reading) == stories.words(reading) / 2
    assert stories.words_per_formula(Reading(Draft("Sale close\n\nIt is.").established(), rules)) == math.inf
