"""`attrib check --watch`, as a person uses it: the real command, real files, and the ways in which editors save."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from attrib.cli import watching
from attrib.config import Overrides, plan

PATIENCE = 120
"""Seconds after which what should have been said has not."""
FIRST = "The bridge is shut, a senior official said.\n"
SECOND = "The bridge is shut, a senior official said.\n\nIt will never open again, officials said.\n"
READY = "Ctrl-C ends"

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")


def hear():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Run:
    """A command that runs while a test goes on, and all it has printed."""

    def __init__(self, folder, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "attrib", "check", "--format", "concise", *arguments],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name != "ATTRIB_NO_CACHE"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            preexec_fn=hear,  # noqa: PLW1509
        )
        self.lines = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        with self.process.stdout as lines:
            for line in lines:
                self.lines.append(line)

    def until(self, words=READY):
        """Return what is printed from now on until a line with these words."""
        end = time.monotonic() + PATIENCE
        while not any(words in line for line in self.lines):
            assert time.monotonic() < end, self.lines
            assert self.process.poll() is None or any(words in line for line in self.lines), self.lines
            time.sleep(0.05)
        said, self.lines[:] = "".join(self.lines), []
        return said

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code


@pytest.fixture
def start(tmp_path):
    runs = []

    def begin(*arguments):
        runs.append(Run(tmp_path, *arguments))
        return runs[-1]

    yield begin
    for run in runs:
        run.process.kill()
        run.process.wait()
        run._reader.join()


@pytest.fixture
def stories(tmp_path):
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST)
    return folder


def save_in_place(path, text):
    path.write_text(text)


def save_by_rename(path, text):
    """As vim, emacs and most others do: the story is a new file under the old name."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text)
    beside.replace(path)


def save_by_taking_away(path, text):
    """As some others do: for a moment there is no story."""
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text(text)
    backup.unlink()


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("save", [save_in_place, save_by_rename, save_by_taking_away])
@pytest.mark.parametrize("named", ["stories", "stories/a.txt"])
def test_a_change_is_seen_and_ctrl_c_ends(start, stories, save, named):
    run = start("--watch", named)
    first = run.until()
    assert "watching 1 story; Ctrl-C ends" in first
    assert "a.txt:3" not in first
    assert "\x1b" not in first
    save(stories / "a.txt", SECOND)
    while "a.txt:3" not in run.until():
        pass
    assert run.interrupt() == 130
    assert "".join(run.lines) == ""


@POSIX
@pytest.mark.slow
def test_what_is_wrong_is_shown_and_the_watch_goes_on(start, stories, tmp_path):
    pack = tmp_path / "pack" / "findings"
    pack.mkdir(parents=True)
    rule = pack / "mine.yaml"
    rule.write_text("patch: anonymity-unexplained\nlevel: info\n")
    run = start("--watch", "stories", "--rules", "pack")
    assert "watching 1 story" in run.until()
    (stories / "b.txt").write_bytes(b"\xff")
    assert "error[A203]" in run.until()
    (stories / "b.txt").write_text(SECOND)
    said = run.until("watching 2 stories")
    assert "b.txt:3" in said
    (stories / "b.txt").unlink()
    run.until("watching 1 story")
    (stories / "a.attrib.yml").write_text("autors: [Ada Marsh]\n")
    assert "error[A206]" in run.until()
    (stories / "a.attrib.yml").unlink()
    run.until()
    rule.write_text("patch: anonymity-unexplained\nlevel: loud\n")
    assert "error[A3" in run.until()
    rule.write_text("patch: anonymity-unexplained\nlevel: error\nmessage: Who is this?\n")
    assert "Who is this?" in run.until()
    (tmp_path / ".attrib.yml").write_text("ignore: [anonymity-unexplained]\n")
    assert "Who is this?" not in run.until()
    (tmp_path / ".attrib.yml").write_text("ignored: [anonymity-unexplained]\n")
    assert "error[A503]" in run.until()
    (tmp_path / ".attrib.yml").unlink()
    assert "Who is this?" in run.until()
    (stories / "notes.docx~").write_text("no story")
    (stories / ".a.txt.swp").write_text("no story")
    time.sleep(1)
    assert run.lines == []
    assert run.interrupt() == 130


@POSIX
@pytest.mark.slow
def test_reports_in_files_are_written_each_time(start, stories, tmp_path):
    run = start("--watch", "stories", "--output", "jsonl:out.jsonl")
    run.until()
    first = (tmp_path / "out.jsonl").read_text()
    (stories / "a.txt").write_text(SECOND)
    run.until()
    assert first != (tmp_path / "out.jsonl").read_text()


@pytest.mark.parametrize("paths", [["-"], ["a.txt", "missing.txt"]])
def test_what_cannot_be_watched_is_an_error_at_once(cli, application, paths):
    outcome = cli("check", "--watch", *paths)
    assert outcome.code == 2
    assert "error[A10" in outcome.err


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize(
    ("named", "output"), [("stories", "html:stories/page.html"), ("stories/a.txt", "text:stories/notes.txt")]
)
def test_what_a_run_writes_starts_no_other(start, stories, named, output):
    run = start("--watch", named, "--output", output)
    run.until()
    time.sleep(2)
    assert run.lines == []
    (stories / "a.txt").write_text(SECOND)
    run.until()
    assert run.interrupt() == 130


IN_FOLDERS = {
    "stories/a.txt": True,
    "stories/A.MD": True,
    "stories/deep/b.txt": True,
    "stories/a.attrib.yml": True,
    ".attrib.yml": True,
    "pyproject.toml": True,
    "pack/findings/mine.yaml": True,
    "house/rules.yml": True,
    "known.json": True,
    "one/c.txt": True,
    "one/c.attrib.yaml": True,
    "one/d.txt": False,
    "notes.txt": False,
    "stories/.a.txt.swp": False,
    "stories/.#a.txt": False,
    "stories/a.txt~": False,
    "stories/4913": False,
    "stories/report.json": False,
    "stories/page.html": False,
    ".attrib_cache/entries/a.txt": False,
    ".git/HEAD.md": False,
    "other/findings/mine.yaml": False,
}


@pytest.mark.parametrize("path", IN_FOLDERS)
@pytest.mark.parametrize("as_seen", [Path, Path.absolute], ids=["relative", "absolute"])
def test_which_changes_count(tmp_path, monkeypatch, path, as_seen):
    for folder in ("stories/deep", "pack", "one", "house"):
        (tmp_path / "real" / folder).mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path / "link")
    Path("stories/page.html").write_text('<html><head><meta name="generator" content="attrib 1.0"></head></html>')
    Path(".attrib.yml").write_text("extends: house/rules.yml\npacks: pack\nbaseline: known.json\n")
    Path("house/rules.yml").write_text("policy: strict\n")
    for story in ("stories/a.txt", "one/c.txt"):
        Path(story).write_text(FIRST)
    paths = [Path("stories"), Path("one/c.txt")]
    concern = watching._Concern.of(paths, plan(paths, Overrides()))
    assert concern.has(as_seen(Path(path))) is IN_FOLDERS[path]
