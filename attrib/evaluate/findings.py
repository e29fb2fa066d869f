"""Findings held against the remarks that an editor would surely make, and against the gold ledger."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from attrib.evaluate.figures import share
from attrib.report import LEVELS, Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.evaluate.gold import Gold, GoldFinding, GoldSentence
    from attrib.report import Finding, Span, Status, Story, StoryReport

UNSOURCED: Final[frozenset[Status]] = frozenset({"unattributed", "vague"})
"""The gold statuses of sentences behind which stands nobody, or nobody in particular."""
LAYOUT: Final = frozenset({"dateline", "byline", "credit"})

_WORD: Final = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding of a report and whether its place is in a sentence that the gold calls unattributed or vague.

    `unsourced` is None where the gold has no sentence at the place.
    """

    finding: Finding
    unsourced: bool | None


@dataclass(frozen=True, slots=True)
class JudgedStory:
    """A story's findings beside those of its gold; `met` and `missed` are empty where the gold lists none."""

    words: int
    found: tuple[FoundFinding, ...]
    met: tuple[GoldFinding, ...]
    missed: tuple[GoldFinding, ...]


@dataclass(frozen=True, slots=True)
class FindingFigures:
    """How one rule did: how often it was reported, and expected, and met where expected.

    `placed` findings lie in a gold sentence, `unsourced` of them in one that is unattributed or vague.
    """

    rule: str
    reported: int
    expected: int
    met: int
    placed: int
    unsourced: int

    def as_json(self) -> dict[str, object]:
        """Return the figures by name."""
        return {
            "reported": self.reported,
            "expected": self.expected,
            "found": self.met,
            "missed": self.expected - self.met,
            "in_gold_sentences": self.placed,
            "unattributed_or_vague": share(self.unsourced, self.placed) if self.placed else None,
        }


def judge_story(gold: Gold, report: StoryReport) -> JudgedStory:
    """Return the findings of a story with what its gold says of them."""
    found = tuple(FoundFinding(finding, _unsourced(finding.span, gold.sentences or ())) for finding in report.findings)
    left = list(report.findings)
    met, missed = [], []
    for wanted in gold.findings or ():
        match = next((one for one in left if one.rule == wanted.rule and one.span.overlaps(wanted.span)), None)
        if match is None:
            missed.append(wanted)
        else:
            left.remove(match)
            met.append(wanted)
    return JudgedStory(count_words(report.story), found, tuple(met), tuple(missed))


def score_findings(stories: Sequence[JudgedStory]) -> list[FindingFigures]:
    """Return the figures of each rule that was reported or expected, the most frequent first."""
    found = [one for story in stories for one in story.found]
    reported = Counter(one.finding.rule for one in found)
    met = Counter(one.rule for story in stories for one in story.met)
    missed = Counter(one.rule for story in stories for one in story.missed)
    placed = Counter(one.finding.rule for one in found if one.unsourced is not None)
    unsourced = Counter(one.finding.rule for one in found if one.unsourced)
    order = sorted({*reported, *met, *missed}, key=lambda rule: (-reported[rule], rule))
    return [
        FindingFigures(rule, reported[rule], met[rule] + missed[rule], met[rule], placed[rule], unsourced[rule])
        for rule in order
    ]


def count_levels(stories: Sequence[JudgedStory]) -> dict[Level, int]:
    """Return how many findings have each level."""
    counts = Counter(one.finding.level for story in stories for one in story.found)
    return {level: counts[level] for level in LEVELS}


def count_words(story: Story) -> int:
    """Return how many words a story has, those of datelines, bylines and credits apart."""
    texts = (story.words(block.span) for block in story.blocks if block.kind not in LAYOUT)
    return sum(len(_WORD.findall(text)) for text in texts)


def _unsourced(place: Span, sentences: Sequence[GoldSentence]) -> bool | None:
    home = next((one for one in sentences if one.span.start <= place.start < one.span.end), None)
    return None if home is None else not UNSOURCED.isdisjoint(home.statuses)
