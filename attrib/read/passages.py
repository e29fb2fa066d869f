"""Stretches of a file that are text, and the pieces they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ZERO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Characters without width or sound, as the inside of a regex class: marks of direction, joiners, soft hyphens."""

# A line that is broken after a hyphen inside a word ("long-", "term") goes on without a space.
_PARTS = re.compile(
    rf"(?P<wrap>(?<=\w[-\u00ad])[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[a-z]))|(?P<space>\s)|[{ZERO_WIDTH}]+|(?P<word>[^\s{ZERO_WIDTH}]+)"
)

# What parts the text of a passage, besides white-space characters that stand alone between its words.
_BREAK = re.compile(rf"\s\s|(?<=\w-)[\r\n](?=[a-z])|[{ZERO_WIDTH}]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, title or list item before its function is known; `pieces` as in Block, `text` joins them."""

    pieces: tuple[Span, ...]
    text: str
    shape: Literal["text", "heading", "item"] = "text"

    def split(self, at: int) -> tuple[Passage | None, Passage | None]:
        """Return what stands before and after an index of `text`, each without white space at its ends."""
        head: list[Span] = []
        tail: list[Span] = []
        seen = 0
        for piece in self.pieces:
            cut = min(max(piece.start + at - seen, piece.start), piece.end)
            head.append(Span(piece.start, cut))
            tail.append(Span(cut, piece.end))
            seen += piece.end - piece.start
        return self._part(self.text[:at], head), self._part(self.text[at:], tail)

    def _part(self, text: str, pieces: list[Span]) -> Passage | None:
        left = len(text) - len(text.lstrip())
        right = len(text) - len(text.rstrip())
        if left == len(text):
            return None
        kept = _trim(pieces, left, right)
        return Passage(tuple(kept), text.strip(), self.shape)


def collect(text: str, ranges: Iterable[Span], shape: Literal["text", "heading", "item"] = "text") -> Passage | None:
    """Return the passage that stands in some ranges of the text, or None where nothing in them is visible.

    White-space runs come out as their first character, zero-width characters are left out.
    """
    pieces: list[Span] = []
    gap: Span | None = None
    for stretch in ranges:
        if not pieces and not _BREAK.search(text, stretch.start, stretch.end):
            whole = _stripped(text, stretch)
            pieces += [whole] if whole.start < whole.end else []
            gap = Span(whole.end, stretch.end) if pieces and whole.end < stretch.end else None
            continue
        for match in _PARTS.finditer(text, stretch.start, stretch.end):
            if match.lastgroup == "word":
                if gap is not None:
                    _append(pieces, gap)
                    gap = None
                _append(pieces, Span(match.start(), match.end()))
            elif match.lastgroup == "space" and gap is None and pieces:
                gap = Span(match.start(), match.end())
    if not pieces:
        return None
    return Passage(tuple(pieces), joined(text, pieces), shape)


def _stripped(text: str, span: Span) -> Span:
    """Return a stretch of the text without the white space at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def joined(text: str, pieces: Sequence[Span]) -> str:
    """Return the text of some pieces, each white-space character read as one space."""
    return re.sub(r"\s", " ", "".join(text[piece.start : piece.end] for piece in pieces))


def _append(pieces: list[Span], span: Span) -> None:
    if pieces and pieces[-1].end == span.start:
        pieces[-1] = Span(pieces[-1].start, span.end)
    else:
        pieces.append(span)


def _trim(pieces: list[Span], left: int, right: int) -> list[Span]:
    spans = [piece for piece in pieces if piece.start < piece.end]
    while left:
        first = spans[0]
        step = min(left, first.end - first.start)
        left -= step
        spans[0] = Span(first.start + step, first.end)
        if spans[0].start == spans[0].end:
            spans.pop(0)
    while right:
        last = spans[-1]
        step = min(right, last.end - last.start)
        right -= step
        spans[-1] = Span(last.start, last.end - step)
        if spans[-1].start == spans[-1].end:
            spans.pop()
    return spans
