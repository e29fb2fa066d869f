"""What attrib costs beside its bare language pipeline: run `python tests/benchmarks/speed.py`; pytest passes it over.

Every figure is a median over rounds in which attrib and bare spaCy take turns, so that a machine busy with other things
slows both: in fresh processes and by the clock for a cold check and a folder, within one process and by the processor
for what attrib adds to its pipeline on the stories of a folder, and for how time grows with the length of a story.
`--stages` adds where attrib's time goes.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"

WORDS = 500
"""How long the story of the first figure is."""
COPIES = 4
"""How often the corpus is in the folder of the second figure."""
COLD_LIMIT = 1.3
FOLDER_LIMIT = 1.5
ADDED_LIMIT = 1.25
LENGTH_LIMIT = 1.25
"""How much more a word of the longest story may cost than one of the shortest."""
SENTENCE_LIMIT = 1.5
"""The same of stories that are one sentence without a mark, which take the parser alone longer."""
FIGURES = ("cold", "folder", "added", "length", "sentence")

COLD_BARE = """
import sys, spacy
from attrib.parse.pipeline import SHIPPED
spacy.load(SHIPPED)(open(sys.argv[1], encoding="utf-8").read())
"""
FOLDER_BARE = """
import sys, spacy
from pathlib import Path
from attrib.parse.pipeline import SHIPPED
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
for doc in spacy.load(SHIPPED).pipe(texts):
    pass
