"""`attrib check`: findings, and the exit code that a newsroom's CI goes by."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from attrib.cli.coloring import Color, When
from attrib.cli.destinations import destinations
from attrib.cli.means import CacheDir, Jobs, NoCache, Session, Watch
from attrib.cli.options import (
    Baseline,
    ChosenPolicy,
    ConfigFile,
    Exclude,
    ExtendSelect,
    FailOn,
    ForceExclude,
    Format,
    Ignore,
    Isolated,
    NoIgnores,
    Outputs,
    PathsOrHere,
    PipelineName,
    RespectGitignore,
    RulesFolders,
    Select,
    ShowFiles,
    Since,
    StdinFilename,
    make_overrides,
)
from attrib.cli.output import refuse_overwriting, rendered, write, write_all
from attrib.cli.run import make_plan, make_report, tell
from attrib.cli.telling import Quiet, Silent, Statistics, Verbose, heard, tell_plan, tell_report, telling
from attrib.errors import AttribError, UsageError
from attrib.render import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from attrib.cli.coloring import Color, When
from attrib.cli.destinations import Destination


def check(
    paths: PathsOrHere,
    format_: Format = None,
    policy: ChosenPolicy = None,
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    no_ignores: NoIgnores = False,
    baseline: Baseline = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings as well as errors.")] = False,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit with 1 from this level on.", show_default="error"),
    ] = None,
    exclude: Exclude = None,
    force_exclude: ForceExclude = False,
    respect_gitignore: RespectGitignore = None,
    show_files: ShowFiles = False,
    since: Since = None,
    stdin_filename: StdinFilename = None,
    output: Outputs = None,
    statistics: Statistics = False,
    quiet: Quiet = False,
    silent: Silent = False,
    verbose: Verbose = False,
    color: Color = When.auto,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
    jobs: Jobs = None,
    watch: Watch = False,
) -> int:
    """Report what an exacting editor would write in the margin of each story.

    Each remark has a place, a level and the rule behind it; attrib explain RULE tells more. Which findings run, and
    how loudly, is for the policy to say; the options here change it for one run.
    """
    del color  # Obeyed by `run`, so that it also holds for what fails before a command starts.
    how = telling(quiet=quiet, silent=silent, verbose=verbose, statistics=statistics)
    if strict and fail_on is not None:
        raise UsageError("A107", "--strict is --fail-on warning; give one of them")
    level = FailOn.warning if strict else fail_on
    overrides = replace(
        make_overrides(
            policy,
            rules,
            pipeline,
            config,
            isolated=isolated,
            no_cache=no_cache,
            cache_dir=cache_dir,
            jobs=jobs,
            select=select,
            extend_select=extend_select,
            ignore=ignore,
        ),
        ignores=not no_ignores,
        baseline=baseline,
        fail_on=level.value if level else None,
        exclude=tuple(exclude or ()),
        force_exclude=force_exclude,
        respect_gitignore=respect_gitignore,
    )
    wanted = how.check(destinations(format_, output or (), silent=silent))
    for one in wanted:
        refuse_overwriting(one.path, paths, is_page=one.form == "html")

    def once(session: Session | None = None) -> int:
        try:
            with heard(how):
                plan = make_plan(paths, overrides, stdin_filename=stdin_filename, since=since)
                tell(plan, quiet=how.hushed, verbose=verbose)
                if show_files:
                    write("".join(f"{target.path}\n" for target in plan.targets))
                    return 0
                tell_plan(plan)
                report = make_report(plan, since=since, quiet=how.hushed, verbose=verbose, session=session)
                tell_report(report)
        except AttribError as error:
            # What went wrong first is what is told, even where no report of it can be written.
            with suppress(UsageError):
                write_all(_failed(error, policy or "default", wanted))
            raise
        write_all({one.path: rendered(how.writer(one.form, one.path), report, one.path) for one in wanted})
        return int(plan.fails(report))

    if watch and not show_files:
        from attrib.cli.watching import keep_checking

        keep_checking(paths, once)
    return once()


def _failed(error: AttribError, policy: str, wanted: Iterable[Destination]) -> dict[Path | None, str]:
    """Return the reports of a run that could not be done, in the formats whose readers can learn why from them."""
    from attrib import __version__
    from attrib.report import Report

    report = Report(version=__version__, policy=policy)
    return {one.path: WRITERS[one.form].failed(report, [error]) for one in wanted if WRITERS[one.form].tells_errors}
