"""A run of attrib held against gold: the figures over all stories, and what went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from attrib.evaluate.attributions import KINDS, ROLES, Matched, count_frames, match_attributions, score_attributions
from attrib.evaluate.figures import Score, added, share
from attrib.evaluate.findings import FindingFigures, JudgedStory, count_levels, judge_story, score_findings
from attrib.evaluate.mistakes import Mistake, attribution_mistakes, finding_mistakes, sentence_mistakes, worst
from attrib.evaluate.sentences import LedgerFigures, Row, match_sentences, score_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attrib.evaluate.gold import Gold
    from attrib.report import Level, Story, StoryReport

SCHEMA: Final = "attrib.eval/1"
PER: Final = 1000
"""Findings are told per so many words."""


@dataclass
class Evaluation:
    """What is known of the stories evaluated so far; `add` takes the next."""

    stories: int = 0
    _matched: list[Matched] = field(default_factory=list)
    _ledgers: list[tuple[Story, list[Row]]] = field(default_factory=list)
    _judged: list[tuple[Story, JudgedStory]] = field(default_factory=list)
    _lists_findings: bool = False

    def add(self, gold: Gold, report: StoryReport) -> None:
        """Take a story's report and its gold."""
        self.stories += 1
        self._judged.append((report.story, judge_story(gold, report)))
        self._lists_findings = self._lists_findings or gold.findings is not None
        if gold.attributions is not None:
            self._matched.append(match_attributions(gold.attributions, report))
        if gold.sentences is not None:
            self._ledgers.append((report.story, match_sentences(gold.sentences, report)))

    @property
    def attributions(self) -> dict[str, Score] | None:
        """Return the scores of the attributions by name, or None where no gold has any."""
        return added(map(score_attributions, self._matched)) if self._matched else None

    @property
    def attribution_stories(self) -> int:
        """Return how many stories have gold attributions."""
        return len(self._matched)

    @property
    def frames(self) -> dict[str, Counter[str]]:
        """Return the counts of each frame, that with the most attributions first; see `count_frames`."""
        totals: dict[str, Counter[str]] = {}
        for matched in self._matched:
            for frame, count in count_frames(matched).items():
                totals.setdefault(frame, Counter()).update(count)
        return dict(sorted(totals.items(), key=lambda item: (-item[1]["found"], item[0])))

    @property
    def ledger(self) -> LedgerFigures | None:
        """Return the figures of the ledger, or None where no gold has sentences."""
        return score_ledger([row for _, rows in self._ledgers for row in rows]) if self._ledgers else None

    @property
    def findings(self) -> list[FindingFigures]:
        """Return the figures of each rule that was reported or expected."""
        return score_findings([judged for _, judged in self._judged])

    @property
    def expects_findings(self) -> bool:
        """Tell whether any gold lists the findings that are expected."""
        return self._lists_findings

    @property
    def levels(self) -> Mapping[Level, int]:
        """Return how many findings have each level."""
        return count_levels([judged for _, judged in self._judged])

    @property
    def words(self) -> int:
        """Return how many words the stories have, layout apart."""
        return sum(judged.words for _, judged in self._judged)

    @property
    def loudness(self) -> float:
        """Return how many errors and warnings there are per 1,000 words."""
        return share(PER * (self.levels["error"] + self.levels["warning"]), self.words)

    def mistakes(self, count: int) -> dict[str, list[Mistake]]:
        """Return the worst mistakes in attributions, sentences and findings, at most `count` of each."""
        kinds: dict[str, Iterator[Mistake]] = {
            "attributions": (one for matched in self._matched for one in attribution_mistakes(matched)),
            "sentences": (one for story, rows in self._ledgers for one in sentence_mistakes(rows, story)),
            "findings": (one for story, judged in self._judged for one in finding_mistakes(judged, story)),
        }
        return {kind: worst(list(found), count) for kind, found in kinds.items()}


def as_json(evaluation: Evaluation, policy: str, errors: int = 0) -> dict[str, Any]:
    """Return an evaluation as a JSON object (schema `attrib.eval/1`), with as many mistakes of each kind as wanted."""
    ledger = evaluation.ledger
    scores = evaluation.attributions
    return {
        "schema": SCHEMA,
        "policy": policy,
        "stories": evaluation.stories,
        "words": evaluation.words,
        "attributions": _attributions_json(scores, evaluation.attribution_stories) if scores is not None else None,
        "frames": {frame: dict(count) for frame, count in evaluation.frames.items()},
        "ledger": ledger.as_json() if ledger is not None else None,
        "findings": {one.rule: one.as_json() for one in evaluation.findings},
        "levels": dict(evaluation.levels),
        "errors_and_warnings_per_1000_words": evaluation.loudness,
        "mistakes": {
            kind: [{"place": one.place, "message": one.message} for one in found]
            for kind, found in evaluation.mistakes(errors).items()
        },
    }


def _attributions_json(scores: Mapping[str, Score], documents: int) -> dict[str, Any]:
    linked = scores["linked"]
    return {
        "documents": documents,
        "gold": linked.gold,
        "predicted": linked.predicted,
        **{role: {how: scores[f"{role}.{how}"].as_json() for how in ("token", "exact")} for role in ROLES},
        "linked": linked.as_json(),
        "source_accuracy": scores["source"].recall,
        "recall_by_type": {kind: scores[f"kind.{kind}"].recall for kind in KINDS if scores[f"kind.{kind}"].gold},
    }
