"""Reports to several places: which format goes where, and files that are written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib import __version__
from attrib.cli import writing
from attrib.cli.destinations import destinations
from attrib.cli.writing import write_files
from attrib.errors import InputError, Place, UsageError
from attrib.render import WRITERS

ROOT = Path(__file__).parents[2]

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions, pipes and links are otherwise there")


@pytest.fixture
def there(application):
    """The folder that the command is run in, which holds the story a.txt."""
    return Path.cwd()


@pytest.fixture
def shown(application):
    """A function that returns what a format makes of the report that the application gives."""
    return lambda name: WRITERS[name](application.answer)


def held(folder):
    """Return the text of each file in a folder but that of the story."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name != "a.txt"}


# Which format goes where.


@pytest.mark.parametrize(
    ("options", "printed", "files"),
    [
        ([], "text", {}),
        (["--format", "json"], "json", {}),
        (["-o", "a"], None, {"a": "text"}),
        (["-o", "a", "--format", "json"], None, {"a": "json"}),
        (["-o", "json:a"], None, {"a": "json"}),
        (["-o", "json:a", "-o", "jsonl:b"], None, {"a": "json", "b": "jsonl"}),
        (["-o", "json:a", "-o", "b"], None, {"a": "json", "b": "text"}),
        (["-o", "json:a", "--format", "jsonl"], "jsonl", {"a": "json"}),
        (["-o", "json:a", "-o", "text:-"], "text", {"a": "json"}),
        (["-o", "-"], "text", {}),
        (["-o", "json:-", "-o", "jsonl:b"], "json", {"b": "jsonl"}),
        (["-o", "json:/dev/stdout", "-o", "jsonl:b"], "json", {"b": "jsonl"}),
        (["-o", "json:a", "--format", "jsonl", "-s"], None, {"a": "json"}),
        (["-o", "json:a:b"], None, {"a:b": "json"}),
        (["-o", "./json:a"], None, {"json:a": "text"}),
        (["-o", "./other:a"], None, {"other:a": "text"}),
    ],
    ids=str,
)
@posix
def test_what_goes_where(cli, there, shown, options, printed, files):
    outcome = cli("check", "a.txt", *options)
    assert outcome == (1, shown(printed) if printed else "", "")
    assert held(there) == {name: shown(form) for name, form in files.items()}


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20))
def test_any_output_is_a_file_or_an_error(output):
    try:
        (found,) = destinations(None, [output])
    except UsageError:
        return
    assert found.form in WRITERS
    assert found.path in {None, Path(output), Path(output.partition(":")[2])}


@posix
@pytest.mark.parametrize("name", [r"C:\x.txt", "C:/x.txt", "c:x"])
def test_a_drive_of_windows_is_no_format(cli, there, application, name):
    if "/" in name:
        (there / "C:").mkdir()
    assert cli("check", "a.txt", "-o", name).code == 1
    assert (there / name).is_file()


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (["-o", "jsn:a"], "A113] there is no format called 'jsn'", "did you mean `json:a`? A file with"),
        (["-o", "JSON:a"], "A113] there is no format called 'JSON'", "did you mean `json:a`? "),
        (["-o", "2026-11-23T10:00.txt"], "A113] there is no format called '2026-11-23T10'", "./2026-11-23T10:00.txt"),
        (["--format", "jsn"], "A113] there is no format called 'jsn'", "did you mean `json`?"),
        (["--format", "jsn", "-o", "text:a"], "A113] there is no format called 'jsn'", "did you mean `json`?"),
        (["-o", "json:"], "A114] the output 'json:' names no file", "--output json:FILE"),
        (["-o", ""], "A114] the output '' names no file", "--output text:FILE"),
        (["-o", "json:reports/"], "reports/: error[A114] the output is a folder, not a file", None),
        (["-o", "json:a", "-o", "a"], "a: error[A114] two reports would go to one file", None),
        (["-o", "json:a", "-o", "text:./b/../a"], "error[A114] two reports would go to one file", None),
        (["-o", "json:-", "-o", "-"], "-: error[A114] two reports would go to standard output", None),
        (["-o", "json:-", "--format", "text"], "-: error[A114] two reports would go to standard output", None),
    ],
    ids=str,
)
def test_outputs_that_cannot_be_followed(cli, there, application, options, message, hint):
    outcome = cli("check", "a.txt", *options)
    assert (outcome.code, outcome.out, application.asked, held(there)) == (2, "", [], {})
    assert message in outcome.err
    assert hint is None or hint in outcome.err.partition("hint: ")[2]


@pytest.mark.parametrize("form", WRITERS)
def test_the_exit_code_does_not_depend_on_the_format(cli, there, application, form):
    assert cli("check", "a.txt", "--format", form).code == 1
    assert cli("check", "a.txt", "--fail-on", "never", "-o", f"{form}:out").code == 0


