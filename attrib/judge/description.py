"""The anonymity of a source as the whole story shows it: how it is described, and what it is used for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.judge import backing, contents
from attrib.judge.sources import group_of

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Anonymity, Position, Source, Span


def described(reading: Reading) -> tuple[Source, ...]:
    """Return the sources of a story, the unnamed ones with all that is to be told of their anonymity."""
    return tuple(
        source if source.anonymity is None else replace(source, anonymity=_described(reading, source, source.anonymity))
        for source in reading.established.sources
    )


def first(source: Source) -> Span | None:
    """Return where a source is first mentioned, or None."""
    return min(source.mentions, default=None)


def first_in(reading: Reading, source: Source) -> Position | None:
    """Return in which part of the story a source is first mentioned, None where it is not mentioned at all."""
    where = first(source)
    return None if where is None else reading.position(where.start)


def _described(reading: Reading, source: Source, known: Anonymity) -> Anonymity:
    return replace(
        _with_terms_of(group_of(reading, source), known),
        carries=tuple(sorted(contents.carried_by(reading, source))),
        alone=backing.alone(reading, source),
        first=first(source),
        first_in=first_in(reading, source),
    )


def _with_terms_of(group: Source | None, known: Anonymity) -> Anonymity:
    """Return what is known of a source, with the terms of the group it is one of where it has none of its own."""
    terms = group.anonymity if group else None
    if terms is None or known.reason is not None:
        return known
    return replace(known, marker=known.marker or terms.marker, reason=terms.reason, reason_kind=terms.reason_kind)
