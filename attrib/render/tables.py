"""Tables for a terminal: columns as wide as what they hold, folded where a line is too short for them all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, TypeAlias

from attrib.render.terminal import Line, columns_of, cut, line_of, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Cell: TypeAlias = "str | Line | list[Line]"
"""What a row takes: text, a line of styled texts, or several such lines."""

_GAP: Final = "   "
_RULE: Final = "─"
_WORD = re.compile(r"\s*\S+\s*")


@dataclass
class Column:
    """A column's heading, and how it is laid out: as wide as what it holds if `fixed`, its text at the `right`."""

    heading: str
    fixed: bool = False
    right: bool = False
    max_width: int | None = None


@dataclass
class Table:
    """A table under way: its columns, and rows of cells, each a list of lines."""

    columns: tuple[Column, ...]
    rows: list[list[list[Line]]] = field(default_factory=list)

    def add_row(self, *cells: Cell) -> None:
        """Add a row; it may have fewer cells than there are columns."""
        self.rows.append([_lines_in(cell) for cell in cells])

    def lines(self, width: int, *, color: bool = False) -> Iterator[str]:
        """Yield the table's lines, within `width` columns as far as those that are not fixed can give way."""
        heading = [_lines_in(line_of((column.heading, "bold"))) for column in self.columns]
        widths = self._widths([heading, *self.rows], width)
        yield from self._row(heading, widths, color=color)
        yield _RULE * (sum(widths) + len(_GAP) * (len(widths) - 1))
        for row in self.rows:
            yield from self._row(row, widths, color=color)

    def _widths(self, rows: Iterable[list[list[Line]]], width: int) -> list[int]:
        widths = [0] * len(self.columns)
        for row in rows:
            for at, cell in enumerate(row):
                for line in cell:
                    widths[at] = max(widths[at], _size(line))
        widths = [min(size, column.max_width or size) for size, column in zip(widths, self.columns, strict=True)]
        spare = width - len(_GAP) * (len(widths) - 1)
        return _narrowed(widths, spare, [at for at, column in enumerate(self.columns) if not column.fixed])

    def _row(self, row: list[list[Line]], widths: list[int], *, color: bool) -> Iterator[str]:
        folded = [
            _folded(cell, width, right=column.right, color=color)
            for cell, width, column in zip(row, widths, self.columns, strict=False)
        ]
        blanks = [" " * width for width in widths]
        for lines in zip_longest(*folded) if folded else [()]:
            yield _GAP.join([line or blank for line, blank in zip(lines, blanks, strict=False)]).rstrip()


def new_table(*headings: str, fixed: Collection[str] = ()) -> Table:
    """Return an empty table with these columns; the fixed ones are as wide as what they hold."""
    return Table(tuple(Column(heading, heading in fixed) for heading in headings))


def _lines_in(cell: Cell) -> list[Line]:
    if isinstance(cell, list):
        return cell
    if isinstance(cell, str):
        return [line_of((line, "")) for line in cell.split("\n")]
    return [cell]


def _size(line: Line) -> int:
    return columns_of(line[0][0]) if len(line) == 1 else sum([columns_of(text) for text, _ in line])


def _narrowed(widths: list[int], spare: int, folding: list[int]) -> list[int]:
    """Return the widths with the widest of the folding columns cut to the same measure, until all fit in `spare`."""
    over = sum(widths) - spare
    if over <= 0 or not folding:
        return widths
    room = sum(widths[at] for at in folding) - over
    narrow = sorted(folding, key=lambda at: (widths[at], -at))
    fitted = list(widths)
    for number, at in enumerate(narrow):
        fitted[at] = max(1, min(widths[at], room // (len(narrow) - number)))
        room -= fitted[at]
    return fitted


def _folded(cell: list[Line], width: int, *, right: bool, color: bool) -> list[str]:
    """Return the lines of a cell, folded between words where they are too wide, each filled up to `width` columns."""
    filled = []
    for line in cell:
        for piece in [line] if _size(line) <= width else _pieces(line, width):
            space = " " * (width - _size(piece))
            text = shown(piece, color=color)
            filled.append(space + text if right else text + space)
    return filled


def _pieces(line: Line, width: int) -> Iterator[Line]:
    """Yield a line in pieces of at most `width` columns, without spaces at their ends; long words are cut."""
    text = "".join([part for part, _ in line])
    starts = [*_breaks(text, width), len(text)]
    first = 0
    for end in starts:
        yield cut(line, first, first + len(text[first:end].rstrip()))
        first = end


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield where new lines begin in a text that is too wide for one."""
    from rich.cells import chop_cells

    taken = 0
    for found in _WORD.finditer(text):
        word, start = found[0], found.start()
        bare = word.rstrip()
        size = columns_of(bare)
        if start and taken + size > width:
            yield start
            taken = 0
        if size > width:
            *whole, last = chop_cells(bare, width)
            for piece in whole:
                start += len(piece)
                yield start
            taken, size = 0, columns_of(last)
        taken += size + len(word) - len(bare)
