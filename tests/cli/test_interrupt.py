"""A run that is ended from outside ends at once: no traceback, no half output, no process left, no broken cache."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 120
"""Seconds after which a process that should have ended has not."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there"),
]


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    """A folder of stories that take some time to check."""
    there = tmp_path_factory.mktemp("stories")
    for path in (ROOT / "corpus").glob("*.*"):
        if path.suffix in {".md", ".txt"}:
            shutil.copyfile(path, there / path.name)
    return there


def hear():
    """Let the process hear Ctrl-C even where these tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(stories, tmp_path, *options):
    """Return a run that is its own process group, as one started from a terminal is."""
    environment = {name: value for name, value in os.environ.items() if name != "ATTRIB_NO_CACHE"}
    return subprocess.Popen(
        [sys.executable, "-m", "attrib", "check", stories, "--cache-dir", tmp_path / "cache", *options],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=hear,  # noqa: PLW1509
    )


def entries(tmp_path):
    folder = tmp_path / "cache" / "entries"
    return [path for path in folder.iterdir() if len(path.name) == 64] if folder.is_dir() else []


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def living(group):
    """Return the processes of a group that have not ended."""
    done = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True)
    rows = (line.split() for line in done.stdout.splitlines())
    return [row for row in rows if row[0] == str(group) and not row[1].startswith("Z")]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("number", "to_all", "code"),
    [
        (signal.SIGINT, True, 130),
        (signal.SIGINT, False, 130),
        (signal.SIGTERM, False, 143),
        (signal.SIGKILL, False, -signal.SIGKILL),
    ],
)
def test_it_ends_at_once_and_leaves_nothing(stories, tmp_path, jobs, number, to_all, code):
    run = start(stories, tmp_path, "--jobs", jobs, "--output", "json:out.json")
    wait_for(lambda: len(entries(tmp_path)) > 2)
    (os.killpg if to_all else os.kill)(run.pid, number)
    out, err = run.communicate(timeout=PATIENCE)
    assert (run.returncode, out, err) == (code, b"", b"")
    wait_for(lambda: not living(run.pid))
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_what_a_killed_run_left_is_good(stories, tmp_path):
    run = start(stories, tmp_path)
    wait_for(lambda: len(entries(tmp_path)) > 9)
    run.kill()
    run.communicate()
    left = len(entries(tmp_path))
    again, plain = (start(stories, tmp_path, *option).communicate(timeout=PATIENCE) for option in ([], ["--no-cache"]))
    assert again == plain
    assert len(entries(tmp_path)) > left


@pytest.mark.parametrize("after", [0.15, 0.3, 0.6, 1.0, 1.6])
def test_it_may_come_while_the_program_is_still_starting(stories, tmp_path, after):
    run = start(stories, tmp_path, "--jobs", "2")
    time.sleep(after)
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode in {130, -signal.SIGINT}
    assert out == b""
    if run.returncode == 130:
        assert err == b""


def test_whoever_reads_may_stop(stories, tmp_path):
    """As `attrib check stories | head -1` does."""
    run = start(stories, tmp_path, "--format", "json")
    run.stdout.read(10)
    run.stdout.close()
    # 1 where the system took all that was written before it saw that nobody reads.
    assert run.wait(timeout=PATIENCE) in {1, 2}
    with run.stderr as stderr:
        assert stderr.read() == b""


def test_runs_at_once_do_no_harm(stories, tmp_path):
    runs = [start(stories, tmp_path, "--format", "jsonl") for _ in range(2)]
    outputs = {run.communicate(timeout=PATIENCE) for run in runs}
    assert len(outputs) == 1
    again = start(stories, tmp_path, "--format", "jsonl")
    assert {again.communicate(timeout=PATIENCE)} == outputs
