"""Token patterns, matched from a word that each of them must have instead of at every token."""

from __future__ import annotations

import re
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Final

from attrib.rules.tokens import Anchors, TokenTests

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from attrib.rules.values import TokenPattern, TokenPatterns

MAX_VARIANTS: Final = 64
"""A pattern with optional tokens stands for at most so many without; one for more is left to spaCy."""
BETWEEN: Final = re.compile(r"\{(\d*),?(\d*)\}")


class RunMatcher:
    """Finds the matches that spaCy's Matcher finds with the same patterns.

    Where a token has no annotation that a pattern asks for, the pattern does not match; spaCy's raises ValueError.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._tests = TokenTests(vocab)
        self._anchors: Anchors[tuple[str, int, tuple[int, ...]]] = Anchors(self._tests)
        self._endless: Matcher | None = None
        self._rules: set[str] = set()

    def __len__(self) -> int:
        """Return how many rules have patterns."""
        return len(self._rules)

    def add(self, rule: str, patterns: TokenPatterns) -> None:
        """Add the patterns of a rule; raises ValueError where spaCy refuses one."""
        self._rules.add(rule)
        for pattern in patterns:
            counts = [_counts(token) for token in pattern]
            if any(not count for count in counts) or prod(map(len, counts)) > MAX_VARIANTS:
                self._leave(rule, pattern)
            else:
                self._expand(rule, pattern, counts)

    def __call__(self, doc: Doc) -> list[tuple[str, int, int]]:
        """Return each match once, as its rule and a half-open range of tokens, in the order of the text."""
        table = self._tests.table(doc)
        found = {
            (at - offset, at - offset + len(tests), rule)
            for at, (rule, offset, tests) in self._anchors.hits(table)
            if offset <= at <= table.length - len(tests) + offset
            and all(table.holds(test, at - offset + step) for step, test in enumerate(tests))
        }
        if self._endless is not None:
            strings = self._vocab.strings
            found |= {(start, end, strings[key]) for key, start, end in self._endless(doc, allow_missing=True)}
        return [(rule, start, end) for start, end, rule in sorted(found)]

    def _expand(self, rule: str, pattern: TokenPattern, counts: Sequence[range]) -> None:
        """Add a pattern as the runs of fixed length that it stands for."""
        single = [self._tests.add({name: value for name, value in token.items() if name != "OP"}) for token in pattern]
        for times in set(product(*counts)):
            tests = tuple(test for test, count in zip(single, times, strict=True) for _ in range(count))
            if tests:
                offset = min(range(len(tests)), key=lambda at: self._tests.breadth(tests[at]))
                self._anchors.add(tests[offset], (rule, offset, tests))

    def _leave(self, rule: str, pattern: TokenPattern) -> None:
        from spacy.matcher import Matcher

        if self._endless is None:
            self._endless = Matcher(self._vocab)
        self._endless.add(rule, [pattern])


def _counts(token: Mapping[str, Any]) -> range:
    """Return how often a token of a pattern may stand there, an empty range if without limit or by its absence."""
    operator = token.get("OP", "1")
    if operator in ("1", "?"):
        return range(1 if operator == "1" else 0, 2)
    between = BETWEEN.fullmatch(operator)
    if between is None or operator.endswith(",}"):
        return range(0)
    least, most = between.groups()
    return range(int(least or 0), int(most or least) + 1)
