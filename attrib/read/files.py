"""Which files a run reads, and their bytes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from attrib.errors import InputError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES: dict[str, Literal["plain", "markdown", "html", "docx"]] = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
}

SIDECARS = (".attrib.yml", ".attrib.yaml")
"""How the file of metadata beside a story ends, in place of the story's own suffix."""
LOCK = "~$"
"""How the file begins that Word keeps beside a document while somebody has it open."""
ABOUT = frozenset({"readme.md", "readme.txt"})
"""Files that tell about a folder; found in one, they are no stories. Given by name, they are read."""


def find_stories(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read: files as given, folders walked in order of name; each file once.

    Raises UsageError for a path that does not exist and for a folder without stories, InputError for a folder that
    cannot be read.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for story in _stories_under(path):
            found.setdefault(os.path.realpath(story), story)
    if not found:
        raise UsageError("A103", "no story to check", hint="name a file or a folder")
    return list(found.values())


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; raises InputError where the system refuses."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError("A202", f"the file cannot be read: {reason}", place=Place(str(path))) from error


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The file beside a story that tells what the desk knows about it."""

    path: str
    raw: bytes


def read_sidecar(story: Path) -> Sidecar | None:
    """Return the file of metadata beside a story (`a.attrib.yml` for `a.txt`), or None where there is none.

    Raises InputError where the system refuses, and where there are two.
    """
    found = [path for suffix in SIDECARS if os.path.lexists(path := story.with_suffix(suffix))]
    if len(found) > 1:
        raise InputError("A205", f"a second file of metadata beside {found[0].name}", place=Place(str(found[1])))
    return Sidecar(str(found[0]), read_bytes(found[0])) if found else None


def _stories_under(path: Path) -> list[Path]:
    if path.is_dir():
        stories = list(_walk(path))
        if not stories:
            raise UsageError(
                "A102",
                "the folder holds no story",
                place=Place(str(path)),
                hint=f"a story is a file that ends in {', '.join(SUFFIXES)} and is not hidden",
            )
        return stories
    if not os.path.lexists(path):
        raise UsageError("A101", "there is no such file or folder", place=Place(str(path)))
    return [path]


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", LOCK)) and Path(name).suffix.lower() in SUFFIXES and name.lower() not in ABOUT:
                yield Path(place, name)


def _refuse(error: OSError) -> None:
    reason = (error.strerror or str(error)).lower()
    raise InputError("A202", f"the folder cannot be read: {reason}", place=Place(str(error.filename))) from error
