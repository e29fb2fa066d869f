"""docs/cli.md: every command's own help."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def page() -> str:
    """Return the page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield "# Command line\n"
    yield "What the commands say of themselves with `--help`. Exit codes and errors are told in [errors](errors.md).\n"
    yield from _help(())


def _help(command: tuple[str, ...]) -> Iterator[str]:
    """Yield the help of a command and of those below it."""
    words = help_of(*command)
    yield f"## {' '.join(('attrib', *command))}\n"
    yield f"```text\n{words.strip()}\n```\n"
    _, _, below = words.partition("\nCommands:\n")
    for name in re.findall(r"^  (\w+)", below.partition("\n\n")[0], re.MULTILINE):
        yield from _help((*command, name))


def help_of(*command: str) -> str:
    """Return what a command prints with `--help` on a terminal of 80 columns."""
    done = subprocess.run(
        [sys.executable, "-m", "attrib", *command, "--help"],
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout
