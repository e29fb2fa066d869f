"""What the writers for people share: safe text, lines in colours, lines cut to a width."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from attrib.render.tables import Table
    from attrib.report import Level, Status

Line: TypeAlias = tuple[tuple[str, str], ...]
"""A line of safe texts, each with its style."""


class Detail(IntEnum):
    """How much a report for people tells."""

    brief = 0
    """The findings alone, without totals and sources."""
    usual = 1
    full = 2
    """The fingerprint of each finding too, by which a sidecar or a baseline knows it again."""


WIDTH: Final = 100
"""Columns of output that does not go to a terminal."""

STATUS_STYLES: Final[dict[Status, str]] = {
    "named": "green",
    "organization": "green",
    "document": "green",
    "anonymous": "yellow",
    "vague": "magenta",
    "unattributed": "red",
    "plain": "dim",
}
LEVEL_STYLES: Final[dict[Level, str]] = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}

_SGR: Final = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "magenta": "35",
    "cyan": "36",
    "bold red": "1;31",
    "bold yellow": "1;33",
    "bold blue": "1;34",
}
"""The parameters of the escape sequence for each style that is in use."""

_ELLIPSIS: Final = "…"
_SPACES = re.compile(r"\s")
# Letters and punctuation of Western text that take one column each: most of what stories hold, told without a table.
_NARROW = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2026\u2030-\u205e\u20a0-\u20bf\ufffd]*")
# A draft may hold escape sequences and marks of direction; none of them may reach the terminal.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def printed(*things: str | Line | Table, color: bool = False, width: int = WIDTH) -> str:
    """Return some things, one below the other, as text that depends on nothing but the arguments.

    Tables keep to the width; other lines are as long as they are, so that a place stays in one line. No line ends in a
    space.
    """
    lines: list[str] = []
    for thing in things:
        if isinstance(thing, str):
            lines.append(thing.rstrip(" "))
        elif isinstance(thing, tuple):
            lines.append(shown(thing, color=color).rstrip(" "))
        else:
            lines += thing.lines(width, color=color)
    lines.append("")
    return "\n".join(lines)


def line_of(*parts: tuple[str, str]) -> Line:
    """Return a line, or a table's cell, of texts with their styles; nothing in it can steer the terminal."""
    return tuple([(safe(text), style) for text, style in parts])


def shown(line: Line, *, color: bool) -> str:
    """Return a line's text, in its colours where they are wanted."""
    if not color:
        return "".join([text for text, _ in line])
    return "".join([f"\x1b[{_SGR[style]}m{text}\x1b[0m" if style and text else text for text, style in line])


def cut(line: Line, start: int, end: int) -> Line:
    """Return the code points of a line from `start` to `end`, in their styles."""
    parts = []
    for text, style in line:
        if piece := text[max(start, 0) : max(end, 0)]:
            parts.append((piece, style))
        start -= len(text)
        end -= len(text)
    return tuple(parts)


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes: wide characters take two, combining ones none."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def safe(text: str) -> str:
    """Return text fit for a terminal, on one line: controls shown as U+FFFD, marks without width left out."""
    if _NARROW.fullmatch(text):
        return text
    return _CONTROLS.sub("\ufffd", _UNSEEN.sub("", _SPACES.sub(" ", text)))


def excerpt(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Return a stretch of a line around the code points `start` to `end`, and carets below them.

    Both fit in `width` columns, counted as a terminal shows them (wide characters take two). What is cut off at
    either side is marked with an ellipsis.
    """
    plain = _NARROW.fullmatch(line)
    sizes = [1] * len(line) if plain else [columns_of(safe(char)) for char in line]
    first, last = _window(sizes, start, end, width)
    before = (_ELLIPSIS if first else "") + safe(line[first:start])
    marked = safe(line[max(start, first) : min(end, last)])
    after = safe(line[min(end, last) : last]) + (_ELLIPSIS if last < len(line) else "")
    return before + marked + after, " " * columns_of(before) + "^" * max(1, columns_of(marked))


def _window(sizes: list[int], start: int, end: int, width: int) -> tuple[int, int]:
    """Return the code points to show, from and to: as many as fit, with the marked ones in the middle."""
    if sum(sizes) <= width:
        return 0, len(sizes)
    room = width - 2 * len(_ELLIPSIS)
    first = last = start
    while last < end and room >= sizes[last]:
        room -= sizes[last]
        last += 1
    lead = room // 2 if last == end else 0
    while first > 0 and sizes[first - 1] <= lead:
        first -= 1
        lead -= sizes[first]
        room -= sizes[first]
    while last < len(sizes) and sizes[last] <= room and last >= end:
        room -= sizes[last]
        last += 1
    while first > 0 and sizes[first - 1] <= room:
        first -= 1
        room -= sizes[first]
    return first, last
