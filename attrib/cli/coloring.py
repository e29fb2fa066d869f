"""Whether output has colours: as the command line says, else as the environment says, else where a terminal is."""

from __future__ import annotations

import os
from contextvars import ContextVar
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, TextIO, TypeAlias

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence


class When(StrEnum):
    """When output has colours."""

    auto = "auto"
    always = "always"
    never = "never"


Color: TypeAlias = Annotated[
    When, typer.Option("--color", metavar="WHEN", help="Colours: auto (on a terminal), always or never.")
]
"""An option that commands have for their help; it is obeyed by `obey`, wherever it stands."""

_OPTION: Final = "--color"
_chosen: ContextVar[When] = ContextVar("color", default=When.auto)


def obey(arguments: Sequence[str]) -> None:
    """Take from a command line when output has colours, before anything about it can fail.

    What is no such word is left for the command to complain of.
    """
    _chosen.set(When.auto)
    for at, argument in enumerate(arguments):
        if argument == "--":
            return
        name, _, value = argument.partition("=")
        word = value if argument != _OPTION else "".join(arguments[at + 1 : at + 2])
        if name == _OPTION and word in tuple(When):
            _chosen.set(When(word))


def wants_color(stream: TextIO) -> bool:
    """Return whether what is written to a stream may have colours; see https://no-color.org and https://force-color.org."""
    chosen = _chosen.get()
    if chosen is not When.auto:
        return chosen is When.always
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
