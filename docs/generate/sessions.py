"""What somebody types in a folder of stories, one command after the other, and what attrib answers, for README.md."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from samples import chosen

ROOT: Final = Path(__file__).parents[2]
COLUMNS: Final = "100"


def session(argument: str) -> str:
    """Return commands with their output, as typed in a folder that all blocks of a page with the same name share.

    The first line is the name; below it stands a step a line: `+ corpus/a.txt stories/b.txt` puts a story into the
    folder, all else is typed. `COMMAND ; 1-12 -3` keeps these lines of the output and the last three, `; 0-0` none.
    `echo $?` tells the exit code of the command before.
    """
    name, *steps = argument.strip().splitlines()
    folder = Path(_folder(name.strip()).name)
    shown: list[str] = []
    code = 0
    for step in steps:
        if step.startswith("+ "):
            _put(folder, *step.split()[1:])
            continue
        command, _, kept = step.partition(" ; ")
        if command == "echo $?":
            shown += [f"$ {command}", str(code)]
            continue
        code, output = _run(command, folder)
        lines = output.splitlines()
        shown += [f"$ {command}", *([] if kept == "0-0" else chosen(lines, kept))]
    return "\n".join(["```console", *shown, "```", ""])


@cache
def _folder(_name: str) -> TemporaryDirectory[str]:
    return TemporaryDirectory()


def _put(folder: Path, story: str, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / story, folder / name)


def _run(command: str, folder: Path) -> tuple[int, str]:
    """Return the exit code of a command line of attrib and what it prints; raise RuntimeError where that is 2."""
    program, *arguments = shlex.split(command)
    assert program == "attrib", command
    done = subprocess.run(
        [sys.executable, "-m", "attrib", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": COLUMNS, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout)
    return done.returncode, done.stdout
