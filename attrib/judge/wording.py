"""Words of the story and phrases of the rules, compared without regard to case, line ends and the shape of marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.report import Span

_SHAPES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
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
    if not phrases:
        return None
    for found in _pattern(phrases).finditer(text):
        if not _is_negated(text[: found.start()], negators):
            return found.group()
    return None


def phrases_in(text: str, phrases: frozenset[str]) -> list[str]:
    """Return the phrases that stand in a text as whole words, in order, each as often as it stands there."""
    return _pattern(phrases).findall(normal(text)) if phrases else []


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
    return [token for token in _TOKEN.findall(normal(text)) if token[0].isalnum()]


def any_of(words: Iterable[str], wanted: frozenset[str]) -> bool:
    """Say whether any of some words is among those wanted."""
    return not wanted.isdisjoint(words)


@lru_cache(maxsize=512)
def _pattern(phrases: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted({normal(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _is_negated(before: str, negators: frozenset[str]) -> bool:
    for word in _TOKEN.findall(before.replace('"', ""))[: -_NEGATION_REACH - 1 : -1]:
        if not word[0].isalnum():
            return False
        if word in negators:
            return True
    return False
