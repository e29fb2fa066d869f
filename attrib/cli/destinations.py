"""Where the reports of a run go: which format to which file, told by `--format` and `--output`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrib.errors import Place, UsageError
from attrib.render import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DEFAULT: Final = "text"
STDOUT: Final = Path("-")
_PREFIXED: Final = re.compile(r"([^:/\\]{2,}):(.*)", re.DOTALL)
"""A format before a colon; one letter is a drive of Windows, and what holds a slash is a path."""
_STDOUT_NAMES: Final = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})


@dataclass(frozen=True, slots=True)
class Destination:
    """One report of a run: its format, and the file it goes to (None: standard output)."""

    form: str
    path: Path | None = None


def destinations(form: str | None, outputs: Sequence[str], *, silent: bool = False) -> tuple[Destination, ...]:
    """Return where to write which format: standard output, or what the outputs say, each as `[FORMAT:]FILE`.

    `form` is the format of outputs that name none. Where all name one, it goes to standard output, so that it is never
    without effect. `silent` leaves out standard output. Raises UsageError A113 for a format that does not exist, A114
    for an output without a file and for two to one place.
    """
    checked = check_format(form) if form is not None else DEFAULT
    found = [_destination(output, checked) for output in outputs]
    bare = any(_format_of(output) is None for output in outputs)
    if not outputs or (form is not None and not bare):
        found.append(Destination(checked))
    _refuse_collisions(found)
    return tuple(one for one in found if one.path is not None or not silent)


def check_format(name: str) -> str:
    """Return the name of a format; raises UsageError A113 for one that does not exist."""
    if name in WRITERS:
        return name
    close = get_close_matches(name.strip().lower(), WRITERS, n=1)
    hint = f"did you mean `{close[0]}`?" if close else f"the formats are {', '.join(WRITERS)}"
    raise UsageError("A113", f"there is no format called {name!r}", hint=hint)


def _format_of(output: str) -> str | None:
    """Return the format that an output names, or None; raises UsageError A113 where what stands there is none."""
    prefixed = _PREFIXED.fullmatch(output)
    if not prefixed:
        return None
    name = prefixed[1]
    if name in WRITERS:
        return name
    close = get_close_matches(name.strip().lower(), WRITERS, n=1)
    wanted = f"did you mean `{close[0]}:{prefixed[2]}`?" if close else f"the formats are {', '.join(WRITERS)}."
    hint = f"{wanted} A file with a colon in its name is written `./{output}`"
    raise UsageError("A113", f"there is no format called {name!r}", hint=hint)


def _destination(output: str, form: str) -> Destination:
    named = _format_of(output)
    path = output if named is None else output[len(named) + 1 :]
    if not path:
        raise UsageError("A114", f"the output {output!r} names no file", hint=f"--output {named or form}:FILE")
    if path.endswith(("/", os.sep)):
        raise UsageError("A114", "the output is a folder, not a file", place=Place(path))
    return Destination(named or form, None if path in _STDOUT_NAMES else Path(path))


def _refuse_collisions(found: Iterable[Destination]) -> None:
    places: set[str | None] = set()
    for one in found:
        place = None if one.path is None else os.path.realpath(one.path)
        if place in places:
            where = "standard output" if one.path is None else "one file"
            raise UsageError("A114", f"two reports would go to {where}", place=Place(str(one.path or STDOUT)))
        places.add(place)
