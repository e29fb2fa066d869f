"""What the writers for people share: safe text, lines cut to a width, tables."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from attrib.report import Level, Status

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

_ELLIPSIS: Final = "…"
_SPACES = re.compile(r"\s")
# A draft may hold escape sequences and marks of direction; none of them may reach the terminal.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def new_console(*, color: bool, width: int = WIDTH) -> tuple[Console, io.StringIO]:
    """Return a console and the text it writes to; what it writes depends on nothing but the arguments."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        height=100,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        force_interactive=False,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        _environ={},
    )
    return console, out


def new_table(*headings: str, fixed: Collection[str] = ()) -> Table:
    """Return an empty table with these columns; the fixed ones are as wide as what they hold."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in fixed)
    return table


def printed(console: Console, out: io.StringIO, *things: object) -> str:
    """Return what the console makes of some things, one below the other, without spaces at the ends of lines.

    Tables keep to the console's width; other lines are as long as they are, so that a place stays in one line.
    """
    from rich.table import Table

    for thing in things:
        if isinstance(thing, Table):
            console.print(thing)
        elif console.color_system is None:
            out.write(f"{thing}\n")
        else:
            console.print(thing, soft_wrap=True)
    text = out.getvalue()
    return re.sub(r"[ ]+$", "", text, flags=re.MULTILINE)


def line_of(*parts: tuple[str, str]) -> Text:
    """Return a line, or a table's cell, of texts with their styles; nothing in it can steer the terminal."""
    from rich.text import Text

    return Text.assemble(*((safe(text), style) for text, style in parts))


def safe(text: str) -> str:
    """Return text fit for a terminal, on one line: controls shown as U+FFFD, marks without width left out."""
    return _CONTROLS.sub("\ufffd", _UNSEEN.sub("", _SPACES.sub(" ", text)))


def excerpt(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Return a stretch of a line around the code points `start` to `end`, and carets below them.

    Both fit in `width` columns, counted as a terminal shows them (wide characters take two). What is cut off at
    either side is marked with an ellipsis.
    """
    from rich.cells import cell_len

    plain = line.isascii() and line.isprintable()
    sizes = [1] * len(line) if plain else [cell_len(safe(char)) for char in line]
    first, last = _window(sizes, start, end, width)
    before = (_ELLIPSIS if first else "") + safe(line[first:start])
    marked = safe(line[max(start, first) : min(end, last)])
    after = safe(line[min(end, last) : last]) + (_ELLIPSIS if last < len(line) else "")
    return before + marked + after, " " * cell_len(before) + "^" * max(1, cell_len(marked))


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