def test_a_run_that_failed_is_told_in_the_formats_that_tell_errors(cli, there, application):
    application.answer = InputError("A203", "not UTF-8", place=Place("a.txt", 2, 6))
    outcome = cli("check", "a.txt", "-o", "json:a", "-o", "text:b", "-o", "jsonl:-")
    assert (outcome.code, outcome.out) == (2, "")
    assert [error["code"] for error in json.loads(held(there).pop("a"))["errors"]] == ["A203"]
    assert outcome.err == "a.txt:2:6: error[A203] not UTF-8\n"


@posix
def test_why_a_run_failed_is_told_even_where_its_report_cannot_be_written(cli, there, application, monkeypatch):
    application.answer = InputError("A203", "not UTF-8", place=Place("a.txt", 2, 6))
    monkeypatch.setattr(writing, "_staged", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    outcome = cli("check", "a.txt", "-o", "json:a")
    assert (outcome.code, outcome.out, outcome.err) == (2, "", "a.txt:2:6: error[A203] not UTF-8\n")


# What is never written over.


@pytest.mark.parametrize(
    ("read", "output"),
    [
        ("a.txt", "json:a.txt"),
        ("a.txt", "json:a.attrib.yml"),
        (".", "json:a.txt"),
        (".", "json:new.md"),
        (".", "json:new.attrib.yaml"),
        ("sub", "json:sub/new.txt"),
    ],
)
def test_stories_and_what_is_told_of_them(cli, there, application, read, output):
    (there / "sub").mkdir()
    (there / "a.attrib.yml").write_text("{}")
    (there / "sub" / "b.txt").write_text("draft")
    outcome = cli("check", read, "-o", "jsonl:fine", "-o", output)
    assert (outcome.code, outcome.out, application.asked) == (2, "", [])
    assert "error[A106]" in outcome.err
    assert {path.name for path in there.iterdir()} == {"a.txt", "a.attrib.yml", "sub"}
    assert ((there / "a.txt").read_text(), (there / "a.attrib.yml").read_text()) == ("draft", "{}")
    assert held(there / "sub") == {"b.txt": "draft"}


# Whole or not at all.


def test_an_old_file_is_replaced_and_nothing_is_left_behind(cli, there, shown):
    (there / "a").write_text("old" * 10_000)
    cli("check", "a.txt", "-o", "json:a")
    assert held(there) == {"a": shown("json")}


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_what_is_private_is_so_while_it_is_written(tmp_path, monkeypatch):
    path = tmp_path / "out.json"
    path.touch(0o600)
    modes = []
    monkeypatch.setattr(os, "fsync", lambda file: modes.append(stat.S_IMODE(os.fstat(file).st_mode)))
    write_files({path: b"{}"})
    assert modes == [0o600]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_permissions_are_kept(cli, there, shown, mode):
    path = there / "a"
    path.write_text("old")
    path.chmod(mode)
    cli("check", "a.txt", "-o", "json:a")
    assert (stat.S_IMODE(path.stat().st_mode), path.read_text(encoding="utf-8")) == (mode, shown("json"))


@posix
def test_a_new_file_has_the_permissions_of_any_new_file(cli, there, application):
    before = os.umask(0o027)
    try:
        cli("check", "a.txt", "-o", "json:a")
    finally:
        os.umask(before)
    assert stat.S_IMODE((there / "a").stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize("there_before", [True, False])
def test_a_link_stays_and_is_written_through(cli, there, shown, there_before):
    (there / "deep").mkdir()
    if there_before:
        (there / "deep" / "real").write_text("old")
    (there / "link").symlink_to(Path("deep", "real"))
    cli("check", "a.txt", "-o", "json:link")
    assert (there / "link").is_symlink()
    assert held(there / "deep") == {"real": shown("json")}


@posix
def test_links_to_one_file_are_one_file(cli, there, application):
    (there / "link").symlink_to("real")
    outcome = cli("check", "a.txt", "-o", "json:link", "-o", "real")
    assert outcome.code == 2
    assert "two reports would go to one file" in outcome.err


@posix
def test_a_named_pipe_is_written_to(cli, there, shown):
    os.mkfifo("pipe")
    got = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_bytes()), daemon=True)
    reader.start()
    outcome = cli("check", "a.txt", "-o", "json:pipe", "-o", "text:b")
    reader.join(10)
    assert (outcome.code, got) == (1, [shown("json").encode()])
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


@pytest.mark.parametrize(
    ("output", "reason"),
    [("no/such/a", "no such file or directory"), (".", "it is a folder"), ("sub", "it is a folder"), ("f/a", "dir")],
)
def test_what_cannot_be_written_is_told_before_the_run(cli, there, application, output, reason):
    (there / "sub").mkdir()
    (there / "f").write_text("")
    outcome = cli("check", "a.txt", "-o", "text:fine", "-o", f"json:{output}")
    assert (outcome.code, application.asked) == (2, [])
    assert "error[A105] the output cannot be written: " in outcome.err
    assert reason in outcome.err
    assert not (there / "fine").exists()


