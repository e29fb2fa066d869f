"""Where output goes, and whether it may have colour."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, TextIO

from attrib.cli.coloring import wants_color
from attrib.cli.options import TableFormat
from attrib.errors import Place, UsageError
from attrib.read.files import SIDECARS, SUFFIXES, is_own_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from attrib.render import Writer
    from attrib.report import Report


class PipeClosedError(Exception):
    """Whoever read standard output has stopped reading."""


def width_of(stream: TextIO) -> int | None:
    """Return the columns of a terminal between 60 and 200, or None where the stream is none."""
    if not stream.isatty():
        return None
    return min(max(shutil.get_terminal_size().columns, 60), 200)


def write(text: str) -> None:
    """Write text to standard output: UTF-8, or the terminal's encoding with escapes for what it lacks.

    Raises UsageError A105 where the system refuses, PipeClosedError where nobody reads any more.
    """
    stream = sys.stdout
    encoding = stream.encoding if stream.isatty() else "utf-8"
    try:
        stream.flush()
        stream.buffer.write(text.encode(encoding or "utf-8", "backslashreplace"))
        stream.buffer.flush()
    except BrokenPipeError as error:
        raise PipeClosedError from error
    except OSError as error:
        raise not_written(error) from error


def not_written(error: OSError) -> UsageError:
    """Return what a system says about standard output as an error of ours."""
    reason = (error.strerror or str(error)).lower()
    return UsageError("A105", f"standard output cannot be written: {reason}")


def write_table(text: str, form: TableFormat) -> None:
    """Write what is counted or compared to standard output: JSON as it is, tables so that nothing steers the terminal."""
    write(text if form is TableFormat.json else safe_lines(text))


def safe_lines(text: str) -> str:
    """Return lines that hold words of stories so that nothing in them can steer the terminal."""
    from attrib.render.terminal import safe

    return "\n".join(map(safe, text.split("\n")))


def write_to(output: Path | None, text: str) -> None:
    """Write text to a file, whole or not at all, or to standard output where there is none; raises UsageError A105."""
    write_all({output: text})


def write_all(texts: Mapping[Path | None, str]) -> None:
    """Write texts to their files, each whole or not at all, and then that of None to standard output.

    Raises UsageError A105; if one of the files cannot be written, none is.
    """
    from attrib.cli.writing import write_files

    write_files({path: _encoded(text) for path, text in texts.items() if path is not None})
    if None in texts:
        write(texts[None])


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def refuse_overwriting(output: Path | None, paths: Iterable[Path], *, is_page: bool = False) -> None:
    """Raise UsageError where the output cannot be written, or would replace a story that is read or what is told of it.

    A new file in a folder that is read is refused where it would be read as a story the next time; a page that attrib
    writes would not.
    """
    if output is None:
        return
    from attrib.cli.writing import refuse_unwritable

    for path in paths:
        if _is_read(output, path, is_page=is_page):
            raise UsageError("A106", "the output would be written over a story", place=Place(str(output)))
    refuse_unwritable(output)


def _is_read(output: Path, path: Path, *, is_page: bool) -> bool:
    """Return whether a run on a path reads a file, or would if it were there."""
    if path.is_dir():
        is_html = SUFFIXES.get(output.suffix.lower()) == "html"
        if is_page and is_html and (is_own_page(output) or not output.exists()):
            return False
        suffixes = (*SUFFIXES, *SIDECARS)
        return output.name.lower().endswith(suffixes) and path.resolve() in output.resolve().parents
    read = (path, *(path.with_suffix(suffix) for suffix in SIDECARS if path.suffix))
    return output.exists() and any(one.exists() and one.samefile(output) for one in read)


def rendered(writer: Writer, report: Report, output: Path | None = None) -> str:
    """Return a report as a writer makes it: in colours and as wide as the terminal where it goes to one."""
    if output:
        return writer(report)
    from attrib.render.terminal import WIDTH

    return writer(report, color=wants_color(sys.stdout), width=width_of(sys.stdout) or WIDTH)
