"""Which files a run reads, and their bytes."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from attrib.errors import InputError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES: dict[str, Literal["plain", "markdown", "html", "docx", "odt"]] = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".odt": "odt",
}

SIDECARS = (".attrib.yml", ".attrib.yaml")
"""How the file of metadata beside a story ends, in place of the story's own suffix."""
LOCK = "~$"
"""How the file begins that Word keeps beside a document while somebody has it open."""
ABOUT = frozenset({"readme.md", "readme.txt"})
"""Files that tell about a folder; found in one, they are no stories. Given by name, they are read."""

_OWN_PAGE = b'<meta name="generator" content="attrib '
_HEAD = 4096
"""In how many bytes at its beginning a page says what wrote it."""


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


def is_own_page(path: Path) -> bool:
    """Return whether a file is a page that attrib wrote: found in a folder, it is no story."""
    if SUFFIXES.get(path.suffix.lower()) != "html":
        return False
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return _OWN_PAGE in file.read(_HEAD)
    except OSError:
        return False


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; raises InputError where the system refuses, and for what is no file, such as a pipe."""
    try:
        return bytes_of_file(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError("A202", f"the file cannot be read: {reason}", place=Place(str(path))) from error


def bytes_of_file(path: Path) -> bytes:
    """Return a file's bytes; raises OSError, also for pipes and devices, which may never end or never begin."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file")
    return path.read_bytes()


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


def entries(folder: Path) -> tuple[list[str], list[str]]:
    """Return the names of the stories and of the folders in a folder, in order; raises InputError.

    What is hidden and what is only a link to a folder is not among them.
    """
    try:
        with os.scandir(folder) as listed:
            shown = sorted((entry for entry in listed if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        raise _unreadable(error) from error
    folders = [entry.name for entry in shown if entry.is_dir(follow_symlinks=False)]
    # Not `entry.is_dir()`, which raises where links lead in a circle.
    stories = (entry for entry in shown if _is_story(entry.name) and not Path(entry.path).is_dir())
    return [entry.name for entry in stories if not is_own_page(Path(entry.path))], folders


def has_story(path: Path) -> bool:
    """Return whether a path is a story by its name, or a folder with one somewhere in it; raises as `entries` does."""
    return any(True for _ in _walk(path)) if path.is_dir() else _is_story(path.name)


def refuse_missing(path: Path) -> None:
    """Raise UsageError A101 for a path that does not exist."""
    if not os.path.lexists(path):
        raise UsageError("A101", "there is no such file or folder", place=Place(str(path)))


def refuse_empty(folder: Path) -> NoReturn:
    """Raise UsageError A102 for a folder without stories."""
    raise UsageError(
        "A102",
        "the folder holds no story",
        place=Place(str(folder)),
        hint=f"a story is a file that ends in {', '.join(SUFFIXES)} and is not hidden",
    )


def _stories_under(path: Path) -> list[Path]:
    if not path.is_dir():
        refuse_missing(path)
        return [path]
    return list(_walk(path)) or refuse_empty(path)


def _walk(folder: Path) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        stories, folders = entries(place)
        yield from (place / name for name in stories)
        waiting.extend(place / name for name in reversed(folders))


def _is_story(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and name.lower() not in ABOUT and not name.startswith((".", LOCK))


def _unreadable(error: OSError) -> InputError:
    reason = (error.strerror or str(error)).lower()
    return InputError("A202", f"the folder cannot be read: {reason}", place=Place(str(error.filename)))
