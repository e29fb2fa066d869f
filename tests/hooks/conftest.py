"""Repositories of stories in which hooks and CI jobs run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLEAN = "Ferry timetable\n\nThe ferry sails at noon, the harbour office said.\n"
FOUND = "Ferry stays in port\n\n“They knew about the door, and they sailed,” an official said.\n"


def run(*words, folder=".", check=True, **variables):
    """Run a program as outside a repository's hooks, and return how it ended and what it said."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PRE_COMMIT", "GITHUB_", "ATTRIB_"))
    }
    person = {"GIT_CONFIG_GLOBAL": os.devnull} | {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Desk"), ("EMAIL", "desk@example.org"))
    }
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env=kept | person | variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if check:
        assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """A repository with one story committed in which there is nothing to find; the test runs in it."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "newsroom"
    (folder / "stories").mkdir(parents=True)
    monkeypatch.chdir(folder)
    Path("stories/clean.md").write_text(CLEAN, encoding="utf-8")
    run("git", "init", "--quiet", "--initial-branch=main")
    run("git", "add", "--all")
    run("git", "commit", "--quiet", "--message", "Stories")
    return folder
