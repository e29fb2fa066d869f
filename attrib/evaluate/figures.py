"""Counts of right answers, and the figures made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DIGITS = 4
"""To how many digits figures are rounded; the benches of the literature are compared at three."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many of so many predicted answers, and of so many gold answers, are right."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        """Return the score over both."""
        return Score(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Return the share of the predicted answers that are right; 0 where there is none."""
        return share(self.hits, self.predicted)

    @property
    def recall(self) -> float:
        """Return the share of the gold answers that were found; 0 where there is none."""
        return share(self.hits, self.gold)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, from their unrounded values."""
        if not self.hits:
            return 0.0
        precision, recall = self.hits / self.predicted, self.hits / self.gold
        return round(2 * precision * recall / (precision + recall), DIGITS)

    def as_json(self) -> dict[str, float]:
        """Return precision, recall and F1."""
        return {"p": self.precision, "r": self.recall, "f1": self.f1}


def share(part: float, whole: float) -> float:
    """Return a part as a share of the whole, rounded; 0 where the whole is 0."""
    return round(part / whole, DIGITS) if whole else 0.0


def added(scores: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """Return the sums of scores by their names."""
    total: dict[str, Score] = {}
    for one in scores:
        for name, score in one.items():
            total[name] = total.get(name, Score()) + score
    return total
