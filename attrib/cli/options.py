"""The options that several commands share."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from attrib.cli.destinations import DEFAULT
from attrib.cli.names import finding_names, format_names, output_names, policy_names
from attrib.errors import UsageError
from attrib.render import WRITERS

if TYPE_CHECKING:
    from attrib.config import Overrides, Settings


CONFIG_VARIABLE = "ATTRIB_CONFIG"


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


def _named(path: str) -> Path:
    if not path:
        raise UsageError("A101", "a path is empty", hint="name a file or a folder; . is the one you are in")
    return Path(path)


Paths: TypeAlias = Annotated[
    list[Path],
    typer.Argument(
        parser=_named,
        metavar="PATH",
        help="Stories (.txt, .md, .html, .docx, .odt), folders of them, or - for standard input.",
    ),
]
PathsOrHere: TypeAlias = Annotated[
    list[Path],
    typer.Argument(
        parser=_named,
        metavar="PATH",
        help="Stories (.txt, .md, .html, .docx, .odt), folders of them, or - for standard input.",
        default_factory=lambda: [Path()],
        show_default="the working directory",
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
NoIgnores: TypeAlias = Annotated[
    bool,
    typer.Option("--no-ignores", help="Report what comments, sidecars and the baseline would hide, too."),
]
Baseline: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Report only what is not in this file (see attrib baseline).",
        show_default=False,
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
ConfigFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help=f"The only configuration file to read (or {CONFIG_VARIABLE} in the environment).",
        show_default="the nearest",
    ),
]
Isolated: TypeAlias = Annotated[bool, typer.Option("--isolated", help="Read no configuration file.")]
Exclude: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="GLOB", help="Leave out what fits, as in .gitignore, too; may be repeated."),
]
ForceExclude: TypeAlias = Annotated[
    bool, typer.Option("--force-exclude", help="Leave out what is excluded even where it is named itself.")
]
RespectGitignore: TypeAlias = Annotated[
    bool | None,
    typer.Option("--respect-gitignore/--no-respect-gitignore", help="Leave out what git ignores.", show_default=False),
]
ShowFiles: TypeAlias = Annotated[
    bool, typer.Option("--show-files", help="Only print which files would be checked, one a line.")
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
        envvar="ATTRIB_FORMAT",
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
    policy: str | None = None,
    rules: list[Path] | None = None,
    pipeline: str | None = None,
    config: Path | None = None,
    *,
    isolated: bool = False,
    no_cache: bool = False,
    cache_dir: Path | None = None,
    jobs: int | None = None,
    select: list[str] | None = None,
    extend_select: list[str] | None = None,
    ignore: list[str] | None = None,
) -> Overrides:
    """Return what the options that several commands share say about settings; raises UsageError A107.

    The environment names a configuration file where the options neither name one nor ask for none.
    """
    from attrib.config import Overrides

    if isolated and config is not None:
        raise UsageError("A107", "--isolated reads no configuration file, --config one; give one of them")
    named = os.environ.get(CONFIG_VARIABLE)
    if named and config is None and not isolated:
        config = Path(named)
    return Overrides(
        config=config,
        isolated=isolated,
        policy=policy,
        rules=tuple(rules or ()),
        pipeline=pipeline,
        cache=False if no_cache else None,
        cache_dir=cache_dir,
        jobs=jobs,
        select=listed(select) if select is not None else None,
        extend_select=listed(extend_select),
        ignore=listed(ignore),
    )


def settings_here(rules: list[Path] | None, config: Path | None, *, isolated: bool) -> Settings:
    """Return the settings in the working directory with what the options say; raises UsageError and ConfigError."""
    from attrib import config as configuration

    return configuration.settings_here(make_overrides(rules=rules, config=config, isolated=isolated))


def listed(values: list[str] | None) -> tuple[str, ...]:
    """Return the names in a repeatable option that takes lists with commas."""
    return tuple(name.strip() for value in values or () for name in value.split(","))
