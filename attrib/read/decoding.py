"""From bytes to text, strictly: UTF-8, with a place and a hint where it is not."""

from __future__ import annotations

import re

from attrib.errors import InputError, Place

WINDOWS_1252_QUOTES = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa3\xe8\xe9\xf6\xfc")
"""Bytes that English copy in Windows-1252 holds: euro, quotes, ellipsis, dashes, bullet, pound and a few accents."""

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*(?!utf-?8)([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 2048
"""In how many bytes at its beginning a page says how it is encoded."""
_MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
"""The byte order marks of other encodings, the longer ones first."""


def decode(name: str, raw: bytes, *, html: bool = False) -> str:
    """Return the bytes as text; a byte order mark stays in it as U+FEFF. Of HTML an error says what it declares to be.

    Raises InputError with the byte position, line and column (in code points, from 1) of the first byte that is not
    UTF-8, or of the first NUL byte.
    """
    other = next((encoding for mark, encoding in _MARKS.items() if raw.startswith(mark)), None)
    if other is not None:
        raise InputError("A203", f"not UTF-8 text: the file is {other}", place=Place(name, 1, 1), hint=_SAVE_AS_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(name, raw, error.start, html=html) from error
    if "\0" in text:
        at = raw.index(b"\0")
        utf16 = _looks_like_utf16(raw)
        raise InputError(
            "A204",
            f"not text: NUL at byte {at}" + (" (the file looks like UTF-16)" if utf16 else ""),
            place=_place(name, raw, at),
            hint=_SAVE_AS_UTF8 if utf16 else "a story is a text file; this looks like another kind of file",
        )
    return text


_SAVE_AS_UTF8 = "save the file as UTF-8"


def _not_utf8(name: str, raw: bytes, at: int, *, html: bool) -> InputError:
    hint = _SAVE_AS_UTF8
    looks = ""
    declared = _CHARSET.search(raw[:_HEAD]) if html else None
    if declared:
        looks = f"; the page says that it is {declared[1].decode('ascii')}"
        hint = "save the page as UTF-8, and let it say so"
    elif _looks_like_utf16(raw):
        looks = "; the file looks like UTF-16"
    elif b"\0" in raw:
        looks = "; the file looks like something other than text"
        hint = "a story is a text file"
    elif raw[at] in WINDOWS_1252_QUOTES:
        looks = "; the file looks like Windows-1252"
    return InputError(
        "A203",
        f"not UTF-8: byte 0x{raw[at]:02x} at byte {at}{looks}",
        place=_place(name, raw, at),
        hint=hint,
    )


def _looks_like_utf16(raw: bytes) -> bool:
    sample = raw[:2000]
    odd, even = sample[1::2], sample[::2]
    return max(odd.count(0), even.count(0)) * 2 > len(odd) > 0 and min(odd.count(0), even.count(0)) * 10 <= len(odd)


def _place(name: str, raw: bytes, at: int) -> Place:
    before = raw[:at].decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rest = raw[at : at + 200].decode("utf-8", errors="replace").replace("\0", "\ufffd").splitlines()
    return Place(name, len(lines), len(lines[-1]) + 1, lines[-1] + (rest[0] if rest else ""))
