"""Finding the words of gold in the story they were taken from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.report import Story

Run: TypeAlias = tuple[int, int]
"""A half-open stretch of a reading's text."""


@dataclass(frozen=True)
class Reading:
    """A story as one line of text: white space collapsed, markup left out; `offsets` leads back to the story."""

    text: str
    offsets: Sequence[int]

    def span(self, run: Run) -> Span:
        """Return where a run of the text stands in the story."""
        return Span(self.offsets[run[0]], self.offsets[run[1] - 1] + 1)

    def runs(self, words: str, start: int = 0) -> list[Run]:
        """Return every place at or behind `start` where these words stand, none of them cut in two."""
        wanted = collapsed(words)
        found: list[Run] = []
        at = self.text.find(wanted, start) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if not self._cuts(at) and not self._cuts(end):
                found.append((at, end))
            at = self.text.find(wanted, at + 1)
        return found

    def says_something(self, start: int, end: int) -> bool:
        """Tell whether any letter or digit stands between two places of the text."""
        return any(char.isalnum() for char in self.text[start:end])

    def _cuts(self, at: int) -> bool:
        return 0 < at < len(self.text) and self.text[at - 1].isalnum() and self.text[at].isalnum()


def collapsed(text: str) -> str:
    """Return a text with each run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def read_through(story: Story) -> Reading:
    """Return the story as one line of text."""
    chars: list[str] = []
    offsets: list[int] = []
    for block in story.blocks:
        for piece in block.pieces:
            for at in range(piece.start, piece.end):
                char = story.text[at]
                if not char.isspace():
                    chars.append(char)
                    offsets.append(at)
                elif chars and chars[-1] != " ":
                    chars.append(" ")
                    offsets.append(at)
        if chars and chars[-1] != " ":
            chars.append(" ")
            offsets.append(block.end)
    return Reading("".join(chars), offsets)


def gap(one: Run, other: Run) -> int:
    """Return how many characters lie between two runs; -1 where they overlap."""
    if one[0] < other[1] and other[0] < one[1]:
        return -1
    return max(one[0] - other[1], other[0] - one[1])


def nearest(runs: Iterable[Run], to: Run) -> Run | None:
    """Return the run that lies nearest to another without overlapping it, the earlier of two; None if there is none."""
    apart = [run for run in runs if gap(run, to) >= 0]
    return min(apart, key=lambda run: gap(run, to), default=None)
