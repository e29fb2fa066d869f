"""The baseline: what is written, what it hides, what is forgotten, and files that are none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.baseline import Known, pruned, read_baseline, recorded, without_known, written
from attrib.errors import UsageError
from attrib.report import FINGERPRINTS, FindingKind

FILE = Path("known.json")


@pytest.fixture
def desk(tmp_path, monkeypatch, report):
    """A folder with the stories of the report, and the report with what was looked for."""
    monkeypatch.chdir(tmp_path)
    Path("stories").mkdir()
    for story in report.stories:
        Path(story.story.path).write_text(story.story.text, encoding="utf-8")
    kinds = tuple(
        FindingKind(one.rule, one.code, one.level, "", "") for story in report.stories for one in story.findings
    )
    return replace(report, kinds=kinds)


def left(report):
    return [one.fingerprint for story in report.stories for one in story.findings]


def with_findings(report, findings, path=None):
    first = report.stories[0]
    story = replace(first.story, path=path or first.story.path)
    return replace(report, stories=(replace(first, story=story, findings=tuple(findings)), *report.stories[1:]))


def test_one_finding_a_line_in_order(desk):
    text = written(recorded(desk, (), FILE).entries)
    assert text.splitlines() == [
        '{"schema": "attrib.baseline/1", "fingerprints": 2, "findings": [',
        '{"path": "stories/ferry.txt", "rule": "anonymous-source", "fingerprint": "f2", "text": "a senior port official"},',
        (
            '{"path": "stories/ferry.txt", "rule": "casualty-single", "fingerprint": "f3", "text": "'
            'Two sailors died when a ferry sank off Hartwell, the port au …"},'
        ),
        '{"path": "stories/ferry.txt", "rule": "vague-collective", "fingerprint": "f1", "text": "officials"}',
        "]}",
    ]
    assert json.loads(text)["fingerprints"] == FINGERPRINTS


@given(st.lists(st.builds(Known, *[st.text(st.characters(exclude_categories=["Cs"]))] * 4)))
def test_what_is_written_is_read(tmp_path_factory, entries):
    path = tmp_path_factory.getbasetemp() / "known.json"
    path.write_bytes(written(entries).encode())
    assert read_baseline(path) == tuple(sorted(set(entries)))
    path.write_bytes(b"\xef\xbb\xbf" + written(entries).replace("\n", "\r\n").encode())
    assert read_baseline(path) == tuple(sorted(set(entries)))


def test_what_is_known_is_hidden_and_what_is_new_is_not(desk):
    known = recorded(desk, (), FILE).entries
    hidden = without_known(desk, known, FILE)
    assert left(hidden) == []
    assert [(one.finding.fingerprint, one.by) for one in hidden.stories[0].suppressed] == [
        ("f1", "baseline"),
        ("f2", "baseline"),
        ("f3", "baseline"),
    ]
    new = replace(desk.stories[0].findings[0], fingerprint="f9")
    assert left(without_known(with_findings(desk, [*desk.stories[0].findings, new]), known, FILE)) == ["f9"]


def test_another_finding_of_the_same_fingerprint_is_another(desk):
    known = recorded(desk, (), FILE).entries
    other = replace(desk.stories[0].findings[0], rule="bare-officials")
    assert left(without_known(with_findings(desk, [other]), known, FILE)) == ["f1"]


def test_paths_are_seen_from_the_file(desk):
    inside = Path("stories/known.json")
    known = recorded(desk, (), inside).entries
    assert {one.path for one in known} == {"ferry.txt"}
    whole = replace(desk.stories[0].story, path=str(Path("stories/ferry.txt").absolute()))
    absolute = replace(desk, stories=(replace(desk.stories[0], story=whole),))
    assert left(without_known(absolute, known, inside)) == []


def test_a_story_that_has_moved_keeps_what_is_known(desk):
    known = recorded(desk, (), FILE).entries
    moved = with_findings(desk, desk.stories[0].findings, "stories/port.txt")
    assert left(without_known(moved, known, FILE)) == ["f1", "f2", "f3"]
    Path("stories/ferry.txt").rename("stories/port.txt")
    assert left(without_known(moved, known, FILE)) == []
    merged = pruned(moved, known, FILE)
    assert {one.path for one in merged.entries} == {"stories/port.txt"}
    assert (merged.dropped, merged.moved) == (0, 3)


def test_the_story_most_alike_has_moved_whatever_the_order(desk):
    """What is said of stories as a whole is known by its rule alone, and tells nothing of which story is which."""
    first = desk.stories[0]
    whole = replace(first.findings[2], fingerprint="w")
    other = Known("stories/a.txt", whole.rule, "w", "Crane drivers vote to strike")
    known = (*recorded(with_findings(desk, [*first.findings, whole]), (), FILE).entries, other)
    Path("stories/ferry.txt").unlink()
    new = replace(first, story=replace(first.story, path="stories/0.txt"), findings=(whole,))
    like = replace(first, story=replace(first.story, path="stories/1.txt"), findings=(*first.findings, whole))
    moved = replace(desk, stories=(new, like))
    assert left(without_known(moved, known, FILE)) == ["w"]
    assert {one.path for one in pruned(moved, known, FILE).entries} == {"stories/1.txt"}


def test_a_new_story_is_not_one_that_is_gone_because_both_have_a_finding_on_the_whole(desk):
    whole = desk.stories[0].findings[2]
    gone = Known("stories/gone.txt", whole.rule, whole.fingerprint, "Crane drivers vote to strike")
    new = with_findings(desk, [whole], "stories/new.txt")
    assert left(without_known(new, [gone], FILE)) == [whole.fingerprint]


def test_what_no_longer_occurs_is_forgotten_and_nothing_is_added(desk):
    elsewhere = Known("stories/empty.txt", "anonymous-source", "e1")
    unchecked = Known("stories/other.txt", "anonymous-source", "e2")
    not_looked_for = Known("stories/ferry.txt", "bare-poll", "e3")
    deleted = Known("stories/gone.txt", "anonymous-source", "e4")
    Path("stories/other.txt").write_text("Other", encoding="utf-8")
    known = (*recorded(desk, (), FILE).entries, elsewhere, unchecked, not_looked_for, deleted)
    new = replace(desk.stories[0].findings[0], fingerprint="f9")
    merged = pruned(with_findings(desk, [desk.stories[0].findings[1], new]), known, FILE)
    assert [one.fingerprint for one in merged.entries] == ["f2", "e3", "e2"]
    assert merged.dropped == 4
    assert pruned(desk, merged.entries, FILE).dropped == 0


def test_writing_again_keeps_what_is_known_of_stories_that_are_not_checked(desk):
    unchecked = Known("stories/other.txt", "anonymous-source", "e2")
    stale = Known("stories/ferry.txt", "anonymous-source", "e1")
    Path("stories/other.txt").write_text("Other", encoding="utf-8")
    merged = recorded(desk, (unchecked, stale), FILE)
    assert [one.fingerprint for one in merged.entries] == ["f2", "f3", "f1", "e2"]
    assert (merged.added, merged.dropped) == (3, 1)
    assert recorded(desk, merged.entries, FILE)[1:3] == (0, 0)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (None, "A140", "there is no such baseline"),
        ("", "A141", "is not JSON"),
        ("[]", "A141", "does not say `attrib.baseline/1`"),
        ('{"schema": "attrib.report/1"}', "A141", "does not say `attrib.baseline/1`"),
        ('{"schema": "attrib.baseline/1", "fingerprints": 1, "findings": []}', "A142", "are of version 1"),
        ('{"schema": "attrib.baseline/1", "findings": []}', "A142", "are of version None"),
        ('{"schema": "attrib.baseline/1", "fingerprints": 2, "findings": [1]}', "A141", "is none: 1"),
        ('{"schema": "attrib.baseline/1", "fingerprints": 2, "findings": [{"path": "a"}]}', "A141", "is none"),
        (
            (
                '{"schema": "attrib.baseline/1", "fingerprints": 2, "findings": '
                '[{"path": "a", "rule": "b", "fingerprint": "c", "line": 2}]}'
            ),
            "A141",
            "is none",
        ),
        ("<<<<<<< HEAD\n{}", "A141", "is not JSON"),
        ("[" * 100_000, "A141", "is not JSON"),
        ("\ud800", "A141", "is not JSON"),
    ],
)
def test_files_that_are_none(text, code, says, tmp_path):
    path = tmp_path / "known.json"
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(UsageError) as raised:
        read_baseline(path)
    assert (raised.value.code, raised.value.place.path) == (code, str(path))
    assert says in raised.value.message
    assert raised.value.hint


@pytest.mark.parametrize("file", ["known.json", "link/known.json", "{desk}/known.json", "{desk}/link/known.json"])
@pytest.mark.parametrize("way", ["stories/..", "link", "{desk}", "{desk}/link"])
def test_it_does_not_matter_by_which_way_files_are_named(tmp_path, desk, way, file):
    Path("link").symlink_to(".")
    path = f"{way.format(desk=tmp_path)}/{desk.stories[0].story.path}"
    again = with_findings(desk, desk.stories[0].findings, path)
    entries = recorded(desk, (), FILE).entries
    assert recorded(again, (), Path(file.format(desk=tmp_path))).entries == entries
    assert left(without_known(again, entries, FILE)) == []
