"""Packs as files: where the shipped one lies, and what tells two packs apart before anything in them is understood."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_BYTES: Final = 5_000_000
"""The most that is read of a rule file; a larger one is refused."""

_PACKAGE: Final = Path(__file__).parent.parent


def shipped_pack() -> Path:
    """Return the folder of the pack that comes with attrib: inside the wheel, or beside the package in a checkout."""
    inside = _PACKAGE / "_rules"
    return inside if inside.is_dir() else _PACKAGE.parent / "rules"


def belongs(name: str) -> bool:
    """Return whether a file or folder in a pack is looked at: hidden ones and what tells about the pack are not."""
    return name != "README.md" and not name.startswith(".")


def digest_of(files: Mapping[str, bytes]) -> bytes:
    """Return the SHA-256 of a pack's files, given by kind and name (`cues/speech.yaml`), in whatever order."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode("utf-8", "surrogateescape"))
        digest.update(files[name])
    return digest.digest()


def digest_of_all(packs: Iterable[bytes]) -> str:
    """Return the digest of several packs in their order, in hexadecimal."""
    return hashlib.sha256(b"".join(packs)).hexdigest()


def digest_of_folders(folders: Iterable[Path]) -> str | None:
    """Return the digest that rules loaded from these folders have; None where one cannot be read."""
    try:
        return digest_of_all(digest_of(_files(folder)) for folder in folders)
    except OSError:
        return None


def _files(folder: Path) -> dict[str, bytes]:
    files = {}
    for kind in folder.iterdir():
        if belongs(kind.name):
            for file in kind.iterdir():
                if belongs(file.name) and file.is_file():
                    with file.open("rb") as stream:
                        files[f"{kind.name}/{file.name}"] = stream.read(MAX_BYTES + 1)
    return files
