"""What is asked about a claim: whether the story gives its source only later."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrib.judge.reading import IDENTIFIED
from attrib.judge.sharing import Sharing
from attrib.judge.wording import singular, words_of

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Claim

_MARKS: Final = ("“", "”", '"', "''")
_ENOUGH: Final = 0.6
"""The share of a sentence's telling words that another sentence must have to say the same."""
_FEWEST: Final = 3
"""How many telling words a sentence must have to be known again."""
_TELLING: Final = 4
"""How many letters make a word telling; numbers always are."""


def sourced_later(reading: Reading, claim: Claim) -> float:
    """Return how many sentences later a claim's sentence is said again by a source that can be asked; infinity if never.

    0 where the claim itself has a source.
    """
    if claim.attribution is not None or claim.source is not None:
        return 0
    here = reading.sentence_at(claim.spans[0].start)
    wanted = _telling(reading.sentence_wording(claim.spans[0].start).text)
    if here is None or len(wanted) < _FEWEST:
        return math.inf
    least = math.ceil(_ENOUGH * len(wanted))
    later = (at for at in reading.once(_sharing).with_words(wanted, least) if at > here)
    return next((at - here for at in later if _says_again(reading, at, wanted)), math.inf)


def _sharing(reading: Reading) -> Sharing:
    return Sharing(_telling(reading.text_of(one.span)) for one in reading.sentences)


def _says_again(reading: Reading, at: int, wanted: frozenset[str]) -> bool:
    sentence = reading.sentences[at]
    if sentence.status not in IDENTIFIED:
        return False
    said = _telling(reading.text_of(sentence.span))
    numbers = {word for word in wanted if word[:1].isdigit()}
    return numbers <= said and len(wanted & said) >= _ENOUGH * len(wanted)


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    words = (singular(word) for word in words_of(text))
    return frozenset(word for word in words if len(word) >= _TELLING or word[:1].isdigit())


def has_quotation(reading: Reading, claim: Claim) -> bool:
    """Say whether the sentence of a claim has a quotation mark that opens or closes one."""
    return any(mark in reading.sentence_wording(claim.spans[0].start).text for mark in _MARKS)


def follows(reading: Reading, claim: Claim) -> str:
    """Return who stands behind the sentence before that of a claim in its paragraph; `nothing` if there is none."""
    return reading.status_before(claim.spans[0].start) or "nothing"
