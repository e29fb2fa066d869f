"""The step of the GitHub Action (action.yml) that checks: inputs from the environment in, annotations and files out.

Inputs never pass through a shell. Run by the Python of the environment in which attrib is installed.
"""

from __future__ import annotations

import json
import os
import secrets
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

SUMMARY_LIMIT: Final = 1_000_000
"""Bytes of a step's summary; GitHub refuses more than 1 MiB."""


def main() -> int:
    """Check, tell GitHub, and return attrib's exit code."""
    work = Path(os.environ["RUNNER_TEMP"]) / f"attrib-{secrets.token_hex(4)}"
    work.mkdir()
    files = {
        "sarif-file": work / "attrib.sarif",
        "markdown-file": work / "attrib.md",
        "json-file": work / "attrib.json",
    }
    done = subprocess.run(
        [sys.executable, "-I", "-m", "attrib", "check", *arguments(files)],
        cwd=os.environ.get("GITHUB_WORKSPACE") or None,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    tell(done.stderr, failed=done.returncode not in {0, 1})
    written = {name: str(path) for name, path in files.items() if path.is_file() and done.returncode in {0, 1}}
    counts = counted(files["json-file"]) if "json-file" in written else {}
    report({**written, **counts, "exit-code": str(done.returncode)})
    if os.environ.get("INPUT_SUMMARY") == "true" and "markdown-file" in written:
        summarise(files["markdown-file"])
    return done.returncode


def arguments(files: dict[str, Path]) -> list[str]:
    """Return what follows `attrib check`."""
    given = {name: os.environ.get(f"INPUT_{name}", "").strip() for name in ("POLICY", "FAIL_ON", "SINCE", "CONFIG")}
    folder = os.environ.get("INPUT_WORKING_DIRECTORY") or "."
    if given["CONFIG"]:
        given["CONFIG"] = str(Path(folder, given["CONFIG"]))
    options = [f"--{name.lower().replace('_', '-')}={value}" for name, value in given.items() if value]
    outputs = {"sarif-github": files["sarif-file"], "markdown": files["markdown-file"], "json": files["json-file"]}
    options += [f"--output={form}:{path}" for form, path in outputs.items()]
    log = "github" if os.environ.get("INPUT_ANNOTATIONS") == "true" else "concise"
    paths = [line.strip() for line in os.environ.get("INPUT_PATHS", "").splitlines() if line.strip()] or ["."]
    placed = [str(Path(folder, path)) for path in paths]
    # What a runner finds in a cache may have come with the pull request.
    return [*options, "--no-cache", f"--output={log}:-", *shlex.split(os.environ.get("INPUT_ARGS", "")), "--", *placed]


def tell(words: str, *, failed: bool) -> None:
    """Print what attrib said on standard error, so that nothing in it is taken for a command of the runner."""
    sys.stdout.flush()
    if words.strip():
        token = secrets.token_hex(16)
        print(f"::stop-commands::{token}\n{words.rstrip()}\n::{token}::")
    if failed:
        escaped = words.strip().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        print(f"::error title=attrib could not do its job::{escaped}")
    sys.stdout.flush()


def counted(path: Path) -> dict[str, str]:
    """Return how many findings there are, by the names of the action's outputs."""
    levels = json.loads(path.read_text(encoding="utf-8"))["summary"]["findings"]
    total = sum(levels.values())
    return {"findings": str(total), "errors": str(levels["error"]), "warnings": str(levels["warning"])}


def report(outputs: dict[str, str]) -> None:
    """Hand outputs to the runner."""
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in outputs.items())


def summarise(markdown: Path) -> None:
    """Put findings on the page of the job, as far as there is room."""
    text = markdown.read_bytes()[:SUMMARY_LIMIT].decode("utf-8", "ignore")
    with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as file:
        file.write(f"{text.rstrip()}\n")


if __name__ == "__main__":
    sys.exit(main())
