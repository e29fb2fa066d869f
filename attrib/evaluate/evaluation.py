"""A run of attrib held against gold: the figures over all stories, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from attrib.evaluate.attributions import KINDS, ROLES, Matched, match_attributions, score_attributions
from attrib.evaluate.figures import Score, added, share
from attrib.evaluate.findings import FindingFigures, JudgedStory, count_levels, judge_story, score_findings
from attrib.evaluate.groups import Grouping, count_groups, count_missed_cues
from attrib.evaluate.mistakes import (
    Mistake,
    MistakenGroup,
    finding_mistakes,
    group_mistakes,
    sentence_mistakes,
    worst,
)
from attrib.evaluate.sentences import LedgerFigures, Row, match_sentences, score_ledger
from attrib.evaluate.view import View

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from attrib.evaluate.gold import Gold
    from attrib.report import Level, Story, StoryReport

SCHEMA: Final = "attrib.eval/1"
PER: Final = 1000
"""Findings are told per so many words."""


@dataclass
class Evaluation:
    """What is known of the stories evaluated so far, which are `seen` with their gold; `add` takes the next."""

    seen: list[tuple[Gold, StoryReport]] = field(default_factory=list)
    _matched: list[Matched] = field(default_factory=list)
    _ledgers: list[tuple[Story, list[Row]]] = field(default_factory=list)
    _judged: list[tuple[Story, JudgedStory]] = field(default_factory=list)
    _lists_findings: bool = False

    def add(self, gold: Gold, report: StoryReport) -> None:
        """Take a story's report and its gold."""
        self.seen.append((gold, report))
        self._judged.append((report.story, judge_story(gold, report)))
        self._lists_findings = self._lists_findings or gold.findings is not None
        if gold.attributions is not None:
            self._matched.append(match_attributions(gold.attributions, report))
        if gold.sentences is not None:
            self._ledgers.append((report.story, match_sentences(gold.sentences, report)))

    @property
    def stories(self) -> int:
        """Return how many stories there are."""
        return len(self.seen)

    @property
    def attributions(self) -> dict[str, Score] | None:
        """Return the scores of the attributions by name, or None where no gold has any."""
        return added(map(score_attributions, self._matched)) if self._matched else None

    @property
    def attribution_stories(self) -> int:
        """Return how many stories have gold attributions."""
        return len(self._matched)

    def groups(self, grouping: Grouping) -> dict[str, Counter[str]]:
        """Return the counts of each group of attributions; see `count_groups`."""
        return count_groups(self._matched, grouping)

    @property
    def missed_cues(self) -> Counter[str]:
        """Return how many gold attributions were missed, by the words of their cue."""
        return count_missed_cues(self._matched)

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

    def attribution_mistakes(self, view: View) -> tuple[list[MistakenGroup], list[MistakenGroup]]:
        """Return the mistakes in what was found by the first grouping of a view, and what was missed; by kind."""
        grouping = view.by[0]
        found, missed = group_mistakes(self._matched, grouping, view.errors, view.only)
        return (found[: view.top] if grouping == "lemma" else found), missed

    def mistakes(self, view: View) -> dict[str, list[Mistake]]:
        """Return the worst mistakes in sentences and findings, as many of each as a view asks for."""
        sentences = (one for story, rows in self._ledgers for one in sentence_mistakes(rows, story))
        rule = view.only.finding
        findings = (one for story, judged in self._judged for one in finding_mistakes(judged, story, rule))
        return {
            "sentences": [] if view.only.narrows else worst(list(sentences), view.errors),
            "findings": [] if view.only.is_about_attributions else worst(list(findings), view.errors),
        }


def as_json(evaluation: Evaluation, policy: str, view: View | None = None) -> dict[str, Any]:
    """Return an evaluation as a JSON object (schema `attrib.eval/1`), with the mistakes and lemmas a view asks for."""
    view = view or View()
    ledger = evaluation.ledger
    scores = evaluation.attributions
    lemmas = "lemma" in view.by
    return {
        "schema": SCHEMA,
        "policy": policy,
        "stories": evaluation.stories,
        "words": evaluation.words,
        "attributions": _attributions_json(scores, evaluation.attribution_stories) if scores is not None else None,
        "frames": _counts(evaluation.groups("frame")),
        "classes": _counts(evaluation.groups("class")),
        "kinds": _counts(evaluation.groups("kind")),
        "lemmas": _counts(evaluation.groups("lemma")) if lemmas else None,
        "missed_cues": dict(evaluation.missed_cues.most_common()) if lemmas else None,
        "ledger": ledger.as_json() if ledger is not None else None,
        "findings": {one.rule: one.as_json() for one in evaluation.findings},
        "levels": dict(evaluation.levels),
        "errors_and_warnings_per_1000_words": evaluation.loudness,
        "mistakes": _mistakes_json(evaluation, view),
    }


def _counts(groups: Mapping[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {name: dict(count) for name, count in groups.items()}


def _mistakes_json(evaluation: Evaluation, view: View) -> dict[str, list[dict[str, object]]]:
    if not view.errors:
        return {"attributions": [], "sentences": [], "findings": []}
    groups = [group for some in evaluation.attribution_mistakes(view) for group in some]
    others = evaluation.mistakes(view)
    return {
        "attributions": [one.as_json() for group in groups for one in group.shown],
        **{kind: [{"place": one.place, "message": one.message} for one in some] for kind, some in others.items()},
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
