"""The ledger held against gold: one status a sentence, and who stands behind it.

A gold sentence takes the predicted sentence that overlaps it most. Accuracy counts any of the gold's statuses as right;
the figures of each status count only the sentences for which the gold knows but one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrib.evaluate.figures import Score, share
from attrib.report import ATTRIBUTED, STATUSES, UNNAMED

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from attrib.evaluate.gold import GoldSentence
    from attrib.report import Status, StoryReport

Given: TypeAlias = "Status | Literal['missing']"

_WORD: Final = re.compile(r"[\w’'-]+")
_ASIDE: Final = re.compile(r"\(.*?\)")
_NOT_TELLING: Final = frozenset(
    "the and for his her their said senior two three former mr mrs ms sen rep gov".split()  # noqa: SIM905  a list reads worse
)
_NO_SOURCE: Final = frozenset({"-", ""})


@dataclass(frozen=True, slots=True)
class Row:
    """A gold sentence with what was predicted for it: the status, the source's name and why."""

    gold: GoldSentence
    status: Given
    source: str | None
    why: str

    @property
    def is_right(self) -> bool:
        """Tell whether the status is one of those that are right."""
        return self.status in self.gold.statuses


def match_sentences(gold: Sequence[GoldSentence], report: StoryReport) -> list[Row]:
    """Return the gold sentences of a story in order, each with what the report says of it."""
    rows = []
    for sentence in gold:
        best = max(report.sentences, key=lambda other: sentence.span.shared(other.span), default=None)
        if best is None or not sentence.span.overlaps(best.span):
            rows.append(Row(sentence, "missing", None, "no sentence there"))
            continue
        source = report.source(best.source)
        rows.append(Row(sentence, best.status, source.name if source else None, best.why))
    return rows


@dataclass(frozen=True, slots=True)
class LedgerFigures:
    """The figures of a ledger over all stories; `statuses` has precision, recall and F1 of each."""

    sentences: int
    accuracy: float
    source: float
    attributed: Score
    flagged: Score
    statuses: dict[Status, Score]

    @property
    def macro_f1(self) -> float:
        """Return the mean of the F1 of all statuses."""
        return share(sum(score.f1 for score in self.statuses.values()), len(self.statuses))

    @property
    def groups(self) -> dict[str, Score]:
        """Return the scores of the two groups of statuses and of each status, by name."""
        named = {str(status): score for status, score in self.statuses.items()}
        return {"attributed": self.attributed, "flagged": self.flagged, **named}

    def as_json(self) -> dict[str, object]:
        """Return the figures by name."""
        return {
            "sentences": self.sentences,
            "accuracy": self.accuracy,
            **{name: {**score.as_json(), "gold": score.gold} for name, score in self.groups.items()},
            "macro_f1": self.macro_f1,
            "source": self.source,
        }


def score_ledger(rows: Sequence[Row]) -> LedgerFigures:
    """Return the figures over the sentences of all stories."""
    agreed = [row for row in rows if row.gold.is_agreed]
    return LedgerFigures(
        sentences=len(rows),
        accuracy=share(sum(row.is_right for row in rows), len(rows)),
        source=_sources_right(agreed),
        attributed=_score(agreed, ATTRIBUTED),
        flagged=_score(agreed, UNNAMED),
        statuses={status: _score(agreed, {status}) for status in STATUSES},
    )


def _score(rows: Sequence[Row], group: Collection[Status]) -> Score:
    both = sum(row.gold.statuses[0] in group and row.status in group for row in rows)
    return Score(both, sum(row.status in group for row in rows), sum(row.gold.statuses[0] in group for row in rows))


def _sources_right(rows: Sequence[Row]) -> float:
    """Return, of the sentences that both call attributed, the share whose sources have a telling word in common."""
    both = [
        row
        for row in rows
        if row.gold.statuses[0] in ATTRIBUTED and row.status in ATTRIBUTED and set(row.gold.sources) - _NO_SOURCE
    ]
    right = sum(any(_telling(source) & _telling(row.source) for source in row.gold.sources) for row in both)
    return share(right, len(both))


def _telling(source: str | None) -> set[str]:
    words = _WORD.findall(_ASIDE.sub(" ", source or ""))
    return {word.lower() for word in words if len(word) > 2} - _NOT_TELLING
