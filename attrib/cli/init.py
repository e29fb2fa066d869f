"""`attrib init`: a configuration for a folder of stories, and if wanted a hook and a workflow."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from attrib.cli.output import write
from attrib.cli.writing import write_files
from attrib.errors import Place, UsageError

if TYPE_CHECKING:
    from attrib.config.starters import Starters

CONFIGURATIONS: Final = (".attrib.yml", ".attrib.yaml")
HOOKS: Final = ".pre-commit-config.yaml"
WORKFLOW: Final = Path(".github", "workflows", "attrib.yml")


class Host(StrEnum):
    """Hosts for whose CI a job can be written."""

    github = "github"
    gitlab = "gitlab"


@dataclass
class Start:
    """What is going to be written, and what is left for the reader to do: texts to add, and commands to go on with.

    `above` is the configuration that held until now, relative to the folder.
    """

    files: dict[Path, str] = field(default_factory=dict)
    kept: list[Path] = field(default_factory=list)
    above: str | None = None
    to_add: dict[str, str] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Where the stories are.", show_default="here")
    ] = Path(),
    hook: Annotated[bool, typer.Option("--hook", help="Check stories before each commit, with pre-commit.")] = False,
    workflow: Annotated[
        Host | None, typer.Option("--workflow", help="Check stories in CI; for GitLab, the job is printed.")
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option(
            "--origin",
            metavar="URL",
            help="The repository that hook and workflow take attrib from, at this version.",
            show_default="where it was installed from",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a configuration and a workflow.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing, even on a terminal.")] = False,
) -> int:
    """Write a configuration with comments, which changes nothing yet; and if you like a hook and a workflow.

    On a terminal it asks which. Nothing is written over without --force, and files that may hold more than attrib's
    part never are: what to add to them is printed.
    """
    from attrib import __version__
    from attrib.config.starters import Starters, find_origin

    if not folder.is_dir():
        raise UsageError("A101", "there is no such folder", place=Place(str(folder)))
    starters = Starters(__version__, find_origin(origin, __version__))
    if not (hook or workflow or no_input) and sys.stdin.isatty() and sys.stderr.isatty():
        hook, workflow = _ask(folder)
    start = Start()
    _configuration(start, folder, starters, force=force, alone=not (hook or workflow))
    if hook:
        _hook(start, folder, starters)
    if workflow is Host.github:
        _workflow(start, folder, starters, force=force)
    if workflow is Host.gitlab:
        start.to_add["to .gitlab-ci.yml"] = starters.gitlab
    _carry_out(start)
    return 0


def _configuration(start: Start, folder: Path, starters: Starters, *, force: bool, alone: bool) -> None:
    from attrib.config.files import PYPROJECT, file_in
    from attrib.config.found import nearest_file

    there = next((path for name in CONFIGURATIONS if os.path.lexists(path := folder / name)), None) or file_in(folder)
    if there is None or (force and there.name != PYPROJECT):
        start.files[there or folder / CONFIGURATIONS[0]] = starters.configuration
        here = Path(os.path.abspath(folder))  # noqa: PTH100  as paths are told, without following links
        above = nearest_file(here.parent)
        start.above = Path(os.path.relpath(above, here)).as_posix() if above else None
    elif alone and there.name == PYPROJECT:
        raise UsageError("A134", "it configures attrib already", place=Place(str(there)), hint="attrib config show")
    elif alone:
        raise _refusal(there)
    else:
        start.kept.append(there)
    start.commands += [f"attrib check {folder}", "attrib config show", "attrib policy list"]


def _hook(start: Start, folder: Path, starters: Starters) -> None:
    path = folder / HOOKS
    if os.path.lexists(path):
        start.to_add[f"to {path}, under repos"] = starters.hook
    else:
        start.files[path] = starters.hooks
    start.commands += ["pre-commit install", "pre-commit run attrib --all-files"]


def _workflow(start: Start, folder: Path, starters: Starters, *, force: bool) -> None:
    path = folder / WORKFLOW
    if os.path.lexists(path) and not force:
        raise _refusal(path)
    start.files[path] = starters.github
    start.commands.append(f"git add {path}")


def _refusal(path: Path) -> UsageError:
    return UsageError("A134", "there is such a file already", place=Place(str(path)), hint="--force writes over it")


def _carry_out(start: Start) -> None:
    for path in start.files:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_files({path: text.encode("utf-8") for path, text in start.files.items()})
    lines = [f"written: {path}" for path in start.files] + [f"kept as it is: {path}" for path in start.kept]
    if start.above:
        lines.append(f"no longer in force here: {start.above}; `extends: {start.above}` takes over what it says")
    for where, text in start.to_add.items():
        lines += ["", f"add {where}:", "", text.rstrip("\n")]
    lines += ["", "next:", *(f"  {command}" for command in start.commands)]
    write("\n".join(lines) + "\n")


def _ask(folder: Path) -> tuple[bool, Host | None]:
    hook = _answer("Check stories before each commit, with pre-commit? [y/N] ") in {"y", "yes"}
    usual = (
        Host.github if (folder / ".github").is_dir() else Host.gitlab if (folder / ".gitlab-ci.yml").exists() else None
    )
    names = "/".join(host.upper() if host is usual else host for host in Host)
    told = _answer(f"Check stories in CI? [{names}/{'no' if usual else 'NO'}] ")
    return hook, next((host for host in Host if host.value == told), usual if not told else None)


def _answer(question: str) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower()
