"""`attrib diff`: what two recorded runs say differently."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from attrib.cli.options import TableFormat
from attrib.cli.output import write_table


def diff(
    before: Annotated[Path, typer.Argument(metavar="OLD", help="A run recorded with check --format jsonl.")],
    after: Annotated[Path, typer.Argument(metavar="NEW", help="A later run over the same stories.")],
    output_format: Annotated[
        TableFormat, typer.Option("--format", help="Lines for people, or JSON.")
    ] = TableFormat.text,
) -> int:
    """Print the attributions, statuses and findings that two recorded runs say differently.

    Stories are the same where their text is, whatever their path. Their words and lines are shown where they still lie
    at that path unchanged.
    """
    from attrib.evaluate import compare_runs, difference_written

    difference = compare_runs(before, after)
    text = difference_written(difference, output_format.value)
    write_table(text, output_format)
    return int(not difference.is_empty)
