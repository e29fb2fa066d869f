"""How long a run takes that knows its stories, and one with several processes: `python tests/benchmarks/warm.py`.

Checks a folder of stories made from the corpus, each with a text of its own. What is printed are seconds of the whole
process and how they compare with a first run; the best of three counts where a run is short.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).parents[2]
STORIES: Final = 200
FORMATS: Final = ("text", "concise", "json", "jsonl")
JOBS: Final = os.cpu_count() or 1


def make_stories(folder: Path, number: int) -> None:
    """Write as many stories as are wanted, no two of them alike."""
    corpus = [path for path in sorted((ROOT / "corpus").iterdir()) if path.suffix in {".txt", ".md"}]
    for count, path in enumerate(islice(cycle(corpus), number)):
        story = folder / f"{count}-{path.name}"
        story.write_text(
            f"{path.read_text(encoding='utf-8')}\nThis is story {count}, the mayor said.\n", encoding="utf-8"
        )
        sidecar = path.with_suffix(".attrib.yml")
        if sidecar.exists():
            shutil.copyfile(sidecar, story.with_suffix(".attrib.yml"))


def seconds(folder: Path, options: Sequence[str], times: int = 1) -> float:
    """Return how long a run takes, as a process of its own; the least of several."""
    command = [sys.executable, "-m", "attrib", "check", "stories", "--fail-on", "never", *options]
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - started)
    return min(taken)


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stories").mkdir()
        make_stories(folder / "stories", STORIES)
        plain = seconds(folder, ["--no-cache", "--format", "jsonl"])
        first = seconds(folder, ["--format", "jsonl"])
        several = seconds(folder, ["--no-cache", "--format", "jsonl", "--jobs", str(JOBS)])
        print(f"{STORIES} stories, without cache: {plain:.2f} s")
        print(f"first run, which fills the cache: {first:.2f} s, {first / plain:.2f} of that")
        print(f"with --jobs {JOBS}: {several:.2f} s, {several / plain:.2f} of that")
        for form in FORMATS:
            seconds(folder, ["--format", form])
            warm = seconds(folder, ["--format", form], times=3)
            print(f"unchanged, as {form}: {warm:.2f} s, {warm / plain:.3f} of that")


if __name__ == "__main__":
    main()
