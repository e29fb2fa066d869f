"""The options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from attrib.cli.destinations import DEFAULT
from attrib.cli.names import finding_names, format_names, output_names, policy_names
from attrib.render import WRITERS

if TYPE_CHECKING:
    from attrib.config import Overrides, Settings


class TableFormat(StrEnum):
    """The formats of what is counted and compared."""

    text = "text"
    json = "json"


class FailOn(StrEnum):
    """From which level on findings make exit code 1."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


Paths: TypeAlias = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...", help="Stories (.txt, .md, .html, .docx), folders of them, or - for standard input."
    ),
]
PolicyName: TypeAlias = Annotated[
    str, typer.Option("--policy", metavar="NAME", autocompletion=policy_names, help="Which findings run, how loudly.")
]
ChosenPolicy: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME",
        autocompletion=policy_names,
        help="Which findings run, how loudly.",
        show_default="default",
    ),
]
RulesFolders: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="A pack of rules added to the shipped one; may be repeated."),
]
Select: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="IDS",
        autocompletion=finding_names,
        help="Only these findings: ids, codes or groups (ANON), with commas; may be repeated.",
    ),
]
ExtendSelect: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--extend-select",
        metavar="IDS",
        autocompletion=finding_names,
        help="These findings as well as those of the policy.",
    ),
]
Ignore: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="IDS", autocompletion=finding_names, help="Not these findings.", show_default=False
    ),
]
PipelineName: TypeAlias = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help="Another spaCy pipeline with Universal Dependencies labels."),
]
StdinFilename: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--stdin-filename", metavar="NAME", help="What standard input is called; its suffix is how it is read."
    ),
]
Since: TypeAlias = Annotated[
    str | None,
    typer.Option("--since", metavar="REV", help="Only findings in paragraphs that changed since a git revision."),
]
TableForm: TypeAlias = Annotated[TableFormat, typer.Option("--format", help="Tables for people, or JSON.")]
Format: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=format_names,
        help=f"How to write the report: {', '.join(WRITERS)}.",
        show_default=DEFAULT,
    ),
]
Outputs: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="[FORMAT:]FILE",
        autocompletion=output_names,
        help="Write a report to a file, not to standard output (-); may be repeated.",
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the report to a file."),
]


def make_settings(policy: str, rules: list[Path] | None, pipeline: str | None) -> Settings:
    """Return the settings that the options ask for."""
    from attrib.config import Settings

    return Settings(policy=policy, rules=tuple(rules or ()), pipeline=pipeline)


def make_overrides(
    policy: str | None,
    rules: list[Path] | None,
    pipeline: str | None,
    *,
    no_cache: bool = False,
    cache_dir: Path | None = None,
    jobs: int | None = None,
) -> Overrides:
    """Return what the options that several commands share say about settings."""
    from attrib.config import Overrides

    cache = False if no_cache else None
    return Overrides(
        policy=policy, rules=tuple(rules or ()), pipeline=pipeline, cache=cache, cache_dir=cache_dir, jobs=jobs
    )


def listed(values: list[str] | None) -> tuple[str, ...]:
    """Return the names in a repeatable option that takes lists with commas."""
    return tuple(name.strip() for value in values or () for name in value.split(","))
