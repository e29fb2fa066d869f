"""How much a run tells, and where: `--quiet`, `--silent`, `--verbose` and `--statistics`."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from attrib.errors import UsageError
from attrib.render import WRITERS
from attrib.render.terminal import Detail, safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attrib.cli.destinations import Destination
    from attrib.config import Plan
    from attrib.render import Writer
    from attrib.report import Report

Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="The findings alone: no totals, no sources, no progress.")
]
Silent: TypeAlias = Annotated[
    bool, typer.Option("--silent", "-s", help="Nothing on standard output; the exit code tells.")
]
Verbose: TypeAlias = Annotated[
    bool, typer.Option("--verbose", "-v", help="Fingerprints too; on standard error, what is read and how.")
]
Statistics: TypeAlias = Annotated[
    bool, typer.Option("--statistics", help="How often each rule was reported, instead of the findings.")
]

COUNTED: Final = ("text", "json")
"""The formats of statistics."""


@dataclass(frozen=True)
class Telling:
    """How much a run tells: on standard output unless `silent`, in `detail`, as findings or as statistics."""

    detail: Detail = Detail.usual
    silent: bool = False
    statistics: bool = False

    @property
    def hushed(self) -> bool:
        """Return whether nobody wants to know how far the run is."""
        return self.silent or self.detail is Detail.brief

    def writer(self, form: str, path: Path | None) -> Writer:
        """Return what writes a report in a format to a file, or to standard output; a file is never brief."""
        if not self.statistics:
            return partial(WRITERS[form], detail=self.detail if path is None else max(self.detail, Detail.usual))
        from attrib.render import statistics

        return statistics.render_json if form == "json" else statistics.render

    def check(self, wanted: tuple[Destination, ...]) -> tuple[Destination, ...]:
        """Return where reports go; raises UsageError A116 for a format that has no statistics."""
        for one in wanted:
            if self.statistics and one.form not in COUNTED:
                hint = f"the formats of statistics are {' and '.join(COUNTED)}"
                raise UsageError("A116", f"there are no statistics in the format {one.form}", hint=hint)
        return wanted


def telling(*, quiet: bool, silent: bool, verbose: bool, statistics: bool) -> Telling:
    """Return how much is told; raises UsageError A107 for more and less at once."""
    if verbose and (quiet or silent):
        less = "--silent" if silent else "--quiet"
        raise UsageError("A107", f"{less} tells less and --verbose more; give one of them")
    detail = Detail.full if verbose else Detail.brief if quiet else Detail.usual
    return Telling(detail, silent, statistics)


@contextmanager
def heard(how: Telling) -> Iterator[None]:
    """Let what the program tells of its work be heard on standard error, where a run is verbose."""
    if how.detail is not Detail.full:
        yield
        return
    import logging

    class Teller(logging.StreamHandler):  # type: ignore[type-arg]
        def format(self, record: logging.LogRecord) -> str:
            return safe(f"attrib: {record.getMessage()}")

    log, teller = logging.getLogger("attrib"), Teller(sys.stderr)
    before = log.level
    log.addHandler(teller)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.setLevel(before)
        log.removeHandler(teller)


def tell_plan(plan: Plan) -> None:
    """Tell what a run is going to do: how many stories, with which rules and policies, and what fails."""
    import logging

    log = logging.getLogger("attrib.run")
    stories = Counter((one.settings.policy, one.settings.rules, one.fail_on) for one in plan.targets)
    for (policy, rules, level), number in stories.items():
        packs = "".join(f", rules {path}" for path in rules)
        log.info("%d %s: policy %s%s, fails on %s", number, "story" if number == 1 else "stories", policy, packs, level)


def tell_report(report: Report) -> None:
    """Tell what of a report is not reported."""
    import logging

    log = logging.getLogger("attrib.run")
    for story in report.stories:
        for one in story.suppressed:
            place = "{}:{}".format(*story.story.line_and_column(one.finding.span.start))
            by = "in the baseline" if one.by == "baseline" else f"ignored by {one.by}"
            why = f": {one.reason}" if one.reason else ""
            log.info("not reported: %s:%s %s, %s%s", story.story.path, place, one.finding.rule, by, why)
