"""Evaluate: how well attrib does on stories whose answers are known, and whether the rules keep their own examples."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from attrib.evaluate.against import Against, against_json, hold_against, render_against
from attrib.evaluate.difference_json import difference_json
from attrib.evaluate.difference_tables import render_difference
from attrib.evaluate.differences import Difference, compare
from attrib.evaluate.evaluation import Evaluation, as_json
from attrib.evaluate.find import find_gold
from attrib.evaluate.runs import read_run
from attrib.evaluate.tables import render, render_comparison
from attrib.evaluate.view import Only, View
from attrib.evaluate.yardstick import TextacyQuotations
from attrib.read import read_bytes, read_sidecar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from attrib.evaluate.yardstick import Establisher
    from attrib.read import Sidecar
    from attrib.report import Story, StoryReport

__all__ = [
    "FORMATS",
    "Checker",
    "Comparison",
    "Difference",
    "Evaluation",
    "Only",
    "View",
    "compare_runs",
    "compare_with_textacy",
    "difference_written",
    "evaluate",
    "hold_against",
    "read_run",
    "written",
]

FORMATS = ("text", "json")
BATCH = 32
"""How many stories are checked together."""


@dataclass(frozen=True)
class Comparison:
    """What another finder of attributions reaches on the same stories, and how many paragraphs it refused."""

    name: str
    evaluation: Evaluation
    refused: int

    def as_json(self) -> dict[str, object]:
        """Return it as a JSON object."""
        attributions = as_json(self.evaluation, self.name)["attributions"]
        return {"name": self.name, "refused": self.refused, "attributions": attributions}


class Checker(Protocol):
    """What evaluating needs of the engine."""

    def read(self, name: str | Path, raw: bytes, sidecar: Sidecar | None = None) -> Story:
        """Return the story in a file's bytes, with what the file of metadata beside it tells."""

    def check(self, stories: Iterable[Story]) -> Iterator[StoryReport]:
        """Yield the report of each story, in order."""


def evaluate(folder: Path, checker: Checker) -> Evaluation:
    """Return how the reports on a folder's stories agree with its gold.

    All gold is read before the first story is checked. Raises UsageError where the folder holds no gold, InputError
    where a story or its gold cannot be read.
    """
    files = find_gold(folder)
    stories = [checker.read(file.story, read_bytes(file.story), read_sidecar(file.story)) for file in files]
    golds = [file.read(story) for file, story in zip(files, stories, strict=True)]
    evaluation = Evaluation()
    for first in range(0, len(stories), BATCH):
        reports = checker.check(stories[first : first + BATCH])
        for gold, report in zip(golds[first : first + BATCH], reports, strict=True):
            evaluation.add(gold, report)
    return evaluation


def written(
    evaluation: Evaluation,
    policy: str,
    *,
    form: str = "text",
    view: View | None = None,
    against: Against | None = None,
    comparison: Comparison | None = None,
) -> str:
    """Return an evaluation in one of FORMATS: what a view asks for, then what changed since a run, then a comparison."""
    view = view or View()
    if form == "json":
        figures = as_json(evaluation, policy, view)
        if against is not None:
            figures["changes"] = against_json(against)
        if comparison is not None:
            figures["comparison"] = comparison.as_json()
        return json.dumps(figures, ensure_ascii=False, indent=2) + "\n"
    text = render(evaluation, policy, view)
    if against is not None:
        text += render_against(against)
    if comparison is not None:
        text += render_comparison(comparison.evaluation.attributions, comparison.name, comparison.refused)
    return text


def compare_runs(before: Path, after: Path) -> Difference:
    """Return the difference between two recorded runs.

    Raises UsageError A101 or A111 and InputError A202 or A213 where a file is no run, or the two have no story in common.
    """
    return compare(read_run(before), read_run(after))


def difference_written(difference: Difference, form: str = "text") -> str:
    """Return the difference between two runs in one of FORMATS."""
    if form == "json":
        return json.dumps(difference_json(difference), ensure_ascii=False, indent=2) + "\n"
    return render_difference(difference)


def compare_with_textacy(folder: Path, engine: Establisher) -> Comparison:
    """Return how textacy's finder of direct quotations agrees with the gold of a folder; raises as `evaluate` does."""
    finder = TextacyQuotations(engine)
    evaluation = evaluate(folder, finder)
    return Comparison("textacy", evaluation, finder.refused)
