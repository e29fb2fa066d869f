"""What is asked about a sentence: who is cited in it, and how long the story has gone on without anybody."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

_QUOTATION: Final = re.compile(r"“[^”]*”?|\"[^\"]*\"?|(?<!\w)[‘'][^’']+[’'](?!\w)")
_QUOTED: Final = ("“", '"', "'", "‘")

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.judge.wording import Wording
    from attrib.report import Sentence, Span


def cites(reading: Reading, span: Span) -> bool:
    """Say whether somebody is cited in a stretch of the story, by name or not."""
    return any(
        one.source is not None and one.expression and one.cue.spans[0].overlaps(span)
        for one in reading.attributions_in([span])
    )


def first_cited(reading: Reading) -> float:
    """Return in which paragraph, counted from 1, somebody is cited first; infinity if nobody is."""
    found = (number for number, span in enumerate(reading.paragraphs, 1) if cites(reading, span))
    return next(found, math.inf)


def unsourced_run(reading: Reading, sentence: Sentence) -> int:
    """Return how many paragraphs in a row, up to and with that of a sentence, make claims and cite nobody.

    0 where its own paragraph cites somebody or claims nothing.
    """
    return reading.once(_unsourced_runs)[reading.paragraphs_until(sentence.span.start)]


def _unsourced_runs(reading: Reading) -> tuple[int, ...]:
    """Return how many paragraphs in a row make claims and cite nobody, up to and with the last of none, one, two and so on."""
    runs = [0]
    for span in reading.paragraphs:
        runs.append(runs[-1] + 1 if _claims_and_cites_nobody(reading, span) else 0)
    return tuple(runs)


def own_words(reading: Reading, sentence: Sentence) -> Wording:
    """Return the words of a sentence that stand neither in quotation marks nor in what a source says."""
    said = [span for _, span in reading.spoken_in(sentence.span)]
    said += [reading.place(found) for found in reading.matches(_QUOTATION, sentence.span)]
    return reading.wording(sentence.span.without(said))


def _claims_and_cites_nobody(reading: Reading, paragraph: Span) -> bool:
    claims = any(
        one.status == "unattributed" or (one.carried and not reading.text_of(one.span).startswith(_QUOTED))
        for one in reading.sentences_in(paragraph)
    )
    return claims and not cites(reading, paragraph)
