"""Which files of a folder are checked: configuration, git, and what a command names itself."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.config import Overrides, plan
from attrib.config.globs import Glob, Globs
from attrib.errors import InputError, UsageError

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A function that writes files (without text: a draft) in a new folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)

    def put(*names, **texts):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("draft")
        return tmp_path

    put.text = lambda name, text: (put(name), (tmp_path / name).write_text(text, encoding="utf-8"))
    return put


def files(*paths, **overrides):
    planned = plan([Path(path) for path in paths or ["."]], Overrides(**overrides))
    return [target.path.as_posix() for target in planned.targets]


def test_without_configuration_all_stories_are_checked(desk):
    desk("b.txt", "a/c.md", "a/photo.png", ".hidden/d.txt", "a/README.md", "node_modules/x/notes.md")
    assert files() == ["b.txt", "a/c.md"]


def test_files_come_before_folders_in_order_of_name(desk):
    desk("z.txt", "b/y.txt", "b/a/x.txt", "a/w.txt", "c.txt")
    assert files() == ["c.txt", "z.txt", "a/w.txt", "b/y.txt", "b/a/x.txt"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("exclude: [old/]", ["a.txt", "node_modules/n.txt", "sub/b.txt"]),
        ("extend-exclude: [old/]", ["a.txt", "sub/b.txt"]),
        ("exclude: []", ["a.txt", "node_modules/n.txt", "old/d.txt", "sub/b.txt", "sub/old/c.txt"]),
        ("extend-exclude: /old", ["a.txt", "sub/b.txt", "sub/old/c.txt"]),
        ('extend-exclude: ["*.txt", "!b.txt"]', ["sub/b.txt"]),
        ("include: [sub/]", ["sub/b.txt", "sub/old/c.txt"]),
        ('include: ["b*", old/]\nextend-exclude: sub/old/', ["old/d.txt", "sub/b.txt"]),
    ],
)
def test_globs_of_a_file(desk, said, expected):
    desk("a.txt", "sub/b.txt", "sub/old/c.txt", "old/d.txt", "node_modules/n.txt")
    desk.text(".attrib.yml", said)
    assert files() == expected
    assert files(str(Path.cwd())) == [str(Path.cwd() / name) for name in expected]


def test_globs_are_relative_to_their_file(desk):
    desk("a.txt", "sub/a.txt", "sub/x/a.txt")
    desk.text("sub/.attrib.yml", "exclude: /a.txt")
    assert files() == ["a.txt", "sub/x/a.txt"]


def test_the_nearest_file_alone_decides(desk):
    desk("a.txt", "sub/a.txt", "sub/b.txt")
    desk.text(".attrib.yml", "exclude: a.txt")
    desk.text("sub/.attrib.yml", "exclude: b.txt")
    assert files() == ["sub/a.txt"]


def test_globs_of_a_file_elsewhere_hold_where_it_is_extended(desk, monkeypatch):
    desk("desk/a.txt", "desk/old/b.txt")
    desk.text("house/attrib.yml", "exclude: [old/]")
    desk.text("desk/.attrib.yml", "extends: ../house/attrib.yml")
    monkeypatch.chdir("desk")
    assert files() == ["a.txt"]


def test_what_is_named_itself_is_checked_whatever_excludes_it(desk):
    desk("a.txt", "old/b.txt", "old/notes.txt", "old/older/c.txt")
    desk.text(".attrib.yml", 'exclude: [a.txt, old/, "notes.*"]')
    assert files("a.txt", "old/notes.txt") == ["a.txt", "old/notes.txt"]
    assert files("old") == ["old/b.txt", "old/older/c.txt"]


@pytest.mark.parametrize("said", ["force-exclude: true\n", ""])
def test_unless_exclusion_is_forced(desk, said):
    desk("a.txt", "b.txt", "old/older/c.txt")
    desk.text(".attrib.yml", f"{said}exclude: [a.txt, old/]")
    planned = plan([Path("a.txt"), Path("old"), Path("old/older/c.txt")], Overrides(force_exclude=not said))
    assert planned.targets == ()
    assert [path.as_posix() for path in planned.left_out] == ["a.txt", "old", "old/older/c.txt"]
    assert files("b.txt", "a.txt", force_exclude=not said) == ["b.txt"]


def test_the_command_line_excludes_too(desk):
    desk("a.txt", "b.txt", "old/c.txt", "d.txt")
    desk.text(".attrib.yml", "exclude: [d.txt]")
    assert files(exclude=("b.*", "old/")) == ["a.txt"]


def test_a_folder_with_nothing_but_what_is_excluded_is_no_error(desk):
    desk("old/c.txt")
    desk.text(".attrib.yml", "exclude: [old/]")
    assert files() == []


def test_a_folder_without_stories_is_one(desk):
    desk("node_modules/x.png", "photo.png")
    with pytest.raises(UsageError) as caught:
        files()
    assert caught.value.code == "A102"


def test_a_folder_that_the_system_refuses(desk, monkeypatch):
    desk("a.txt")

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match="the folder cannot be read: permission denied"):
        files()


def test_links_in_a_circle_do_no_harm(desk):
    desk("a.txt", "sub/b.txt")
    Path("sub/up").symlink_to("..", target_is_directory=True)
    Path("sub/itself.txt").symlink_to("b.txt")
    Path("circle").symlink_to("circle")
    assert files() == ["a.txt", "sub/b.txt"]
    assert files("sub/up") == ["sub/up/a.txt", "sub/up/sub/b.txt"]


def test_a_story_is_checked_once(desk):
    desk("a.txt", "b.txt")
    assert files("b.txt", ".", "./a.txt") == ["b.txt", "a.txt"]


@given(st.text("a*?[]!-^\\/#. z{}()|$+~é🙂\x00\t", max_size=8))
def test_no_glob_is_a_crash(text):
    """A glob is refused, or fits or does not."""
    globs = Globs([Glob(text, (Path("/x"),))])
    assert all(error.code == "A506" for error in globs.problems)
    assert not (globs.problems and globs.fit_within("/x/a/b.txt"))
    assert globs.fit("/x/a/b.txt") <= globs.fit_within("/x/a/b.txt") or text.startswith("!")
    assert isinstance(globs.beyond("/x/a/").fit("/x/a/b.txt"), bool)


# What git ignores.


@pytest.fixture
def repository(desk):
    (desk() / ".git").mkdir()
    return desk


def test_nothing_is_ignored_outside_a_repository(desk):
    desk("a.txt")
    desk.text(".gitignore", "*.txt")
    assert files() == ["a.txt"]


@pytest.mark.parametrize("said", ["respect-gitignore: false", ""])
def test_git_may_be_left_alone(repository, said):
    repository("a.txt")
    repository.text(".gitignore", "*.txt")
    repository.text(".attrib.yml", said)
    assert files(respect_gitignore=None if said else False) == ["a.txt"]
    assert files(respect_gitignore=True) == []


def test_ignored_files_above_the_folder_that_is_checked(repository):
    repository("sub/deep/a.txt", "sub/deep/b.txt", "sub/deep/c.txt", "sub/d.txt")
    repository.text(".gitignore", "a.txt\n/sub/deep/b.txt\n")
    repository.text("sub/.gitignore", "!a.txt\nc.txt\n")
    assert files("sub/deep") == ["sub/deep/a.txt"]


def test_a_folder_that_git_ignores_is_checked_where_it_is_named(repository):
    repository("drafts/a.txt", "drafts/b.tmp.txt")
    repository.text(".gitignore", "drafts/\n*.tmp.txt\n")
    assert files() == []
    assert files("drafts") == ["drafts/a.txt"]
    assert files("drafts", "drafts/a.txt", force_exclude=True) == []


def test_a_repository_in_a_repository_has_its_own(repository):
    repository("a.txt", "inner/a.txt", "inner/b.txt")
    repository.text(".gitignore", "a.txt")
    (Path("inner") / ".git").mkdir()
    repository.text("inner/.gitignore", "b.txt")
    assert files() == ["inner/a.txt"]


@needs_git
def test_a_worktree_has_what_its_repository_excludes(tmp_path, monkeypatch):
    main = tmp_path / "main"
    git(tmp_path, "init", "-q", "main")
    git(main, "commit", "-q", "--allow-empty", "-m", "first")
    git(main, "worktree", "add", "-q", "../other")
    (main / ".git" / "info").mkdir(exist_ok=True)
    (main / ".git" / "info" / "exclude").write_text("mine.txt\n")
    for folder in (main, tmp_path / "other"):
        for name in ("mine.txt", "all.txt"):
            (folder / name).write_text("draft")
        monkeypatch.chdir(folder)
        assert files() == ["all.txt"]


def git(folder, *arguments):
    identity = ["-c", "user.name=Ada Penn", "-c", "user.email=ada@example.org"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


NAMES = ("a", "b", "old", "a.txt", "b.md", "c d.txt")
PATTERNS = (
    "a", "/a", "a/", "old/", "/old/b/", "*.txt", "!*.txt", "!a.txt", "b*", "old/*", "!old/a.txt", "**/b", "a/**", "!a/",
    "old/**/b.md", "# a", "\\!a", "c d.txt ", "[ab].txt", "?.md", "/*", "!/a/", "old/b/*.md", "**", "!**/", "*/a.txt", "a/**/", "*/",
)  # fmt: skip


@needs_git
@pytest.mark.parametrize("many", [20, pytest.param(600, marks=pytest.mark.slow)])
def test_git_says_the_same(tmp_path, monkeypatch, many):
    """In repositories with chance ignore files at several depths, `git ls-files` and attrib name the same stories."""
    chance = random.Random(20261123)
    for number in range(many):
        root = tmp_path / str(number)
        below = {root.joinpath(*chance.choices(NAMES[:3], k=chance.randint(1, 3))) for _ in range(5)}
        folders = [root, *sorted(below)]
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            for name in chance.sample(NAMES[3:], k=2):
                (folder / name).write_text("draft")
        for folder in chance.sample(folders, k=2):
            lines = chance.sample(PATTERNS, k=chance.randint(1, 4))
            (folder / ".gitignore").write_text("\r\n".join(lines) if number % 7 == 0 else "\n".join(lines))
        git(root, "init", "-q")
        (root / ".git" / "info").mkdir(exist_ok=True)
        (root / ".git" / "info" / "exclude").write_text(chance.choice(PATTERNS))
        listed = git(root, "ls-files", "-z", "--others", "--exclude-standard").split("\0")
        stories = sorted(name for name in listed if name.endswith((".txt", ".md")))
        monkeypatch.chdir(root)
        assert sorted(files(".")) == stories, number
