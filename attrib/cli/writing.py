"""Files written whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import stat
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrib.errors import Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DESCRIPTORS: Final = re.compile(r"/(?:dev|proc/self)/fd/([0-9]+)")
_NEW_FILE: Final = 0o666
"""Permissions of a file that was not there before, of which the user's mask takes some away."""


def write_files(texts: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all, and none where one of them cannot be; raises UsageError A105.

    A new file replaces the old one in one step, keeps its permissions, and stands where a symbolic link points. What is
    no ordinary file (a named pipe, /dev/stderr) is written to directly, after the files.
    """
    special = {path: raw for path, raw in texts.items() if _is_special(path)}
    with ExitStack() as staged:
        ready = []
        for path, raw in texts.items():
            if path not in special:
                with _told(path):
                    ready.append((path, *staged.enter_context(_staged(path, raw))))
        for path, temporary, target in ready:
            with _told(path):
                temporary.replace(target)
    for path, raw in special.items():
        with _told(path):
            _write_directly(path, raw)


def refuse_unwritable(path: Path) -> None:
    """Raise UsageError A105 where a file can be seen not to be writable before there is anything to write."""
    if _is_special(path):
        return
    with _told(path):
        _writable(Path(os.path.realpath(path)))


@contextmanager
def _staged(path: Path, raw: bytes) -> Iterator[tuple[Path, Path]]:
    """Yield a temporary file with the bytes, and the file it is to replace; it is gone at the end."""
    target = Path(os.path.realpath(path))
    before = _writable(target)
    mode = _NEW_FILE if before is None else stat.S_IMODE(before.st_mode)
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(descriptor)
        if before is not None:
            temporary.chmod(mode)
        yield temporary, target
    finally:
        with suppress(OSError):
            temporary.unlink()


def _writable(target: Path) -> os.stat_result | None:
    """Return what is known of a file that may be written over, None where there is none yet; raises OSError."""
    if target.is_dir():
        raise IsADirectoryError(None, "it is a folder")
    if not os.access(target.parent, os.W_OK):
        target.parent.stat()
        raise PermissionError(None, "permission denied for its folder")
    try:
        before = target.stat()
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(None, "permission denied")
    return before


def _is_special(path: Path) -> bool:
    if _descriptor(path) is not None:
        return True
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _descriptor(path: Path) -> int | None:
    """Return the open stream that a path stands for: opened anew by its path, what it holds would be cut off."""
    if path == Path("/dev/stderr"):
        return 2
    named = _DESCRIPTORS.fullmatch(path.as_posix())
    return int(named[1]) if named else None


def _write_directly(path: Path, raw: bytes) -> None:
    descriptor = _descriptor(path)
    opened = os.dup(descriptor) if descriptor is not None else os.open(path, os.O_WRONLY)
    with os.fdopen(opened, "wb") as file:
        file.write(raw)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into an error of ours."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UsageError("A105", f"the output cannot be written: {reason}", place=Place(str(path))) from error
