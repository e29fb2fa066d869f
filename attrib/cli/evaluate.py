"""`attrib eval`: how well attrib does on stories whose answers are known."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from attrib.cli.options import PipelineName, PolicyName, RulesFolders, make_settings
from attrib.cli.output import write


class EvalFormat(StrEnum):
    """The formats of an evaluation."""

    text = "text"
    json = "json"


class Yardstick(StrEnum):
    """What attrib can be compared with."""

    textacy = "textacy"


def evaluate(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Stories with gold answers beside them, or in brat stand-off."),
    ],
    policy: PolicyName = "default",
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    output_format: Annotated[
        EvalFormat, typer.Option("--format", help="Tables for people, or JSON.")
    ] = EvalFormat.text,
    errors: Annotated[
        int, typer.Option("--errors", metavar="N", min=0, help="Show the N worst mistakes of each kind.")
    ] = 0,
    compare: Annotated[
        Yardstick | None, typer.Option("--compare", help="Show what another tool finds on the same parse.")
    ] = None,
) -> int:
    """Print how far attrib agrees with a folder of stories whose answers are known."""
    from attrib import app

    settings = make_settings(policy, rules, pipeline)
    other = compare.value if compare is not None else None
    text = app.evaluate(folder, settings, form=output_format.value, errors=errors, compare=other)
    write(text.rstrip("\n") + "\n")
    return 0
