"""How English spells the regular forms of a lemma, on either side of the sea."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SHORT = re.compile(r"(?:qu|[^aeiouy]|y(?=[aeiou]))*[aeiouy][^aeiouwxy]")
"""A word of one syllable whose last consonant is doubled before "-ed", "-ing" and "-er": "hop", "quit", "gym"."""

CLOSED = re.compile(r".*(?:qu|[^aeiou])[aeiou][^aeiouwxy]")
"""A longer word whose last consonant may be doubled, as its stress and the country want it: "admit", "travel"."""

SYLLABLE = re.compile(r"[aeiouy]+")

ONSET = re.compile(r"(?:qu|[^aeiouy])*(?=[aeiouy])")
WITH_E = re.compile(r"((?:qu|[^aeiouy])*)([aeiouy][^aeiouwxy]e)")
"""A word of one syllable with a final e that is not spoken: "hope", "quote", "use"."""

TWO_VOWELS = ("ai", "au", "ea", "ee", "oa", "oi", "oo", "ou")
ONE_CONSONANT = "bdfgklmnprt"
"""After two vowels these take no e: "fail", "tweet", "loan", but "cause", "leave"."""


def inflect(pos: str, lemma: str, irregular: Mapping[str, list[str]]) -> Iterator[tuple[str, bool]]:
    """Yield the regular forms of a verb, noun or adjective in small letters, each with whether it is the usual one.

    `irregular` tells which longer words double their last consonant.
    """
    if not lemma[-1:].isalpha():
        return
    if pos in ("verb", "noun"):
        yield from _with_s(lemma)
    if pos == "verb":
        endings: tuple[str, ...] = ("ed", "ing")
    elif pos == "adj" and len(SYLLABLE.findall(lemma)) < 3:
        endings = ("er", "est")
    else:
        endings = ()
    for ending in endings:
        yield from _with_ending(lemma, ending, doubles=lemma in irregular.get(lemma + lemma[-1] + ending, ()))


def imagine_syllables(lemmas: Iterable[str]) -> set[str]:
    """Return the words of one syllable with a final e that the beginnings and the ends of known ones make ("vape")."""
    known = list(lemmas)
    rimes = {match[2] for match in map(WITH_E.fullmatch, known) if match}
    onsets = Counter(match[0] for match in map(ONSET.match, known) if match)
    return {onset + rime for onset, number in onsets.items() if number > 1 for rime in rimes}


def with_two_vowels(pos: str) -> Iterator[tuple[str, str]]:
    """Yield the ends of forms and lemmas with two vowels before one consonant ("eeted", "eet"), each twice."""
    for vowels in TWO_VOWELS:
        for rime in (vowels + consonant for consonant in ONE_CONSONANT):
            yield from 2 * [(form, rime) for form, is_usual in inflect(pos, rime, {}) if is_usual]


def _with_s(lemma: str) -> Iterator[tuple[str, bool]]:
    """Yield "officials", "buses", "quizzes", "parties", "heroes", "photos", "firemen"."""
    if re.search(r"(?:s|x|z|ch|sh)$", lemma):
        doubles = lemma.endswith("z") and bool(SHORT.fullmatch(lemma))
        yield lemma + "es", not doubles
        if SHORT.fullmatch(lemma):
            yield lemma + lemma[-1] + "es", doubles
    elif re.search(r"[^aeiou]y$", lemma):
        yield lemma[:-1] + "ies", True
    elif re.search(r"[^aeiou]o$", lemma):
        yield lemma + "es", True
    elif lemma.endswith("man"):
        yield lemma[:-2] + "en", True
    # "stomachs", "the two Germanys", "photos", "humans": these are too many to be exceptions.
    if not re.search(r"(?:s|x|z|sh)$", lemma):
        yield lemma + "s", True


def _with_ending(lemma: str, ending: str, *, doubles: bool) -> Iterator[tuple[str, bool]]:
    """Yield a lemma with "-ed", "-ing", "-er" or "-est": "hoped", "hopped", "bused", "tried", "panicked"."""
    if lemma.endswith("e"):
        yield from _after_e(lemma, ending)
    elif re.search(r"[^aeiou]y$", lemma) and ending != "ing":
        yield lemma[:-1] + "i" + ending, True
    elif re.search(r"[aeiou]c$", lemma):
        if ending in ("ed", "ing"):
            yield lemma + "k" + ending, True
    elif SHORT.fullmatch(lemma):
        yield lemma + lemma[-1] + ending, True
        if lemma.endswith("s"):
            yield lemma + ending, False
    else:
        yield lemma + ending, not doubles
        if CLOSED.fullmatch(lemma):
            yield lemma + lemma[-1] + ending, doubles


def _after_e(lemma: str, ending: str) -> Iterator[tuple[str, bool]]:
    """Yield a lemma in "-e" with the ending: "hoped", "hoping", "lying", "seeing", "ageing"."""
    if ending != "ing":
        yield lemma[:-1] + ending, True
    elif lemma.endswith("ie"):
        yield lemma[:-2] + "ying", True
    elif lemma.endswith(("ee", "oe", "ye")):
        yield lemma + "ing", True
    else:
        yield lemma[:-1] + "ing", True
        yield lemma + "ing", False
