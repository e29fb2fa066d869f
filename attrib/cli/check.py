"""`attrib check`: findings, and the exit code that a newsroom's CI goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from attrib.cli.options import (
    FailOn,
    Format,
    Output,
    Paths,
    PipelineName,
    PolicyName,
    RulesFolders,
    StdinFilename,
    make_settings,
)
from attrib.cli.output import refuse_overwriting, rendered, write_to
from attrib.cli.run import make_report
from attrib.errors import AttribError, UsageError
from attrib.report import LEVELS

if TYPE_CHECKING:
    from attrib.report import Report


def check(
    paths: Paths,
    format_: Annotated[Format, typer.Option("--format", help="How to write the report.")] = Format.text,
    policy: PolicyName = "default",
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings as well as errors.")] = False,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit with 1 from this level on.", show_default="error"),
    ] = None,
    stdin_filename: StdinFilename = None,
    output: Output = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No report on standard output, no progress.")] = False,
) -> int:
    """Report what an exacting editor would write in the margin of each story."""
    if strict and fail_on is not None:
        raise UsageError("A107", "--strict is --fail-on warning; give one of them")
    level = FailOn.warning if strict else fail_on or FailOn.error
    refuse_overwriting(output, paths)
    from attrib.render import WRITERS

    try:
        settings = make_settings(policy, rules, pipeline)
        report = make_report(paths, settings, stdin_filename=stdin_filename, quiet=quiet)
    except AttribError as error:
        if format_ is Format.json and (output or not quiet):
            write_to(output, _failed(error, policy))
        raise
    if output or not quiet:
        write_to(output, rendered(WRITERS[format_], report, output))
    return int(_fails(report, level))


def _fails(report: Report, level: FailOn) -> bool:
    """Return whether the report has a finding at or above the level."""
    if level is FailOn.never:
        return False
    return any(report.count(one) for one in LEVELS[: LEVELS.index(level.value) + 1])


def _failed(error: AttribError, policy: str) -> str:
    """Return the JSON report of a run that could not be done, so that its reader learns why."""
    from attrib import __version__
    from attrib.render import json_report
    from attrib.report import Report

    return json_report.render(Report(version=__version__, policy=policy), errors=[error])
