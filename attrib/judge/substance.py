"""What is in the words of an attribution: whose they are in the end, and whether they tell anything or judge anybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrib.judge.wording import Wording, any_of, normal, possessor, words_of

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Attribution, Span

_CAPITAL: Final = re.compile(r"(?<=[\w,;] )[A-Z][\w'’-]+")
"""A word with a capital that does not begin a sentence or a quotation."""
_NUMBER: Final = re.compile(r"\d")
_FAMILIAR_LENGTH: Final = 4
"""How many letters a people's name has in common with that of its country ("turkish", "turkey")."""


def own_content(reading: Reading, attribution: Attribution) -> Wording:
    """Return what is attributed, without what the source in turn passes on from somebody else."""
    passed_on = [
        span
        for other in reading.attributions_in(attribution.content.spans)
        if other.id != attribution.id and other.ref != attribution.ref and _lies_in(other.cue.spans[0], attribution)
        for span in other.content.spans
    ]
    spans = [piece for span in attribution.content.spans for piece in span.without(passed_on)]
    return reading.wording(spans)


def _lies_in(span: Span, attribution: Attribution) -> bool:
    return any(span.overlaps(content) for content in attribution.content.spans)


def is_of_somebody(reading: Reading, attribution: Attribution) -> bool:
    """Say whether an attribution speaks of a person or a body: by "he" and the like, or by a name within a sentence."""
    words = attribution.content.text
    return any_of(words_of(words), reading.words("$personal-pronouns")) or bool(_names(reading, words))


def has_particulars(reading: Reading, attribution: Attribution) -> bool:
    """Say whether an attribution tells a name, a number, a day or a month."""
    words = attribution.content.text
    told = any_of(words_of(words), reading.words("$particulars"))
    return told or bool(_NUMBER.search(words) or _names(reading, words))


def _names(reading: Reading, words: str) -> list[str]:
    return [found for found in _CAPITAL.findall(words) if normal(found) not in reading.words("$pronouns")]


_SIDES: Final = ("$demonyms", "$party-members", "$camps")


def is_of_other_side(reading: Reading, attribution: Attribution) -> bool:
    """Say whether a source of one people, party or camp speaks of another."""
    source = reading.source(attribution.ref)
    if source is None:
        return False
    side = source.anonymity.side.text if source.anonymity and source.anonymity.side else ""
    own = [possessor(word) for word in words_of(f"{source.name} {side}")]
    there = [possessor(word) for word in words_of(own_content(reading, attribution).text)]
    return any(_is_opposed(own, there, camps) for camps in (reading.words(name) for name in _SIDES))


def _is_opposed(own: list[str], there: list[str], camps: frozenset[str]) -> bool:
    mine = {_stem(word) for word in own if _camp(word, camps)}
    theirs = {_stem(word) for word in there if _camp(word, camps)}
    return bool(mine) and bool(theirs - mine)


def _camp(word: str, camps: frozenset[str]) -> bool:
    return len(word) >= _FAMILIAR_LENGTH and (word in camps or word.removesuffix("s") in camps)


def _stem(word: str) -> str:
    return word[:_FAMILIAR_LENGTH]
