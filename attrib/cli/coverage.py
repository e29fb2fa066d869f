"""`attrib rules coverage`: which rules fire on real copy, how right they are, and which never do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from attrib.cli.options import PipelineName, PolicyName, RulesFolders, TableForm, TableFormat, make_settings
from attrib.cli.output import write_table
from attrib.cli.progress import watch


def coverage(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Stories, with gold answers beside them or without.")
    ],
    policy: PolicyName = "default",
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    output_format: TableForm = TableFormat.text,
    lemmas: Annotated[
        bool, typer.Option("--lemmas", help="Tell also of each lemma of the cue classes, by its take.")
    ] = False,
    never: Annotated[bool, typer.Option("--never", help="List only the rules that never fired.")] = False,
) -> int:
    """Count which rules fire on a folder of stories, how right they are where gold exists, and list those that never do."""
    from attrib import app as front
    from attrib.evaluate.coverage_tables import coverage_text

    settings = make_settings(policy, rules, pipeline)
    with watch(sys.stderr) as progress:
        counted = front.cover(folder, settings, progress=progress)
    text = coverage_text(counted, policy, output_format.value, lemmas=lemmas, never=never)
    write_table(text, output_format)
    return 0
