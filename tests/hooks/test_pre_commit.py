"""The hooks for pre-commit, run by pre-commit itself in a repository of stories."""

from __future__ import annotations

import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from .conftest import CLEAN, FOUND, ROOT, run

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
CONFIG = """\
repos:
  - repo: {root}
    rev: {rev}
    hooks:
      - id: attrib
      - id: attrib-config
      - id: attrib-rules-test
        args: [--rules, rules]
        files: ^rules/
"""
FINDING = """\
id: any-sentence
code: TEST-01
title: Any sentence
description: It is reported of every sentence.
level: info
on: sentence
when: {status: [plain]}
message: A sentence.
examples: {fires: [{text: It rained.}], silent: ["The bridge is shut, the mayor said."]}
"""

needs_pre_commit = pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")


def pre_commit(*words, home, check=False):
    return run(sys.executable, "-m", "pre_commit", *words, check=check, PRE_COMMIT_HOME=str(home), PYTHONPATH="")


def test_the_hooks_take_the_stories_that_attrib_reads():
    from attrib.read import SUFFIXES

    hook = next(one for one in yaml.safe_load(MANIFEST.read_text(encoding="utf-8")) if one["id"] == "attrib")

    for suffix in SUFFIXES:
        assert re.search(hook["files"], f"stories/a{suffix}"), suffix
        assert re.search(hook["files"], f"stories/A{suffix.upper()}"), suffix
    assert not re.search(hook["files"], "stories/a.attrib.yml")
    assert re.search(hook["exclude"], "stories/README.md")
    assert not re.search(hook["exclude"], "stories/readme-first.md")


@needs_pre_commit
def test_pre_commit_accepts_the_manifest(tmp_path):
    done = pre_commit("validate-manifest", MANIFEST, home=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Where pre-commit keeps the environment that it installs attrib into; one for all tests."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("the hooks are installed from a git repository")
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def hooked(newsroom, home):
    """A repository whose commits run the hooks of what is committed here."""
    rev = run("git", "rev-parse", "HEAD", folder=ROOT).stdout.strip()
    Path(".pre-commit-config.yaml").write_text(CONFIG.format(root=ROOT, rev=rev), encoding="utf-8")
    run("git", "add", "--all")
    run("git", "commit", "--quiet", "--message", "Hooks")
    installed = pre_commit("install", "--install-hooks", home=home)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return newsroom


def commit(home):
    return run("git", "commit", "--message", "Story", check=False, PRE_COMMIT_HOME=str(home), PYTHONPATH="")


def write(name, text, *, staged=True):
    Path(name).parent.mkdir(exist_ok=True, parents=True)
    Path(name).write_text(text, encoding="utf-8")
    if staged:
        run("git", "add", name)


@pytest.mark.slow
@needs_pre_commit
def test_a_story_with_nothing_to_find_is_committed(hooked, home):
    write("stories/more.md", CLEAN.replace("noon", "dawn"))
    done = commit(home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert run("git", "status", "--porcelain").stdout == ""


@pytest.mark.slow
@needs_pre_commit
def test_a_finding_stops_the_commit_and_is_shown(hooked, home):
    write("stories/ferry.md", FOUND)
    done = commit(home)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "exit code: 1" in told
    assert "\nstories/ferry.md:\n" in told
    assert re.search(r"^ +3:46 +error\[ANON-01 anonymity-unexplained\] ", told, re.MULTILINE)
    assert "A  stories/ferry.md" in run("git", "status", "--porcelain").stdout


@pytest.mark.slow
@needs_pre_commit
def test_only_what_is_staged_is_checked(hooked, home):
    write("stories/ferry.md", FOUND, staged=False)
    write("stories/notes.log", FOUND)
    write("stories/README.md", FOUND)
    write("stories/more.md", CLEAN)
    write("stories/more.md", FOUND, staged=False)
    done = commit(home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert Path("stories/more.md").read_text(encoding="utf-8") == FOUND


@pytest.mark.slow
@needs_pre_commit
def test_what_the_configuration_leaves_out_is_not_checked(hooked, home):
    write(".attrib.yml", "extend-exclude: [archive/]\n")
    write("archive/ferry.md", FOUND)
    done = commit(home)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@needs_pre_commit
def test_a_configuration_is_checked(hooked, home):
    write(".attrib.yml", "polcy: strict\n")
    done = commit(home)
    told = done.stdout + done.stderr
    assert (done.returncode, ".attrib.yml:1:1: error[" in told, "`policy`" in told) == (1, True, True), told


@pytest.mark.slow
@needs_pre_commit
def test_a_broken_story_stops_the_commit_with_another_code(hooked, home):
    Path("stories/broken.txt").write_bytes("“Caf\xe9”, he said.".encode("cp1252"))
    run("git", "add", "--all")
    done = commit(home)
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert "exit code: 2" in told
    assert "error[A203]" in told


@pytest.mark.slow
@needs_pre_commit
def test_the_examples_of_a_pack_are_run(hooked, home):
    write("rules/findings/any.yaml", FINDING)
    done = commit(home)
    assert done.returncode == 0, done.stdout + done.stderr
    write("rules/findings/any.yaml", FINDING.replace("The bridge is shut, the mayor said.", "It rained."))
    done = commit(home)
    assert done.returncode == 1
    assert "any-sentence" in done.stdout + done.stderr


@pytest.mark.slow
@needs_pre_commit
def test_the_hook_can_be_tried_without_a_configuration(newsroom, home):
    write("stories/ferry.md", FOUND)
    done = pre_commit("try-repo", ROOT, "attrib", "--ref", "HEAD", "--all-files", home=home)
    assert done.returncode == 1
    assert "\nstories/ferry.md:\n" in done.stdout
    assert "clean.md" not in done.stdout
