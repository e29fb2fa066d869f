"""An evaluation as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.evaluate.attributions import KINDS, ROLES
from attrib.evaluate.figures import share

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from attrib.evaluate.evaluation import Evaluation
    from attrib.evaluate.figures import Score
    from attrib.evaluate.findings import FindingFigures
    from attrib.evaluate.mistakes import Mistake
    from attrib.evaluate.sentences import LedgerFigures

NARROW, WIDE = 14, 30


def render(evaluation: Evaluation, policy: str, errors: int = 0) -> str:
    """Return the figures as lines of text, with as many of the worst mistakes of each kind as wanted."""
    return "\n".join(_lines(evaluation, policy, errors)) + "\n"


def render_comparison(scores: Mapping[str, Score] | None, name: str, refused: int) -> str:
    """Return the figures of another finder of attributions as lines of text to stand below those of attrib."""
    table = _attributions(scores) if scores is not None else ["No gold attributions to compare with."]
    return "\n".join(["", f"The same with {name} ({refused} paragraphs refused)", *table]) + "\n"


def _lines(evaluation: Evaluation, policy: str, errors: int) -> Iterator[str]:
    yield f"{evaluation.stories} stories, {evaluation.words:,} words, policy {policy}"
    scores, ledger = evaluation.attributions, evaluation.ledger
    if scores is not None:
        yield ""
        yield from _attributions(scores)
        yield ""
        yield from _frames(evaluation.frames)
    if ledger is not None:
        yield ""
        yield from _ledger(ledger)
    yield ""
    yield from _findings(evaluation, expects=evaluation.expects_findings, placed=ledger is not None)
    for kind, found in evaluation.mistakes(errors).items():
        if found:
            yield ""
            yield f"Worst mistakes: {kind}"
            yield from _mistakes(found)


def _attributions(scores: Mapping[str, Score]) -> Iterator[str]:
    linked = scores["linked"]
    yield f"Attributions: {linked.gold} in the gold, {linked.predicted} found"
    yield f"{'':{NARROW}}" + _headings("token P", "R", "F1", "exact P", "R", "F1")
    for role in ROLES:
        yield f"{role:{NARROW}}" + _shares(_prf(scores[f"{role}.token"]) + _prf(scores[f"{role}.exact"]))
    yield f"{'linked':{NARROW}}" + _shares(_prf(linked))
    yield f"{'source right':{NARROW}}" + _shares([scores["source"].recall]) + f" of {scores['source'].gold} linked"
    kinds = [(kind, scores[f"kind.{kind}"]) for kind in KINDS]
    told = (f"{kind} {score.recall:.3f} of {score.gold}" for kind, score in kinds if score.gold)
    yield "linked by kind: " + ", ".join(told)


def _frames(frames: Mapping[str, Counter[str]]) -> Iterator[str]:
    columns = ("cue right", "linked", "source", "cue", "content")
    yield f"{'Frames':{WIDE}}{'found':>7}" + _headings(*columns) + "   (source, cue, content: exact where linked)"
    for frame, count in frames.items():
        rights = [share(count[name], count["found"]) for name in ("cue", "linked")]
        exacts = [share(count[f"exact {role}"], count["linked"]) for role in ROLES]
        yield f"{frame:{WIDE}}{count['found']:7}" + _shares(rights + exacts)


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
        cells += f"{share(one.unsourced, one.placed):10.3f}" if one.placed else f"{'-':>10}"
    return cells


def _mistakes(found: Iterable[Mistake]) -> Iterator[str]:
    for one in found:
        yield f"{one.place}: {one.message}"


def _prf(score: Score) -> list[float]:
    return [score.precision, score.recall, score.f1]


def _shares(shares: Sequence[float]) -> str:
    return "".join(f"{one:10.3f}" for one in shares)


def _headings(*names: str) -> str:
    return "".join(f"{name:>10}" for name in names)
