"""What attrib prints, for README.md and docs/wire-format.md."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
SHORT_LIST: Final = re.compile(r"\[[^\[\]{}]*\]|\[\s*\[[^{}]*?\]\s*\]")


def run(command: str) -> str:
    """Return what a command line of attrib prints to standard output; raise RuntimeError where it exits with 2."""
    program, *arguments = shlex.split(command)
    assert program == "attrib"
    done = subprocess.run(
        [sys.executable, "-m", "attrib", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return done.stdout


def output(argument: str) -> str:
    """Return a command line with its output: `COMMAND ; 1-12 -3` keeps these lines and the last three."""
    command, _, kept = argument.partition(" ; ")
    lines = chosen(run(command).splitlines(), kept)
    return "\n".join(["```console", f"$ {command}", *lines, "```", ""])


def chosen(lines: list[str], kept: str) -> list[str]:
    """Return some of the lines, all where nothing is kept: `1-12 -3` are these and the last three, with a mark between."""
    shown: list[str] = []
    for part in kept.split():
        first, _, last = part.partition("-")
        some = lines[int(first) - 1 : int(last)] if first else lines[-int(last) :]
        shown += [*(["[…]"] if shown else []), *some]
    return shown or lines


def story_object(argument: str) -> str:
    """Return one story's JSON with the first thing of each list: `PATH`."""
    (line,) = run(f"attrib check {argument} --format jsonl").splitlines()
    story = json.loads(line)
    short = {key: value[:1] if isinstance(value, list) else value for key, value in story.items()}
    shown = json.dumps(short, ensure_ascii=False, indent=1)
    return f"```json\n{SHORT_LIST.sub(_on_one_line, shown)}\n```\n"


def _on_one_line(found: re.Match[str]) -> str:
    return " ".join(found[0].split()).replace("[ ", "[").replace(" ]", "]")
