"""The folder of the cache: entries are written whole or not at all, and old ones are removed."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

DAY: Final = 24 * 60 * 60
UNUSED_FOR: Final = 30 * DAY
"""Seconds after which an entry that no run has asked for is removed."""
ROOM: Final = 500_000_000
"""How many bytes all entries may take; beyond, those go first that were not asked for the longest."""
LARGEST: Final = 100_000_000
"""The size of a file in bytes beyond which it is no entry."""

_ENTRIES: Final = "entries"
_CLEANED: Final = "cleaned"
_PARTLY: Final = "part-"
_OURS: Final = re.compile(rf"[0-9a-f]{{64}}|{_PARTLY}\w+")
_READ: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CHECK: Final = 16
_FILES: Final = {
    "CACHEDIR.TAG": (
        "Signature: 8a477f597d28d172789f06886806bc55\n"
        "# This folder holds what attrib has established about stories: https://bford.info/cachedir/\n"
    ),
    ".gitignore": "*\n",
}


class Folder:
    """A folder of entries by key; what the system refuses is told to `tell` and is otherwise no error."""

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        self.path = path
        self._entries = path / _ENTRIES
        self._tell = tell
        self._is_made = False
        self._is_refused = False

    def read(self, key: str) -> bytes | None:
        """Return what is kept under a key, or None where nothing is, or not as it was written."""
        if self._leads_elsewhere:
            return None
        try:
            number = os.open(self._entries / key, _READ)
        except OSError:
            return None
        found = b""
        with suppress(OSError), open(number, "rb") as stream:  # noqa: PTH123  a Path cannot refuse to follow a link
            state = os.fstat(number)
            if stat.S_ISREG(state.st_mode) and state.st_size <= LARGEST:
                found = stream.read()
                if time.time() - state.st_mtime > DAY:
                    _touch(self._entries / key)
        check, content = found[:_CHECK], found[_CHECK:]
        if check == _check(key, content):
            return content
        self._tell(f"cache: {self._entries / key} is damaged; it is made anew")
        return None

    def write(self, key: str, content: bytes) -> None:
        """Keep something under a key, for the owner's eyes only; whoever reads meanwhile sees all of it or nothing."""
        if self._is_refused:
            return
        from tempfile import NamedTemporaryFile

        try:
            self._make()
            with NamedTemporaryFile(dir=self._entries, prefix=_PARTLY, delete=False) as stream:
                try:
                    stream.write(_check(key, content) + content)
                    stream.close()
                    os.replace(stream.name, self._entries / key)  # noqa: PTH105  names, not Paths
                except BaseException:
                    _remove(stream.name)
                    raise
        except OSError as error:
            self._is_refused = True
            self._tell(f"cache: {self.path} cannot be written: {(error.strerror or str(error)).lower()}")

    def clean(self) -> None:
        """Remove entries that were long not asked for, or that are too many; looks at most once a day."""
        mark = self._entries / _CLEANED
        if self._leads_elsewhere:
            return
        with suppress(OSError):
            if mark.is_symlink():
                mark.unlink()
            if time.time() - mark.stat().st_mtime < DAY:
                return
        with suppress(OSError):
            mark.touch(mode=0o600)
            self._remove_old()

    def empty(self) -> int:
        """Remove all entries; return how many there were. Raises OSError."""
        found = self._found()
        for entry in found:
            os.unlink(entry.path)  # noqa: PTH108  names, not Paths
        return sum(not entry.name.startswith(_PARTLY) for entry in found)

    def sizes(self) -> list[int]:
        """Return the size of each entry in bytes. Raises OSError."""
        return [entry.stat(follow_symlinks=False).st_size for entry in self._found()]

    @cached_property
    def _leads_elsewhere(self) -> bool:
        """Return whether the entries are a link: what it leads to is not the cache's to write to or to empty."""
        return self._entries.is_symlink()

    def _found(self) -> list[os.DirEntry[str]]:
        if self._leads_elsewhere or not self._entries.is_dir():
            return []
        with os.scandir(self._entries) as entries:
            return [entry for entry in entries if _OURS.fullmatch(entry.name)]

    def _remove_old(self) -> None:
        now = time.time()
        kept: list[tuple[float, int, str]] = []
        for entry in self._found():
            with suppress(OSError):
                state = entry.stat(follow_symlinks=False)
                most = DAY if entry.name.startswith(_PARTLY) else UNUSED_FOR
                if now - state.st_mtime > most:
                    _remove(entry.path)
                else:
                    kept.append((state.st_mtime, state.st_size, entry.path))
        excess = sum(size for _, size, _ in kept) - ROOM
        for _, size, path in sorted(kept):
            if excess <= 0:
                return
            _remove(path)
            excess -= size

    def _make(self) -> None:
        if self._is_made:
            return
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._leads_elsewhere:
            raise OSError(errno.ELOOP, f"{_ENTRIES} is a link")
        self._entries.mkdir(mode=0o700, exist_ok=True)
        if _only_ours(os.listdir(self.path)):  # noqa: PTH208  names, not Paths
            for name, text in _FILES.items():
                with suppress(FileExistsError), (self.path / name).open("x", encoding="utf-8") as file:
                    file.write(text)
        self._is_made = True


def _only_ours(names: Iterable[str]) -> bool:
    """Return whether a folder is the cache's alone, so that what is written there holds for nothing else."""
    return set(names) <= {_ENTRIES, *_FILES}


def _check(key: str, content: bytes) -> bytes:
    """Return what tells whether an entry is whole and is the one asked for."""
    return blake2b(content, key=bytes.fromhex(key), digest_size=_CHECK).digest()


def _touch(path: Path) -> None:
    with suppress(OSError):
        os.utime(path)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108  names, not Paths
