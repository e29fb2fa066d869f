"""What is asked about a sentence: who is cited in it, and how long the story has gone on without anybody."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from attrib.judge.reading import overlap
from attrib.report import Span

_QUOTATION: Final = re.compile(r"“[^”]*”?|\"[^\"]*\"?|(?<!\w)[‘'][^’']+[’'](?!\w)")
_QUOTED: Final = ("“", '"', "'", "‘")
_START: Final = attrgetter("start")

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.judge.wording import Wording
    from attrib.report import Sentence


def cites(reading: Reading, span: Span) -> bool:
    """Say whether somebody is cited in a stretch of the story, by name or not."""
    return any(
        one.source is not None and one.expression and overlap(one.cue.spans[0], span)
        for one in reading.attributions_in([span])
    )


def first_cited(reading: Reading) -> float:
    """Return in which paragraph, counted from 1, somebody is cited first; infinity if nobody is."""
    found = (number for number, span in enumerate(_paragraphs(reading), 1) if cites(reading, span))
    return next(found, math.inf)


def unsourced_run(reading: Reading, sentence: Sentence) -> int:
    """Return how many paragraphs in a row, up to and with that of a sentence, make claims and cite nobody.

    0 where its own paragraph cites somebody or claims nothing.
    """
    return _unsourced_runs(reading)[bisect_right(_paragraphs(reading), sentence.span.start, key=_START)]


@lru_cache(maxsize=2)
def _unsourced_runs(reading: Reading) -> tuple[int, ...]:
    """Return how many paragraphs in a row make claims and cite nobody, up to and with the last of none, one, two and so on."""
    runs = [0]
    for span in _paragraphs(reading):
        runs.append(runs[-1] + 1 if _claims_and_cites_nobody(reading, span) else 0)
    return tuple(runs)


def own_words(reading: Reading, sentence: Sentence) -> Wording:
    """Return the words of a sentence that stand neither in quotation marks nor in what a source says."""
    said = [span for _, span in reading.spoken_in(sentence.span)]
    text = reading.established.story.text
    said += [Span(*found.span()) for found in _QUOTATION.finditer(text, sentence.span.start, sentence.span.end)]
    pieces, start = [], sentence.span.start
    for span in sorted(said):
        if span.start > start:
            pieces.append(Span(start, min(span.start, sentence.span.end)))
        start = max(start, span.end)
    if start < sentence.span.end:
        pieces.append(Span(start, sentence.span.end))
    return reading.wording(pieces)


@lru_cache(maxsize=2)
def _paragraphs(reading: Reading) -> tuple[Span, ...]:
    return tuple(Span(one.start, one.end) for one in reading.established.story.blocks if one.kind == "paragraph")


def _claims_and_cites_nobody(reading: Reading, paragraph: Span) -> bool:
    claims = any(
        one.status == "unattributed" or (one.carried and not reading.text_of(one.span).startswith(_QUOTED))
        for one in reading.sentences_in(paragraph)
    )
    return claims and not cites(reading, paragraph)
