"""What stands around a place of the story: the sentences near it, the names in them, and who is cited beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from attrib.judge.wording import find_phrase
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attrib.judge.reading import Reading
    from attrib.judge.wording import Wording
    from attrib.report import Name, NameKind


def near(reading: Reading, at: int, *, before: int, after: int) -> Wording:
    """Return the sentences from so many before to so many after the one at an offset, layout and headline left out."""
    return reading.wording(_spans_near(reading, at, before=before, after=after))


def names_near(reading: Reading, at: int, kinds: Iterable[NameKind], *, before: int, after: int) -> Iterator[Name]:
    """Yield the names of some kinds in the sentences from so many before to so many after the one at an offset."""
    wanted = frozenset(kinds)
    for span in _spans_near(reading, at, before=before, after=after):
        yield from (name for name in reading.names_in(span) if name.kind in wanted)


def has_person(reading: Reading, at: int) -> bool:
    """Say whether a person is named, or described by a role, in the paragraph of an offset before it or in the one above."""
    block = reading.block_at(at)
    above = Span(reading.established.story.blocks[max(0, block - 1)].start, at)
    if any(name.kind == "PER" for name in reading.names_in(above)):
        return True
    text = reading.wording([above]).normal
    return any(find_phrase(text, reading.words(name)) for name in ("$role-nouns", "$role-appositives", "$titles"))


def layout(reading: Reading) -> Wording:
    """Return the datelines, bylines and credits of the story."""
    blocks = (one for one in reading.established.story.blocks if one.kind in ("dateline", "byline", "credit"))
    return reading.wording([one.span for one in blocks])


def cited_before(reading: Reading, at: int) -> float:
    """Return how many paragraphs back somebody who can be asked or looked up is cited last.

    0 is the paragraph of the offset, all of it; infinity, nowhere up to there.
    """
    here = reading.block_at(at)
    blocks = (reading.block_at(start) for start in reading.identified_cues)
    return min((here - block for block in blocks if block <= here), default=math.inf)


def _spans_near(reading: Reading, at: int, *, before: int, after: int) -> list[Span]:
    number = reading.sentence_at(at)
    if number is None:
        return []
    around = reading.sentences[max(0, number - before) : number + after + 1]
    here = reading.sentences[number]
    return [one.span for one in around if one is here or reading.position(one.span.start) in ("lead", "body")]
