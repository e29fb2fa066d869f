"""What is asked about a sentence: who is cited in it, and how long the story has gone on without anybody."""

from __future__ import annotations

import math
from itertools import takewhile
from typing import TYPE_CHECKING

from attrib.judge.reading import overlap
from attrib.report import Span

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Sentence


def cites(reading: Reading, span: Span) -> bool:
    """Say whether somebody is cited in a stretch of the story, by name or not."""
    return any(
        one.source is not None and one.expression and overlap(one.cue.spans[0], span)
        for one in reading.established.attributions
    )


def first_cited(reading: Reading) -> float:
    """Return in which paragraph, counted from 1, somebody is cited first; infinity if nobody is."""
    found = (number for number, span in enumerate(_paragraphs(reading), 1) if cites(reading, span))
    return next(found, math.inf)


def unsourced_run(reading: Reading, sentence: Sentence) -> int:
    """Return how many paragraphs in a row, up to and with that of a sentence, make claims and cite nobody.

    0 where its own paragraph cites somebody or claims nothing.
    """
    so_far = [span for span in _paragraphs(reading) if span.start <= sentence.span.start]
    return sum(1 for _ in takewhile(lambda span: _claims_and_cites_nobody(reading, span), reversed(so_far)))


def _paragraphs(reading: Reading) -> list[Span]:
    return [Span(one.start, one.end) for one in reading.established.story.blocks if one.kind == "paragraph"]


def _claims_and_cites_nobody(reading: Reading, paragraph: Span) -> bool:
    inside = (one for one in reading.sentences if overlap(one.span, paragraph))
    return any(one.status == "unattributed" or one.carried for one in inside) and not cites(reading, paragraph)
