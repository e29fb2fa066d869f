"""What attrib adds to its pipeline within one process, a line a measurement: microseconds of the processor, with TABs.

`added.py added FOLDER ROUNDS` prints what a token costs in the bare pipeline, and what attrib does besides;
`added.py length ROUNDS` the number of words of a story, what a word costs, and how much of that is not the pipeline's;
`added.py sentence ROUNDS` the same of stories that are one sentence without a mark.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from attrib.app import Engine
    from attrib.report import Story

WORD = re.compile(r"\w+(?:['’]\w+)?")
CORPUS = Path(__file__).parents[2] / "corpus"
LENGTHS = (500, 1000, 2000, 5000, 10000, 20000)
"""How many words the stories have whose cost by length is measured."""
SENTENCES = (500, 1000, 2000, 5000)
"""How many words the sentences have."""
BATCH = 32
"""How many stories are checked at once, as by the command line."""


class Clock:
    """Tells the pipeline's own share of the processor's time: what passes in its tokenizer and its components."""

    def __init__(self, nlp: Language) -> None:
        self.inside = 0.0
        self._make_doc, self._pipe = nlp.make_doc, nlp.pipe
        nlp.make_doc = self.make_doc  # type: ignore[method-assign]
        nlp.pipe = self.pipe  # type: ignore[assignment,method-assign]

    def make_doc(self, text: str) -> Doc:
        """Return a text in tokens."""
        start = time.process_time()
        doc = self._make_doc(text)
        self.inside += time.process_time() - start
        return doc

    def pipe(self, texts: Iterable[Any], **options: Any) -> Iterator[Doc]:
        """Yield parsed texts; what makes them is not the pipeline's share."""
        docs = iter(self._pipe(list(texts), **options))
        while True:
            start = time.process_time()
            doc = next(docs, None)
            self.inside += time.process_time() - start
            if doc is None:
                return
            yield doc


def main(figure: str, *options: str) -> None:
    """Print the measurements of some rounds, after one that is not counted."""
    from attrib.app import Engine, Settings

    engine = Engine(Settings())
    clock, rounds = Clock(engine.nlp), int(options[-1])
    for number in range(rounds + 1):
        rows = added(engine, clock, Path(options[0])) if figure == "added" else lengths(engine, clock, figure)
        for row in rows if number else ():
            print(*row, sep="\t")


def added(engine: Engine, clock: Clock, folder: Path) -> list[tuple[float, float]]:
    """Return what a token of a folder's stories costs in the bare pipeline and besides."""
    from attrib.read import find_stories, read_bytes

    files = [(path, read_bytes(path)) for path in find_stories([folder])]
    bare, tokens = parse(engine, files)
    _, own = check(engine, clock, files)
    return [(bare / tokens * 1e6, own / tokens * 1e6)]


def lengths(engine: Engine, clock: Clock, figure: str) -> list[tuple[int, float, float]]:
    """Return for stories of some lengths their words, and what a word costs in all and besides the pipeline."""
    if figure == "sentence":
        stories = [" ".join(WORD.findall(story_of(length).lower())) for length in SENTENCES]
    else:
        stories = [story_of(length) for length in LENGTHS]
    rows = []
    for raw in map(str.encode, stories):
        words = len(raw.split())
        whole, own = check(engine, clock, [(Path("story.txt"), raw)])
        rows.append((words, whole / words * 1e6, own / words * 1e6))
    return rows


def parse(engine: Engine, files: Sequence[tuple[Path, bytes]]) -> tuple[float, int]:
    """Return the seconds of the bare pipeline on what attrib parses of some files, and the number of tokens."""
    from attrib.parse.document import PARSED_KINDS, block_text

    stories = [engine.read(*file) for file in files]
    texts = [block_text(story, one)[0] for story in stories for one in story.blocks if one.kind in PARSED_KINDS]
    start = time.process_time()
    tokens = sum(len(doc) for doc in engine.nlp.pipe(texts))
    return time.process_time() - start, tokens


def check(engine: Engine, clock: Clock, files: Sequence[tuple[Path, bytes]]) -> tuple[float, float]:
    """Return the seconds of reading, checking and reporting on some files, and how many of them are not the pipeline's."""
    from attrib import __version__
    from attrib.render import WRITERS
    from attrib.report import Report

    clock.inside, start = 0.0, time.process_time()
    for first in range(0, len(files), BATCH):
        stories: list[Story] = [engine.read(*file) for file in files[first : first + BATCH]]
        WRITERS["jsonl"](Report(__version__, "default", tuple(engine.check(stories))))
    whole = time.process_time() - start
    return whole, whole - clock.inside


def story_of(words: int) -> str:
    """Return a story of about so many words, made of the paragraphs of the corpus again and again."""
    every = [path.read_text(encoding="utf-8").split("\n\n") for path in sorted(CORPUS.glob("*.txt"))]
    paragraphs = [one for story in every for one in story]
    kept: list[str] = []
    count = 0
    while count < words:
        kept.append(paragraphs[len(kept) % len(paragraphs)])
        count += len(kept[-1].split())
    return "\n\n".join(kept) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
