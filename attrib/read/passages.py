"""Stretches of a file that are text, and the pieces they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrib.report import Link, Span, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Shape: TypeAlias = Literal["text", "heading", "item", "byline"]
Stretch: TypeAlias = Span | StandIn
"""A stretch of the file that is text: read as it stands, or as what it stands for."""

ZERO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Characters without width or sound, as the inside of a regex class: marks of direction, joiners, soft hyphens."""

# A line that is broken after a hyphen inside a word ("long-", "term") goes on without a space.
_PARTS = re.compile(
    rf"(?P<wrap>(?<=\w[-\u00ad])[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[a-z]))|(?P<space>\s)|[{ZERO_WIDTH}]+|(?P<word>[^\s{ZERO_WIDTH}]+)"
)

_UNSEEN = re.compile(rf"[{ZERO_WIDTH}]*")

# What parts the text of a passage, besides white-space characters that stand alone between its words.
_BREAK = re.compile(rf"\s\s|(?<=\w-)[\r\n](?=[a-z])|[{ZERO_WIDTH}]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, title or list item before its function is known; `pieces` as in Block, `text` is what they show.

    `stand_ins` and `links` are those of the story that lie in it.
    """

    pieces: tuple[Span, ...]
    text: str
    shape: Shape = "text"
    stand_ins: tuple[StandIn, ...] = ()
    links: tuple[Link, ...] = ()

    def split(self, at: int) -> tuple[Passage | None, Passage | None]:
        """Return what stands before and after an index of `text`, each without white space at its ends."""
        return self._part(0, at), self._part(at, len(self.text))

    def _part(self, start: int, end: int) -> Passage | None:
        words = self.text[start:end]
        start, end = end - len(words.lstrip()), start + len(words.rstrip())
        pieces: list[Span] = []
        for begin, stop, span, stands_in in self._stretches():
            first, last = max(begin, start), min(stop, end)
            if stands_in and start <= begin < end:
                _append(pieces, span)
            elif not stands_in and first < last:
                _append(pieces, Span(span.start + first - begin, span.start + last - begin))
        return Passage(tuple(pieces), self.text[start:end], self.shape, self.stand_ins, self.links) if pieces else None

    def _stretches(self) -> Iterator[tuple[int, int, Span, bool]]:
        """Yield between which indexes of the text each stretch of the file is shown, and whether it stands in."""
        seen = 0
        stand_ins = iter((*self.stand_ins, None))
        one = next(stand_ins)
        for piece in self.pieces:
            at = piece.start
            while one is not None and one.span.end <= piece.end:
                if one.span.start >= piece.start:
                    between = one.span.start - at
                    yield seen, seen + between, Span(at, one.span.start), False
                    seen += between + len(one.text)
                    yield seen - len(one.text), seen, one.span, True
                    at = one.span.end
                one = next(stand_ins)
            yield seen, seen + piece.end - at, Span(at, piece.end), False
            seen += piece.end - at


def collect(text: str, ranges: Iterable[Stretch], shape: Shape = "text") -> Passage | None:
    """Return the passage that stands in some stretches of the text, or None where nothing in them is visible.

    White-space runs come out as their first character, zero-width characters are left out.
    """
    found = _Collected()
    for stretch in ranges:
        if isinstance(stretch, StandIn):
            found.add_stand_in(stretch)
        elif not found.pieces and not _BREAK.search(text, stretch.start, stretch.end):
            found.add_whole(text, stretch)
        else:
            found.add_parts(text, stretch)
    if not found.pieces:
        return None
    return Passage(tuple(found.pieces), "".join(found.shown), shape, tuple(found.stand_ins))


class _Collected:
    """The words of a passage so far, and the white space behind them, which counts once a word follows."""

    def __init__(self) -> None:
        self.pieces: list[Span] = []
        self.shown: list[str] = []
        self.stand_ins: list[StandIn] = []
        self._gap: Stretch | None = None

    def add_whole(self, text: str, span: Span) -> None:
        """Add a stretch with single spaces only, the first."""
        words = text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        end = span.start + len(words.rstrip())
        if start < end:
            self._add(Span(start, end), _spaced(words.strip()))
            self._gap = Span(end, span.end) if end < span.end else None

    def add_parts(self, text: str, span: Span) -> None:
        """Add a stretch word by word."""
        for match in _PARTS.finditer(text, span.start, span.end):
            if match.lastgroup == "word":
                self._add(Span(match.start(), match.end()), match.group())
            elif match.lastgroup == "space":
                self._add_gap(Span(match.start(), match.end()))

    def add_stand_in(self, one: StandIn) -> None:
        """Add what stands for other characters."""
        if one.text.isspace():
            self._add_gap(StandIn(one.span, " "))
        elif not _UNSEEN.fullmatch(one.text):
            self._add(one.span, _spaced(one.text))
            self.stand_ins.append(one)

    def _add(self, span: Span, words: str) -> None:
        if isinstance(self._gap, StandIn):
            _append(self.pieces, self._gap.span)
            self.stand_ins.append(self._gap)
        elif self._gap is not None:
            _append(self.pieces, self._gap)
        self.shown += [" ", words] if self._gap is not None else [words]
        self._gap = None
        _append(self.pieces, span)

    def _add_gap(self, gap: Stretch) -> None:
        if self._gap is None and self.pieces:
            self._gap = gap


def _spaced(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _append(pieces: list[Span], span: Span) -> None:
    if pieces and pieces[-1].end == span.start:
        pieces[-1] = Span(pieces[-1].start, span.end)
    else:
        pieces.append(span)
