"""What `check`, `ledger` and `sources` have in common: from paths and options to a report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.cli.progress import watch
from attrib.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.app import Settings
    from attrib.report import Report

STDIN = Path("-")


def make_report(
    paths: Sequence[Path], settings: Settings, *, stdin_filename: str | None, quiet: bool = False
) -> Report:
    """Return the report on some paths, or on standard input where the path is `-`; raises AttribError."""
    from attrib import app

    if STDIN not in paths:
        if stdin_filename is not None:
            raise UsageError("A104", "--stdin-filename is given, but standard input is not read", hint="add the path -")
        with watch(sys.stderr, quiet=quiet) as progress:
            return app.check_paths(paths, settings, progress=progress)
    if len(paths) > 1:
        raise UsageError("A104", "standard input (-) cannot be read together with other paths")
    return app.check_bytes(stdin_filename or "stdin.txt", sys.stdin.buffer.read(), settings)
