"""What patterns ask of single tokens, answered from a table of a document instead of token by token.

The table holds the attributes that patterns mostly ask for: words, tags, relations and flags. What else they ask for
(`REGEX`, `FUZZY`, `MORPH`, ...) is left to spaCy's own Matcher, once a document.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

T = TypeVar("T")

Check: TypeAlias = tuple[str, frozenset[int], bool]
"""An attribute, values of it, and whether the token's must or must not be among them."""

BREADTHS: Final = {
    "ORTH": 0,
    "LOWER": 0,
    "LEMMA": 0,
    "NORM": 0,
    "SHAPE": 1,
    "TAG": 1,
    "ENT_TYPE": 1,
    "DEP": 1,
    "POS": 2,
}
"""The attributes by whose values tokens can be looked up, by how many tokens share a value: few, more, many."""
BROADEST: Final = (3, 0.0)
FLAGS: Final = frozenset({
    "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_BRACKET",
    "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY", "IS_STOP", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL",
})  # fmt: skip
SETS: Final = {"IN": True, "NOT_IN": False}


class TokenTests:
    """The tests that a set of patterns makes of single tokens, each kept once and known by its number."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._checks: list[tuple[Check, ...]] = []
        self._numbers: dict[tuple[tuple[Check, ...], str], int] = {}
        self._others: Matcher | None = None
        self._asked: list[int] = []
        self._attributes: dict[str, None] = {}

    def add(self, attributes: Mapping[str, Any]) -> int:
        """Return the number of the test for the attributes of one token in a pattern.

        Raises ValueError where spaCy refuses them.
        """
        checks: list[Check] = []
        others: dict[str, Any] = {}
        for name, value in attributes.items():
            attribute = "ORTH" if name == "TEXT" else name
            found = self._tabled(attribute, value)
            if found is None:
                others[name] = value
            else:
                checks += found
                self._attributes[attribute] = None
        key = (tuple(checks), json.dumps(others, sort_keys=True))
        number = self._numbers.setdefault(key, len(self._checks))
        if number == len(self._checks):
            self._checks.append(key[0])
            if others:
                self._ask(number, others)
        return number

    def anchor(self, test: int) -> tuple[str, frozenset[int]] | None:
        """Return an attribute and its values by which the tokens that pass a test can be looked up, the best one."""
        able = [(attribute, values) for attribute, values, wanted in self._checks[test] if wanted]
        return min((one for one in able if one[0] in BREADTHS), key=self._breadth, default=None)

    def breadth(self, test: int) -> tuple[int, float]:
        """Return a measure of how many tokens may pass a test, for comparison with those of others."""
        anchor = self.anchor(test)
        return self._breadth(anchor) if anchor is not None else BROADEST

    def _breadth(self, anchor: tuple[str, frozenset[int]]) -> tuple[int, float]:
        """Return a measure of how many tokens an anchor is found at: long words are rare."""
        attribute, values = anchor
        return BREADTHS[attribute], sum(0.5 ** len(self._vocab.strings[value]) for value in values)

    def table(self, doc: Doc) -> TokenTable:
        """Return the table of a document, in which the tests are answered."""
        columns: dict[str, list[int]] = {name: doc.to_array(name).tolist() for name in self._attributes}
        bound: list[list[tuple[Sequence[int], Container[int], bool]]] = [
            [(columns[attribute], values, wanted) for attribute, values, wanted in checks] for checks in self._checks
        ]
        for number, positions in self._answers(doc).items():
            bound[number].append((range(len(doc)), positions, True))
        return TokenTable(len(doc), columns, bound)

    def _tabled(self, attribute: str, value: object) -> list[Check] | None:
        """Return the checks that an attribute's value makes in the table, or None where they cannot be made there."""
        if attribute in FLAGS and isinstance(value, bool):
            return [(attribute, frozenset({int(value)}), True)]
        if attribute not in BREADTHS:
            return None
        if isinstance(value, str):
            return [(attribute, self._hashed([value]), True)]
        if not isinstance(value, dict) or not value.keys() <= SETS.keys():
            return None
        if not all(
            isinstance(words, list) and all(isinstance(word, str) for word in words) for words in value.values()
        ):
            return None
        return [(attribute, self._hashed(words), SETS[name]) for name, words in value.items()]

    def _hashed(self, words: Sequence[str]) -> frozenset[int]:
        return frozenset(self._vocab.strings.add(word) for word in words)

    def _ask(self, number: int, attributes: Mapping[str, Any]) -> None:
        from spacy.matcher import Matcher

        if self._others is None:
            self._others = Matcher(self._vocab)
        self._others.add(str(number), [[dict(attributes)]])
        self._asked.append(number)

    def _answers(self, doc: Doc) -> dict[int, set[int]]:
        """Return for each test of which the table answers only a part where the rest of it holds."""
        if self._others is None:
            return {}
        strings = self._vocab.strings
        found: dict[int, set[int]] = {number: set() for number in self._asked}
        for key, start, _ in self._others(doc, allow_missing=True):
            found[int(strings[key])].add(start)
        return found


class TokenTable:
    """The attributes of a document's tokens, and the answers to tests of them."""

    def __init__(
        self,
        length: int,
        columns: Mapping[str, list[int]],
        tests: Sequence[Sequence[tuple[Sequence[int], Container[int], bool]]],
    ) -> None:
        self.length = length
        self.columns = columns
        self._tests = tests

    def holds(self, test: int, at: int) -> bool:
        """Tell whether the token at a position passes a test."""
        # `all` with a generator takes twice the time, and this is called more often than anything else.
        for column, values, wanted in self._tests[test]:  # noqa: SIM110
            if (column[at] in values) is not wanted:
                return False
        return True


class Anchors(Generic[T]):
    """Things that hang on a token which passes a test, found by looking at that token's word or tag."""

    def __init__(self, tests: TokenTests) -> None:
        self._tests = tests
        self._by_value: dict[str, dict[int, dict[int, list[T]]]] = defaultdict(dict)
        self._anywhere: dict[int, list[T]] = {}

    def add(self, test: int, thing: T) -> None:
        """Hang a thing on the tokens that pass a test."""
        anchor = self._tests.anchor(test)
        if anchor is None:
            self._anywhere.setdefault(test, []).append(thing)
            return
        attribute, values = anchor
        for value in values:
            self._by_value[attribute].setdefault(value, {}).setdefault(test, []).append(thing)

    def hits(self, table: TokenTable) -> Iterator[tuple[int, T]]:
        """Yield every position with each of the things that hang on the token there."""
        for attribute, by_value in self._by_value.items():
            for at, value in enumerate(table.columns[attribute]):
                if value in by_value:
                    yield from self._passing(table, at, by_value[value])
        if self._anywhere:
            for at in range(table.length):
                yield from self._passing(table, at, self._anywhere)

    @staticmethod
    def _passing(table: TokenTable, at: int, things: Mapping[int, Sequence[T]]) -> Iterator[tuple[int, T]]:
        for test, hanging in things.items():
            if table.holds(test, at):
                for thing in hanging:
                    yield at, thing
