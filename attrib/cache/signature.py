"""What tells one program, and one pipeline, from another without running either."""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMAT: Final = "1"
"""The version of how answers are kept."""
RESTS_ON: Final = ("spacy", "thinc", "numpy", "textacy", "markdown-it-py", "lxml")
"""The programs of others from which an answer comes."""

_PACKAGE: Final = Path(__file__).parent.parent
_ABOUT: Final = ("meta.json", "config.cfg")


def program_signature(version: str) -> str:
    """Return what tells attrib of this version, with all it rests on, from another."""
    others = (f"{name} {_version(name)}" for name in RESTS_ON)
    return "\n".join((FORMAT, version, sys.version, *others, _own_code()))


def pipeline_signature(name: str | None) -> str | None:
    """Return what tells a pipeline (None: the shipped one) from another, or None where nothing does."""
    if name is None:
        shipped = _PACKAGE / "parse" / "english"
        return _digest((file, (shipped / file).read_bytes()) for file in _ABOUT)
    folder = Path(name) if Path(name).is_dir() else _folder_of(name)
    if folder is None:
        return None
    try:
        return _digest(_states(folder))
    except OSError:
        return None


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _own_code() -> str:
    """Return a digest of the program's code in a checkout, where it changes without its version; else nothing."""
    if (_PACKAGE / "_rules").is_dir():
        return ""
    return _digest(
        (file.relative_to(_PACKAGE).as_posix(), file.read_bytes()) for file in sorted(_PACKAGE.rglob("*.py"))
    )


def _folder_of(package: str) -> Path | None:
    try:
        spec = find_spec(package) if package.isidentifier() else None
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec and spec.origin else None


def _states(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            state = file.stat()
            yield str(file.relative_to(folder)), f"{state.st_size} {state.st_mtime_ns}".encode()


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    digest = sha256()
    for name, content in parts:
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()
