"""Paragraphs of plain text: by blank lines, by long lines, by indentation, or hard-wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from attrib.read.layout import LayoutRule, find_line_rule
from attrib.read.passages import ZERO_WIDTH, Passage, collect
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_WRAPPED = 110
"""A line longer than this many characters was not wrapped by hand: it is a paragraph of its own."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_INVISIBLE = re.compile(rf"[\s{ZERO_WIDTH}]*")
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•·▪◦‣*–—-]|\(?\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    indented: bool


def find_passages(text: str, layout: Sequence[LayoutRule]) -> list[Passage]:
    """Return the paragraphs of a plain text in order; a line that a layout rule knows stands alone."""
    groups = list(_groups(text))
    width = max((len(line.text) for group in groups for line in group if len(line.text) <= LONGEST_WRAPPED), default=0)
    passages = (
        collect(text, [Span(lines[0].start, lines[-1].end)])
        for group in groups
        for lines in _split(group, width, layout)
    )
    return [passage for passage in passages if passage]


def _groups(text: str) -> Iterator[list[_Line]]:
    """Yield runs of lines between blank ones."""
    group: list[_Line] = []
    for match in _LINE.finditer(text):
        lead = _INVISIBLE.match(text, match.start(), match.end())
        start = lead.end() if lead else match.start()
        if start < match.end():
            visible = match.group()[start - match.start() :].rstrip()
            group.append(_Line(start, start + len(visible), visible, text[match.start() : start].isspace()))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _split(group: list[_Line], width: int, layout: Sequence[LayoutRule]) -> Iterator[list[_Line]]:
    """Yield the paragraphs of a run of lines without a blank one between them."""
    known = [find_line_rule(line.text, layout) is not None for line in group]
    ends = [bool(_ENDS_SENTENCE.search(line.text)) for line in group[:-1]]
    each_ends = len(ends) > 1 and sum(ends) * 5 >= len(ends) * 4
    wrapped = [group[0]]
    for at, (above, below) in enumerate(pairwise(group)):
        own = known[at] or known[at + 1] or (each_ends and ends[at])
        if own or _breaks(above, below, width):
            yield wrapped
            wrapped = []
        wrapped.append(below)
    yield wrapped


def _breaks(above: _Line, below: _Line, width: int) -> bool:
    """Return whether a paragraph ends between two lines."""
    if _BULLET.match(below.text) or (below.indented and not above.indented):
        return True
    if max(len(above.text), len(below.text)) > LONGEST_WRAPPED:
        return not below.text[0].islower()
    # The next word would still have fitted, so the line was ended on purpose.
    room = width - len(above.text) > len(below.text.split(maxsplit=1)[0])
    return room and _ENDS_SENTENCE.search(above.text) is not None
