"""`attrib eval`: how well attrib does on stories whose answers are known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from attrib.cli.options import PipelineName, PolicyName, RulesFolders, make_settings
from attrib.cli.output import write


def evaluate(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Stories with gold answers beside them, or in brat stand-off."),
    ],
    policy: PolicyName = "default",
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
) -> int:
    """Print how far attrib agrees with a folder of stories whose answers are known."""
    from attrib import app

    write(app.evaluate(folder, make_settings(policy, rules, pipeline)).rstrip("\n") + "\n")
    return 0
