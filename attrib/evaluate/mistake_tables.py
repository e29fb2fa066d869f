"""Mistakes as lines for people: those in attributions by group, with gold and found one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.evaluate.evaluation import Evaluation
    from attrib.evaluate.mistakes import AttributionMistake, MistakenGroup
    from attrib.evaluate.view import View


def mistake_lines(evaluation: Evaluation, view: View) -> Iterator[str]:
    """Yield the mistakes that a view asks for; each section is introduced by an empty line."""
    found, missed = evaluation.attribution_mistakes(view)
    if found:
        yield ""
        yield f"Mistakes by {view.by[0]}, {view.errors} of each sort"
        for group in found:
            yield from _group(group)
    if missed:
        yield ""
        yield f"Missed by kind, {view.errors} of each"
        for group in missed:
            yield from _group(group)
    for kind, mistakes in evaluation.mistakes(view).items():
        if mistakes:
            yield ""
            yield f"Worst mistakes: {kind}"
            yield from (f"{one.place}: {one.message}" for one in mistakes)


def _group(group: MistakenGroup) -> Iterator[str]:
    yield ""
    yield f"{group.name}: " + ", ".join(f"{count} {sort}" for sort, count in group.counts.items())
    for one in group.shown:
        yield f"{one.place}: {_what(one)}"
        for side, words in one.told().items():
            yield f"    {side:<6}{words}"


def _what(one: AttributionMistake) -> str:
    """Return the sort of a mistake, the roles it is in, and what the attribution was taken for."""
    what = f"{one.sort}: {', '.join(one.wrong)}" if one.wrong else one.sort
    attribution = one.attribution
    if attribution is None:
        return f"{what} ({one.kinds[0]})"
    about = (attribution.rule, attribution.cue_class, attribution.cue_lemma, attribution.kind)
    return f"{what} ({', '.join(about)})"
