"""Standard streams that were closed before the program began."""

from __future__ import annotations

import os
import sys


def replace_closed() -> None:
    """Put something in place of a closed standard stream: one that refuses, for standard error one that swallows.

    Without that, the next file opened takes its number, and what is meant for the stream ends in the file.
    """
    if sys.stdin is None:
        sys.stdin = open(_null(os.O_WRONLY, 0), closefd=False)  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(_null(os.O_RDONLY, 1), "w", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(_null(os.O_WRONLY, 2), "w", closefd=False)  # noqa: SIM115


def _null(mode: int, number: int) -> int:
    """Return a stream's number, with nothing behind it that can be read, or written to, in this mode."""
    opened = os.open(os.devnull, mode)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)
    return number
