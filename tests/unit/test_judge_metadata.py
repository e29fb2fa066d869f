"""What the desk says of a source, a claim and a story, as facts that findings ask for."""

from __future__ import annotations

import pytest

from attrib.judge import FACTS
from attrib.judge.reading import Reading
from attrib.report import Approval, Metadata, SourceMetadata
from attrib.rules.load import load_rules

from .judge_builders import Draft

TEXT = """Depot to close in May

The depot at Lund will close in May, a senior housing official said, and two drivers agreed.

Two lorries left the yard at noon. The official said more would go, The Herald reported.
"""


@pytest.fixture(scope="module")
def rules():
    return load_rules()


@pytest.fixture
def facts(rules):
    """A function that returns the facts of the official, the first claim or the story, given what the desk says."""

    def find(on, **metadata):
        draft = Draft(TEXT, metadata=Metadata(**metadata))
        official = draft.source(
            "a senior housing official", "anonymous", mentions=["a senior housing official", "The official"]
        )
        drivers = draft.source("two drivers", "anonymous", plural=True)
        draft.claim("Two lorries left the yard at noon", ["figure"], "unattributed")
        draft.claim("The depot at Lund will close in May", ["forecast"], "anonymous", source="s1")
        established = draft.established()
        reading = Reading(established, rules)
        thing = {"official": official, "drivers": drivers, "story": established}.get(on)
        if on in ("lorries", "depot"):
            thing = established.claims[on == "depot"]
        if on == "yard":
            thing = next(one for one in established.sentences if "yard" in TEXT[one.span.start : one.span.end])
        kind = {"official": "source", "drivers": "source", "story": "story", "yard": "sentence"}.get(on, "claim")
        return {name: fact.find(reading, thing) for name, fact in FACTS[kind].items() if "metadata." in name}

    return find


UNSAID = {
    "metadata.given": False,
    "metadata.told": False,
    "metadata.known_to": False,
    "metadata.approval": 0,
    "metadata.approvers": 0,
    "metadata.independent": None,
    "metadata.reason": False,
    "metadata.authoritative": False,
    "metadata.on_record_too": False,
    "metadata.description_checked": False,
    "metadata.obtained": False,
    "metadata.verified": False,
}


def test_without_metadata_nothing_is_assumed(facts):
    assert facts("official") == UNSAID
    assert facts("depot")["source.metadata.known_to"] is False
    assert facts("lorries")["metadata.witnessed"] is False
    story = {name: getattr(value, "text", value) for name, value in facts("story").items()}
    assert story == {
        "metadata.given": False,
        "metadata.lead_approval": 0,
        "metadata.top_authoritative": False,
        "metadata.pool": False,
        "metadata.agency": "",
        "metadata.agency_credited": True,
        "metadata.broke_by": "",
        "metadata.broke_by_credited": True,
        "metadata.unmentioned": "",
        "metadata.unmentioned_count": 0,
        "metadata.policy_linked": False,
        "metadata.stray": "",
        "metadata.strays": 0,
    }


@pytest.mark.parametrize(
    "note",
    [
        {"name": "senior housing official"},
        {"name": "A Senior Housing Official"},
        {"name": "the official"},
        {"match": "housing official"},
        {"match": "official"},
    ],
)
def test_a_note_is_about_the_source_it_names_or_matches(note, facts):
    said = facts("official", given=True, sources=(SourceMetadata(known_to=("Ruth Amsel",), **note),))
    assert said == {**UNSAID, "metadata.given": True, "metadata.told": True, "metadata.known_to": True}
    others = facts("drivers", given=True, sources=(SourceMetadata(known_to=("Ruth Amsel",), **note),))
    assert others == {**UNSAID, "metadata.given": True}


