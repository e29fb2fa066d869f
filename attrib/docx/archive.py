"""A document as an archive: a zip file of parts, none unpacked further than the limits allow."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from attrib.docx import refusals
from attrib.docx.markup import damaged, parse
from attrib.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 100 * MEGABYTE
"""Bytes that a document may have, packed, and that its parts may have together, unpacked."""
LARGEST_XML: Final = 30 * MEGABYTE
"""Bytes of one part that is read as XML; a novel's text has fewer."""
MOST_PARTS: Final = 5000
HIGHEST_RATIO: Final = 200
"""How many times its packed size a part may have, unpacked, where that is more than a megabyte."""

_CENTRAL_ENTRY: Final = b"PK\x01\x02"
_UNSAFE: Final = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|[\0\\]")
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    ArithmeticError,
    RuntimeError,  # NotImplementedError among them
)
"""What zipfile raises over bytes that are no sound archive."""


class Archive:
    """The parts of a document, by name; nothing is written to disk and no reference out of the file is followed."""

    def __init__(self, path: str, raw: bytes) -> None:
        """Open a document's bytes; raises InputError A230, A231 or A232."""
        self.path = path
        self._archive = _archive(path, raw)
        infos = self._archive.infolist()
        _check(path, infos)
        self._infos = {info.filename.lower(): info for info in infos}

    def __contains__(self, part: str) -> bool:
        """Return whether there is a part of that name; as in Office, capitals do not matter."""
        return part.lower() in self._infos

    def read(self, part: str) -> bytes:
        """Return a part's bytes; raises InputError A231 where it is missing or broken."""
        info = self._infos.get(part.lower())
        if info is None:
            raise damaged(self.path, f"it has no part {part}")
        try:
            return self._archive.read(info)
        except _BROKEN as error:
            raise damaged(self.path, f"{part} cannot be unpacked") from error

    def xml(self, part: str) -> _Element:
        """Return the root of a part; raises InputError A231 or A232."""
        info = self._infos.get(part.lower())
        if info is not None and info.file_size > LARGEST_XML:
            raise too_much(self.path, f"{part} unpacks to more than {LARGEST_XML // MEGABYTE} MB")
        return parse(self.path, part, self.read(part))

    def rooted(self, part: str, tag: str) -> _Element:
        """Return the root of a part, which must have that tag; raises InputError A231 or A232."""
        root = self.xml(part)
        if root.tag != tag:
            raise damaged(self.path, f"{part} does not hold what its name says")
        return root

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the document with some parts replaced or added; all others keep bytes, order and date.

        The same package and parts give the same bytes, since new parts are dated 1980, as early as a zip archive can.
        """
        out = io.BytesIO()
        waiting = {name.lower(): (name, raw) for name, raw in changed.items()}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self._archive.infolist():
                _, raw = waiting.pop(info.filename.lower(), ("", None))
                kept = zipfile.ZipInfo(info.filename, info.date_time)
                kept.compress_type, kept.external_attr = info.compress_type, info.external_attr
                kept.create_system = info.create_system
                archive.writestr(kept, self.read(info.filename) if raw is None else raw)
            for name, raw in waiting.values():
                added = zipfile.ZipInfo(name)
                added.compress_type, added.create_system = zipfile.ZIP_DEFLATED, 0
                archive.writestr(added, raw)
        return out.getvalue()


def too_much(path: str, what: str) -> InputError:
    """Return the error for a document beyond a limit."""
    hint = "no story needs that much; copy its text into a new document"
    return InputError("A232", f"the document is refused: {what}", place=Place(path), hint=hint)


def _archive(path: str, raw: bytes) -> zipfile.ZipFile:
    if len(raw) > LARGEST_FILE:
        raise too_much(path, f"it has more than {LARGEST_FILE // MEGABYTE} MB")
    if not raw.startswith(b"PK"):
        raise refusals.no_package(path, raw)
    # Counted before the archive is opened, which makes an object of each.
    if raw.count(_CENTRAL_ENTRY) > MOST_PARTS:
        raise too_much(path, f"it has more than {MOST_PARTS} parts")
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except _BROKEN as error:
        raise refusals.no_package(path, raw) from error


def _check(path: str, infos: list[zipfile.ZipInfo]) -> None:
    """Raise InputError for an archive that is no Office document, or beyond what one may be."""
    names = [info.filename for info in infos]
    lowered = {name.lower() for name in names}
    if len(lowered) < len(names):
        raise damaged(path, "two of its parts have the same name")
    if unsafe := next((name for name in names if _UNSAFE.search(name)), None):
        raise too_much(path, f"the name of a part leads out of the document: {unsafe!r}")
    if sum(info.file_size for info in infos) > LARGEST_FILE:
        raise too_much(path, f"it unpacks to more than {LARGEST_FILE // MEGABYTE} MB")
    for info in infos:
        if info.file_size > max(MEGABYTE, HIGHEST_RATIO * info.compress_size):
            raise too_much(path, f"{info.filename} unpacks to more than {HIGHEST_RATIO} times its size")
        if info.flag_bits & 1:
            raise refusals.with_password(path)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise damaged(path, f"{info.filename} is packed in a way that no word processor uses")
