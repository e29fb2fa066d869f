"""Attributions held against gold: tokens and spans of each role, and which attributions were found.

token    word and punctuation tokens labelled with a role, in both and in one (the usual partial-overlap figure)
exact    spans, each fragment one, equal once white space, quotation marks and punctuation at the edges are cut
linked   attributions whose content overlaps the gold's by half (intersection over union) and whose cue overlaps
source   of the linked attributions whose gold has a source, the share whose source overlaps it
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from attrib.evaluate.figures import Score
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from attrib.evaluate.gold import GoldAttribution
    from attrib.report import AttributionKind, Part, Story, StoryReport

Role: TypeAlias = Literal["source", "cue", "content"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
KINDS: Final[tuple[AttributionKind, ...]] = ("direct", "mixed", "indirect")
MIN_OVERLAP: Final = 0.5

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_EDGE: Final = " \t\r\n\"'“”‘’`.,;:!?-–—()"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One attribution, gold or predicted: the spans of each role and the numbers of the tokens in them."""

    spans: Mapping[Role, tuple[Span, ...]]
    tokens: Mapping[Role, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Matched:
    """A story's attributions beside its gold; `links` leads from the number of a gold one to that of its match."""

    report: StoryReport
    gold: tuple[Labelled, ...]
    predicted: tuple[Labelled, ...]
    links: Mapping[int, int]


def match_attributions(gold: Sequence[GoldAttribution], report: StoryReport) -> Matched:
    """Return the attributions of a story linked with those of its gold."""
    grid = _Grid(report.story.text)
    wanted = tuple(grid.label({"source": one.source, "cue": one.cue, "content": one.content}) for one in gold)
    given = tuple(
        grid.label({"source": _spans(one.source), "cue": _spans(one.cue), "content": _spans(one.content)})
        for one in report.attributions
    )
    return Matched(report, wanted, given, _links(wanted, given))


def score_attributions(matched: Matched) -> dict[str, Score]:
    """Return the scores of one story: `ROLE.token`, `ROLE.exact`, `linked`, `source` and `kind.KIND` (recall only)."""
    text = matched.report.story.text
    scores = {"linked": Score(len(matched.links), len(matched.predicted), len(matched.gold))}
    for role in ROLES:
        scores[f"{role}.token"] = _common(_tokens(matched.gold, role), _tokens(matched.predicted, role))
        scores[f"{role}.exact"] = _common(_edges(matched.gold, role, text), _edges(matched.predicted, role, text))
    sourced = [(matched.gold[one], matched.predicted[other]) for one, other in matched.links.items()]
    sourced = [(one, other) for one, other in sourced if one.tokens["source"]]
    right = sum(bool(one.tokens["source"] & other.tokens["source"]) for one, other in sourced)
    scores["source"] = Score(right, 0, len(sourced))
    kinds = [kind_of(one, matched.report.story) for one in matched.gold]
    for kind in KINDS:
        found = sum(kind == of and at in matched.links for at, of in enumerate(kinds))
        scores[f"kind.{kind}"] = Score(found, 0, kinds.count(kind))
    return scores


def wrong_roles(gold: Labelled, given: Labelled, text: str) -> tuple[Role, ...]:
    """Return the roles in which an attribution is not exactly the gold's."""
    return tuple(role for role in ROLES if _edges([given], role, text) != _edges([gold], role, text))


def kind_of(one: Labelled, story: Story) -> AttributionKind:
    """Return the kind of an attribution by the quotation marks in its content."""
    content = one.spans["content"]
    if not content:
        return "indirect"
    whole = Span(content[0].start, content[-1].end)
    said = story.words(whole) if story.stand_ins else story.text[whole.start : whole.end]
    if said[:1] in tuple("\"“'‘") and said[-1:] in tuple("\"”'’"):
        return "direct"
    return "mixed" if any(mark in said for mark in '"“”') else "indirect"


class _Grid:
    """The tokens of a text, by which overlaps are counted."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def label(self, roles: Mapping[Role, tuple[Span, ...]]) -> Labelled:
        return Labelled(roles, {role: frozenset(self._inside(spans)) for role, spans in roles.items()})

    def _inside(self, spans: Iterable[Span]) -> Iterable[int]:
        for span in spans:
            yield from range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))


def _spans(part: Part | None) -> tuple[Span, ...]:
    return part.spans if part is not None else ()


def _links(gold: Sequence[Labelled], predicted: Sequence[Labelled]) -> dict[int, int]:
    def agree(one: Labelled, other: Labelled, overlap: float) -> bool:
        cue = shares_cue(one, other) or not one.tokens["cue"] or not other.tokens["cue"]
        return overlap >= MIN_OVERLAP and cue

    return pair_off(gold, predicted, agree)


def pair_off(
    gold: Sequence[Labelled], predicted: Sequence[Labelled], agree: Callable[[Labelled, Labelled, float], bool]
) -> dict[int, int]:
    """Return the number of the predicted attribution for that of each gold one with which it agrees.

    They are paired one to one, those with the greatest overlap of content first and a common cue before none; `agree`
    is asked of the two and their overlap.
    """
    pairs = []
    for at, one in enumerate(gold):
        for to, other in enumerate(predicted):
            union = len(one.tokens["content"] | other.tokens["content"])
            overlap = len(one.tokens["content"] & other.tokens["content"]) / union if union else 0.0
            if agree(one, other, overlap):
                pairs.append((overlap + shares_cue(one, other), at, to))
    links: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, to in sorted(pairs, reverse=True):
        if at not in links and to not in taken:
            links[at] = to
            taken.add(to)
    return links


def shares_cue(one: Labelled, other: Labelled) -> bool:
    """Tell whether two attributions have a token of their cues in common."""
    return not one.tokens["cue"].isdisjoint(other.tokens["cue"])


def _common(gold: frozenset[int] | frozenset[Span], predicted: frozenset[int] | frozenset[Span]) -> Score:
    return Score(len(gold & predicted), len(predicted), len(gold))


def _tokens(several: Iterable[Labelled], role: Role) -> frozenset[int]:
    return frozenset().union(*(one.tokens[role] for one in several))


def _edges(several: Iterable[Labelled], role: Role, text: str) -> frozenset[Span]:
    trimmed = (_trimmed(span, text) for one in several for span in one.spans[role])
    return frozenset(span for span in trimmed if span.start < span.end)


def _trimmed(span: Span, text: str) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)
