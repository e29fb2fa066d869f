"""What ends a run from outside: it ends at once, without a traceback, and leaves nothing half done."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED: Final = 128 + signal.SIGINT
TERMINATED: Final = 128 + signal.SIGTERM


class Terminated(BaseException):
    """Somebody has asked the process to end."""


def prepare() -> None:
    """Let a request to end the process run through the code as Ctrl-C does, and let neither get lost on the way."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.unraisablehook = _end


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


def _end(unraisable: sys.UnraisableHookArgs) -> None:
    """End the process where an interrupt came while code ran that cannot pass it on."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    if issubclass(unraisable.exc_type, Terminated):
        os._exit(TERMINATED)
    sys.__unraisablehook__(unraisable)
