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
    from attrib.report import Finding, StoryReport

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
    (report,) = make_report(plan, known=False).stories
    found = _find(report, finding.strip(), line, column)
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
        return parse_day(until.strip())
    except ValueError:
        raise UsageError("A143", f"--until {until!r} is no day", hint="write it as 2026-12-31") from None


def _find(report: StoryReport, wanted: str, line: int | None, column: int | None) -> Finding:
    """Return the finding that is meant; raises UsageError A143 where that is none, or more than one."""
    by_print = _FINGERPRINT.fullmatch(wanted) is not None
    found: list[Finding] = []
    for one in report.findings:
        named = one.fingerprint == wanted if by_print else wanted in {one.rule, one.code}
        at = report.story.line_and_column(one.span.start)
        if named and line in {None, at[0]} and column in {None, at[1]}:
            found.append(one)
    if len(found) == 1:
        return found[0]
    place = Place(report.story.path, line, column)
    if found:
        where = ", ".join("{}:{}".format(*report.story.line_and_column(one.span.start)) for one in found)
        message = f"{len(found)} findings go by {wanted!r} here: {where}"
        raise UsageError("A143", message, place=place, hint="name its line and column: STORY:LINE:COLUMN")
    if any(
        one.finding.fingerprint == wanted or wanted in {one.finding.rule, one.finding.code} for one in report.suppressed
    ):
        raise UsageError("A143", f"what goes by {wanted!r} here is not reported as it is", place=place)
    hint = "attrib check --format json tells the fingerprints; or name STORY:LINE:COLUMN and the finding's id"
    raise UsageError("A143", f"no finding goes by {wanted!r} here", place=place, hint=hint)
