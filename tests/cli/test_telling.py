"""How much a run tells, and in what colours: -q, -s, -v, --statistics, --color."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from attrib.cli.coloring import obey, wants_color
from attrib.render import WRITERS, statistics
from attrib.render.terminal import Detail
from attrib.report import Suppressed

COLOR = "\x1b["


class Stream:
    def __init__(self, *, terminal):
        self._terminal = terminal

    def isatty(self):
        return self._terminal


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    yield
    obey([])


# More and less.


@pytest.mark.parametrize(
    ("option", "detail"),
    [("-q", Detail.brief), ("--quiet", Detail.brief), ("-v", Detail.full), ("--verbose", Detail.full)],
)
@pytest.mark.parametrize("form", ["text", "concise", "grouped", "json"])
def test_detail(cli, application, option, detail, form):
    outcome = cli("check", "a.txt", "--format", form, option)
    assert (outcome.code, outcome.out) == (1, WRITERS[form](application.answer, detail=detail))


@pytest.mark.parametrize("option", ["-s", "--silent"])
def test_silence_leaves_the_exit_code(cli, application, option):
    assert cli("check", "a.txt", option) == (1, "", "")


def test_a_file_is_never_brief(cli, application, tmp_path):
    cli("check", "a.txt", "-q", "-o", tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == WRITERS["text"](application.answer)


@pytest.mark.parametrize("option", ["-q", "-s"])
def test_more_and_less_at_once_is_refused(cli, application, option):
    outcome = cli("check", "a.txt", option, "-v")
    assert (outcome.code, outcome.out, application.asked) == (2, "", [])
    assert outcome.err.startswith("error[A107]")


def test_verbose_tells_of_the_run_on_standard_error(cli, application):
    (story, *others) = application.answer.stories
    suppressed = (
        Suppressed(story.findings[0], "sidecar", "agreed with \x1b[31mthe desk"),
        Suppressed(story.findings[1], "baseline"),
    )
    application.answer = replace(application.answer, stories=(replace(story, suppressed=suppressed), *others))
    outcome = cli("check", "a.txt", "-v", "--policy", "strict", "--fail-on", "info")
    assert outcome.err.splitlines() == [
        "attrib: no configuration file (1 of 1 stories)",
        "attrib: 1 story: policy strict, fails on info",
        "attrib: not reported: stories/ferry.txt:1:25 vague-collective, ignored by sidecar: agreed with \ufffd[31mthe desk",
        "attrib: not reported: stories/ferry.txt:5:29 anonymous-source, in the baseline",
    ]
    assert logging.getLogger("attrib").handlers == []
    assert cli("check", "a.txt").err == ""


def test_verbose_tells_what_is_known_from_the_cache(tmp_path):
    """The command itself: the second run is told from the first, and what it reports is the same."""
    (tmp_path / "a.txt").write_text("The bridge is not safe, an engineer said.\n")
    command = [sys.executable, "-m", "attrib", "check", "a.txt", "-v"]
    environment = {name: value for name, value in os.environ.items() if name != "ATTRIB_NO_CACHE"}
    first, second = (
        subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
        for _ in range(2)
    )
    assert first.stderr.splitlines() == [
        "attrib: no configuration file (1 of 1 stories)",
        "attrib: 1 story: policy default, fails on error",
        "attrib: not known from the cache: 1 of 1 stories",
    ]
    assert second.stderr.splitlines()[2] == "attrib: not known from the cache: 0 of 1 stories"
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)


# Statistics.


@pytest.mark.parametrize(("form", "render"), [("text", statistics.render), ("json", statistics.render_json)])
def test_statistics_stand_in_for_the_findings(cli, application, form, render):
    outcome = cli("check", "a.txt", "--statistics", "--format", form)
    assert outcome == (1, render(application.answer), "")


def test_statistics_go_to_files_too(cli, application, tmp_path):
    cli("check", "a.txt", "--statistics", "-o", f"json:{tmp_path / 'numbers.json'}")
    assert json.loads((tmp_path / "numbers.json").read_text())["schema"] == "attrib.statistics/1"


def test_statistics_in_another_format_are_refused(cli, application, tmp_path):
    outcome = cli("check", "a.txt", "--statistics", "-o", f"html:{tmp_path / 'page.html'}")
    assert (outcome.code, application.asked) == (2, [])
    assert outcome.err == (
        "error[A116] there are no statistics in the format html\nhint: the formats of statistics are text and json\n"
    )
    assert not (tmp_path / "page.html").exists()


def test_statistics_count_rules_by_level_and_story(report):
    (story, *_) = report.stories
    often = tuple(replace(story.findings[at], level=level) for at, level in ((0, "info"), (0, "error"), (0, "error")))
    counts = statistics.counts_of(replace(report, stories=(replace(story, findings=often), story)))
    assert [(one.rule, one.level, one.findings, one.stories) for one in counts] == [
        ("vague-collective", "error", 2, 1),
        ("anonymous-source", "error", 1, 1),
        ("casualty-single", "info", 1, 1),
        ("vague-collective", "info", 1, 1),
        ("vague-collective", "warning", 1, 1),
    ]


# Colour.


@pytest.mark.parametrize(
    ("arguments", "environment", "terminal", "colored"),
    [
        ([], {}, True, True),
        ([], {}, False, False),
        ([], {"TERM": "dumb"}, True, False),
        ([], {"NO_COLOR": "1"}, True, False),
        ([], {"NO_COLOR": ""}, True, True),
        ([], {"FORCE_COLOR": "1"}, False, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        (["--color", "always"], {"NO_COLOR": "1"}, False, True),
        (["--color=never"], {"FORCE_COLOR": "1"}, True, False),
        (["--color", "never", "--color", "auto"], {}, True, True),
        (["--color", "never", "--", "--color", "always"], {}, True, False),
        (["--color"], {}, False, False),
    ],
)
def test_when_there_are_colours(monkeypatch, arguments, environment, terminal, colored):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    obey(arguments)
    assert wants_color(Stream(terminal=terminal)) is colored


@pytest.mark.parametrize("command", ["check", "ledger", "sources"])
def test_colours_into_a_pipe_where_they_are_asked_for(cli, application, command):
    assert COLOR in cli(command, "a.txt", "--color", "always").out
    assert COLOR in cli("--color", "always", command, "a.txt").out
    assert COLOR not in cli(command, "a.txt").out


def test_a_file_never_has_colours(cli, application, tmp_path):
    cli("check", "a.txt", "--color", "always", "-o", tmp_path / "report.txt")
    assert COLOR not in (tmp_path / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["check", "missing.txt"], ["check", "a.txt", "--no-such-option"], ["no-such"]])
def test_errors_have_colours_too(cli, application, arguments):
    assert f"{COLOR}1;31merror" in cli(*arguments, "--color", "always").err
    assert COLOR not in cli(*arguments).err


def test_a_word_that_says_no_time_is_refused(cli, application):
    outcome = cli("check", "a.txt", "--color", "sometimes")
    assert (outcome.code, application.asked) == (2, [])
    assert "--color" in outcome.err
