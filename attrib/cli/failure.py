"""What a person sees when the job could not be done."""

from __future__ import annotations

import os
import re
import shlex
import sys
import traceback
from typing import TYPE_CHECKING, Protocol, TypeGuard

from attrib.cli.coloring import wants_color
from attrib.errors import UsageError

if TYPE_CHECKING:
    from attrib.errors import AttribError

_RED = "\x1b[1;31m"
_PLAIN = "\x1b[0m"


def show(error: AttribError) -> None:
    """Print an error with its place, the line it is on and its hint on standard error."""
    _print(describe(error, color=wants_color(sys.stderr)))


def describe(error: AttribError, *, color: bool = False) -> str:
    """Return an error as lines of text: place, code and message, the line with a caret, and the hint."""
    from attrib.render.terminal import excerpt, safe

    place = error.place
    word = f"{_RED}error{_PLAIN}" if color else "error"
    where = f"{safe(str(place))}: " if place else ""
    lines = [f"{where}{word}[{error.code}] {_lines_safe(error.message)}"]
    if place and place.text is not None and place.line is not None:
        gutter = " " * len(str(place.line))
        column = min(max((place.column or 1) - 1, 0), len(place.text))
        shown, caret = excerpt(place.text, column, min(column + 1, len(place.text)), 90)
        lines.append(f" {place.line} | {shown}")
        if place.column is not None:
            lines.append(f" {gutter} | {caret}")
    if error.hint:
        lines.append(f"hint: {_lines_safe(error.hint)}")
    return "\n".join(lines)


class Complaint(Protocol):
    """Typer's exceptions about a command line, whose classes have moved between its versions."""

    exit_code: int

    def format_message(self) -> str:
        """Return what is wrong."""


def is_complaint(error: object) -> TypeGuard[Complaint]:
    """Return whether an exception is Typer's word for a command line it cannot follow."""
    return hasattr(error, "exit_code") and hasattr(error, "format_message")


def usage_error(complaint: Complaint) -> UsageError:
    """Return a complaint about the command line as an error like all others, with what may have been meant as its hint."""
    message = complaint.format_message().removeprefix("Value error, ").replace(": Value error, ", ": ")
    # Typer proposes names within the message; here they stand in the hint, as everywhere.
    message = re.sub(r"\.? Did you mean .*$| \(Possible options: .*\)$", "", message.strip())
    context = getattr(complaint, "ctx", None)
    command = context.command_path if context is not None else "attrib"
    return UsageError("A100", message.rstrip("."), hint=_meant(message, complaint) or f"{command} --help")


def _meant(message: str, complaint: Complaint) -> str | None:
    """Return what somebody may have meant who typed an option, a command or a value that is not there."""
    from attrib.rules.problems import suggest

    command = getattr(getattr(complaint, "ctx", None), "command", None)
    if found := re.search(r"'([^']*)' is not one of (.+)", message):
        return suggest(found[1], re.findall(r"'(.+?)'", found[2]))
    if typed := getattr(complaint, "option_name", None):
        options = [name for param in getattr(command, "params", ()) for name in param.opts]
        return suggest(typed, options) if message.startswith("No such option") else None
    if found := re.fullmatch(r"No such command '(.*)'\.?", message):
        if os.path.lexists(found[1]):
            return f"attrib check {shlex.quote(found[1])}"
        return suggest(found[1], getattr(command, "commands", ()))
    return None


def show_crash(error: Exception, *, debug: bool) -> None:
    """Print an unexpected error on one line, or with its traceback."""
    if debug:
        _print("".join(traceback.format_exception(error)).rstrip())
    message = " ".join(str(error).split()) or "no message"
    _print(f"error[A999] this is a bug in attrib: {type(error).__name__}: {message}")
    if not debug:
        _print("hint: run the same command with --debug and report what it prints")


def silence_stdout() -> None:
    """Let the interpreter close a standard output that nobody reads without a complaint of its own."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lines_safe(text: str) -> str:
    from attrib.render.terminal import safe

    return "\n".join(safe(line) for line in text.splitlines())


def _print(text: str) -> None:
    encoding = sys.stderr.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)  # noqa: T201
