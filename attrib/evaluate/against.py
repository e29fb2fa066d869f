"""An evaluation held against a recorded run of the same stories: what changed, and whether the gold likes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attrib.evaluate.difference_json import difference_json
from attrib.evaluate.difference_tables import change_lines, count_lines, head_lines
from attrib.evaluate.differences import Difference, compare
from attrib.evaluate.evaluation import Evaluation
from attrib.evaluate.runs import Run, recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW: Final = "the present rules"
NARROW: Final = 26


@dataclass(frozen=True)
class Against:
    """What changed since a recorded run, and how far it and the present one agree with gold on the stories of both."""

    difference: Difference
    before: Evaluation
    after: Evaluation


def hold_against(evaluation: Evaluation, run: Run) -> Against:
    """Return what changed since a run was recorded; raises UsageError A111 where it read none of the same stories."""
    golds = {report.story.path: (gold, report.story) for gold, report in evaluation.seen}
    now = Run(NOW, tuple(recorded(report) for _, report in evaluation.seen))
    difference = compare(run, now, golds)
    before, after = Evaluation(), Evaluation()
    for pair in difference.stories:
        gold, story = golds[pair.after.path]
        before.add(gold, pair.before.report_on(story))
        after.add(gold, pair.after.report_on(story))
    return Against(difference, before, after)


def render_against(against: Against) -> str:
    """Return what changed as lines of text to stand below an evaluation."""
    return "\n".join(["", *_lines(against)]) + "\n"


def against_json(against: Against) -> dict[str, Any]:
    """Return what changed since a recorded run as a JSON object, with figures before and after."""
    return {**difference_json(against.difference), "figures": {name: list(pair) for name, pair in figures(against)}}


def figures(against: Against) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield by name the figures that tell whether a change of rules is a gain, before and after it."""
    old, new = _figures(against.before), _figures(against.after)
    yield from ((name, (old[name], new[name])) for name in old)


def _figures(evaluation: Evaluation) -> dict[str, float]:
    told: dict[str, float] = {}
    scores, ledger = evaluation.attributions, evaluation.ledger
    if scores is not None:
        told["attributions found"] = scores["linked"].predicted
        told["linked precision"] = scores["linked"].precision
        told["linked recall"] = scores["linked"].recall
        told["linked F1"] = scores["linked"].f1
        told.update({f"{role} exact F1": scores[f"{role}.exact"].f1 for role in ("source", "cue", "content")})
        told["content token F1"] = scores["content.token"].f1
        told["source right"] = scores["source"].recall
    if ledger is not None:
        told["ledger accuracy"] = ledger.accuracy
        told["ledger macro F1"] = ledger.macro_f1
    if evaluation.expects_findings:
        told["findings expected"] = sum(one.expected for one in evaluation.findings)
        told["findings found"] = sum(one.met for one in evaluation.findings)
    told["loud per 1,000 words"] = evaluation.loudness
    return told


def _lines(against: Against) -> Iterator[str]:
    yield "Changes since a recorded run"
    yield from head_lines(against.difference)
    if against.difference.differing:
        yield ""
        yield f"{'':{NARROW}}{'before':>10}{'after':>10}"
        for name, pair in figures(against):
            yield f"{name:{NARROW}}" + "".join(f"{one:10}" if isinstance(one, int) else f"{one:10.3f}" for one in pair)
    yield ""
    yield from count_lines(against.difference)
    yield from change_lines(against.difference)
