"""`check --since` as a whole: a story in a real repository, the shipped rules and pipeline."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from attrib.changes import git as git_files
from attrib.cli.run import _changed_since, make_plan
from attrib.config import Overrides

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

STORY = """\
Ferry stays in port

The ferry will not sail until June, officials said.

The harbour will be dredged first, a senior official said on condition of anonymity.
"""


def git(*arguments):
    words = ["git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run([*words, *arguments], env=environment, check=True, capture_output=True)


def lines(outcome):
    """Return the lines of the story in which there are findings."""
    return {part.split(":")[1] for part in outcome.out.splitlines() if part.startswith("ferry.txt:") and "[" in part}


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("ferry.txt").write_text(STORY, encoding="utf-8")
    git("init")
    git("add", "ferry.txt")
    git("commit", "--message", "Ferry")


def test_only_what_changed_is_reported(cli, repository):
    everything = cli("check", "ferry.txt", "--policy", "strict")
    assert (everything.code, lines(everything) >= {"3", "5"}) == (1, True)
    nothing = cli("check", "ferry.txt", "--policy", "strict", "--since", "HEAD")
    assert (nothing.code, lines(nothing)) == (0, set())
    assert nothing.out.startswith("0 stories, ")
    Path("ferry.txt").write_text(STORY.replace("June", "July"), encoding="utf-8")
    changed = cli("check", "ferry.txt", "--policy", "strict", "--since", "HEAD")
    assert changed.code == 1
    assert "3" in lines(changed)
    assert "5" not in lines(changed)


def test_standard_input_needs_a_name_in_the_repository(cli, repository):
    outcome = cli("check", "-", "--since", "HEAD")
    assert (outcome.code, "error[A104]" in outcome.err) == (2, True)


def test_a_revision_that_is_none(cli, repository):
    outcome = cli("check", "ferry.txt", "--since", "mian")
    assert (outcome.code, outcome.out) == (2, "")
    assert (
        outcome.err
        == "error[A132] git knows no revision 'mian': Needed a single revision\nhint: did you mean `main`?\n"
    )


def test_line_ends_that_git_has_changed_are_no_change(repository):
    """As in a checkout on Windows, where a finding about the whole story would stand again in each."""
    Path("ferry.txt").write_bytes(STORY.replace("\n", "\r\n").encode())
    assert _changed_since(make_plan([Path("ferry.txt")], Overrides()), "HEAD")[0].targets == ()


def test_git_is_asked_once_a_folder(repository, monkeypatch):
    asked = []
    run_git = git_files._git
    monkeypatch.setattr(git_files, "_git", lambda *words, **more: asked.append(words) or run_git(*words, **more))
    for number in range(9):
        Path(f"new-{number}.txt").write_text(STORY, encoding="utf-8")
    versions = git_files.versions_at([Path("ferry.txt"), *Path().glob("new-*.txt")], "HEAD")
    assert [version is None for version in versions] == [False] + [True] * 9
    assert sum("--show-toplevel" in words for words in asked) == 1
