"""Run `attrib check` on hostile inputs, one after the other, within bounds of time and memory: a line of JSON for each.

`python under_bounds.py FOLDER COUNT`. Nothing may open a connection or start a program. All runs share an engine, which
takes most of a command's time to build; all else is the command as it is.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

from hostile import Hostile, inputs

from attrib import app
from attrib.cli import run
from attrib.render import WRITERS

MEMORY = 3 * 2**30
SECONDS = 60
REFUSED = ("socket.connect", "socket.getaddrinfo", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.")


def main() -> None:
    """Check as many inputs as asked, each in a file of the folder."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.addaudithook(refuse)
    signal.signal(signal.SIGALRM, too_long)
    engine = app.Engine(app.Settings(policy="strict"))
    app.Engine = lambda *_, **__: engine
    forms = itertools.cycle(WRITERS)
    os.chdir(folder)
    for one in inputs(count):
        print(json.dumps(outcome(one, next(forms))), flush=True)


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what would leave the machine."""
    if event.startswith(REFUSED):
        raise PermissionError(event, *map(str, arguments))


def too_long(_signal: int, _frame: object) -> None:
    """End a run that hangs."""
    raise TimeoutError


def outcome(one: Hostile, form: str) -> dict[str, object]:
    """Return what the command said of an input: exit code, report, message, and how long it took."""
    Path(one.file).write_bytes(one.raw)
    for name in ("report.jsonl", "report"):
        Path(name).unlink(missing_ok=True)
    printed = io.StringIO()
    signal.alarm(SECONDS)
    began = time.monotonic()
    try:
        with contextlib.redirect_stderr(printed):
            outputs = ["-o", "jsonl:report.jsonl", "-o", f"{form}:report"]
            code = run(["check", one.file, "--no-cache", "--policy", "strict", *outputs])
    finally:
        signal.alarm(0)
    report = Path("report.jsonl")
    return {
        "name": one.name,
        "form": form,
        "size": len(one.raw),
        "code": code,
        "told": printed.getvalue(),
        "report": json.loads(report.read_text(encoding="utf-8")) if report.exists() else None,
        "rendered": Path("report").exists(),
        "seconds": round(time.monotonic() - began, 2),
    }


if __name__ == "__main__":
    main()
