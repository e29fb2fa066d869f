"""Evaluate: how well attrib does on stories whose answers are known, and whether the rules keep their own examples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from attrib.evaluate.evaluation import Evaluation, as_json
from attrib.evaluate.find import find_gold
from attrib.evaluate.tables import render
from attrib.read import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from attrib.report import Story, StoryReport

__all__ = ["FORMATS", "Checker", "Evaluation", "evaluate", "written"]

FORMATS = ("text", "json")
BATCH = 32
"""How many stories are checked together."""


class Checker(Protocol):
    """What evaluating needs of the engine."""

    def read(self, name: str | Path, raw: bytes) -> Story:
        """Return the story in a file's bytes."""

    def check(self, stories: Iterable[Story]) -> Iterator[StoryReport]:
        """Yield the report of each story, in order."""


def evaluate(folder: Path, checker: Checker) -> Evaluation:
    """Return how the reports on a folder's stories agree with its gold.

    All gold is read before the first story is checked. Raises UsageError where the folder holds no gold, InputError
    where a story or its gold cannot be read.
    """
    files = find_gold(folder)
    stories = [checker.read(file.story, read_bytes(file.story)) for file in files]
    golds = [file.read(story) for file, story in zip(files, stories, strict=True)]
    evaluation = Evaluation()
    for first in range(0, len(stories), BATCH):
        reports = checker.check(stories[first : first + BATCH])
        for gold, report in zip(golds[first : first + BATCH], reports, strict=True):
            evaluation.add(gold, report)
    return evaluation


def written(evaluation: Evaluation, policy: str, *, form: str = "text", errors: int = 0) -> str:
    """Return an evaluation in one of FORMATS, with the worst `errors` mistakes of each kind."""
    if form == "json":
        return json.dumps(as_json(evaluation, policy, errors), ensure_ascii=False, indent=2) + "\n"
    return render(evaluation, policy, errors)
