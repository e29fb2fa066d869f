"""`--since`: git tells what a story was, and only findings in what changed since are kept."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib import app
from attrib.changes import changed_blocks, versions_at
from attrib.errors import UsageError
from attrib.read import read_story
from attrib.report import Finding, Report, Span, StoryReport

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

FIRST = "The bridge is shut.\n\nIt opens in May.\n\nNobody knows why.\n"


def git(*arguments, folder="."):
    words = ["git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run([*words, *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with a story of three paragraphs, in which the test runs."""
    monkeypatch.chdir(tmp_path)
    git("init")
    commit("bridge.txt", FIRST)
    return tmp_path


def commit(name, text):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(text.encode("utf-8"))
    git("add", "--all")
    git("commit", "--message", "Story")


def story_report(name, raw):
    """Return a report on a story with one finding a block, and one on the story as a whole."""
    story = read_story(name, raw, ())
    marks = [Finding("in-block", "T-01", "error", "", Span(block.start, block.end)) for block in story.blocks]
    whole = Finding("no-named-source", "T-02", "error", "", marks[0].span)
    return StoryReport(story, "default", (), (), (), (), (*marks, whole))


def since(revision, *names):
    """Return the words that findings mark in each story after --since, `STORY` for the finding on the whole."""
    report = Report("0", "default", tuple(story_report(name, Path(name).read_bytes()) for name in names))
    kept = app.only_changed(report, versions_at([Path(name) for name in names], revision), app.Settings())
    return [
        [
            "STORY" if one.rule != "in-block" else " ".join(story.story.text[one.span.start : one.span.end].split())
            for one in story.findings
        ]
        for story in kept.stories
    ]


@pytest.fixture(autouse=True)
def rules(monkeypatch):
    """Rules of which one finding is on the story, without the half second that the shipped ones take."""

    found = {"no-named-source": SimpleNamespace(id="no-named-source", on="story")}
    loaded = SimpleNamespace(findings=found, layout={}, words=lambda name: frozenset())
    monkeypatch.setattr(app, "load_rules_for", lambda settings: loaded)


def write(name, text):
    Path(name).write_bytes(text.encode("utf-8"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (FIRST, []),
        (FIRST.replace("May", "June"), ["It opens in June.", "STORY"]),
        (FIRST.replace("\n", "\r\n"), []),
        (FIRST.replace("It opens", "It\nopens"), ["STORY"]),
        ("A new top.\n\n" + FIRST, ["A new top.", "STORY"]),
        (FIRST + "\nIt opens in May.\n", ["It opens in May.", "STORY"]),
        ("It opens in May.\n\nThe bridge is shut.\n\nNobody knows why.\n", ["STORY"]),
        ("The bridge is shut.\n\nNobody knows why.\n", ["STORY"]),
        (FIRST.replace("\n\nIt", " It"), ["The bridge is shut. It opens in May.", "STORY"]),
    ],
    ids=["nothing", "a word", "line ends", "a wrap", "one more", "the same again", "moved", "one less", "joined"],
)
def test_paragraphs_that_changed(repository, text, kept):
    write("bridge.txt", text)
    assert since("HEAD", "bridge.txt") == [kept]


def test_a_finding_that_marks_no_block_is_kept_where_anything_changed(repository):
    commit("bridge.md", f"---\ntitle: Bridge\n---\n{FIRST}")
    raw = b"---\ntitle: The bridge\n---\n" + FIRST.encode()
    one = story_report("bridge.md", raw)
    report = Report("0", "default", (replace(one, findings=(Finding("any", "T-03", "error", "", Span(4, 9)),)),))
    assert (
        len(app.only_changed(report, versions_at([Path("bridge.md")], "HEAD"), app.Settings()).stories[0].findings) == 1
    )


def test_a_new_story_is_new_whether_git_knows_it_or_not(repository):
    write("harbour.txt", "The harbour silts up.\n")
    assert since("HEAD", "harbour.txt", "bridge.txt") == [["The harbour silts up.", "STORY"], []]
    git("add", "harbour.txt")
    assert since("HEAD", "harbour.txt") == [["The harbour silts up.", "STORY"]]


def test_a_renamed_story_is_compared_with_what_it_was(repository):
    git("mv", "bridge.txt", "crossing.md")
    write("crossing.md", FIRST.replace("May", "June"))
    git("add", "--all")
    assert since("HEAD", "crossing.md") == [["It opens in June.", "STORY"]]


def test_names_that_git_would_quote(repository):
    name = 'stories/é🙂 "a"\\b.txt' if os.name != "nt" else "stories/é🙂 a.txt"
    commit(name, FIRST)
    write(name, FIRST.replace("May", "June"))
    assert since("HEAD", name) == [["It opens in June.", "STORY"]]


def test_the_working_folder_may_be_anywhere(repository, monkeypatch, tmp_path_factory):
    commit("desk/news/port.txt", FIRST)
    write("desk/news/port.txt", FIRST.replace("May", "June"))
    monkeypatch.chdir("desk/news")
    assert since("HEAD", "port.txt", "../../bridge.txt") == [["It opens in June.", "STORY"], []]
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert since("HEAD", str(repository / "desk/news/port.txt")) == [["It opens in June.", "STORY"]]


