"""Who else in the story says what a source says: whether it stands alone behind a claim."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrib.judge.contents import statements
from attrib.judge.sharing import Sharing
from attrib.judge.wording import singular, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.judge.reading import Reading
    from attrib.report import Attribution, Source

_SHARED: Final = 0.5
"""The share of its telling words that a shorter content has in common with one that says the same."""
_LEAST: Final = 2
"""How many telling words two contents must share at least."""
_PLAINLY: Final = 4
_MOST: Final = 0.65
"""How many telling words, and what share of them, a content must have of another to make that one needless."""
_CAN_BE_ASKED: Final = frozenset({"named", "organization", "document", "anonymous"})
_NEAR: Final = 4
"""How many sentences later a confirmation may stand ("the ministry confirmed this")."""
_LONGEST_REFERENCE: Final = 3
"""How many words the object of a confirmation may have that only points back ("this", "the report")."""


def alone(reading: Reading, source: Source) -> tuple[str, ...]:
    """Return the ids of a source's attributions that no better source of the story backs, in order.

    Thoughts and wishes count as little as empty contents do: only what the source is reported to have said.
    """
    mine = [one for one in statements(reading, source) if one.expression and telling(reading, one.content.text)]
    return tuple(one.id for one in mine if not is_backed(reading, one))


def is_backed(reading: Reading, attribution: Attribution) -> bool:
    """Say whether another source that can be asked says the same as an attribution, or confirms it soon after."""
    return bool(backers(reading, attribution))


def backers(reading: Reading, attribution: Attribution) -> tuple[Source, ...]:
    """Return the other sources that can be asked that say the same as an attribution, or confirm it soon after.

    A headline backs nothing, since it repeats what the story says.
    """
    alike = (other for other in _alike(reading, attribution, _LEAST) if _says_same(reading, attribution, other))
    found = {
        other.ref
        for other in (*alike, *_confirming(reading, attribution))
        if other.expression
        and other.ref not in (None, attribution.ref)
        and reading.position(other.cue.spans[0].start) != "headline"
    }
    if not found:
        return ()
    return tuple(one for one in reading.established.sources if one.id in found and one.status in _CAN_BE_ASKED)


def is_said_by_name(reading: Reading, attribution: Attribution) -> bool:
    """Say whether a named person, a body or a document says plainly what an attribution does, and does not only confirm it."""
    return any(
        other.expression
        and (source := reading.source(other.ref)) is not None
        and source.status in _CAN_BE_ASKED - {"anonymous"}
        and _says_all(reading, attribution, other)
        for other in _alike(reading, attribution, _PLAINLY)
    )


def says_the_same(reading: Reading, one: str, other: str) -> bool:
    """Say whether two texts share so many of the words that tell what they are about that they say the same."""
    mine, theirs = telling(reading, one), telling(reading, other)
    shared = len(mine & theirs)
    return shared >= _LEAST and shared >= _SHARED * min(len(mine), len(theirs))


def telling(reading: Reading, text: str) -> frozenset[str]:
    """Return the words of a text that tell what it is about, in the singular."""
    return _telling(text, reading.words("$plain-words"))


@lru_cache(maxsize=4096)
def _telling(text: str, plain: frozenset[str]) -> frozenset[str]:
    return frozenset(singular(word) for word in words_of(text) if word not in plain)


def _alike(reading: Reading, attribution: Attribution, least: int) -> Iterator[Attribution]:
    """Yield the attributions whose content has at least so many telling words in common with that of one."""
    numbers = reading.once(_sharing).with_words(telling(reading, attribution.content.text), least)
    return (reading.established.attributions[number] for number in numbers)


def _sharing(reading: Reading) -> Sharing:
    return Sharing(telling(reading, one.content.text) for one in reading.established.attributions)


def _says_all(reading: Reading, one: Attribution, other: Attribution) -> bool:
    """Say whether an attribution has most of what another (`one`) has, so that this one could be left out."""
    mine = telling(reading, one.content.text)
    shared = len(mine & telling(reading, other.content.text))
    return shared >= max(_PLAINLY, _MOST * len(mine))


def _says_same(reading: Reading, one: Attribution, other: Attribution) -> bool:
    return says_the_same(reading, one.content.text, other.content.text)


def _confirming(reading: Reading, one: Attribution) -> Iterator[Attribution]:
    """Yield the attributions in the sentence of one, and in the few after it, that say no more than that it is so."""
    here = reading.sentence_at(one.cue.spans[0].start)
    if here is None:
        return
    near = [sentence.span for sentence in reading.sentences[here : here + _NEAR + 1]]
    for other in reading.attributions_in(near):
        confirms = other.cue_lemma.lower() in reading.words("$confirming")
        if confirms and len(words_of(other.content.text)) <= _LONGEST_REFERENCE:
            yield other
