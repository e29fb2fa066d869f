"""Which stories of a folder have gold, and in which format."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from attrib.errors import InputError, Place, UsageError
from attrib.evaluate.brat import read_brat
from attrib.evaluate.ledger_gold import read_ledger_gold
from attrib.evaluate.own_gold import read_own_gold
from attrib.read import SUFFIXES, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.evaluate.gold import Gold
    from attrib.report import Story


class GoldReader(Protocol):
    """A reader of one format."""

    def __call__(self, path: Path, raw: bytes, story: Story) -> Gold:
        """Return the gold in a file's bytes, placed in its story; raises InputError."""


READERS: Final[dict[str, GoldReader]] = {
    ".gold.yml": read_own_gold,
    ".gold.yaml": read_own_gold,
    ".gold.json": read_ledger_gold,
    ".ann": read_brat,
}
"""The readers of gold by how the names of their files end."""

STORIES_BESIDE: Final = "text"
"""The folder, beside that of the annotations, in which a release in stand-off may keep its stories."""


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A file of gold, the story it belongs to, and its format by the end of its name."""

    story: Path
    path: Path
    ending: str

    def read(self, story: Story) -> Gold:
        """Return what the file says about its story; raises InputError."""
        return READERS[self.ending](self.path, read_bytes(self.path), story)


def find_gold(folder: Path) -> list[GoldFile]:
    """Return the gold under a folder in order of name, one file a story; of several annotators the first counts.

    Raises UsageError where the folder or gold in it is missing, InputError for gold without a story and for two
    formats on one story.
    """
    found = find_any_gold(folder)
    if not found:
        hint = f"gold ends in {', '.join(READERS)} and lies beside its story"
        raise UsageError("A110", "the folder holds no gold", place=Place(str(folder)), hint=hint)
    return found


def find_any_gold(folder: Path) -> list[GoldFile]:
    """Return the gold under a folder as `find_gold` does, or nothing where it holds none."""
    if not folder.is_dir():
        what = "this is not a folder" if folder.exists() else "there is no such folder"
        raise UsageError("A101", what, place=Place(str(folder)))
    found: dict[Path, GoldFile] = {}
    for path in _walk(folder):
        ending = next((ending for ending in READERS if path.name.endswith(ending)), None)
        if ending is None:
            continue
        file = GoldFile(_story_of(path, ending), path, ending)
        first = found.setdefault(file.story, file)
        if first.ending != ending:
            raise InputError(
                "A212", f"a second gold for {file.story}; the first is {first.path}", place=Place(str(path))
            )
    return list(found.values())


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _refuse(error: OSError) -> None:
    reason = (error.strerror or str(error)).lower()
    raise InputError("A202", f"the folder cannot be read: {reason}", place=Place(str(error.filename))) from error


def _story_of(path: Path, ending: str) -> Path:
    name = path.name.removesuffix(ending)
    names, folders = [name], [path.parent]
    if ending == ".ann":
        names += [name.rpartition("_")[0]] if "_" in name else []
        folders.append(path.parent.parent / STORIES_BESIDE)
    for one in names:
        for place in folders:
            for suffix in SUFFIXES:
                story = place / f"{one}{suffix}"
                if story.is_file():
                    return story
    hint = f"{name} with one of {', '.join(SUFFIXES)} lies beside it"
    raise InputError("A212", "there is gold, but not its story", place=Place(str(path)), hint=hint)
