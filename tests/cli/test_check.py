"""`check`, `ledger` and `sources`: options, formats and exit codes, with a double of the application."""

from __future__ import annotations

import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from attrib.errors import InputError, Place
from attrib.render import WRITERS, ledger, sources


def only(report, *levels):
    """Return the report with the findings of these levels only."""
    stories = tuple(
        replace(story, findings=tuple(one for one in story.findings if one.level in levels)) for story in report.stories
    )
    return replace(report, stories=stories)


@pytest.mark.parametrize(
    ("options", "levels", "code"),
    [
        ([], [], 0),
        ([], ["error"], 1),
        ([], ["warning", "info"], 0),
        (["--strict"], ["warning"], 1),
        (["--strict"], ["info"], 0),
        (["--fail-on", "info"], ["info"], 1),
        (["--fail-on", "warning"], ["error"], 1),
        (["--fail-on", "never"], ["error", "warning", "info"], 0),
    ],
)
def test_exit_code(cli, application, options, levels, code):
    application.answer = only(application.answer, *levels)
    assert cli("check", "a.txt", *options).code == code


@pytest.mark.parametrize("name", ["text", "json", "jsonl"])
def test_formats(cli, application, name):
    outcome = cli("check", "a.txt", "--format", name)
    assert (outcome.out, outcome.err) == (WRITERS[name](application.answer), "")


def test_text_is_the_default(cli, application):
    assert cli("check", "a.txt").out == WRITERS["text"](application.answer)


@pytest.mark.parametrize(("command", "writer"), [("ledger", ledger.render), ("sources", sources.render)])
def test_tables(cli, application, command, writer):
    outcome = cli(command, "a.txt")
    assert (outcome.code, outcome.out) == (0, writer(application.answer))


def test_options_reach_the_application(cli, application):
    Path("b").mkdir()
    Path("b/c.md").write_text("draft")
    cli("check", "a.txt", "b", "--policy", "wire", "--rules", "one", "--rules", "two", "--pipeline", "other")
    settings = application.Settings("wire", (Path("one"), Path("two")), "other")
    assert application.asked == [([Path("a.txt"), Path("b/c.md")], settings)]


def test_the_working_directory_is_checked_where_nothing_is_named(cli, application):
    Path("stories").mkdir()
    Path("stories/c.md").write_text("draft")
    assert cli("check").code == 1
    (asked,) = application.asked
    assert Path("stories/c.md") in asked[0]


def test_findings_are_named_with_commas_and_over_again(cli, application):
    cli("check", "a.txt", "--select", "ANON, VAGUE-01", "--select", "x", "--extend-select", "y", "--ignore", "z,ALL")
    settings = application.Settings(select=("ANON", "VAGUE-01", "x"), extend_select=("y",), ignore=("z", "ALL"))
    assert application.asked == [([Path("a.txt")], settings)]


@pytest.mark.parametrize(("options", "name"), [([], "stdin.txt"), (["--stdin-filename", "draft.md"], "draft.md")])
def test_standard_input(cli, application, monkeypatch, options, name):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xffraw")))
    cli("check", "-", *options)
    assert application.asked == [(name, b"\xffraw", application.Settings())]


def test_output_goes_to_a_file(cli, application, tmp_path):
    target = tmp_path / "report.json"
    outcome = cli("check", "a.txt", "--format", "json", "-o", target)
    assert (outcome.code, outcome.out) == (1, "")
    assert target.read_text(encoding="utf-8") == WRITERS["json"](application.answer)


def test_silent_leaves_the_exit_code_and_the_file(cli, application, tmp_path):
    target = tmp_path / "report.txt"
    outcome = cli("check", "a.txt", "-s", "-o", target)
    assert outcome == (1, "", "")
    assert target.read_text(encoding="utf-8") == WRITERS["text"](application.answer)


@pytest.mark.parametrize(("story", "output"), [("a.txt", "a.txt"), (".", "a.txt"), (".", "sub/b.md")])
def test_a_story_is_never_written_over(cli, application, tmp_path, monkeypatch, story, output):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/b.md"):
        (tmp_path / name).write_text("draft")
    outcome = cli("check", story, "-o", output)
    assert (outcome.code, outcome.out, application.asked) == (2, "", [])
    assert (tmp_path / output).read_text() == "draft"


def test_a_run_that_failed_says_so_in_json(cli, application):
    application.answer = InputError("A203", "not UTF-8", place=Place("a.txt", 2, 6))
    outcome = cli("check", "a.txt", "--format", "json")
    assert outcome.code == 2
    assert [error["code"] for error in json.loads(outcome.out)["errors"]] == ["A203"]
    assert outcome.err == "a.txt:2:6: error[A203] not UTF-8\n"


@pytest.mark.parametrize("name", ["text", "jsonl"])
def test_a_run_that_failed_prints_no_report(cli, application, name):
    application.answer = InputError("A203", "not UTF-8", place=Place("a.txt", 2, 6))
    assert cli("check", "a.txt", "--format", name).out == ""


def test_file_names_that_are_not_utf8_are_escaped(cli, application):
    (story, *_) = application.answer.stories
    odd = replace(story, story=replace(story.story, path=os.fsdecode(b"caf\xe9.txt")))
    application.answer = replace(application.answer, stories=(odd,))
    outcome = cli("check", "a.txt", "--format", "jsonl")
    assert json.loads(outcome.out)["path"] == "caf\udce9.txt"
    whole = cli("check", "a.txt", "--format", "json")
    assert json.loads(whole.out)["stories"][0]["path"] == "caf\udce9.txt"
