"""Who stands accused by name, and who has a say."""

from __future__ import annotations

import pytest

from attrib.judge.fairness import accusations
from attrib.judge.reading import Reading
from attrib.report import Name
from attrib.rules.load import load_rules

from .judge_builders import Draft


@pytest.fixture(scope="module")
def rules():
    return load_rules()


def accused(draft, rules):
    """Return who is accused, each with whether there is a reply."""
    established = draft.established()
    found = accusations(Reading(established, rules))
    return {established.story.text[one.name.start : one.name.end]: one.answered for one in found}


def draft(text, *people):
    made = Draft(text, kinds=())
    made.names.extend(Name(made.find(name), "PER") for name in people)
    return made


@pytest.mark.parametrize(
    ("text", "source", "cue", "lemma", "content", "found"),
    [
        ("Ida Brandt allegedly kept it.", None, "allegedly", "allegedly", "Ida Brandt", True),
        ("The police accused Ida Brandt of theft.", "The police", "accused", "accuse", "Ida Brandt of theft", True),
        ("The police accused Ida Brandt of haste.", "The police", "accused", "accuse", "Ida Brandt of haste", False),
        (
            "The police accused clerk Ida Brandt of lying.",
            "The police",
            "accused",
            "accuse",
            "clerk Ida Brandt of lying",
            True,
        ),
        ("Ida Brandt was accused of theft.", None, "was accused of", "accuse", ["Ida Brandt", "theft"], True),
        ("The aide of Ida Brandt allegedly kept it.", None, "allegedly", "allegedly", "The aide of Ida Brandt", False),
        ("The police told Ida Brandt of theft.", "The police", "told", "tell", "Ida Brandt of theft", False),
    ],
)
def test_accused_by_a_cue(text, source, cue, lemma, content, found, rules):
    made = draft(text, "Ida Brandt")
    made.says(source, cue, content, lemma=lemma)
    assert accused(made, rules) == ({"Ida Brandt": False} if found else {})


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("Ida Brandt stole the money", True),
        ("Clerk Ida Brandt had secretly stolen the money", True),
        ("Ida Brandt was harassed", False),
        ("Ida Brandt saw who stole the money", False),
        ("Ida Brandt counted the money", False),
    ],
)
def test_accused_by_what_they_are_said_to_have_done(clause, found, rules):
    made = draft(f"{clause}.", "Ida Brandt")
    made.claim(clause, ["allegation"], "unattributed")
    assert accused(made, rules) == ({"Ida Brandt": False} if found else {})


@pytest.mark.parametrize(
    ("rest", "people", "answered"),
    [
        ("Brandt denied it.", (), True),
        ("She did not respond to a request for comment.", (), True),
        ("Omar Field denied that it rained.", ("Omar Field",), False),
        ("Ms. Brandt could not be reached.", (), True),
        ("It rained.", (), False),
    ],
)
def test_a_reply(rest, people, answered, rules):
    made = draft(f"Ida Brandt stole the money. {rest}", "Ida Brandt", *people)
    made.claim("Ida Brandt stole the money", ["allegation"], "unattributed")
    assert accused(made, rules) == {"Ida Brandt": answered}


@pytest.mark.parametrize(
    ("speaker", "statements", "answered"),
    [
        ("Brandt", 1, True),
        ("Ida Brandt’s lawyer", 1, True),
        ("Her lawyer", 1, True),
        ("Her mirror", 1, False),
        ("Brandt", 0, False),
    ],
)
def test_a_say_in_the_story(speaker, statements, answered, rules):
    made = draft(f"Ida Brandt stole the money. {speaker} said it was late.", "Ida Brandt")
    made.claim("Ida Brandt stole the money", ["allegation"], "unattributed")
    made.source(speaker, "named", statements=statements)
    assert accused(made, rules) == {"Ida Brandt": answered}


def test_each_is_accused_once_and_below_the_headline(rules):
    made = Draft("Ida Brandt stole it\n\nIda Brandt stole it. Brandt stole more. Omar Field lied.")
    for name in ("Ida Brandt", "Ida Brandt#2", "Brandt#3", "Omar Field"):
        made.names.append(Name(made.find(name), "PER"))
    for words in ("Ida Brandt stole it", "Ida Brandt stole it#2", "Brandt stole more", "Omar Field lied"):
        made.claim(words, ["allegation"], "unattributed")
    established = made.established()
    found = accusations(Reading(established, rules))
    assert [one.name for one in found] == [made.find("Ida Brandt#2"), made.find("Omar Field")]
