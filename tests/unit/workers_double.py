"""What test_workers.py has done in other processes, which import it from here."""

from __future__ import annotations

import os
import signal
import time

from attrib.errors import InputError, PipelineError, Place


def start():
    return answer


def start_badly():
    raise PipelineError("A401", "no pipeline")


def answer(task):
    kind, value = task
    match kind:
        case "slow":
            time.sleep(value)
        case "bad":
            raise InputError("A202", f"bad {value}", place=Place("a.txt", 1))
        case "odd":
            raise OddError(value, "more")
        case "bug":
            raise ZeroDivisionError(value)
        case "gone":
            os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid(), value


class OddError(Exception):
    """An error that cannot be made again from its arguments."""

    def __init__(self, value, _more):
        super().__init__(value)
