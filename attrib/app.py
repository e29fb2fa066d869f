"""The only place where the stages are joined: settings and paths in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.report import Report, Story, StoryReport
from attrib import __version__

if TYPE_CHECKING:
    from attrib.rules.load import Rules

BATCH = 32
"""How many stories are parsed together; more do not make it faster, and all are held in memory."""


@dataclass(frozen=True)
class Settings:
    """What a run is told: the policy, packs of rules beside the shipped one, and the pipeline (None: the shipped one)."""

    policy: str = "default"
    rules: tuple[Path, ...] = ()
    pipeline: str | None = None


def load_rules_for(settings: Settings) -> Rules:
    """Return the rules of the shipped pack and of the packs in the settings; raises RuleError."""
    from attrib.rules.load import load_rules

    return load_rules(settings.rules)


class Engine:
    """All stages with one rule set, one pipeline and one policy."""

    def __init__(self, settings: Settings, rules: Rules | None = None) -> None:
        from attrib.judge import resolve_policy

        self.settings = settings
        self.rules = rules if rules is not None else load_rules_for(settings)
        self.policy = resolve_policy(self.rules, settings.policy)
        self._stages: _Stages | None = None

    def read(self, name: str | Path, raw: bytes) -> Story:
        """Return the story in a file's bytes; raises InputError."""
        from attrib.read import read_story

        return read_story(name, raw, tuple(self.rules.layout.values()))

    def check(self, stories: Iterable[Story]) -> Iterator[StoryReport]:
        """Yield the report of each story, in order."""
        if self._stages is None:
            self._stages = _Stages(self.rules, self.settings.pipeline)
        yield from self._stages.run(stories, self.rules, self.settings.policy)


class _Stages:
    def __init__(self, rules: Rules, pipeline: str | None) -> None:
        from attrib.extract import Extractor
        from attrib.ledger import Bookkeeper
        from attrib.parse import Reading, load_pipeline
        from attrib.resolve import Resolver

        self._nlp = load_pipeline(pipeline)
        self._reading = Reading.compile(rules, self._nlp)
        self._extractor = Extractor(rules, self._nlp.vocab)
        self._resolver = Resolver(rules, self._nlp)
        self._bookkeeper = Bookkeeper(rules, self._nlp)

    def run(self, stories: Iterable[Story], rules: Rules, policy: str) -> Iterator[StoryReport]:
        from attrib.judge import judge
        from attrib.parse import parse_stories

        for parsed in parse_stories(self._nlp, stories, self._reading):
            extracted = self._extractor.extract(parsed)
            resolved = self._resolver.resolve(parsed, extracted.attributions)
            established = self._bookkeeper.establish(parsed, extracted, resolved)
            yield StoryReport(
                story=parsed.story,
                policy=policy,
                sentences=established.sentences,
                sources=established.sources,
                attributions=established.attributions,
                claims=established.claims,
                findings=judge(established, rules, policy),
            )


def check_paths(
    paths: Sequence[Path], settings: Settings, *, progress: Callable[[int, int], None] | None = None
) -> Report:
    """Return the report on files and folders, in the order of the paths; raises AttribError before anything is lost.

    `progress` is told how many of how many stories are done.
    """
    from attrib.read import find_stories, read_bytes

    engine = Engine(settings)
    files = find_stories(paths)
    stories = [engine.read(path, read_bytes(path)) for path in files]
    reports: list[StoryReport] = []
    for first in range(0, len(stories), BATCH):
        for report in engine.check(stories[first : first + BATCH]):
            reports.append(report)
            if progress is not None:
                progress(len(reports), len(stories))
    return Report(__version__, settings.policy, tuple(reports))


def check_bytes(name: str, raw: bytes, settings: Settings) -> Report:
    """Return the report on one story given as bytes; its name says how to read it."""
    engine = Engine(settings)
    return Report(__version__, settings.policy, tuple(engine.check([engine.read(name, raw)])))
