"""One run over several stories: what earlier runs know of them, and how many processes work on the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from attrib.config import Settings
from attrib.report import Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attrib.cache import Cache, Shelf, Slot
    from attrib.config import Target
    from attrib.read import Sidecar
    from attrib.report import FindingKind, StoryReport
    from attrib.rules.load import Rules

Work: TypeAlias = Sequence[tuple[Story, Settings]]
"""Stories to check, each with its settings."""

BATCH = 32
"""How many stories are parsed together; more do not make it faster, and all are held in memory."""
PER_PROCESS = 25_000
"""How many code points of stories a further process must have to do: it takes as long to start as to check these."""
CHUNKS = 6
"""Into how many parts each process's work is cut, so that none is left with much when the others are done."""


class Engine(Protocol):
    """What reads stories by some rules."""

    rules: Rules

    def read(self, name: str, raw: bytes, sidecar: Sidecar | None = None) -> Story:
        """Return the story in a file's bytes; raises InputError."""


class Engines(Protocol):
    """What checks stories, and has an engine for each set of rules."""

    def of(self, settings: Settings) -> Engine:
        """Return the engine for some settings; raises RuleError and UsageError."""

    def check(self, stories: Work) -> Iterator[StoryReport]:
        """Yield the report on each story, in order."""


@dataclass(frozen=True)
class Unknown:
    """A story read that no earlier run has reported on, and where its report is to be kept."""

    story: Story
    settings: Settings
    slot: Slot | None = None


class Run:
    """What the stories of one run share: engines, what earlier runs know, and how many processes there are."""

    def __init__(
        self, engines: Engines, cache: Cache | None, jobs: int, start: Callable[[], Callable[[Work], list[StoryReport]]]
    ) -> None:
        """Make a run; in a process of its own, `start` returns what checks stories there."""
        self._engines = engines
        self._cache = cache
        self._jobs = jobs
        self._start = start
        self._shelves: dict[Settings, Shelf | None] = {}

    def kinds(self, settings: Settings) -> tuple[FindingKind, ...]:
        """Return what some settings look for; raises RuleError, and UsageError for settings that cannot be followed."""
        shelf = self._shelf_of(settings)
        known = shelf.kinds() if shelf else None
        if known is not None:
            return known
        from attrib.judge import kinds_of

        engine = self._engines.of(settings)
        kinds = kinds_of(engine.rules, settings.selection)
        if shelf and shelf.rules == engine.rules.digest:
            shelf.keep_kinds(kinds)
        return kinds

    def look_up(self, target: Target) -> StoryReport | Unknown:
        """Return what is known of a story, or the story as read; raises InputError."""
        from attrib.read import read_bytes, read_sidecar

        raw, sidecar = read_bytes(target.path), read_sidecar(target.path)
        name = str(target.path)
        shelf = self._shelf_of(target.settings)
        slot = shelf.slot(name, raw, sidecar.raw if sidecar else None, target.settings.today) if shelf else None
        known = slot.find(name, raw) if slot else None
        if known is not None:
            return known
        engine = self._engines.of(target.settings)
        is_same = shelf is not None and shelf.rules == engine.rules.digest
        return Unknown(engine.read(name, raw, sidecar), target.settings, slot if is_same else None)

    def check(self, stories: Sequence[Unknown]) -> Iterator[StoryReport]:
        """Yield the report on each story, in order, and keep it."""
        for one, report in zip(stories, self._reports([(one.story, one.settings) for one in stories]), strict=True):
            if one.slot is not None:
                one.slot.keep(report)
            yield report
        if self._cache is not None and stories:
            self._cache.clean()

    def _reports(self, stories: Work) -> Iterator[StoryReport]:
        from attrib import workers

        work = sum(len(story.text) for story, _ in stories)
        jobs = min(self._jobs or workers.available(), work // PER_PROCESS)
        if jobs < 2:
            yield from self._engines.check(stories)
            return
        with workers.answers(self._start, _chunks(stories, work // (jobs * CHUNKS)), jobs) as answers:
            for reports in answers:
                yield from reports

    def _shelf_of(self, settings: Settings) -> Shelf | None:
        if self._cache is None:
            return None
        if settings not in self._shelves:
            rest = repr(replace(settings, rules=(), pipeline=None))
            self._shelves[settings] = self._cache.shelf(settings.rules, settings.pipeline, rest)
        return self._shelves[settings]


def _chunks(stories: Work, size: int) -> list[list[tuple[Story, Settings]]]:
    """Return the stories in their order as lists of at least `size` code points together, none longer than a batch."""
    chunks: list[list[tuple[Story, Settings]]] = [[]]
    room = size
    for story in stories:
        if room <= 0 or len(chunks[-1]) == BATCH:
            chunks.append([])
            room = size
        chunks[-1].append(story)
        room -= len(story[0].text)
    return chunks
