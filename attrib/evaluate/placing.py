"""Finding the words of gold in the story they were taken from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.report import Shown, Span, Story

Run: TypeAlias = tuple[int, int]
"""A half-open stretch of a reading's text."""


@dataclass(frozen=True)
class Reading:
    """A story as one line of text: white space collapsed, markup left out; `shown` leads back to the story."""

    text: str
    shown: Shown

    def span(self, run: Run) -> Span:
        """Return where a run of the text stands in the story."""
        return self.shown.span(*run)

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
    return Reading(story.shown.text.replace("\n", " "), story.shown)


def gap(one: Run, other: Run) -> int:
    """Return how many characters lie between two runs; -1 where they overlap."""
    if one[0] < other[1] and other[0] < one[1]:
        return -1
    return max(one[0] - other[1], other[0] - one[1])


def nearest(runs: Iterable[Run], to: Run) -> Run | None:
    """Return the run that lies nearest to another without overlapping it, the earlier of two; None if there is none."""
    apart = [run for run in runs if gap(run, to) >= 0]
    return min(apart, key=lambda run: gap(run, to), default=None)
