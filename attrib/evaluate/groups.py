"""Attributions counted in groups: by the frame that found them, by the class or lemma of their cue, by kind."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from attrib.evaluate.attributions import KINDS, ROLES, kind_of, wrong_roles
from attrib.evaluate.outcomes import outcomes
from attrib.evaluate.placing import collapsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attrib.evaluate.attributions import Matched
    from attrib.report import Attribution

Grouping: TypeAlias = Literal["frame", "class", "kind", "lemma"]
GROUPINGS: Final[tuple[Grouping, ...]] = get_args(Grouping)
Counts: TypeAlias = "Mapping[str, Counter[str]]"


def group_of(attribution: Attribution, grouping: Grouping) -> str:
    """Return the name of the group that an attribution belongs to."""
    match grouping:
        case "frame":
            return attribution.rule
        case "class":
            return attribution.cue_class
        case "kind":
            return attribution.kind
        case "lemma":
            return f"{attribution.cue_lemma} ({attribution.cue_class})"


def count_groups(stories: Iterable[Matched], grouping: Grouping) -> dict[str, Counter[str]]:
    """Return for each group how many attributions it found (`found`), and how many of them are right.

    `cue`: their cue overlaps a gold cue. `linked`: they are linked with a gold attribution. `exact source`, `exact cue`
    and `exact content`: they are linked, and the role is exactly the gold's. Kinds also tell how many attributions of
    the kind the gold has (`gold`) and how many of these are linked, whatever kind they were taken for (`recalled`).
    The group that found most comes first; kinds keep their order.
    """
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS} if grouping == "kind" else {}
    for matched in stories:
        _count_found(matched, grouping, counts)
        if grouping == "kind":
            _count_gold(matched, counts)
    if grouping == "kind":
        return {kind: count for kind, count in counts.items() if count}
    return dict(sorted(counts.items(), key=lambda item: (-item[1]["found"], item[0])))


def count_missed_cues(stories: Iterable[Matched]) -> Counter[str]:
    """Return how many gold attributions were missed by the words of their cue in lower case."""
    missed: Counter[str] = Counter()
    for matched in stories:
        story = matched.report.story
        for one in outcomes(matched):
            if one.sort == "missed" and one.gold is not None:
                spans = matched.gold[one.gold].spans["cue"]
                missed[collapsed(" ".join(map(story.words, spans))).lower() or "no cue"] += 1
    return missed


def _count_found(matched: Matched, grouping: Grouping, counts: dict[str, Counter[str]]) -> None:
    text = matched.report.story.text
    cues = frozenset().union(*(one.tokens["cue"] for one in matched.gold))
    gold_of = {other: one for one, other in matched.links.items()}
    for at, (one, attribution) in enumerate(zip(matched.predicted, matched.report.attributions, strict=True)):
        count = counts.setdefault(group_of(attribution, grouping), Counter())
        count["found"] += 1
        count["cue"] += not one.tokens["cue"].isdisjoint(cues)
        if at not in gold_of:
            continue
        count["linked"] += 1
        wrong = wrong_roles(matched.gold[gold_of[at]], one, text)
        count.update({f"exact {role}": int(role not in wrong) for role in ROLES})


def _count_gold(matched: Matched, counts: dict[str, Counter[str]]) -> None:
    for at, one in enumerate(matched.gold):
        count = counts[kind_of(one, matched.report.story)]
        count["gold"] += 1
        count["recalled"] += at in matched.links
