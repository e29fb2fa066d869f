"""An evaluation as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.evaluate.attributions import KINDS, ROLES
from attrib.evaluate.figures import share
from attrib.evaluate.mistake_tables import mistake_lines

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping, Sequence

    from attrib.evaluate.evaluation import Evaluation
    from attrib.evaluate.figures import Score
    from attrib.evaluate.findings import FindingFigures
    from attrib.evaluate.groups import Counts, Grouping
    from attrib.evaluate.sentences import LedgerFigures
    from attrib.evaluate.view import View

NARROW, WIDE = 14, 30
HEADINGS = {"frame": "Frames", "class": "Classes of cues"}


def render(evaluation: Evaluation, policy: str, view: View) -> str:
    """Return the figures as lines of text, with the groups and the mistakes that a view asks for."""
    return "\n".join(_lines(evaluation, policy, view)) + "\n"


def render_comparison(scores: Mapping[str, Score] | None, name: str, refused: int) -> str:
    """Return the figures of another finder of attributions as lines of text to stand below those of attrib."""
    table = _attributions(scores, kinds=True) if scores is not None else ["No gold attributions to compare with."]
    return "\n".join(["", f"The same with {name} ({refused} paragraphs refused)", *table]) + "\n"


def _lines(evaluation: Evaluation, policy: str, view: View) -> Iterator[str]:
    yield f"{evaluation.stories} stories, {evaluation.words:,} words, policy {policy}"
    scores, ledger = evaluation.attributions, evaluation.ledger
    if scores is not None:
        yield ""
        yield from _attributions(scores, kinds="kind" not in view.by)
        for grouping in view.by:
            yield ""
            yield from _groups(evaluation, grouping, view.top)
    if ledger is not None:
        yield ""
        yield from _ledger(ledger)
    yield ""
    yield from _findings(evaluation, expects=evaluation.expects_findings, placed=ledger is not None)
    if view.errors:
        yield from mistake_lines(evaluation, view)


def _attributions(scores: Mapping[str, Score], *, kinds: bool) -> Iterator[str]:
    linked = scores["linked"]
    yield f"Attributions: {linked.gold} in the gold, {linked.predicted} found"
    yield f"{'':{NARROW}}" + _headings("token P", "R", "F1", "exact P", "R", "F1")
    for role in ROLES:
        yield f"{role:{NARROW}}" + _shares(_prf(scores[f"{role}.token"]) + _prf(scores[f"{role}.exact"]))
    yield f"{'linked':{NARROW}}" + _shares(_prf(linked))
    yield f"{'source right':{NARROW}}" + _shares([scores["source"].recall]) + f" of {scores['source'].gold} linked"
    if kinds:
        by_kind = [(kind, scores[f"kind.{kind}"]) for kind in KINDS]
        told = (f"{kind} {score.recall:.3f} of {score.gold}" for kind, score in by_kind if score.gold)
        yield "linked by kind: " + ", ".join(told)


def _groups(evaluation: Evaluation, grouping: Grouping, top: int) -> Iterator[str]:
    groups = evaluation.groups(grouping)
    if grouping == "kind":
        yield from _kinds(groups)
    elif grouping == "lemma":
        yield from _lemmas(groups, evaluation.missed_cues, top)
    else:
        yield from _shares_of_groups(HEADINGS[grouping], groups)


def _shares_of_groups(heading: str, groups: Counts) -> Iterator[str]:
    columns = ("cue right", "linked", "source", "cue", "content")
    yield f"{heading:{WIDE}}{'found':>7}" + _headings(*columns) + "   (source, cue, content: exact where linked)"
    for name, count in groups.items():
        rights = "".join(_share(count[part], count["found"]) for part in ("cue", "linked"))
        yield f"{name:{WIDE}}{count['found']:7}{rights}{_exacts(count)}"


def _kinds(groups: Counts) -> Iterator[str]:
    columns = ("precision", "source", "cue", "content")
    yield f"{'Kinds':{NARROW}}{'gold':>7}{'recall':>10}{'found':>7}" + _headings(*columns)
    for name, count in groups.items():
        recall = _share(count["recalled"], count["gold"])
        precision = _share(count["linked"], count["found"])
        yield f"{name:{NARROW}}{count['gold']:7}{recall}{count['found']:7}{precision}{_exacts(count)}"


def _lemmas(groups: Counts, missed: Counter[str], top: int) -> Iterator[str]:
    """Yield the lemmas that found most, those that found most that is not linked, and the cues missed most."""
    yield from _shares_of_groups(f"Lemmas, the {top} commonest", dict(list(groups.items())[:top]))
    wrong = sorted(groups.items(), key=lambda item: (item[1]["linked"] - item[1]["found"], item[0]))
    yield ""
    yield from _shares_of_groups(
        f"Lemmas, the {top} most wrong",
        {name: count for name, count in wrong[:top] if count["linked"] < count["found"]},
    )
    commonest = sorted(missed.items(), key=lambda item: (-item[1], item[0]))[:top]
    yield ""
    yield f"Missed cues, the {top} commonest: " + (", ".join(f"{cue} {count}" for cue, count in commonest) or "none")


def _exacts(count: Counter[str]) -> str:
    return "".join(_share(count[f"exact {role}"], count["linked"]) for role in ROLES)


def _share(part: int, whole: int) -> str:
    return f"{share(part, whole):10.3f}" if whole else f"{'-':>10}"


def _ledger(ledger: LedgerFigures) -> Iterator[str]:
    yield (
        f"Ledger: {ledger.sentences} sentences, accuracy {ledger.accuracy:.3f}, macro F1 {ledger.macro_f1:.3f}, "
        f"source right {ledger.source:.3f}"
    )
    yield f"{'':{NARROW}}" + _headings("P", "R", "F1", "gold")
    for name, score in ledger.groups.items():
        yield f"{name:{NARROW}}" + _shares(_prf(score)) + f"{score.gold:10}"


def _findings(evaluation: Evaluation, *, expects: bool, placed: bool) -> Iterator[str]:
    levels = ", ".join(f"{count} {level}" for level, count in evaluation.levels.items())
    yield f"Findings: {levels}; {evaluation.loudness:.1f} errors and warnings per 1,000 words"
    figures = evaluation.findings
    if not figures:
        return
    columns = ["reported", *(["expected", "found", "missed"] if expects else []), *(["unsourced"] if placed else [])]
    note = "   (unsourced: share that lies in gold sentences that are unattributed or vague)" if placed else ""
    yield f"{'':{WIDE}}" + _headings(*columns) + note
    for one in figures:
        yield f"{one.rule:{WIDE}}" + _finding(one, expects=expects, placed=placed)


def _finding(one: FindingFigures, *, expects: bool, placed: bool) -> str:
    cells = f"{one.reported:10}"
    if expects:
        cells += f"{one.expected:10}{one.met:10}{one.expected - one.met:10}"
    if placed:
        cells += _share(one.unsourced, one.placed)
    return cells


def _prf(score: Score) -> list[float]:
    return [score.precision, score.recall, score.f1]


def _shares(shares: Sequence[float]) -> str:
    return "".join(f"{one:10.3f}" for one in shares)


def _headings(*names: str) -> str:
    return "".join(f"{name:>10}" for name in names)
