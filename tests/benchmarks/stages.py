"""One check of a story or a folder, timed part by part: a line a part on standard output, name TAB seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print how long what is done inside takes."""
    start = time.perf_counter()
    yield
    print(name, time.perf_counter() - start, sep="\t")


def main(path: Path) -> None:
    """Walk the corridor as `attrib.app` does, stage by stage over all stories."""
    with timed("import of the command line"):
        import attrib.cli  # noqa: F401
    with timed("import of pydantic and the rule loader"):
        from attrib.rules.load import load_rules
    with timed("rules: read, check, expand"):
        rules = load_rules()
    with timed("import of spaCy"):
        import spacy  # noqa: F401

        from attrib.extract import Extractor
        from attrib.judge import judge
        from attrib.ledger import Bookkeeper
        from attrib.parse import Reading, load_pipeline, parse_stories
        from attrib.resolve import Resolver
    with timed("pipeline: load"):
        nlp = load_pipeline()
    with timed("matchers: compile for names"):
        reading = Reading.compile(rules)
    with timed("matchers: compile for frames, cues, quotations"):
        extractor = Extractor(rules, nlp.vocab)
    with timed("matchers: compile for sources"):
        resolver = Resolver(rules, nlp)
    with timed("matchers: compile for claims"):
        bookkeeper = Bookkeeper(rules, nlp)
    with timed("read"):
        from attrib.read import find_stories, read_bytes, read_story

        layout = tuple(rules.layout.values())
        stories = [read_story(one, read_bytes(one), layout) for one in find_stories([path])]
    with timed("parse"):
        parsed = list(parse_stories(nlp, stories, reading))
    with timed("extract"):
        extracted = [extractor.extract(one) for one in parsed]
    with timed("resolve"):
        resolved = [resolver.resolve(one, two.attributions) for one, two in zip(parsed, extracted, strict=True)]
    with timed("ledger"):
        established = [bookkeeper.establish(*three) for three in zip(parsed, extracted, resolved, strict=True)]
    with timed("judge"):
        findings = [judge(one, rules, "default") for one in established]
    with timed("import of the writers"):
        from attrib import __version__
        from attrib.render import WRITERS
        from attrib.report import Report, StoryReport
    with timed("render"):
        reports = (
            StoryReport(one.story, "default", one.sentences, one.sources, one.attributions, one.claims, found)
            for one, found in zip(established, findings, strict=True)
        )
        WRITERS["text"](Report(__version__, "default", tuple(reports)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