"""
ATTRIB = "import sys; from attrib.cli import run; sys.exit(run(['check', '--fail-on', 'never', sys.argv[1]]))"


class Cost(NamedTuple):
    """What one process took, in seconds of the clock and of the processor."""

    wall: float
    cpu: float


def main() -> int:
    """Print the ratios, and return 1 where one is above its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", nargs="*", default=FIGURES, metavar="FIGURE", help=", ".join(FIGURES))
    parser.add_argument("--repeat", type=int, default=7, help="rounds a figure (default: 7)")
    parser.add_argument("--stories", type=Path, default=CORPUS, help="the folder for `added` (default: corpus)")
    parser.add_argument("--stages", action="store_true", help="show where the time of one run goes")
    options = parser.parse_args()
    if unknown := set(options.figures) - set(FIGURES):
        parser.error(f"no such figure: {', '.join(sorted(unknown))}")
    few, kept = max(3, options.repeat // 2), True
    with tempfile.TemporaryDirectory() as temporary:
        story, folder = write_story(Path(temporary)), write_folder(Path(temporary))
        if "cold" in options.figures:
            kept &= show("one cold check of a 500-word story", compare(COLD_BARE, story, options.repeat), COLD_LIMIT)
        if "folder" in options.figures:
            count = len(list(folder.iterdir()))
            kept &= show(f"a folder of {count} stories", compare(FOLDER_BARE, folder, few), FOLDER_LIMIT)
        if "added" in options.figures:
            kept &= show_added(measured("added.py", "added", str(options.stories.resolve()), str(options.repeat)))
        if "length" in options.figures:
            kept &= show_lengths("a story", measured("added.py", "length", str(few)), LENGTH_LIMIT)
        if "sentence" in options.figures:
            rows = measured("added.py", "sentence", str(few))
            kept &= show_lengths("a sentence without a mark", rows, SENTENCE_LIMIT)
        if options.stages:
            for path in (story, folder):
                show_stages(path)
    return int(not kept)


def write_story(place: Path) -> Path:
    """Return a story of about `WORDS` words made of whole paragraphs of the corpus."""
    paragraphs = (CORPUS / "port-strike.txt").read_text(encoding="utf-8").split("\n\n")
    paragraphs += (CORPUS / "coast-railway.txt").read_text(encoding="utf-8").split("\n\n")[3:]
    kept: list[str] = []
    while paragraphs and sum(len(one.split()) for one in kept) < WORDS:
        kept.append(paragraphs.pop(0))
    path = place / "story.txt"
    path.write_text("\n\n".join(kept) + "\n", encoding="utf-8")
    return path


def write_folder(place: Path) -> Path:
    """Return a folder with `COPIES` copies of each plain story of the corpus."""
    folder = place / "stories"
    folder.mkdir()
    for path in CORPUS.glob("*.txt"):
        for copy in range(COPIES):
            shutil.copyfile(path, folder / f"{path.stem}-{copy}.txt")
    return folder


def compare(bare: str, path: Path, repeat: int) -> tuple[Cost, Cost]:
    """Return the median costs of bare spaCy and of attrib on a path, after one round that only warms the disk."""
    rounds = [(run(bare, path), run(ATTRIB, path)) for _ in range(repeat + 1)][1:]
    return medians(one for one, _ in rounds), medians(other for _, other in rounds)


def run(program: str, path: Path) -> Cost:
    """Return what a program of one argument takes in a fresh process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    # An installed program runs from bytecode; where writing it is turned off, a checkout would be compiled each time.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", program, str(path)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def medians(costs: Iterable[Cost]) -> Cost:
    """Return the median of each kind of cost."""
    walls, cpus = zip(*costs, strict=True)
    return Cost(median(walls), median(cpus))


def show(what: str, costs: tuple[Cost, Cost], limit: float) -> bool:
    """Print a ratio, and return whether it keeps to its limit."""
    bare, attrib = costs
    ratio = attrib.wall / bare.wall
    print(
        f"{what}: attrib {attrib.wall:.2f} s, bare pipeline {bare.wall:.2f} s, "
        f"ratio {ratio:.2f} (at most {limit}); of processor time {attrib.cpu / bare.cpu:.2f}"
    )
    return ratio <= limit


def measured(script: str, *arguments: str) -> list[list[str]]:
    """Return the fields of the lines that another script of this folder prints."""
    command = [sys.executable, str(Path(__file__).with_name(script)), *arguments]
    done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def show_added(rows: Sequence[Sequence[str]]) -> bool:
    """Print what attrib adds to its pipeline, and return whether it keeps to its limit."""
    bare, own = zip(*((float(bare), float(own)) for bare, own in rows), strict=True)
    ratio = median(1 + added / alone for alone, added in zip(bare, own, strict=True))
    print(
        f"all of attrib in one process: {median(own):.1f} µs a token besides the pipeline's {median(bare):.1f}, "
        f"ratio {ratio:.3f} (at most {ADDED_LIMIT})"
    )
    return ratio <= ADDED_LIMIT


def show_lengths(what: str, rows: Sequence[Sequence[str]], limit: float) -> bool:
    """Print what a word costs by the length of what it stands in, and return whether the longest keeps to its limit."""
    costs: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for words, whole, own in rows:
        costs[int(words)].append((float(whole), float(own)))
    print(f"the length of {what}: µs a word, and those besides the pipeline's")
    for words, some in costs.items():
        print(f"  {words:6} words  {median(whole for whole, _ in some):6.1f}  {median(own for _, own in some):6.1f}")
    shortest, *_, longest = costs.values()
    ratio = median(whole for whole, _ in longest) / median(whole for whole, _ in shortest)
    own = median(own for _, own in longest) / median(own for _, own in shortest)
    print(f"  a word of the longest to one of the shortest: {ratio:.2f} (at most {limit}); besides {own:.2f}")
    return ratio <= limit


def show_stages(path: Path) -> None:
    """Print the seconds and shares that each part of one run of attrib takes."""
    print_rows(path, [(name, float(seconds)) for name, seconds in measured("stages.py", str(path))])


def print_rows(path: Path, rows: Sequence[tuple[str, float]]) -> None:
    """Print seconds and shares of the whole."""
    whole = sum(seconds for _, seconds in rows)
    print(f"\n{path.name}: {whole:.2f} s")
    for name, seconds in rows:
        print(f"  {seconds:7.3f} s  {seconds / whole:4.0%}  {name}")


if __name__ == "__main__":
    sys.exit(main())
