"""What is asked about a story as a whole."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from attrib.judge import backing
from attrib.judge.reading import IDENTIFIED, Reading
from attrib.judge.sources import is_office, is_pronoun, is_withheld
from attrib.judge.wording import Wording, phrases_in, words_of
from attrib.report import ATTRIBUTED, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.report import Attribution, Established, Sentence, Source, Status

TOLD: Final = frozenset({"lead", "body"})
"""The positions of the story's own text, below its headline."""
_WRITERS: Final = re.compile(r"\b(?:and|AND|with|WITH|&) [A-ZÀ-ÖØ-Þ]")
_PLACE: Final = re.compile(
    r"^(?!\W*(?:[A-Z]+DAY|UPDATED|PUBLISHED|POSTED|FIRST|LAST)\b)\W*[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]{2,}"
)
_WHEREABOUTS: Final = re.compile(r"(?i)\b(?:contribut\w+|report(?:ed|ing) (?:from|by|in)|assistance)\b")


def unattributed(established: Established) -> int:
    """Return how many sentences need a source and have none."""
    return sum(sentence.status == "unattributed" for sentence in established.sentences)


def words(reading: Reading) -> int:
    """Return how many words the sentences have, layout apart."""
    sentences = (one for one in reading.sentences if reading.position(one.span.start) != "layout")
    return sum(len(words_of(reading.text_of(one.span))) for one in sentences)


def best_tier(reading: Reading) -> int:
    """Return the tier of the best identified source below the headline, 0 where nobody is cited."""
    return max((source.tier for source in reading.established.sources if is_cited(reading, source)), default=0)


def is_cited(reading: Reading, source: Source) -> bool:
    """Say whether something is attributed to a source below the headline."""
    return source.statements > 0 and any(reading.position(span.start) in TOLD for span in source.mentions)


def unnamed(reading: Reading) -> tuple[Source, ...]:
    """Return the unnamed sources below the headline, but for people met on the spot, reporters and officials in a body."""
    cited = (one for one in reading.established.sources if is_cited(reading, one))
    return tuple(one for one in cited if is_withheld(reading, one) and not is_office(reading, one))


def sourced_by(reading: Reading) -> float:
    """Return the number of the paragraph, from 1, that first cites a named person, a body or a document, or infinity."""
    for one in reading.established.attributions:
        source, paragraph = reading.source(one.ref), reading.paragraph_at(one.cue.spans[0].start)
        if source is not None and source.status in IDENTIFIED and paragraph is not None:
            return paragraph
    return math.inf


def top(reading: Reading) -> frozenset[Status]:
    """Return the statuses of those who stand behind the headline and the lead, or are cited there."""
    return frozenset(status for sentence in _top_sentences(reading) for status in _behind(reading, sentence))


def is_top_anonymous(reading: Reading) -> bool:
    """Say whether headline and lead rest on anonymous sources, and on nobody who is better or worse identified.

    People met on the spot and reporters do not count.
    """
    return bool(top_source(reading).pieces) and top(reading) <= {"anonymous", "vague"}


def top_source(reading: Reading) -> Wording:
    """Return the first mention of an anonymous source in the headline, else in the lead; no words if there is none."""
    found = next(_anonymous_at_top(reading), None)
    return reading.wording([found] if found else [])


def top_voices(reading: Reading) -> int:
    """Return how many voices bear the story's main news at the least: those cited in the lead, and all who back them.

    A headline's own source is not counted beside that of the lead.
    """
    lead = [one for one in _cited_in(reading, reading.lead) if one.expression and one.ref]
    backers = [source for one in lead for source in backing.backers(reading, one) if is_cited(reading, source)]
    behind = {one.ref for one in lead} | {source.id for source in backers}
    return sum(_voices(source) for source in reading.established.sources if source.id in behind)


def _voices(source: Source) -> int:
    return max(2, source.count or 0) if source.plural else 1


def top_types(reading: Reading) -> frozenset[str]:
    """Return the types of the claims in the lead."""
    return frozenset() if reading.lead is None else reading.types_in(reading.lead)


def is_datelined(reading: Reading) -> bool:
    """Say whether a dateline names a place."""
    lines = (reading.text_of(block.span) for block in reading.established.story.blocks if block.kind == "dateline")
    return any(_PLACE.search(line) for line in lines)


def writers(reading: Reading) -> int:
    """Return how many writers the bylines name: none, one, or two where there are more than one."""
    lines = [reading.text_of(block.span) for block in reading.established.story.blocks if block.kind == "byline"]
    return min(2, len(lines) + sum(bool(_WRITERS.search(line)) for line in lines))


def is_placed(reading: Reading) -> bool:
    """Say whether a credit at the end tells who reported from where."""
    tails = (block for block in reading.established.story.blocks if block.kind == "credit")
    return any(_WHEREABOUTS.search(reading.text_of(block.span)) for block in tails)


def formulas(reading: Reading) -> tuple[Span, ...]:
    """Return where the text below the headline uses one of `$familiarity-formulas`, in order."""
    phrases = reading.words("$familiarity-formulas")
    told = (one for one in reading.sentences if reading.position(one.span.start) in TOLD)
    return tuple(one.span for one in told for _ in phrases_in(reading.text_of(one.span), phrases))


def words_per_formula(reading: Reading) -> float:
    """Return how many words of the story there are for each use of a formula of familiarity; infinity if it uses none."""
    uses = len(formulas(reading))
    return words(reading) / uses if uses else math.inf


def _top_sentences(reading: Reading) -> tuple[Sentence, ...]:
    return (*reading.headline, *([reading.lead] if reading.lead else []))


def _behind(reading: Reading, sentence: Sentence) -> Iterator[Status]:
    if sentence.status in ATTRIBUTED:
        yield sentence.status
    for attribution in _cited_in(reading, sentence):
        source = reading.source(attribution.ref)
        if source is not None and attribution.expression and not is_pronoun(reading, source):
            yield source.status


def _cited_in(reading: Reading, sentence: Sentence | None) -> tuple[Attribution, ...]:
    if sentence is None:
        return ()
    return tuple(one for one in reading.established.attributions if one.cue.spans[0].overlaps(sentence.span))


def _anonymous_at_top(reading: Reading) -> Iterator[Span]:
    for sentence in _top_sentences(reading):
        if sentence.status != "anonymous":
            continue
        for source in reading.established.sources:
            if is_withheld(reading, source):
                yield from (span for span in source.mentions if span.overlaps(sentence.span))
