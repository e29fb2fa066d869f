"""`attrib baseline`: the findings of today are known, and only new ones count."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from attrib.cli.coloring import wants_color
from attrib.cli.options import (
    ChosenPolicy,
    ConfigFile,
    ExtendSelect,
    Ignore,
    Isolated,
    PipelineName,
    RulesFolders,
    Select,
    TableForm,
    TableFormat,
    make_overrides,
)
from attrib.cli.output import width_of, write, write_to
from attrib.cli.run import make_plan, make_report, note, tell

if TYPE_CHECKING:
    from attrib.baseline import Known

app = typer.Typer(
    help="Record the findings that are known already, so that only new ones count.", rich_markup_mode=None
)

Stories: TypeAlias = Annotated[
    list[Path] | None, typer.Argument(metavar="[PATH]...", help="Stories, or folders of them.", show_default=".")
]
File: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="The file to use.",
        show_default="the configuration's, or .attrib-baseline.json",
    ),
]


@app.command("write")
def write_baseline(
    paths: Stories = None,
    file: File = None,
    policy: ChosenPolicy = None,
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> int:
    """Record every finding that the stories have now; what is known of other stories stays.

    `attrib check --baseline FILE` then reports only what is not in it.
    """
    from attrib import baseline

    overrides = make_overrides(
        policy, rules, pipeline, config, isolated=isolated, select=select, extend_select=extend_select, ignore=ignore
    )
    plan = make_plan(paths or [Path()], replace(overrides, baseline=file))
    tell(plan)
    path = plan.run.baseline or baseline.DEFAULT
    known: tuple[Known, ...] = ()
    if os.path.lexists(path) and not baseline.is_outdated(path):
        known = baseline.read_baseline(path)
    merged = baseline.recorded(make_report(plan, known=False), known, path)
    write_to(path, baseline.written(merged.entries))
    write(f"{path}: {_many(len(merged.entries))}, {merged.added} new, {merged.dropped} dropped\n")
    if plan.run.baseline is None:
        note(f"only new findings count with `attrib check --baseline {path}`, or `baseline: {path}` in .attrib.yml")
    return 0


@app.command("prune")
def prune_baseline(
    paths: Stories = None,
    file: File = None,
    policy: ChosenPolicy = None,
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> int:
    """Drop from the baseline what the stories have no more; nothing is added.

    What is known of stories that are not checked, and of findings that are not looked for, stays.
    """
    from attrib import baseline

    overrides = make_overrides(
        policy, rules, pipeline, config, isolated=isolated, select=select, extend_select=extend_select, ignore=ignore
    )
    plan = make_plan(paths or [Path()], replace(overrides, baseline=file))
    tell(plan)
    path = plan.run.baseline or baseline.DEFAULT
    known = baseline.read_baseline(path)
    merged = baseline.pruned(make_report(plan, known=False), known, path)
    if merged.entries != tuple(sorted(set(known))):
        write_to(path, baseline.written(merged.entries))
    moved = f", {merged.moved} moved to a new path" if merged.moved else ""
    write(f"{path}: {_many(len(merged.entries))}, {merged.dropped} dropped{moved}\n")
    return 0


@app.command("list")
def list_baseline(
    file: File = None,
    output_format: TableForm = TableFormat.text,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> int:
    """List what the baseline knows: story, finding, and some of the words at its place."""
    from attrib import baseline
    from attrib.config import run_settings_here
    from attrib.render import suppressions
    from attrib.render.terminal import WIDTH

    run = run_settings_here(replace(make_overrides(config=config, isolated=isolated), baseline=file))
    entries = baseline.read_baseline(run.baseline or baseline.DEFAULT)
    if output_format is TableFormat.json:
        write(json.dumps([asdict(one) for one in entries], ensure_ascii=False, indent=2) + "\n")
    else:
        width = width_of(sys.stdout) or WIDTH
        write(suppressions.render_baseline(entries, color=wants_color(sys.stdout), width=width))
    return 0


def _many(count: int) -> str:
    return f"{count} finding{'' if count == 1 else 's'}"
