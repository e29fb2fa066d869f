"""What is asked about a story as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.judge.reading import Reading, overlap
from attrib.judge.sources import is_pronoun
from attrib.judge.wording import Wording, words_of
from attrib.report import ATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.report import Established, Sentence, Span, Status


def unattributed(established: Established) -> int:
    """Return how many sentences need a source and have none."""
    return sum(sentence.status == "unattributed" for sentence in established.sentences)


def words(reading: Reading) -> int:
    """Return how many words the sentences have, layout apart."""
    sentences = (one for one in reading.sentences if reading.position(one.span.start) != "layout")
    return sum(len(words_of(reading.text_of(one.span))) for one in sentences)


def top(reading: Reading) -> frozenset[Status]:
    """Return the statuses of those who stand behind the headline and the lead, or are cited there."""
    return frozenset(status for sentence in _top_sentences(reading) for status in _behind(reading, sentence))


def is_top_anonymous(reading: Reading) -> bool:
    """Say whether headline and lead rest on anonymous sources, and on nobody who is better or worse identified."""
    return bool(top_source(reading).pieces) and top(reading) <= {"anonymous", "vague"}


def top_source(reading: Reading) -> Wording:
    """Return the first mention of an anonymous source in the headline, else in the lead; no words if there is none."""
    found = next(_anonymous_at_top(reading), None)
    return reading.wording([found] if found else [])


def _top_sentences(reading: Reading) -> tuple[Sentence, ...]:
    return (*reading.headline, *([reading.lead] if reading.lead else []))


def _behind(reading: Reading, sentence: Sentence) -> Iterator[Status]:
    if sentence.status in ATTRIBUTED:
        yield sentence.status
    for attribution in reading.established.attributions:
        source = reading.source(attribution.ref)
        if source is None or not attribution.expression or is_pronoun(reading, source):
            continue
        if overlap(attribution.cue.spans[0], sentence.span):
            yield source.status


def _anonymous_at_top(reading: Reading) -> Iterator[Span]:
    for sentence in _top_sentences(reading):
        for source in reading.established.sources:
            if source.status == "anonymous" and not is_pronoun(reading, source):
                yield from (span for span in source.mentions if overlap(span, sentence.span))
