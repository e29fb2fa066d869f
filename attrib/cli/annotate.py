"""`attrib annotate`: a Word document with the findings in its margin."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attrib.cli.means import CacheDir, NoCache
from attrib.cli.options import (
    ChosenPolicy,
    ConfigFile,
    ExtendSelect,
    Ignore,
    Isolated,
    PipelineName,
    RulesFolders,
    Select,
    make_overrides,
)
from attrib.cli.output import refuse_overwriting
from attrib.cli.run import make_plan, make_report
from attrib.errors import InputError, Place, UsageError
from attrib.report import LEVELS

if TYPE_CHECKING:
    from attrib.report import Level, StoryReport

SUFFIX = ".docx"


class Lowest(StrEnum):
    """From which level on findings become comments."""

    error = "error"
    warning = "warning"
    info = "info"


def annotate(
    story: Annotated[Path, typer.Argument(metavar="STORY.docx", help="A Word document.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.docx", help="The document to write, another than STORY.")
    ],
    policy: ChosenPolicy = None,
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    lowest: Annotated[Lowest, typer.Option("--level", help="Only findings of this level or above.")] = Lowest.info,
    author: Annotated[str, typer.Option("--author", metavar="NAME", help="Whose comments they are.")] = "attrib",
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The date of the comments, which have none without."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not tell how many comments were made.")] = False,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
) -> int:
    """Write a copy of a Word document with each finding as a comment on the words concerned.

    All else in the document stays as it is.
    """
    _refuse_others(story, output)
    signed = _day(day)
    if not author.strip():
        raise UsageError("A121", "--author is empty", hint="give a name, or leave it out")
    refuse_overwriting(output, [story])
    overrides = make_overrides(
        policy,
        rules,
        pipeline,
        config,
        isolated=isolated,
        no_cache=no_cache,
        cache_dir=cache_dir,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
    )
    plan = make_plan([story], overrides)
    if not plan.targets:
        hint = "--isolated reads no configuration"
        raise UsageError("A103", "the document is excluded by configuration", place=Place(str(story)), hint=hint)
    report = make_report(plan, quiet=quiet).stories[0]
    from attrib.cli.writing import write_files
    from attrib.render.docx_comments import annotate as annotated

    write_files({output: annotated(report, _same(story, report), author=author, day=signed, lowest=lowest.value)})
    if not quiet:
        print(_told(report, output, lowest.value), file=sys.stderr)  # noqa: T201
    return 0


def _refuse_others(story: Path, output: Path) -> None:
    """Raise UsageError where a story or an output is no Word document by its name."""
    if story == Path("-"):
        raise UsageError(
            "A120", "a document to annotate is a file, not standard input", hint="attrib annotate STORY.docx"
        )
    if story.is_dir():
        raise UsageError("A120", "this is a folder; documents are annotated one by one", place=Place(str(story)))
    if story.suffix.lower() != SUFFIX:
        raise UsageError(
            "A120",
            "comments are written into Word documents (.docx), and this is none",
            place=Place(str(story)),
            hint=f"attrib check {story} prints the findings; --format html makes a page of them",
        )
    if output.suffix.lower() != SUFFIX:
        raise UsageError(
            "A120",
            "what is written is a Word document, and its name must end in .docx",
            place=Place(str(output)),
            hint=f"-o {output.stem or 'reviewed'}{SUFFIX}",
        )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise UsageError("A121", f"{text!r} is no date", hint="--date 2026-11-23") from error


def _same(story: Path, report: StoryReport) -> bytes:
    """Return the document's bytes; raises InputError where they are not those that the report is on."""
    from attrib.read import read_bytes

    raw = read_bytes(story)
    if sha256(raw).hexdigest() != report.story.sha256:
        raise InputError(
            "A202", "the file has changed since it was read", place=Place(str(story)), hint="run the command again"
        )
    return raw


def _told(report: StoryReport, output: Path, lowest: Level) -> str:
    """Return how many comments were made, on one line."""
    from attrib.render.terminal import safe

    levels = LEVELS[: LEVELS.index(lowest) + 1]
    counts = {level: sum(one.level == level for one in report.findings) for level in levels}
    parts = ", ".join(f"{count} {level}{'s' * (count != 1 and level != 'info')}" for level, count in counts.items())
    total = sum(counts.values())
    return f"{safe(str(output))}: {total} comment{'s' * (total != 1)} ({parts})"
