"""Words of the story and phrases of the rules, compared without regard to case, line ends and the shape of marks."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from attrib.report import Span

_SHAPES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_OPENING: Final = re.compile(r"[\w-]+|(?<![\w-])[^\w\s-]")
_WORD_END: Final = re.compile(r"(?![\w-])")
_TOKEN: Final = re.compile(r"[\w'-]+|[^\w\s]")
_NEGATION_REACH: Final = 3
"""How many words before a phrase may negate it; a comma or another mark between them ends the reach."""
_ENDS_IN_ES: Final = ("sses", "shes", "ches", "xes", "zes")
_PEOPLE: Final = {"people": "person", "children": "child", "spokespeople": "spokesperson"}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of the story: each piece with its span and its text, white space collapsed and markup left out."""

    pieces: tuple[tuple[Span, str], ...]

    @property
    def text(self) -> str:
        """Return the words of all pieces, joined with a space."""
        return " ".join(text for _, text in self.pieces)

    @property
    def normal(self) -> str:
        """Return the words as they are compared."""
        return normal(self.text)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Return a text as it is compared: in lower case, marks straight, white space collapsed."""
    return " ".join(text.translate(_SHAPES).lower().split())


def find_phrase(text: str, phrases: frozenset[str], negators: frozenset[str] = frozenset()) -> str | None:
    """Return the first of some phrases that stands in a text as whole words and is not negated just before, or None.

    `text` is as `normal` returns it; of phrases that begin at the same word the longest counts.
    """
    for at, phrase in _found(text, phrases):
        if not _is_negated(text[:at], negators):
            return phrase
    return None


def phrases_in(text: str, phrases: frozenset[str]) -> list[str]:
    """Return the phrases that stand in a text as whole words, in order, each as often as it stands there."""
    return [phrase for _, phrase in _found(normal(text), phrases)]


def singular(word: str) -> str:
    """Return the singular of a regular English noun, of a word for people, or the word itself."""
    if word in _PEOPLE:
        return _PEOPLE[word]
    if word.endswith("men"):
        return word.removesuffix("en") + "an"
    if word.endswith("ies") and len(word) > len("ties"):
        return word.removesuffix("ies") + "y"
    if word.endswith(_ENDS_IN_ES):
        return word.removesuffix("es")
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")):
        return word.removesuffix("s")
    return word


def possessor(word: str) -> str:
    """Return a word without the ending that makes it a possessor."""
    return word.removesuffix("'s").removesuffix("’s")


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared, without marks."""
    return list(_words_of(text))


@lru_cache(maxsize=4096)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(token for token in _TOKEN.findall(normal(text)) if token[0].isalnum())


def any_of(words: Iterable[str], wanted: frozenset[str]) -> bool:
    """Say whether any of some words is among those wanted."""
    return not wanted.isdisjoint(words)


def _found(text: str, phrases: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Yield where phrases stand in a text as whole words, and which, in order; none overlaps the one before."""
    by_opening, places = _by_opening(phrases), _places(text)
    shared = by_opening.keys() & places.keys()
    end = 0
    for at, opening in sorted((at, one) for one in shared for at in places[one]):
        found = next((one for one in by_opening[opening] if _stands(one, text, at)), None) if at >= end else None
        if found is not None:
            end = at + len(found)
            yield at, found


def _stands(phrase: str, text: str, at: int) -> bool:
    return text.startswith(phrase, at) and _WORD_END.match(text, at + len(phrase)) is not None


@lru_cache(maxsize=512)
def _by_opening(phrases: frozenset[str]) -> Mapping[str, list[str]]:
    """Return phrases, the longest first, by the letters or the mark that each begins with."""
    by_opening: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted({normal(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase)):
        for opening in _OPENING.findall(phrase)[:1]:
            by_opening[opening].append(phrase)
    return by_opening


@lru_cache(maxsize=4096)
def _places(text: str) -> Mapping[str, list[int]]:
    """Return where phrases may begin in a text, by the letters or the mark that they would begin with."""
    places: dict[str, list[int]] = defaultdict(list)
    for found in _OPENING.finditer(text):
        places[found.group()].append(found.start())
    return places


def _is_negated(before: str, negators: frozenset[str]) -> bool:
    for word in _TOKEN.findall(before.replace('"', ""))[: -_NEGATION_REACH - 1 : -1]:
        if not word[0].isalnum():
            return False
        if word in negators:
            return True
    return False
