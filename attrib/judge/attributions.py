"""What is asked about an attribution: how it stands in the story, and how its words and its source fit together."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrib.judge.sources import head_words, is_several, mentions
from attrib.judge.wording import normal, singular, words_of
from attrib.report import Span

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Attribution, Part
    from attrib.rules.load import Rules

_QUOTED: Final = ("”", '"', "’", "'", "”.", '".', "’.", "'.")
_LITTLE: Final = 8
"""How many words between two quotations do not set them apart."""


def source_words(reading: Reading, attribution: Attribution) -> str:
    """Return the source as named at the cue; failing that, as the story calls it in full."""
    if attribution.source is not None:
        return " ".join(attribution.source.text.split())
    source = reading.source(attribution.ref)
    return source.name if source is not None else ""


def is_pronoun(reading: Reading, part: Part | None) -> bool:
    """Say whether the source at a cue is "he", "they" and the like."""
    return part is not None and normal(part.text) in reading.words("$pronouns")


def is_noun(reading: Reading, attribution: Attribution) -> bool:
    """Say whether the cue is a noun ("the claim that"), by the frame that found it."""
    return attribution.rule in _noun_frames(reading.rules)


@lru_cache(maxsize=4)
def _noun_frames(rules: Rules) -> frozenset[str]:
    """Return the ids of the frames whose cue may be a noun."""
    return frozenset(
        frame.id
        for frame in rules.frames.values()
        for tree in frame.patterns
        for node in tree
        if node["RIGHT_ID"] == "cue" and "NOUN" in _wanted(node["RIGHT_ATTRS"].get("POS"))
    )


def _wanted(value: object) -> list[object]:
    return value.get("IN", []) if isinstance(value, dict) else [value]


def is_singled_out(reading: Reading, attribution: Attribution) -> bool:
    """Say whether the cue has one ("the person") of the several its source was introduced as, and no more about it."""
    source = reading.source(attribution.ref)
    if source is None or attribution.source is None or not source.plural:
        return False
    words = words_of(attribution.source.text)
    if len(words) < 2 or words[0] not in reading.words("$definites"):
        return False
    several = [text for _, text in mentions(reading, source) if is_several(reading, text)]
    heads = {head for text in several for head in head_words(reading, text)}
    known = {singular(word) for text in several for word in words_of(text)}
    return words[-1] == singular(words[-1]) and words[-1] in heads and known.issuperset(words[1:])


def earlier(reading: Reading, attribution: Attribution) -> float:
    """Return how many attributions with the same source come before one; infinity where it has no source."""
    source = reading.source(attribution.ref)
    if source is None:
        return math.inf
    at = attribution.cue.spans[0].start
    return sum(one.cue.spans[0].start < at for one in reading.attributions_of(source))


def words_since(reading: Reading, attribution: Attribution) -> float | None:
    """Return how many words stand between a source and the mention of it before, None where there is none before."""
    source = reading.source(attribution.ref)
    if source is None or attribution.source is None:
        return None
    here = attribution.source.spans[0].start
    before = max((span.end for span in source.mentions if span.end <= here), default=None)
    return None if before is None else len(words_of(reading.text_of(Span(before, here))))


def quoted_ahead(reading: Reading, attribution: Attribution) -> list[Span]:
    """Return the quoted sentences, or parts of them, that a reader has read before the cue tells whose they are."""
    if attribution.kind == "indirect":
        return []
    cue = attribution.cue.spans[0].start
    source = min([cue, *(span.start for span in attribution.source.spans)]) if attribution.source else cue
    spans = [Span(span.start, min(span.end, source)) for span in attribution.content.spans if span.start < source]
    return [
        Span(max(span.start, sentence.span.start), min(span.end, sentence.span.end))
        for span in spans
        for sentence in reading.sentences_in(span)
    ]


def goes_on(reading: Reading, attribution: Attribution) -> bool:
    """Say whether the source is the one cited last before, in the same paragraph or the one above, or just mentioned.

    Just mentioned is who stands in the sentence before the content.
    """
    at, block = attribution.cue.spans[0].start, reading.block_at(attribution.cue.spans[0].start)
    parts = (part for part in (attribution.source, attribution.content) if part)
    begins = min(at, *(span.start for part in parts for span in part.spans))
    source, number = reading.source(attribution.ref), reading.sentence_at(begins)
    if source is not None and number:
        before = reading.sentences[number - 1].span
        if any(mention.overlaps(Span(before.start, begins)) for mention in source.mentions):
            return True
    last = reading.last_attribution_before(begins)
    return last is not None and last.ref == attribution.ref and reading.block_at(last.cue.spans[0].start) >= block - 1


def runs_on(reading: Reading, attribution: Attribution) -> bool:
    """Say whether a quotation, whose speaker comes after it, follows in one paragraph on a quotation of somebody else."""
    ahead = quoted_ahead(reading, attribution)
    if not ahead or attribution.ref is None:
        return False
    last = reading.last_attribution_before(ahead[0].start)
    if last is None or last.ref in (None, attribution.ref) or last.kind == "indirect":
        return False
    end = max(span.end for part in (last.source, last.cue, last.content) if part for span in part.spans)
    between = reading.text_of(Span(end, ahead[0].start)) if end < ahead[0].start else ""
    if last.kind == "mixed" and not reading.before(ahead[0].start)[0].endswith(_QUOTED):
        return False
    return reading.block_at(end - 1) == reading.block_at(ahead[0].start) and len(words_of(between)) <= _LITTLE


def best_beside(reading: Reading, attribution: Attribution) -> int:
    """Return the tier of the best identified other source that an attribution may rest on in its paragraph; 0 for none.

    That is who is cited before it, and unnamed sources and documents cited after it; named ones after it react.
    """
    here = attribution.cue.spans[0].start
    found = [0]
    for one in reading.attributions_beside(here):
        source, at = reading.source(one.ref), one.cue.spans[0].start
        if source is None or one.ref == attribution.ref:
            continue
        if at < here or source.status in {"anonymous", "document"}:
            found.append(source.tier)
    return max(found)


def is_replied_to(reading: Reading, attribution: Attribution) -> bool:
    """Say whether a sentence after the one an attribution stands in has one of `$reply-phrases`."""
    here = reading.sentence_at(attribution.cue.spans[-1].start)
    replies = reading.replies
    return bool(replies) and replies[-1] > (-1 if here is None else here)
