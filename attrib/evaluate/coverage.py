"""Which rules fire over a folder of stories, how often, how right they are where gold exists, and which never do."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from attrib.evaluate.attributions import match_attributions
from attrib.evaluate.cue_uses import CueUse, CueUses
from attrib.evaluate.find import find_any_gold
from attrib.evaluate.findings import judge_story
from attrib.evaluate.matching import PatternMatchers, Stages
from attrib.judge import carried_in
from attrib.read import find_stories, match_length, read_bytes, read_sidecar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from attrib.evaluate.gold import Gold
    from attrib.parse import ParsedStory
    from attrib.report import Established, Level, Story, StoryReport
    from attrib.rules.load import Rules

K = TypeVar("K")

BATCH: Final = 32
KINDS: Final = ("frames", "cues", "sources", "markers", "blockers", "layout", "claims", "contents", "findings")
"""The kinds of rules that fire, in the order in which they are told."""


class JudgingStages(Stages, Protocol):
    """What counting over stories needs of the engine."""

    @property
    def policy(self) -> Mapping[str, Level]:
        """Return the level of each finding that is reported."""

    def judged(self, established: Established) -> StoryReport:
        """Return the report on what is established about a story."""


@dataclass
class Coverage:
    """How often each rule fired, by kind and id, and how often each entry of the cue lexicon did.

    Counted are `fired` and `stories`; of attributions in stories with gold `judged` and of these `cue` (the cue
    overlaps a gold cue) and `linked`; of findings `expected` by gold and `met`.
    """

    rules: Rules
    silenced: frozenset[str] = frozenset()
    """The findings that the policy does not report."""
    stories: int = 0
    with_gold: int = 0
    counts: dict[str, dict[str, Counter[str]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    lemmas: dict[CueUse, Counter[str]] = field(default_factory=dict)

    def fired(self, kind: str) -> dict[str, Counter[str]]:
        """Return the counts of the rules of a kind that fired or that gold expected, the most frequent first."""
        return dict(sorted(self.counts[kind].items(), key=lambda item: (-item[1]["fired"], item[0])))

    def never(self, kind: str) -> list[str]:
        """Return the rules of a kind that never fired, in load order; those that the policy silences apart."""
        fired = {name for name, count in self.counts[kind].items() if count["fired"]}
        silenced = self.silenced if kind == "findings" else frozenset()
        return [name for name in self.rules.of_kind(kind) if name not in fired | silenced]

    def never_used(self) -> list[CueUse]:
        """Return the entries of the cue lexicon on which no attribution rests, in load order."""
        return [use for use in CueUses(self.rules).all() if use not in self.lemmas]


def cover(folder: Path, stages: JudgingStages, progress: Callable[[int, int], None] | None = None) -> Coverage:
    """Return which rules fire on the stories under a folder, and how right they are where gold lies beside them.

    All stories and gold are read before the first story is checked; raises AttribError where one cannot be.
    """
    gold_of = {os.path.realpath(file.story): file for file in find_any_gold(folder)}
    stories = [stages.read(path, read_bytes(path), read_sidecar(path)) for path in find_stories([folder])]
    files = [gold_of.get(os.path.realpath(story.path)) for story in stories]
    golds = [file.read(story) if file else None for file, story in zip(files, stories, strict=True)]
    counter = _Counter(stages)
    for first in range(0, len(stories), BATCH):
        batch = stages.establish(stories[first : first + BATCH])
        for gold, (parsed, established) in zip(golds[first : first + BATCH], batch, strict=True):
            counter.add(parsed, established, stages.judged(established), gold)
            if progress is not None:
                progress(counter.coverage.stories, len(stories))
    return counter.coverage


class _Counter:
    """Counts story by story."""

    def __init__(self, stages: JudgingStages) -> None:
        self.coverage = Coverage(stages.rules, frozenset(stages.rules.findings) - set(stages.policy))
        self._matchers = PatternMatchers(stages.rules, stages.nlp)
        self._uses = CueUses(stages.rules)

    def add(self, parsed: ParsedStory, established: Established, report: StoryReport, gold: Gold | None) -> None:
        """Count what fired in a story."""
        coverage = self.coverage
        coverage.stories += 1
        coverage.with_gold += gold is not None
        here: dict[str, dict[str, Counter[str]]] = {
            **{kind: _fired(count) for kind, count in self._matchers.count(parsed).items()},
            "layout": _fired(Counter(self._layout(report.story))),
            "sources": _fired(Counter(source.rule for source in report.sources)),
            "contents": _fired(self._contents(established)),
            "findings": _findings(report, gold),
        }
        here["frames"], here["cues"], lemmas = self._attributions(report, gold)
        for kind, counts in here.items():
            _merge(coverage.counts[kind], counts)
        _merge(coverage.lemmas, lemmas)

    def _layout(self, story: Story) -> Iterable[str]:
        for block in story.blocks:
            text = story.words(block.span)
            rules = (rule for rule in self.coverage.rules.layout.values() if rule.block == block.kind)
            rule = next((rule for rule in rules if match_length(rule, text)), None)
            if rule is not None:
                yield rule.id

    def _contents(self, established: Established) -> Counter[str]:
        rules = self.coverage.rules
        return Counter(name for some in carried_in(established, rules) for name in some if name in rules.contents)

    def _attributions(
        self, report: StoryReport, gold: Gold | None
    ) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]], dict[CueUse, Counter[str]]]:
        frames: dict[str, Counter[str]] = defaultdict(Counter)
        classes: dict[str, Counter[str]] = defaultdict(Counter)
        lemmas: dict[CueUse, Counter[str]] = defaultdict(Counter)
        rights = _rights(report, gold)
        for at, one in enumerate(report.attributions):
            for count in (frames[one.rule], classes[one.cue_class], lemmas[self._uses.of(one, report.story)]):
                count["fired"] += 1
                count.update(rights[at] if rights else {})
        return frames, classes, lemmas


def _rights(report: StoryReport, gold: Gold | None) -> list[dict[str, int]]:
    """Return for each attribution what counts of it are right, or nothing where the gold has no attributions."""
    if gold is None or gold.attributions is None:
        return []
    matched = match_attributions(gold.attributions, report)
    cues: Collection[int] = frozenset().union(*(one.tokens["cue"] for one in matched.gold))
    linked = set(matched.links.values())
    return [
        {"judged": 1, "cue": int(not one.tokens["cue"].isdisjoint(cues)), "linked": int(at in linked)}
        for at, one in enumerate(matched.predicted)
    ]


def _findings(report: StoryReport, gold: Gold | None) -> dict[str, Counter[str]]:
    counts = _fired(Counter(one.rule for one in report.findings))
    if gold is None or gold.findings is None:
        return counts
    judged = judge_story(gold, report)
    for name, some in (("met", judged.met), ("missed", judged.missed)):
        for one in some:
            count = counts.setdefault(one.rule, Counter())
            count["expected"] += 1
            count["met"] += name == "met"
    return counts


def _fired(counts: Counter[str]) -> dict[str, Counter[str]]:
    return {name: Counter(fired=count) for name, count in counts.items()}


def _merge(into: dict[K, Counter[str]], counts: Mapping[K, Counter[str]]) -> None:
    """Add the counts of one story."""
    for name, count in counts.items():
        total = into.setdefault(name, Counter())
        total.update(count)
        total["stories"] += bool(count["fired"])
