"""`attrib ignores`: what stories ask not to be told, for audit, and adding to it."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from attrib.cli.coloring import wants_color
from attrib.cli.options import (
    ChosenPolicy,
    ConfigFile,
    Isolated,
    PipelineName,
    RulesFolders,
    TableForm,
    TableFormat,
    make_overrides,
)
from attrib.cli.output import width_of, write
from attrib.cli.run import make_plan, make_report, tell
from attrib.cli.writing import write_files
from attrib.errors import Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.report import Finding, FindingKind, StoryReport

_PLACED: Final = re.compile(r"(.+?):([0-9]+)(?::([0-9]+))?")
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{16}")


app = typer.Typer(
    help="List what stories ask not to be told (also without the word list), or add to it.", rich_markup_mode=None
)


@app.command("list")
def list_ignores(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Stories, or folders of them.", show_default=".")
    ] = None,
    policy: ChosenPolicy = None,
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    output_format: TableForm = TableFormat.text,
) -> int:
    """List every comment and entry that hides findings: where, which, why, until when, by whom, and what it comes to.

    A finding that the policy does not report leaves those that name it idle. Exit code 0, whatever there is.
    """
    from attrib.render import suppressions
    from attrib.render.terminal import WIDTH

    plan = make_plan(paths or [Path()], make_overrides(policy, rules, pipeline, config, isolated=isolated))
    tell(plan)
    report = make_report(plan, known=False)
    if output_format is TableFormat.json:
        write(suppressions.ignores_json(report))
    else:
        width = width_of(sys.stdout) or WIDTH
        write(suppressions.render_ignores(report, color=wants_color(sys.stdout), width=width))
    return 0


@app.command("add")
def add_ignore(
    story: Annotated[str, typer.Argument(metavar="STORY", help="A story, or STORY:LINE or STORY:LINE:COLUMN.")],
    finding: Annotated[
        str, typer.Argument(metavar="FINDING", help="A finding's fingerprint; after STORY:LINE, its id or code.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is not to be reported.")],
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="The last day on which that holds: 2026-12-31.")
    ] = None,
    author: Annotated[str | None, typer.Option("--author", metavar="NAME", help="Who decided so.")] = None,
    policy: ChosenPolicy = None,
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> int:
    """Write into the file beside a story that one of its findings is not to be reported.

    The rest of that file stays as it is; where there is none, one is made.
    """
    from attrib import app as front
    from attrib.read.sidecars import NewEntry

    if not reason.strip():
        raise UsageError("A143", "the reason is empty", hint="say why the finding is not to be reported")
    path, line, column = _place(story)
    last = _day(until)
    plan = make_plan([path], make_overrides(policy, rules, pipeline, config, isolated=isolated))
    if len(plan.targets) != 1 or path.is_dir():
        raise UsageError("A143", "findings are ignored in one story, not in a folder", place=Place(str(path)))
    run = make_report(plan, known=False)
    (report,) = run.stories
    found = _find(report, finding.strip(), line, column, run.kinds)
    entry = NewEntry(found.rule, found.fingerprint, reason.strip(), last, author)
    beside = front.ignored(path, plan.targets[0].settings, entry)
    write_files({Path(beside.path): beside.raw})
    at = "{}:{}".format(*report.story.line_and_column(found.span.start))
    write(f"{beside.path}: {found.code} {found.rule} at {path}:{at} is not reported any more\n")
    return 0


def _place(story: str) -> tuple[Path, int | None, int | None]:
    """Return a story's path, and the line and column where they are given."""
    placed = _PLACED.fullmatch(story)
    if placed is None or Path(story).exists():
        return Path(story), None, None
    path, line, column = placed.groups()
    return Path(path), int(line), int(column) if column else None


def _day(until: str | None) -> date | None:
    from attrib.read.directives import parse_day

    if until is None:
        return None
    try:
        last = parse_day(until.strip())
    except ValueError:
        raise UsageError("A143", f"--until {until!r} is no day", hint="write it as 2026-12-31") from None
    if last < date.today():  # noqa: DTZ011  the day where the editor is
        raise UsageError(
            "A143", f"--until {until!r} has passed", hint="it is the last day on which the finding is hidden"
        )
    return last


def _find(
    report: StoryReport, wanted: str, line: int | None, column: int | None, kinds: Sequence[FindingKind]
) -> Finding:
    """Return the finding that is meant; raises UsageError A143 where that is none, or more than one."""

    def at(one: Finding) -> tuple[int, int]:
        return report.story.line_and_column(one.span.start)

    def is_here(one: Finding) -> bool:
        return line in {None, at(one)[0]} and column in {None, at(one)[1]}

    named = [one for one in report.findings if wanted in {one.fingerprint, one.rule, one.code}]
    found = [one for one in named if is_here(one)]
    if len(found) == 1:
        return found[0]
    place = Place(report.story.path, line, column)
    if found:
        message = f"{len(found)} findings go by {wanted!r} here: {_listed(map(at, found))}"
        raise UsageError("A143", message, place=place, hint="name its line and column: STORY:LINE:COLUMN")
    hidden = [one.finding for one in report.suppressed if is_here(one.finding)]
    if any(wanted in {one.fingerprint, one.rule, one.code} for one in hidden):
        raise UsageError("A143", f"what goes by {wanted!r} here is not reported as it is", place=place)
    names = {name for kind in kinds for name in (kind.rule, kind.code)}
    hint = f"{wanted} is reported at {_listed(map(at, named))}" if named else None
    if wanted not in names and not _FINGERPRINT.fullmatch(wanted):
        from attrib.rules.problems import suggest

        hint = suggest(wanted, names)
    other = "attrib check --format json tells the fingerprints; or name STORY:LINE:COLUMN and the finding's id"
    raise UsageError("A143", f"no finding goes by {wanted!r} here", place=place, hint=hint or other)


def _listed(places: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"{line}:{column}" for line, column in places)
