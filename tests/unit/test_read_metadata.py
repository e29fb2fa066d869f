"""What the desk says beside the text: from front matter and sidecars into the story, or an error at its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import InputError
from attrib.read import Sidecar, read_sidecar, read_story
from attrib.report import Approval, Metadata, SourceMetadata

FRONT = """\
---
title: &top Depot to close
draft: no
author:
  - name: Dana Whitlock
    email: dana@example.org
attrib:
  witnessed: [two lorries leave the yard]
  sources:
  - match: housing official
    known_to: Ruth Amsel
    approved_by: [Ruth Amsel, Omar Field]
    approval_level: senior
    independent: 2
    reason: fears for his job

  - {name: the budget paper, obtained: from a clerk, verified: by the auditor}
  lead: {approved_by: Omar Field, approval_level: top}
tags:
- buses
---
# Depot to close

The depot will close, a housing official said.
"""
ALL = """\
authors: [Dana Whitlock, Omar Field]
witnessed: true
pool: true
agency: Norwell News
broke_by: The Herald
gathered_elsewhere: [Tarnes]
unnamed_sources_policy: example.org/unnamed
sources:
  - name: an aide
    authoritative: true
    on_record_too: true
    description_checked: true
    approved_by: Ruth Amsel
"""


def read(text, *, name="depot.md", beside=None):
    sidecar = None if beside is None else Sidecar("depot.attrib.yml", beside.encode())
    return read_story(name, text.encode(), (), sidecar)


def test_front_matter_with_what_is_for_other_programs_left_to_them():
    official = SourceMetadata(
        match="housing official",
        known_to=("Ruth Amsel",),
        approval=Approval(("Ruth Amsel", "Omar Field"), "senior"),
        independent=2,
        reason="fears for his job",
    )
    paper = SourceMetadata(name="the budget paper", obtained="from a clerk", verified="by the auditor")
    story = read(FRONT)
    assert story.metadata == Metadata(
        given=True,
        authors=("Dana Whitlock",),
        witnessed=("two lorries leave the yard",),
        sources=(official, paper),
        lead=Approval(("Omar Field",), "top"),
    )
    assert story.text == FRONT
    assert [story.text[block.start : block.end] for block in story.blocks] == [
        "Depot to close",
        "The depot will close, a housing official said.",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_change_nothing(end, mark):
    assert read(mark + FRONT.replace("\n", end)).metadata == read(FRONT).metadata
    assert read("The depot.", beside=mark + ALL.replace("\n", end)).metadata == read("The depot.", beside=ALL).metadata


def test_a_sidecar_says_everything_that_can_be_said():
    aide = SourceMetadata(
        name="an aide",
        approval=Approval(("Ruth Amsel",), "desk"),
        authoritative=True,
        on_record_too=True,
        description_checked=True,
    )
    for name in ("depot.txt", "depot.md"):
        assert read("The depot.", name=name, beside=ALL).metadata == Metadata(
            given=True,
            authors=("Dana Whitlock", "Omar Field"),
            witnessed=True,
            sources=(aide,),
            pool=True,
            agency="Norwell News",
            broke_by="The Herald",
            gathered_elsewhere=("Tarnes",),
            unnamed_sources_policy="example.org/unnamed",
        )


@pytest.mark.parametrize(
    "text",
    [
        "The depot.",
        "---\ntitle: Depot\n---\nThe depot.",
        "---\nattrib:\n---\nThe depot.",
        "Text\n\n---\nattrib: {pool: true}\n---\n",
    ],
)
def test_nothing_said_is_nothing_assumed(text):
    assert read(text).metadata == Metadata()


def test_front_matter_is_no_part_of_plain_text():
    assert read(FRONT, name="depot.txt").metadata == Metadata()


def test_a_sidecar_adds_to_front_matter_and_its_authors_count():
    story = read(FRONT, beside="authors: Ann Lee\npool: true\n")
    assert (story.metadata.authors, story.metadata.pool, len(story.metadata.sources)) == (("Ann Lee",), True, 2)


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("author: Ann Lee", ("Ann Lee",)),
        ("byline: By Ann Lee", ("By Ann Lee",)),
        ("authors: [Ann Lee, {name: Omar Field}]", ("Ann Lee", "Omar Field")),
        ("author: {name: Ann Lee, twitter: x}\nbyline: Somebody", ("Ann Lee",)),
        ("author:\nbyline: Ann Lee", ("Ann Lee",)),
        ("authors: {lee: 3}", ()),
    ],
)
def test_authors_as_other_programs_write_them(written, authors):
    assert read(f"---\n{written}\n---\nThe depot.").metadata == Metadata(authors=authors)


SLIPS = [
    ("attrib: {witnesed: true}", 2, 10, "A206 unknown key `witnesed`", "did you mean `witnessed`?"),
    ("atrib: {witnessed: true}", 2, 1, "A206 unknown key `atrib`", "did you mean `attrib`?"),
    ("title: Depot\nattrib: [pool]", 3, 9, "A206 `attrib` must be a mapping", "write `attrib:` and under it"),
    ("attrib:\n  pool: yes", 3, 9, "A205 `yes` without quotes is true or false to some YAML readers", "write"),
    ("attrib:\n  pool: 'true'", 3, 9, "A206 `pool` must be true or false, not `true`", "write it without quotes"),
    ("attrib:\n  sources: [{name: x, independent: two}]", 3, 36, "A206 `sources[1].independent` must be a whole", None),
    (
        "attrib:\n  sources: [{name: x, independent: -1}]",
        3,
        36,
        "A206 `sources[1].independent` must be at least 0",
        None,
    ),
    ("attrib:\n  sources: [{known_to: x}]", 3, 13, "A206 `sources[1]` needs either `name` or `match`", None),
    ("attrib:\n  sources: [{name: x, match: x}]", 3, 13, "A206 `sources[1]` needs either `name` or `match`", None),
    (
        "attrib:\n  sources: [{name: x, approval_level: top}]",
        3,
        13,
        "A206 `sources[1]` has `approval_level` without `approved_by`",
        None,
    ),
    (
        "attrib:\n  lead: {approved_by: x, approval_level: tpo}",
        3,
        42,
        "A206 `lead.approval_level` must be 'desk', 'senior' or 'top', not `tpo`",
        "did you mean `top`?",
    ),
    ("attrib:\n  lead: {approval_level: top}", 3, 9, "A206 `approved_by` is missing in `lead`", None),
    (
        "attrib:\n  pool: true\n  pool: true",
        4,
        3,
        "A205 `pool` is written twice, first on line 3",
        "keep one of the two",
    ),
    ("title: Depot: closed\nattrib: {pool: true}", 2, 13, "A205 not valid YAML", "quote a text that has a colon"),
    ("tags: [a\nattrib: {pool: true}", 3, 7, "A205 not valid YAML", None),
    ("title: 'Depot\nattrib: {pool: true}", 4, 1, "A205 not valid YAML", None),
    ("title: Depot\n attrib: {pool: true}", 3, 8, "A205 not valid YAML", "quote a text that has a colon"),
]


@pytest.mark.parametrize(("written", "line", "column", "said", "hint"), SLIPS)
def test_what_is_not_right_is_refused_at_its_place(written, line, column, said, hint):
    with pytest.raises(InputError) as caught:
        read(f"---\n{written}\n---\nThe depot.")
    error = caught.value
    assert f"{error.code} {error.message}".startswith(said)
    assert (error.place.path, error.place.line, error.place.column) == ("depot.md", line, column)
    assert error.place.text == f"---\n{written}\n---".split("\n")[line - 1]
    assert (error.hint is None) == (hint is None)
    assert hint is None or error.hint.startswith(hint)


@pytest.mark.parametrize(
    ("beside", "place", "said"),
    [
        ("pol: true\n", "depot.attrib.yml:1:1", "A206 unknown key `pol`"),
        (
            "lead: {approved_by: Ann Lee}\n",
            "depot.attrib.yml:1:1",
            "A206 `lead` is given here and in the story's front",
        ),
        ("- pool\n", "depot.attrib.yml:1:1", "A206 a document must be a mapping"),
        ("pool: true\n---\npool: true\n", "depot.attrib.yml:3:1", "A206 a second document in this file"),
        ("pool: \x07\n", "depot.attrib.yml:1:7", "A205 not valid YAML: control character U+0007"),
        ("agency: caf\udce9\n", "depot.attrib.yml:1:12", "A203 not UTF-8: byte 0xe9 at byte 11"),
    ],
)
def test_a_sidecar_that_is_not_right(beside, place, said):
    sidecar = Sidecar("depot.attrib.yml", beside.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError) as caught:
        read_story("depot.md", FRONT.encode(), (), sidecar)
    assert str(caught.value).startswith(f"{place}: {said}")


@pytest.mark.parametrize("beside", ["", "# nothing yet\n"])
def test_an_empty_sidecar_says_nothing(beside):
    assert read("The depot.", beside=beside).metadata == Metadata()


def test_the_sidecar_lies_beside_the_story(tmp_path):
    story = tmp_path / "depot.final.md"
    assert read_sidecar(story) is None
    (tmp_path / "depot.final.attrib.yaml").write_text("pool: true\n")
    assert read_sidecar(story) == Sidecar(str(tmp_path / "depot.final.attrib.yaml"), b"pool: true\n")
    (tmp_path / "depot.final.attrib.yml").write_text("pool: false\n")
    with pytest.raises(InputError, match="A205 a second file of metadata beside"):
        read_sidecar(story)


PIECES = [
    "attrib:",
    " ",
    "  ",
    "\n",
    "\r\n",
    "pool: true",
    "sources:",
    "- name: x",
    "author: ",
    "{",
    "}",
    "[",
    "'",
    '"',
    ": ",
    "#",
    "|",
    "\t",
]
PIECES += [
    "&a ",
    "*a",
    "!!str ",
    "---",
    "...",
    "é",
    "\u2028",
    "\x85",
    "witnessed: ",
    "true",
    "\x07",
    "<<: x",
    "no",
    "010",
    "? ",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_stands_there_is_read_or_refused_at_a_place_in_the_file(written):
    for text, beside in ((f"---\ntitle: x\n{written}\n---\nThe depot.\n", None), ("The depot.", written)):
        refused = None
        try:
            read(text, beside=beside)
        except InputError as error:
            refused = error.place
        lines = re.split(r"\r\n|\r|\n", text if beside is None else beside)
        assert refused is None or refused.text == lines[refused.line - 1]
