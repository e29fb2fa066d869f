"""Which of many texts have words in common with another, found without a look at each."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Sharing:
    """Texts as sets of their words, numbered from 0."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(texts):
            for word in words:
                self._numbers[word].append(number)

    def with_words(self, words: frozenset[str], least: int) -> list[int]:
        """Return the numbers of the texts that have at least so many of some words, in order."""
        found = Counter(number for word in words for number in self._numbers.get(word, ()))
        return sorted(number for number, shared in found.items() if shared >= least)