@pytest.mark.parametrize(
    "note", [{"name": "housing"}, {"name": "the senior"}, {"match": "hous"}, {"match": "officials"}]
)
def test_a_note_is_not_about_a_source_that_only_begins_or_goes_on_otherwise(note, facts):
    said = facts("official", given=True, sources=(SourceMetadata(independent=2, **note),))
    assert said == {**UNSAID, "metadata.given": True}


@pytest.mark.parametrize(
    ("note", "stray"),
    [
        ({"name": "the senior housing official"}, ""),
        ({"match": "drivers"}, ""),
        ({"name": "an officer"}, "officer"),
        ({"match": "hous"}, "hous"),
    ],
)
def test_a_note_whose_words_the_story_does_not_have_is_told(note, stray, facts):
    story = facts("story", given=True, sources=(SourceMetadata(independent=2, **note),))
    assert (story["metadata.strays"], story["metadata.stray"].text) == (int(bool(stray)), stray)


def test_what_is_said_of_a_group_holds_of_its_members(rules):
    text = "Depot to close\n\nTwo housing officials met. A second official said more would go.\n"
    note = SourceMetadata(name="two housing officials", known_to=("Ruth Amsel",))
    draft = Draft(text, metadata=Metadata(given=True, sources=(note,)))
    draft.source("Two housing officials", "anonymous", plural=True)
    second = draft.source("A second official", "anonymous")
    reading = Reading(draft.established(), rules)
    assert FACTS["source"]["metadata.known_to"].find(reading, second) is True


@pytest.mark.parametrize(("name", "top"), [("a senior housing official", True), ("the herald", False)])
def test_whether_an_authority_stands_at_the_top(name, top, facts):
    story = facts("story", given=True, sources=(SourceMetadata(name=name, authoritative=True),))
    assert story["metadata.top_authoritative"] is top


def test_notes_on_one_source_add_up_and_the_one_by_name_counts_first(facts):
    official = facts(
        "official",
        given=True,
        sources=(
            SourceMetadata(
                match="official", independent=3, approval=Approval(("Ann Lee",), "top"), verified="by phone"
            ),
            SourceMetadata(name="a senior housing official", independent=1, reason="fears for his job"),
            SourceMetadata(match="housing official", approval=Approval(("Ann Lee", "Omar Field"), "senior")),
        ),
    )
    assert official == {
        **UNSAID,
        "metadata.given": True,
        "metadata.told": True,
        "metadata.independent": 1,
        "metadata.approval": 3,
        "metadata.approvers": 1,
        "metadata.reason": True,
        "metadata.verified": True,
    }


@pytest.mark.parametrize(
    ("witnessed", "lorries", "strays"),
    [
        (True, True, 0),
        (("lorries left the yard",), True, 0),
        (("a crane fell",), False, 1),
        (("a crane fell", "Two lorries"), True, 1),
    ],
)
def test_what_the_reporter_saw(witnessed, lorries, strays, facts):
    assert facts("lorries", given=True, witnessed=witnessed)["metadata.witnessed"] is lorries
    assert facts("depot", given=True, witnessed=witnessed)["metadata.witnessed"] is (witnessed is True)
    assert facts("yard", given=True, witnessed=witnessed)["metadata.witnessed"] is lorries
    assert facts("story", given=True, witnessed=witnessed)["metadata.strays"] == strays


@pytest.mark.parametrize(("outlet", "credited"), [("The Herald", True), ("herald", True), ("Norwell News", False)])
def test_whether_an_outlet_is_credited(outlet, credited, facts):
    story = facts("story", given=True, broke_by=outlet, agency=outlet)
    assert (story["metadata.broke_by_credited"], story["metadata.agency_credited"]) == (credited, credited)
    assert story["metadata.broke_by"].text == outlet


def test_places_from_which_something_came(facts):
    story = facts("story", given=True, gathered_elsewhere=("Lund", "Tarnes", "Norwell"))
    assert (story["metadata.unmentioned_count"], story["metadata.unmentioned"].text) == (2, "Tarnes")
