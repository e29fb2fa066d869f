"""How far a long run is, for a person who is watching."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 1.5
"""Seconds before anything is shown."""
PAUSE = 0.2
"""Seconds between two updates."""


@contextmanager
def watch(stream: TextIO, *, quiet: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """Yield what is told how many stories are done, of how many; None where nobody watches the stream."""
    if quiet or not stream.isatty():
        yield None
        return
    started = shown = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - started < PATIENCE or now - shown < PAUSE:
            return
        shown = now
        stream.write(f"\r\x1b[Kattrib: {done} of {total} stories")
        stream.flush()

    try:
        yield tell
    finally:
        if shown != started:
            stream.write("\r\x1b[K")
            stream.flush()