def test_stories_of_two_repositories(repository, tmp_path_factory, monkeypatch):
    other = tmp_path_factory.mktemp("other")
    monkeypatch.chdir(other)
    git("init")
    commit("port.txt", FIRST)
    write("port.txt", FIRST.replace("May", "June"))
    assert since("HEAD", str(repository / "bridge.txt"), "port.txt") == [[], ["It opens in June.", "STORY"]]


def test_a_branch_is_compared_from_where_it_parted(repository):
    """What others changed on main meanwhile is not what this branch changed."""
    git("checkout", "-b", "draft")
    commit("bridge.txt", FIRST.replace("May", "June"))
    git("checkout", "main")
    commit("bridge.txt", FIRST.replace("Nobody knows", "Everybody knows"))
    git("checkout", "draft")
    assert since("main", "bridge.txt") == [["It opens in June.", "STORY"]]


def test_any_name_of_a_revision_will_do(repository):
    git("tag", "edition-1")
    commit("bridge.txt", FIRST.replace("May", "June"))
    for name in ("edition-1", "HEAD~1", "HEAD^", "main@{1}", git("rev-parse", "--short", "HEAD~1").stdout.strip()):
        assert since(name, "bridge.txt") == [["It opens in June.", "STORY"]], name


def test_a_version_that_was_no_text_counts_as_new(repository):
    Path("bridge.txt").write_bytes(b"\xff\xfe\x00")
    git("commit", "--all", "--message", "Broken")
    write("bridge.txt", FIRST)
    assert len(since("HEAD", "bridge.txt")[0]) == 4


@pytest.mark.parametrize("revision", ["--help", "-h", "--output=x", "", " ", "a\nb", "a\0b"])
def test_an_option_is_no_revision(repository, revision):
    with pytest.raises(UsageError) as told:
        since(revision, "bridge.txt")
    assert (told.value.code, os.listdir()) == ("A132", [".git", "bridge.txt"])  # noqa: PTH208


@pytest.mark.parametrize("revision", ["mian", "main..draft", "HEAD:bridge.txt", "HEAD~9"])
def test_an_unknown_revision_is_told_in_gits_words(repository, revision):
    with pytest.raises(UsageError, match="git knows no revision") as told:
        since(revision, "bridge.txt")
    assert told.value.code == "A132"
    assert told.value.hint == ("did you mean `main`?" if revision == "mian" else told.value.hint)


def test_a_shallow_clone_is_explained(repository, tmp_path_factory, monkeypatch):
    commit("bridge.txt", FIRST + "\nMore.\n")
    clone = tmp_path_factory.mktemp("clone")
    git("clone", "--depth", "1", repository.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    assert since("HEAD", "bridge.txt") == [[]]
    with pytest.raises(UsageError) as told:
        since("HEAD~1", "bridge.txt")
    assert (told.value.code, "shallow" in told.value.hint) == ("A132", True)


def test_histories_without_a_common_commit(repository):
    git("checkout", "--orphan", "apart")
    commit("bridge.txt", FIRST + "\nMore.\n")
    with pytest.raises(UsageError, match="no history in common") as told:
        since("main", "bridge.txt")
    assert told.value.code == "A132"


def test_a_story_outside_a_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("bridge.txt", FIRST)
    with pytest.raises(UsageError, match="no git repository") as told:
        since("HEAD", "bridge.txt")
    assert told.value.code == "A131"


def test_without_git(repository, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UsageError) as told:
        since("HEAD", "bridge.txt")
    assert told.value.code == "A130"


@pytest.mark.skipif(os.name == "nt", reason="the traps are shell scripts")
def test_git_runs_nothing_in_its_turn(repository, monkeypatch):
    """Monitors, hooks, filters, pagers and external diffs that a repository or the environment names are not started."""
    git("mv", "bridge.txt", "crossing.txt")
    write("crossing.txt", FIRST.replace("May", "June"))
    write(".gitattributes", "*.txt filter=trap diff=trap\n")
    sprung, trap = repository / "sprung", repository / ".git" / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    settings = ("core.pager", "diff.external", "diff.trap.textconv", "filter.trap.clean", "filter.trap.smudge")
    for key in (*settings, "core.fsmonitor"):
        git("config", key, str(trap))
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER", "GIT_ASKPASS", "GIT_SSH_COMMAND"):
        monkeypatch.setenv(name, str(trap))
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))
    for hook in ("post-index-change", "reference-transaction"):
        shutil.copy(trap, repository / ".git" / "hooks" / hook)
    sprung.unlink(missing_ok=True)
    assert since("HEAD", "crossing.txt") == [["It opens in June.", "STORY"]]
    assert not sprung.exists()
    git("diff", "HEAD")
    assert sprung.exists(), "the traps do not work"


WORDS = st.lists(st.sampled_from(["a b", "c", "d e f", "g"]), max_size=8)


@given(WORDS, WORDS)
def test_blocks_are_counted(before, after):
    """As many blocks are new as there are more of them than before, word for word."""
    old, new = (read_story("s.txt", "\n\n".join(blocks).encode(), ()) for blocks in (before, after))
    changed = [new.text[block.start : block.end] for block in changed_blocks(old, new)]
    for words in set(after):
        assert changed.count(words) == max(0, after.count(words) - before.count(words))
