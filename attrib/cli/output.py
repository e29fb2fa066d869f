"""Where output goes, and whether it may have colour."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO

from attrib.cli.options import TableFormat
from attrib.errors import Place, UsageError
from attrib.read.files import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from attrib.render import Writer
    from attrib.report import Report


class PipeClosedError(Exception):
    """Whoever read standard output has stopped reading."""


def wants_color(stream: TextIO) -> bool:
    """Return whether a stream is a terminal that may be written to in colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int | None:
    """Return the columns of a terminal between 60 and 200, or None where the stream is none."""
    if not stream.isatty():
        return None
    return min(max(shutil.get_terminal_size().columns, 60), 200)


def write(text: str) -> None:
    """Write text to standard output: UTF-8, or the terminal's encoding with escapes for what it lacks."""
    stream = sys.stdout
    encoding = stream.encoding if stream.isatty() else "utf-8"
    try:
        stream.flush()
        stream.buffer.write(text.encode(encoding or "utf-8", "backslashreplace"))
        stream.buffer.flush()
    except BrokenPipeError as error:
        raise PipeClosedError from error


def write_table(text: str, form: TableFormat) -> None:
    """Write what is counted or compared to standard output: JSON as it is, tables so that nothing steers the terminal."""
    write(text if form is TableFormat.json else safe_lines(text))


def safe_lines(text: str) -> str:
    """Return lines that hold words of stories so that nothing in them can steer the terminal."""
    from attrib.render.terminal import safe

    return "\n".join(map(safe, text.split("\n")))


def write_to(output: Path | None, text: str) -> None:
    """Write text to a file, or to standard output where there is none; raises UsageError."""
    if output is None:
        write(text)
        return
    try:
        output.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError("A105", f"the output cannot be written: {reason}", place=Place(str(output))) from error


def refuse_overwriting(output: Path | None, paths: Iterable[Path]) -> None:
    """Raise UsageError where the output would replace a story that is read."""
    if output is None or not output.exists():
        return
    for path in paths:
        same = path.is_file() and path.samefile(output)
        within = path.is_dir() and output.suffix.lower() in SUFFIXES and path.resolve() in output.resolve().parents
        if same or within:
            raise UsageError("A106", "the output would be written over a story", place=Place(str(output)))


def rendered(writer: Writer, report: Report, output: Path | None = None) -> str:
    """Return a report as a writer makes it, for the terminal where it goes to one."""
    width = None if output else width_of(sys.stdout)
    if width is None:
        return writer(report)
    return writer(report, color=wants_color(sys.stdout), width=width)