@posix
@pytest.mark.parametrize("what", ["a", "."])
def test_permissions_are_respected(there, monkeypatch, what):
    """As for any user but the superuser, whoever runs the tests."""
    (there / "a").write_text("old")
    refused = os.path.realpath(what)
    monkeypatch.setattr(os, "access", lambda path, _mode: os.path.realpath(path) != refused)
    with pytest.raises(UsageError, match="A105 the output cannot be written: permission denied"):
        writing.refuse_unwritable(there / "a")
    with pytest.raises(UsageError, match="A105"):
        writing.write_files({there / "a": b"new"})
    assert held(there) == {"a": "old"}


@pytest.mark.parametrize("step", ["fsync", "write", "chmod", "replace"])
def test_a_failure_leaves_the_old_files(there, monkeypatch, step):
    def fail(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    (there / "a").write_text("old")
    (there / "b").write_text("old")
    if step == "write":
        monkeypatch.setattr(writing.os, "fdopen", fail)
    else:
        monkeypatch.setattr(writing.os if step == "fsync" else Path, step, fail)
    with pytest.raises(UsageError, match="A105 the output cannot be written: no space left on device"):
        writing.write_files({there / "a": b"new", there / "b": b"new"})
    assert held(there) == {"a": "old", "b": "old"}


def test_if_one_file_cannot_be_written_none_is(there):
    (there / "a").write_text("old")
    with pytest.raises(UsageError):
        writing.write_files({there / "a": b"new", there / "no" / "b": b"new"})
    assert held(there) == {"a": "old"}


def test_an_interrupt_leaves_the_old_file(there, monkeypatch):
    def interrupt(_descriptor):
        raise KeyboardInterrupt

    (there / "a").write_text("old")
    monkeypatch.setattr(writing.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        writing.write_files({there / "a": b"new"})
    assert held(there) == {"a": "old"}


# Standard streams, with the real program.


def attrib(*arguments, shell):
    command = f"{sys.executable} -m attrib {' '.join(arguments)} {shell}"
    return subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("arguments", ["--version", "--help", "rules list", "check --help"])
def test_a_full_disk_is_told(arguments):
    done = attrib(arguments, shell=">/dev/full")
    assert done.returncode == 2
    assert done.stderr == "error[A105] standard output cannot be written: no space left on device\n"


@posix
@pytest.mark.parametrize("arguments", ["--version", "--help"])
def test_a_closed_standard_output_is_told(arguments):
    done = attrib(arguments, shell=">&-")
    assert done.returncode == 2
    assert done.stderr == "error[A105] standard output cannot be written: bad file descriptor\n"


@posix
def test_a_closed_standard_input_is_told():
    done = attrib("check", "-", shell="<&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error[A202] standard input cannot be read: bad file descriptor\n"


@posix
@pytest.mark.parametrize(("arguments", "code"), [("--version", 0), ("chekc", 2)])
def test_a_closed_standard_error_changes_nothing(arguments, code):
    done = attrib(arguments, shell="2>&-")
    assert (done.returncode, done.stderr) == (code, "")
    assert bool(done.stdout) == (code == 0)


@posix
def test_help_that_nobody_reads_is_no_success():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "attrib", "--help"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (2, b"")


# What the real command writes.


STORY = (
    "Ferry fire was avoidable – officials\r\n\r\n"
    "“The café door with the ‘é🙂’ on it was locked,” said a senior port official, who asked\r\n"
    "not to be named. “They knew about it,” a second official said.\r\n"
)
CHOSEN = "anonymity-unexplained,hearsay-adverb,anonymous-headline"
GOLDEN = ("sarif", "sarif-github", "github", "gitlab", "junit", "rdjsonl", "checkstyle", "csv")


def test_all_formats_of_one_run(cli, golden, tmp_path, monkeypatch):
    """The files in tests/cases/render: a story with CRLF and letters of one to four bytes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "café fire.txt").write_bytes(STORY.encode())
    outputs = [word for form in GOLDEN for word in ("-o", f"{form}:{form}.out")]
    outcome = cli("check", "drafts", "--select", CHOSEN, *outputs)
    assert outcome == (1, "", "")
    for form in GOLDEN:
        written = (tmp_path / f"{form}.out").read_bytes().decode()
        told = re.sub(r"\b(?:[0-9a-f]{16}|[0-9a-f]{32})\b", "FINGERPRINT", written)
        golden(f"render/formats.{form}", told.replace(f'"{__version__}"', '"VERSION"'))


def test_what_a_comment_hides_is_suppressed_in_sarif_and_left_out_for_github(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(
        "The minister was told.\n\n"
        "<!-- attrib: ignore[anonymity-unexplained] the desk knows him -->\n"
        "“The café door was locked,” said a senior port official, who asked not to be named.\n",
        encoding="utf-8",
    )
    options = ["--select", "anonymity-unexplained", "-o", "sarif:a.sarif", "-o", "sarif-github:b.sarif"]
    assert cli("check", "a.md", *options) == (0, "", "")
    everything, reported = (
        json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("a.sarif", "b.sarif")
    )
    assert reported["runs"][0]["results"] == []
    (result,) = everything["runs"][0]["results"]
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["justification"]) == ("inSource", "the desk knows him")
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 3
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 4
