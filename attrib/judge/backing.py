"""Who else in the story says what a source says: whether it stands alone behind a claim."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrib.judge.wording import singular, words_of

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Attribution, Source

_SHARED: Final = 0.5
"""The share of its telling words that a shorter content has in common with one that says the same."""
_LEAST: Final = 2
"""How many telling words two contents must share at least."""
_NEAR: Final = 4
"""How many sentences later a confirmation may stand ("the ministry confirmed this")."""
_LONGEST_REFERENCE: Final = 3
"""How many words the object of a confirmation may have that only points back ("this", "the report")."""


def alone(reading: Reading, source: Source) -> tuple[str, ...]:
    """Return the ids of a source's attributions that no better source of the story backs, in order.

    Thoughts and wishes count as little as empty contents do: only what the source is reported to have said.
    """
    mine = [one for one in reading.attributions_of(source) if one.expression and _telling(reading, one)]
    return tuple(one.id for one in mine if not is_backed(reading, one))


def is_backed(reading: Reading, attribution: Attribution) -> bool:
    """Say whether another source that can be asked says the same as an attribution, or confirms it soon after."""
    return any(
        _says_same(reading, attribution, other) or _confirms(reading, attribution, other)
        for other in reading.established.attributions
        if other.expression and other.ref not in (None, attribution.ref) and _counts(reading, other)
    )


def _counts(reading: Reading, other: Attribution) -> bool:
    source = reading.source(other.ref)
    return source is not None and source.status in ("named", "organization", "document", "anonymous")


def _says_same(reading: Reading, one: Attribution, other: Attribution) -> bool:
    mine, theirs = _telling(reading, one), _telling(reading, other)
    shared = len(mine & theirs)
    return shared >= _LEAST and shared >= _SHARED * min(len(mine), len(theirs))


def _confirms(reading: Reading, one: Attribution, other: Attribution) -> bool:
    if other.cue_lemma.lower() not in reading.words("$confirming"):
        return False
    here, there = reading.sentence_at(one.cue.spans[0].start), reading.sentence_at(other.cue.spans[0].start)
    if here is None or there is None or not here <= there <= here + _NEAR:
        return False
    return len(words_of(other.content.text)) <= _LONGEST_REFERENCE


def _telling(reading: Reading, attribution: Attribution) -> frozenset[str]:
    """Return the words of a content that tell what it is about, in the singular."""
    return _without(reading.words("$plain-words"), attribution.content.text)


@lru_cache(maxsize=4096)
def _without(plain: frozenset[str], text: str) -> frozenset[str]:
    return frozenset(singular(word) for word in words_of(text) if word not in plain)
