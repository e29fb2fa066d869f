"""What is asked about an attribution: how it stands in the story, and how its words and its source fit together."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrib.judge.sources import head_words, is_several, mentions
from attrib.judge.wording import normal, singular, words_of

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Attribution, Part
    from attrib.rules.load import Rules


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
