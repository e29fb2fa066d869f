"""Fail closed: whatever goes wrong is exit code 2 and a message, never 0 or 1."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from attrib.cli import failure
from attrib.errors import InputError, Place, UsageError


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        ([], "no command was given", "attrib check STORY, or attrib --help"),
        (["chekc", "a.txt"], "No such command 'chekc'\n", "did you mean `check`?"),
        (["xyz"], "No such command 'xyz'\n", "attrib --help"),
        (["rules", "tset"], "No such command 'tset'\n", "did you mean `test`?"),
        (["ledger"], "Missing argument", "attrib ledger --help"),
        (["check", "a.txt", "--formt", "json"], "No such option: --formt\n", "did you mean `--format`?"),
        (["check", "a.txt", "--stict"], "No such option: --stict\n", "did you mean `--strict`?"),
        (["check", "a.txt", "--zzz"], "No such option: --zzz\n", "attrib check --help"),
        (["check", "a.txt", "--fail-on", "warn"], "'warn' is not one of 'error'", "did you mean `warning`?"),
        (["check", "a.txt", "--format", "xml"], "there is no format called 'xml'", "the formats are text, "),
        (["check", "a.txt", "--format", "JSON"], "there is no format called 'JSON'", "did you mean `json`?"),
        (["check", "a.txt", "--fail-on", "fatal"], "'fatal' is not one of", "attrib check --help"),
        (["check", "a.txt", "--strict", "--fail-on", "info"], "--strict is --fail-on warning", None),
        (["check", "-", "a.txt"], "standard input (-) cannot be read together", None),
        (["check", "a.txt", "--stdin-filename", "b.txt"], "standard input is not read", "add the path -"),
        (["check", "a.txt", "-o", "no/such/folder/r.txt"], "the output cannot be written", None),
        (["rules", "list", "--kind", "finding"], "no kind of rule called 'finding'", "did you mean `findings`?"),
        (["rules", "list", "--kind", "xyz"], "no kind of rule called 'xyz'", "one of lists, cues"),
    ],
)
def test_a_command_line_that_cannot_be_followed(cli, application, arguments, message, hint):
    outcome = cli(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err
    assert hint is None or f"hint: {hint}" in outcome.err or hint in outcome.err.split("hint: ")[1]
    assert "Traceback" not in outcome.err


def test_a_story_without_a_command(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a story.txt").write_text("It rained.", encoding="utf-8")
    assert cli("a story.txt").err.endswith("hint: attrib check 'a story.txt'\n")


def test_an_error_is_shown_with_its_line_and_hint(cli, application):
    place = Place("a.txt", 12, 5, "The mayor")
    application.answer = InputError("A203", "not UTF-8", place=place, hint="save the file as UTF-8")
    outcome = cli("check", "a.txt")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines() == [
        "a.txt:12:5: error[A203] not UTF-8",
        " 12 | The mayor",
        "    |     ^",
        "hint: save the file as UTF-8",
    ]


def test_a_message_cannot_steer_the_terminal():
    error = UsageError("A101", "no \x1b[2J file", place=Place("a\x1b[31m.txt"))
    assert "\x1b" not in failure.describe(error)


@pytest.mark.parametrize("error", [ValueError("a\nb"), RuntimeError(), EOFError(), OSError("disk"), MemoryError()])
def test_a_crash_is_exit_2_and_one_line(cli, application, error):
    application.answer = error
    outcome = cli("check", "a.txt")
    assert (outcome.code, outcome.out) == (2, "")
    first, second = outcome.err.strip().splitlines()
    assert first.startswith("error[A999] this is a bug in attrib: ")
    assert "--debug" in second


@pytest.mark.parametrize("arguments", [["--debug", "check", "a.txt"], ["check", "a.txt", "--debug"]])
def test_debug_shows_the_traceback(cli, application, arguments):
    application.answer = ValueError("deep down")
    outcome = cli(*arguments)
    assert outcome.code == 2
    assert outcome.err.startswith("Traceback")
    assert "deep down" in outcome.err


def test_an_interrupt_is_130(cli, application):
    application.answer = KeyboardInterrupt()
    assert cli("check", "a.txt").code == 130


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are closed otherwise there")
def test_a_closed_pipe_is_no_success():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "attrib", "--version"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (2, b"")


# From here on the application itself is asked.


def story(folder, raw=b"The bridge is shut, the mayor said."):
    path = folder / "story.txt"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("command", ["check", "ledger", "sources"])
@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("missing.txt", None, "A101"),
        ("empty", "folder", "A102"),
        ("story.doc", b"text", "A201"),
        ("story.docx", b"text", "A230"),
        ("bad.txt", b"He said \x93no\x94.", "A203"),
        ("binary.txt", b"PK\x03\x00\x00", "A204"),
    ],
)
def test_a_story_that_cannot_be_read(cli, tmp_path, command, name, raw, code):
    path = tmp_path / name
    if raw == "folder":
        path.mkdir()
    elif raw is not None:
        path.write_bytes(raw)
    outcome = cli(command, path)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"error[{code}]" in outcome.err
    assert str(path) in outcome.err


@pytest.mark.parametrize("command", ["check", "ledger", "sources"])
def test_a_path_that_is_empty(cli, command):
    """As of a variable in a script that was never set: it is not the folder one is in."""
    outcome = cli(command, "")
    assert (outcome.code, outcome.out) == (2, "")
    assert "error[A101] a path is empty" in outcome.err


def test_one_bad_story_among_good_ones_is_no_report(cli, tmp_path):
    good = story(tmp_path)
    (tmp_path / "z.txt").write_bytes(b"\xff")
    outcome = cli("check", good, tmp_path, "--format", "jsonl")
    assert (outcome.code, outcome.out) == (2, "")
    assert "error[A203]" in outcome.err


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="the superuser may read all files")
def test_an_unreadable_story(cli, tmp_path):
    path = story(tmp_path)
    path.chmod(0)
    outcome = cli("check", path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "error[A202]" in outcome.err


@pytest.mark.parametrize("options", [["--policy", "defualt"], ["--rules", "missing"], ["--pipeline", "missing"]])
def test_settings_that_cannot_be_followed(cli, tmp_path, options):
    outcome = cli("check", story(tmp_path), *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert "error[A" in outcome.err
    assert "A999" not in outcome.err


@pytest.mark.parametrize("command", [["explain"], ["rules", "show"], ["rules", "test"]])
def test_an_unknown_rule(cli, command):
    outcome = cli(*command, "anonymity-unexplaned")
    assert (outcome.code, outcome.out) == (2, "")
    assert "no rule called 'anonymity-unexplaned'" in outcome.err
    assert "hint: did you mean `anonymity-unexplained`?" in outcome.err


def test_a_group_is_no_rule(cli):
    outcome = cli("explain", "anon")
    assert outcome.code == 2
    assert "hint: `ANON` is a group of findings; attrib rules list --kind findings names those in it" in outcome.err


def test_a_rule_file_that_is_broken(cli, tmp_path):
    folder = tmp_path / "pack" / "findings"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("id: mine\nlevel: error\nlevel: info\n")
    outcome = cli("check", story(tmp_path), "--rules", tmp_path / "pack")
    assert (outcome.code, outcome.out) == (2, "")
    assert "mine.yaml:3:1: error[A3" in outcome.err
    assert " 3 | level: info" in outcome.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize(
    ("pipe", "arguments", "code"),
    [
        ("stories/b.txt", ["stories"], "A202"),
        ("stories/b.html", ["stories"], "A202"),
        ("stories/story.attrib.yml", ["stories"], "A202"),
        ("c.yml", ["stories", "--config", "c.yml"], "A501"),
        ("known", ["stories", "--baseline", "known"], "A141"),
    ],
)
def test_what_may_never_end_is_not_read(cli, tmp_path, monkeypatch, pipe, arguments, code):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stories").mkdir()
    story(tmp_path / "stories")
    os.mkfifo(pipe)
    outcome = cli("check", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"{pipe}: error[{code}] " in outcome.err
    assert "it is a pipe or a device, not a file" in outcome.err
