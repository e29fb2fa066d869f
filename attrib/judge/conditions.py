"""The conditions of a finding (`when`), made ready once and tested on one thing after the other."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attrib.judge.fact import Hit
from attrib.judge.wording import Wording, find_phrase, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from attrib.judge.fact import Fact, FactKind, Hits, Value
    from attrib.judge.reading import Reading

LIMITS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "min": operator.ge,
    "max": operator.le,
    "over": operator.gt,
    "under": operator.lt,
}
"""The comparisons by size."""
ANY: Final = "any"
"""The key of alternatives: a list of conditions, one of which must hold."""
COMPARISONS: Final[Mapping[FactKind, tuple[str, ...]]] = {
    "flag": ("not",),
    "number": (*LIMITS, "not", "in"),
    "word": ("not", "in"),
    "words": ("not", "in"),
    "text": ("not", "in", "contains", "lacks"),
}
"""How facts of each kind may be compared, besides with a value or a list of values."""


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of one fact."""

    fact: Fact[Any]
    comparison: str
    operand: frozenset[Any] | float
    negators: frozenset[str] = frozenset()

    def holds(self, value: Value, hits: Hits) -> bool:
        """Say whether a value passes; what is not known passes no test."""
        if value is None:
            return False
        if self.comparison in LIMITS:
            assert isinstance(value, int | float)
            assert isinstance(self.operand, int | float)
            return LIMITS[self.comparison](value, self.operand)
        if self.comparison in {"contains", "lacks"}:
            assert isinstance(value, Wording)
            return self._has_phrase(value, hits) == (self.comparison == "contains")
        return self._is_among(value, hits) == (self.comparison == "in")

    def _is_among(self, value: Value, hits: Hits) -> bool:
        assert isinstance(self.operand, frozenset)
        if isinstance(value, str):
            return value in self.operand or normal(value) in self.operand
        if isinstance(value, dict):
            found = [where for one, where in value.items() if normal(one) in self.operand]
            for where in found if self.comparison == "in" else ():
                hits.update({**where, **hits})
            return bool(found)
        if isinstance(value, frozenset):
            return not self.operand.isdisjoint(normal(one) for one in value)
        if isinstance(value, Wording):
            return value.normal in self.operand
        return value in self.operand

    def _has_phrase(self, value: Wording, hits: Hits) -> bool:
        assert isinstance(self.operand, frozenset)
        for span, words in value.pieces:
            if phrase := find_phrase(normal(words), self.operand, self.negators):
                if self.comparison == "contains":
                    hits.setdefault(self.fact.name, Hit(span, phrase))
                return True
        return False


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold: all tests and, where there are alternatives, all tests of one of them."""

    tests: tuple[Test, ...]
    alternatives: tuple[Conditions, ...] = ()

    def met(self, reading: Reading, thing: object) -> Hits | None:
        """Return where phrases were found if everything holds of a thing, else None."""
        hits: Hits = {}
        for test in self.tests:
            if not test.holds(reading.value(test.fact, thing), hits):
                return None
        if not self.alternatives:
            return hits
        met = (one.met(reading, thing) for one in self.alternatives)
        found = next((one for one in met if one is not None), None)
        return None if found is None else {**found, **hits}
