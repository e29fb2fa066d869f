"""What earlier runs established is answered again as it was, or not at all."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document

from attrib import app
from attrib.app import Settings, Target
from attrib.cache import Cache, Folder, entries
from attrib.errors import InputError
from attrib.render import WRITERS, ledger, sources
from attrib.report import Directive, Span, Suppressed

ROOT = Path(__file__).parents[2]
STORIES = {
    "bank-chairman.txt": "The bank’s chairman will go on Friday, two people close to the board said.\n",
    "bank-chairman.attrib.yml": "authors: [Ada Marsh]\n",
    "clinic-infections.md": "# Clinic shut\n\nThe clinic was *never* inspected, a nurse said. “It was filthy,” she said.\n",
    "fire.html": "<html><body><article><h1>Fire</h1><p>Six are dead, <a href='https://example.org/a'>police</a> said &mdash; "
    "&ldquo;it was awful.&rdquo;</p></article></body></html>\n",
    "port-strike.txt": "Dockers at Hartwell stopped work on Monday.\r\n\r\nNobody knows why, officials said – é🙂.\r\n",
}
KEY = "5" * 64
DAY = date(2026, 11, 30)
PACK = "patch: anonymity-unexplained\ntitle: As it was\n"


@pytest.fixture
def stories(tmp_path):
    """A folder with a few stories, one with a file of metadata beside it."""
    there = tmp_path / "stories"
    there.mkdir()
    for name, text in STORIES.items():
        (there / name).write_bytes(text.encode())
    document = Document()
    document.add_paragraph("The mine was never safe, a foreman said.")
    document.save(str(there / "mine.docx"))
    return there


@pytest.fixture
def made(monkeypatch, engine):
    """The settings of every engine that runs ask for; the language pipeline is the one that all tests share."""
    asked = []
    new_engine = app.Engine

    def make(chosen, **_pipelines):
        asked.append(chosen)
        one = new_engine(chosen, engine.rules if not chosen.rules else None)
        one.__dict__["_stages"] = engine._stages
        return one

    monkeypatch.setattr(app, "Engine", make)
    return asked


@pytest.fixture
def check(tmp_path, made):
    """A function that checks stories with a cache, and returns the report and whether anything had to be worked out."""

    def call(*paths, chosen=Settings(), cache=tmp_path / "cache", version="1"):  # noqa: B008
        made.clear()
        report = app.check_paths(paths, chosen, cache=Cache(cache, version))
        return report, bool(made)

    return call


def written(report):
    """Return a report in every form there is."""
    forms = {**WRITERS, "ledger": ledger.render, "sources": sources.render}
    return {name: write(report) for name, write in forms.items()}


@pytest.mark.parametrize(
    "pattern", ["clinic-*", "bank-*", "b?????-*", pytest.param("*", marks=pytest.mark.slow)], ids=str
)
def test_what_is_known_comes_out_as_it_was_in_every_format(check, tmp_path, pattern):
    there = tmp_path / "corpus"
    there.mkdir()
    for path in (ROOT / "corpus").glob(pattern):
        shutil.copyfile(path, there / path.name)
    plain = app.check_paths([there], Settings())
    first, worked = check(there)
    assert (first, worked) == (plain, True)
    again, worked = check(there)
    assert worked is False
    assert again == plain
    assert written(again) == written(plain)


def test_a_report_with_everything_in_it_comes_back(report):
    for story in report.stories:
        finding = replace(story.findings[0], level="info") if story.findings else None
        waived = (Suppressed(finding, "comment", "on file", date(2026, 3, 1), "Ada", Span(1, 2)),) if finding else ()
        directive = Directive("ignore", ("a", "b"), Span(0, 4), "why", date(2026, 3, 1), "Ada")
        full = replace(story, suppressed=waived, story=replace(story.story, directives=(directive,)))
        raw = full.story.text.encode()
        content = entries.pack(full, today=None)
        assert entries.unpack(content, full.story.path, raw, DAY) == full
        assert raw not in content or not raw


def test_a_text_that_is_not_the_file_is_kept(report):
    """As of a story read from a document, whose bytes are no text."""
    story = replace(report.stories[0], story=replace(report.stories[0].story, sha256="of a document"))
    content = entries.pack(story, today=None)
    assert entries.unpack(content, story.story.path, b"PK\x03\x04\xff", DAY) == story


def rename(folder_):
    (folder_ / "port-strike.txt").rename(folder_ / "port-strike.md")


def append(name, text):
    def act(folder_):
        with (folder_ / name).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return act


@pytest.mark.parametrize(
    "change",
    [
        append("port-strike.txt", "\nThe strike is over, the mayor said.\n"),
        append("bank-chairman.attrib.yml", "\n# approved\n"),
        append("port-strike.attrib.yml", "authors: [Ada Marsh]\n"),
        lambda there: (there / "bank-chairman.attrib.yml").unlink(),
        rename,
    ],
    ids=["story", "metadata", "metadata-added", "metadata-removed", "suffix"],
)
def test_a_change_of_a_story_is_seen(check, stories, change):
    check(stories)
    assert not check(stories)[1]
    change(stories)
    report, worked = check(stories)
    assert worked
    assert report == app.check_paths([stories], Settings())


@pytest.mark.parametrize(
    "chosen",
    [
        Settings(policy="strict"),
        Settings(levels=(("ANON", "info"),)),
        Settings(select=("ANON",)),
        Settings(extend_select=("ALL",)),
        Settings(ignore=("ANON",)),
    ],
    ids=str,
)
def test_other_settings_have_answers_of_their_own(check, stories, chosen):
    check(stories)
    report, worked = check(stories, chosen=chosen)
    assert worked
    assert report == app.check_paths([stories], chosen)
    assert check(stories, chosen=chosen) == (report, False)


def test_each_story_has_the_answer_for_its_own_settings(check, made, stories, tmp_path):
    strict = Settings(policy="strict")
    targets = [
        Target(path, strict if number else Settings()) for number, path in enumerate(sorted(stories.glob("*.txt")))
    ]
    run = [app.check_targets(targets, Settings(), cache=Cache(tmp_path / "cache", "1")) for _ in range(2)]
    assert run[0] == run[1] == app.check_targets(targets, Settings())
    assert [story.policy for story in run[1].stories] == ["default", "strict"]


def test_a_pack_of_rules_counts_by_what_is_in_it(check, stories, tmp_path):
    pack = tmp_path / "pack"
    (pack / "findings").mkdir(parents=True)
    rule = pack / "findings" / "mine.yaml"
    rule.write_text(PACK)
    before, _ = check(stories, chosen=Settings(rules=(pack,)))
    moved = pack.rename(tmp_path / "moved")
    assert check(stories, chosen=Settings(rules=(moved,))) == (before, False)
    moved.rename(pack)
    rule.write_text(PACK.replace("was", "is"))
    after, worked = check(stories, chosen=Settings(rules=(pack,)))
    assert worked
    changed = {(one.title, two.title) for one, two in zip(before.kinds, after.kinds, strict=True) if one != two}
    assert changed == {("As it was", "As it is")}


def test_another_version_has_answers_of_its_own(check, stories):
    check(stories)
    assert check(stories, version="2")[1]


def test_path_and_time_do_not_count(check, stories, tmp_path):
    check(stories)
    moved = stories.rename(tmp_path / "moved")
    os.utime(moved / "port-strike.txt", (1, 1))
    (tmp_path / "link").symlink_to(moved)
    for there in (moved, tmp_path / "link"):
        report, worked = check(there)
        assert not worked
        assert [Path(one.story.path).parent for one in report.stories] == [there] * 5


def test_some_are_known_and_some_are_not(check, stories):
    check(stories / "clinic-infections.md")
    assert check(stories) == (app.check_paths([stories], Settings()), True)


def test_an_error_is_not_kept(check, stories):
    bad = stories / "z.txt"
    bad.write_bytes(b"\xff")
    for _ in range(2):
        with pytest.raises(InputError, match="A203"):
            check(stories)
    bad.write_bytes(b"All is well.")
    assert check(stories)[0] == app.check_paths([stories], Settings())


def test_rules_changed_while_they_were_read_are_not_kept(check, stories, monkeypatch):
    monkeypatch.setattr("attrib.cache.shelf.digest_of_folders", lambda _: "of other rules")
    check(stories)
    assert check(stories)[1]


def test_what_ends_on_a_day_is_known_on_that_day_only(report):
    story = report.stories[0]
    raw = story.story.text.encode()
    content = entries.pack(story, today=DAY)
    found = [entries.unpack(content, story.story.path, raw, DAY + timedelta(days=days)) for days in (-1, 0, 1)]
    assert found == [None, story, None]
    assert entries.unpack(entries.pack(story, today=None), story.story.path, raw, DAY) == story


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("port-strike.attrib.yml", "# until: 2026-12-01\n"),
        (
            "clinic-infections.md",
            "\n<!-- attrib: ignore[anonymity-unexplained] (until 2026-12-01) on file -->\n\nIt is.\n",
        ),
    ],
    ids=["sidecar", "comment"],
)
def test_what_says_until_when_is_looked_at_every_day(check, stories, name, text):
    append(name, text)(stories)
    check(stories, chosen=Settings(today=DAY))
    assert not check(stories, chosen=Settings(today=DAY))[1]
    later = Settings(today=DAY + timedelta(days=1))
    report, worked = check(stories, chosen=later)
    assert worked
    assert report == app.check_paths([stories], later)


def test_damage_is_mended_in_silence_or_told(check, stories, tmp_path):
    plain, _ = check(stories)
    for entry in (tmp_path / "cache" / "entries").iterdir():
        entry.write_bytes(entry.read_bytes()[:-7])
    said = []
    assert app.check_paths([stories], Settings(), cache=Cache(tmp_path / "cache", "1", said.append)) == plain
    assert len(said) == 6
    assert all("is damaged; it is made anew" in line for line in said)
    assert check(stories) == (plain, False)


@pytest.mark.parametrize("content", [b"", b"\xc0", b"\x93\x01\x02\x03", b"cposix\nsystem\n(S'true'\ntR."])
def test_what_is_whole_but_no_report_is_no_answer(check, stories, tmp_path, content):
    plain, _ = check(stories)
    one = Folder(tmp_path / "cache", lambda _: None)
    for entry in (tmp_path / "cache" / "entries").iterdir():
        if entry.name != "cleaned":
            one.write(entry.name, content)
    assert check(stories) == (plain, True)
