"""Lines and columns in the unit that a format's readers count in; inside attrib all offsets are code points."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.report import Span, Story

_BOM = "\ufeff"


def code_points(text: str) -> int:
    """Return how many Unicode code points text has."""
    return len(text)


def utf16_units(text: str) -> int:
    """Return how many UTF-16 code units text takes: two for each code point beyond U+FFFF."""
    return len(text) + sum(char > "\uffff" for char in text)


def utf8_bytes(text: str) -> int:
    """Return how many bytes text takes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of a file in lines and columns, all counted from 1; the end column is the first that is outside."""

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def last_line(self) -> int:
        """Return the last line of which anything is inside."""
        return self.end_line - 1 if self.end_column == 1 and self.end_line > self.line else self.end_line


class Ruler:
    """Measures a story in one unit; a byte order mark takes no column.

    A line ends with LF, CRLF or a lone CR, as in reports; without `lone_cr` with LF or CRLF only, as git and the pages
    that show a repository's files count.
    """

    def __init__(self, story: Story, size: Callable[[str], int] = code_points, *, lone_cr: bool = True) -> None:
        self._text = story.text
        self._size = size
        self._starts = story.line_starts if lone_cr else _starts_after_line_feeds(story.text)

    def area(self, span: Span) -> Area:
        """Return where a span is."""
        return Area(*self._place(span.start), *self._place(span.end))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        before = self._text[self._starts[line - 1] : offset]
        return line, self._size(before.removeprefix(_BOM) if line == 1 else before) + 1


def _starts_after_line_feeds(text: str) -> tuple[int, ...]:
    return (0, *(at + 1 for at, char in enumerate(text) if char == "\n"))
