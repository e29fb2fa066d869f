"""What git ignores: .gitignore files from a repository's root down, and its info/exclude."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from attrib.config.files import is_file
from attrib.config.globs import Glob, Globs

if TYPE_CHECKING:
    from pathlib import Path


class Gitignore:
    """What git ignores in the folders of one run; each file is read once."""

    def __init__(self) -> None:
        self._repositories: dict[Path, bool] = {}
        self._read: dict[Path, Globs] = {}
        self._inside: dict[Path, Globs | None] = {}

    def inside(self, folder: Path) -> Globs | None:
        """Return what git ignores in an absolute folder, None where it is in no repository."""
        if folder not in self._inside:
            self._inside[folder] = self._gathered(folder)
        return self._inside[folder]

    def _gathered(self, folder: Path) -> Globs | None:
        above = [folder, *folder.parents]
        root = next((index for index, place in enumerate(above) if self._is_repository(place)), None)
        if root is None:
            return None
        return sum((self._said_in(place) for place in reversed(above[: root + 1])), Globs())

    def below(self, globs: Globs | None, folder: Path) -> Globs | None:
        """Return what git ignores in a folder, of what it ignores in the one above."""
        if self._is_repository(folder):
            return self._said_in(folder)
        if globs is None:
            return None
        own = self._said_in(folder)
        return globs + own if own else globs

    def _is_repository(self, folder: Path) -> bool:
        if folder not in self._repositories:
            self._repositories[folder] = os.path.exists(folder / ".git")  # noqa: PTH110  Path.exists() may be refused
        return self._repositories[folder]

    def _said_in(self, folder: Path) -> Globs:
        if folder not in self._read:
            own = _lines(folder / ".gitignore", folder)
            beside = (
                _lines(_git_folder(folder) / "info" / "exclude", folder) if self._is_repository(folder) else Globs()
            )
            self._read[folder] = beside + own
        return self._read[folder]


def _git_folder(root: Path) -> Path:
    """Return a repository's own folder, which a worktree's file `.git` only points to."""
    git = root / ".git"
    try:
        kind, _, target = git.read_text(encoding="utf-8").partition(":")
        if kind != "gitdir":
            return git
        git = root / target.strip()
        return git / (git / "commondir").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return git


def _lines(path: Path, folder: Path) -> Globs:
    if not is_file(path):
        return Globs()
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    except OSError:
        return Globs()
    globs = [Glob(line.removesuffix("\r"), (folder,)) for line in text.split("\n")]
    return Globs(glob for glob in globs if not Globs([glob]).problems)
