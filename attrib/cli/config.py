"""`attrib config`: which settings are in force, whether a file is right, and the schema for editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from attrib.cli import failure
from attrib.cli.options import ConfigFile, Isolated, TableForm, TableFormat, make_overrides
from attrib.cli.output import write, write_table

app = typer.Typer(help="Show and check configuration.", rich_markup_mode=None)


@app.command("show")
def show_config(
    path: Annotated[Path, typer.Argument(metavar="[PATH]", help="A story or a folder.", show_default="here")] = Path(),
    config: ConfigFile = None,
    isolated: Isolated = False,
    output_format: TableForm = TableFormat.text,
) -> int:
    """Show the settings in force for a story, each with the file and line that it comes from."""
    from attrib.config.found import Configurations
    from attrib.config.show import as_json, as_text

    configurations = Configurations(make_overrides(config=config, isolated=isolated))
    configured = configurations.at(path if path.is_dir() else path.parent)
    written = as_json if output_format is TableFormat.json else as_text
    write_table(written(configured, path), output_format)
    return 0


@app.command("check")
def check_config(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Configuration files.", show_default="the one in force here"),
    ] = None,
) -> int:
    """Say everything that is wrong with a configuration file, with line and column; packs and names are looked at too.

    Exit code 0: nothing. 2: something, told on standard error.
    """
    from attrib.config.check import every_problem
    from attrib.config.files import shown

    wrong = False
    for path in files or _here():
        problems = every_problem(path)
        wrong = wrong or bool(problems)
        for problem in problems:
            failure.show(problem)
        if not problems:
            write(f"{shown(path)}: nothing is wrong\n")
    return 2 if wrong else 0


@app.command("schema")
def print_schema() -> int:
    """Print the JSON Schema of configuration files, with which editors complete and check them."""
    from attrib.config.schema import schema_text

    write(schema_text())
    return 0


def _here() -> list[Path]:
    """Return the configuration file in force in the working directory, or say that there is none."""
    from attrib.config.found import nearest_file

    overrides = make_overrides()
    found = overrides.config or nearest_file(Path.cwd())
    if found is None:
        print("no configuration file is in force here", file=sys.stderr)  # noqa: T201
    return [found] if found is not None else []
