"""A sentence of a story with source, cue and content marked in it, on one line."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attrib.evaluate.attributions import Role
    from attrib.report import Story

PAINTED: Final[tuple[Role, ...]] = ("content", "source", "cue")
"""The roles in the order in which they are painted: where two share words, the later is seen."""
LONGEST_PART: Final = 120
"""How many characters of a marked part are shown."""
LONGEST_REST: Final = 70
"""How many characters between two marked parts, before the first and behind the last are shown."""

_SPACE: Final = re.compile(r"\s+")


def marked(
    story: Story,
    sentences: Iterable[Span],
    roles: Mapping[Role, Sequence[Span]],
    *,
    around: Iterable[Span] = (),
    place: Span | None = None,
) -> str:
    """Return the sentences that hold an attribution, with its parts in brackets: `source[She] cue[said] content[no]`.

    The sentences are those that touch a role or one of the spans in `around`; long stretches are cut. A `place` is put
    in brackets without a name.
    """
    painted = [(f"{role}", span) for role in PAINTED for span in roles.get(role, ())]
    if place is not None:
        painted.append(("", place))
    shown = [*around, *(span for _, span in painted)]
    if not shown:
        return ""
    start, end = min(span.start for span in shown), max(span.end for span in shown)
    touched = [span for span in sentences if span.start < end and start < span.end]
    first, last = story.shown.run(
        Span(min([start, *(span.start for span in touched)]), max([end, *(span.end for span in touched)]))
    )
    owners: list[int | None] = [None] * (last - first)
    for number, (_, span) in enumerate(painted):
        begin, stop = story.shown.run(span)
        owners[begin - first : stop - first] = [number] * (stop - begin)
    runs = [(painted[of][0] if of is not None else None, len(list(run))) for of, run in groupby(owners)]
    return _written(story.shown.text[first:last], runs)


def _written(text: str, runs: Sequence[tuple[str | None, int]]) -> str:
    parts: list[str] = []
    at = 0
    for number, (name, length) in enumerate(runs):
        words = _SPACE.sub(" ", text[at : at + length])
        at += length
        if name is not None:
            parts.append(f"{name}[{_cut(words, LONGEST_PART)}]")
        elif number == 0:
            parts.append(_tail(words, LONGEST_REST))
        elif number == len(runs) - 1:
            parts.append(_head(words, LONGEST_REST))
        else:
            parts.append(_cut(words, LONGEST_REST))
    return "".join(parts).strip()


def _cut(words: str, longest: int) -> str:
    if len(words) <= longest:
        return words
    return f"{_head(words, longest // 2)} {_tail(words, longest // 2).removeprefix('… ')}"


def _head(words: str, longest: int) -> str:
    if len(words) <= longest:
        return words
    return (words[:longest].rpartition(" ")[0] or words[:longest]).rstrip() + " …"


def _tail(words: str, longest: int) -> str:
    if len(words) <= longest:
        return words
    return "… " + (words[-longest:].partition(" ")[2] or words[-longest:]).lstrip()
