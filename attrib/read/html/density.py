"""How much running text stands in a run of a page, and in what most of it does."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from attrib.read.html.elements import HEADINGS, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from attrib.read.html.page import Element, Run

PROSE: Final = frozenset({"p", "blockquote", "li", "dd", "dt", "pre", *HEADINGS})
"""Elements whose text is the story's even where it is no sentence."""
LAYOUT_ROLES: Final = frozenset({"presentation", "none"})
"""What a table that only lays out the page is said to be."""
_CELLS: Final = frozenset({"td", "th"})
_TABLE_DEPTH: Final = 4
"""How many elements a table lies above its cells, at most."""
_SENTENCE: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LEAST: Final = 5
"""Words of running text, at least."""
TAIL: Final = 10
"""How many characters at the end of a run tell whether a sentence ends there."""
_MOSTLY: Final = 0.8
"""The share of its characters from which on a run is a link, or a time, and no more."""


def weight(run: Run) -> int:
    """Return how many characters of running text a run has: 0 for a heading, a label and mere links."""
    text = run.passage.text
    if run.element.name in HEADINGS or not ends_sentence(run) or text.count(" ") + 1 < _LEAST:
        return 0
    return 0 if is_mostly(2 * run.linked, run) else len(text)


def ends_sentence(run: Run) -> bool:
    """Return whether a run ends as a sentence, or a line that introduces one, does."""
    return _SENTENCE.search(run.passage.text[-TAIL:]) is not None


def is_mostly(characters: int, run: Run) -> bool:
    """Return whether so many characters are nearly all that a run has, spaces apart."""
    return characters >= _MOSTLY * (len(run.passage.text) - run.passage.text.count(" "))


def sums(runs: Iterable[Run], of: Callable[[Run], Element | None]) -> dict[Element | None, int]:
    """Return how much running text each element has that something tells of a run."""
    found: dict[Element | None, int] = defaultdict(int)
    for run in runs:
        own = weight(run)
        if own:
            found[of(run)] += own
    return found


def densest(runs: Iterable[Run]) -> Element | None:
    """Return the element whose own paragraphs, and half those of the elements in it, have most text."""
    scores: dict[Element, float] = defaultdict(float)
    for run in runs:
        own = run.element.parent if run.element.name in PROSE and run.element.parent else run.element
        holder = _seen_through(own)
        scores[holder] += weight(run)
        if holder.parent is not None:
            scores[_seen_through(_above(holder.parent))] += weight(run) / 2
    return max(scores, key=lambda one: scores[one], default=None)


def _above(element: Element) -> Element:
    """Return an element, or what lies around the table that it is a part of."""
    for _ in range(_TABLE_DEPTH):
        if element.parent is None or not (element.name == "table" or element.name in ROWS - _CELLS):
            break
        element = element.parent
    return element


def _seen_through(element: Element) -> Element:
    """Return an element, or of the cell of a table that only lays out the page what lies around the table."""
    if element.name not in _CELLS:
        return element
    around = element
    for _ in range(_TABLE_DEPTH):
        if around.parent is None:
            return element
        around = around.parent
        if around.name == "table":
            is_layout = around.attributes.get("role", "").strip().lower() in LAYOUT_ROLES
            return around.parent if is_layout and around.parent is not None else element
    return element
