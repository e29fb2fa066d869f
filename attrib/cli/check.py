"""`attrib check`: findings, and the exit code that a newsroom's CI goes by."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from attrib.cli.options import (
    ChosenPolicy,
    ExtendSelect,
    FailOn,
    Format,
    Ignore,
    Output,
    Paths,
    PipelineName,
    RulesFolders,
    Select,
    Since,
    StdinFilename,
    listed,
    make_overrides,
)
from attrib.cli.output import refuse_overwriting, rendered, write_to
from attrib.cli.run import make_plan, make_report
from attrib.errors import AttribError, UsageError


def check(
    paths: Paths,
    format_: Annotated[Format, typer.Option("--format", help="How to write the report.")] = Format.text,
    policy: ChosenPolicy = None,
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings as well as errors.")] = False,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit with 1 from this level on.", show_default="error"),
    ] = None,
    since: Since = None,
    stdin_filename: StdinFilename = None,
    output: Output = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No report on standard output, no progress.")] = False,
) -> int:
    """Report what an exacting editor would write in the margin of each story."""
    if strict and fail_on is not None:
        raise UsageError("A107", "--strict is --fail-on warning; give one of them")
    level = FailOn.warning if strict else fail_on
    overrides = replace(
        make_overrides(policy, rules, pipeline),
        select=listed(select) if select is not None else None,
        extend_select=listed(extend_select),
        ignore=listed(ignore),
        fail_on=level.value if level else None,
    )
    refuse_overwriting(output, paths)
    from attrib.render import WRITERS

    try:
        plan = make_plan(paths, overrides, stdin_filename=stdin_filename, since=since)
        report = make_report(plan, since=since, quiet=quiet)
    except AttribError as error:
        if format_ is Format.json and (output or not quiet):
            write_to(output, _failed(error, policy or "default"))
        raise
    if output or not quiet:
        write_to(output, rendered(WRITERS[format_], report, output))
    return int(plan.fails(report))


def _failed(error: AttribError, policy: str) -> str:
    """Return the JSON report of a run that could not be done, so that its reader learns why."""
    from attrib import __version__
    from attrib.render import json_report
    from attrib.report import Report

    return json_report.render(Report(version=__version__, policy=policy), errors=[error])
