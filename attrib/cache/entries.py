"""Answers as bytes and back: only values of the report's types come out, whatever the bytes are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003  msgspec reads the types of fields
from hashlib import sha256

import msgspec

from attrib.report import FindingKind, StoryReport


@dataclass(frozen=True, slots=True)
class Entry:
    """A report without its story's path, and without its text where that is the file's bytes read as UTF-8.

    `day` is the only day on which the report holds, None where it holds on every day.
    """

    report: StoryReport
    has_text: bool
    day: date | None = None


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Entry).decode
_decode_kinds = msgspec.msgpack.Decoder(tuple[FindingKind, ...]).decode


def pack(report: StoryReport, *, today: date | None) -> bytes:
    """Return a report as an entry; one that has a `today` holds on that day only."""
    has_text = sha256(report.story.text.encode("utf-8", "surrogatepass")).hexdigest() != report.story.sha256
    bare = replace(report.story, path="", text=report.story.text if has_text else "")
    return _encode(Entry(replace(report, story=bare), has_text, today))


def unpack(content: bytes, name: str, raw: bytes, today: date) -> StoryReport | None:
    """Return the report in an entry, for a file of this name and these bytes; None where it does not hold today.

    Raises ValueError where the bytes are no entry.
    """
    entry = _decode(content)
    if entry.day not in {None, today}:
        return None
    story = entry.report.story
    text = story.text if entry.has_text else raw.decode("utf-8")
    return replace(entry.report, story=replace(story, path=name, text=text))


def pack_kinds(kinds: tuple[FindingKind, ...]) -> bytes:
    """Return what a run looks for as an entry."""
    return _encode(kinds)


def unpack_kinds(content: bytes) -> tuple[FindingKind, ...]:
    """Return what a run looks for; raises ValueError where the bytes do not tell."""
    return _decode_kinds(content)
