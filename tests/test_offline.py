"""Drafts stay where they are: no connection is opened, no program started, no file written outside the cache."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

WATCHED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.", "http.", "ftplib.")
# What urllib3, which spaCy imports, tries when it is imported, to see whether the system has IPv6. It is refused like the rest.
PROBE = ("socket.__new__", "socket.bind")
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate")
WATCHER = f"""
import os, sys

seen = []

def watch(event, arguments):
    if event.startswith({WATCHED!r}):
        if event not in {PROBE!r}:
            seen.append(event)
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        if arguments[0] != os.devnull and "__pycache__" not in str(arguments[0]):
            seen.append(f"write {{arguments[0]}}")
    if event in {CHANGES!r}:
        seen.append(f"write {{arguments[0]}}")

sys.addaudithook(watch)
sys.dont_write_bytecode = True
"""
PROGRAM = f"""{WATCHER}
from attrib.cli import run

code = run(sys.argv[1:])
print(*seen, sep="\\n", file=sys.stderr)
sys.exit(code)
"""


def watched(*arguments, program=PROGRAM):
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "corpus/port-strike.txt", "corpus/clinic-infections.md", "--fail-on", "never"],
        ["check", "corpus/port-strike.txt", "--format", "json", "--fail-on", "never"],
        ["ledger", "corpus/quake-bulletin.txt"],
        ["explain", "anonymity-unexplained"],
    ],
    ids=" ".join,
)
def test_nothing_leaves_the_machine(arguments):
    done = watched(*arguments)
    assert (done.returncode, done.stderr) == (0, "\n")
    assert done.stdout


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_kept_is_kept_in_the_cache_only(monkeypatch, tmp_path, times):
    monkeypatch.delenv("ATTRIB_NO_CACHE")
    cache = tmp_path / "cache"
    for _ in range(times):
        done = watched("check", "corpus/port-strike.txt", "--fail-on", "never", "--cache-dir", str(cache))
    written = done.stderr.splitlines()
    assert done.stdout
    if times == 2:
        assert written == [""]
    else:
        assert written
        assert [one for one in written if not one.startswith(f"write {cache}")] == []


@pytest.mark.parametrize(
    ("act", "seen"),
    [
        ("import socket; socket.create_connection(('localhost', 9))", "socket.getaddrinfo"),
        ("import socket; socket.gethostbyname('localhost')", "socket.gethostbyname"),
        ("import urllib.request; urllib.request.urlopen('http://localhost:9')", "urllib.Request"),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
        ("open(sys.argv[1], 'w')", "write {file}"),
        ("os.mkdir(sys.argv[1])", "write {file}"),
        ("os.rename(sys.argv[1], 'b')", "write {file}"),
        ("os.remove(sys.argv[1])", "write {file}"),
    ],
)
def test_the_watch_would_see_it(act, seen, tmp_path):
    """What the test above relies on: each of these is noticed."""
    program = f"{WATCHER}\ntry:\n    exec({act!r})\nexcept OSError:\n    pass\nprint(seen[0])"
    done = watched(str(tmp_path / "file"), program=program)
    assert done.stdout == seen.format(file=tmp_path / "file") + "\n"
