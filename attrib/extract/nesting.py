"""Attributions inside attributions: the outermost one stands, as an editor asks who tells the story so."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.extract.boundaries import QUOTE_MARKS, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from attrib.extract.candidates import Range, TokenAttribution

BESIDE = frozenset({"while", "whereas", "but", "and", "though", "although"})
"""Words that set one report beside another."""

JOINING = frozenset({"and", "but", "then"})
"""Words that join a second report of the same source to the first ("said that ... and called for")."""


@dataclass(frozen=True)
class Nesting:
    """Settles attributions inside attributions.

    `loose` are the frames whose attributions give way to what stands inside them; `expressions` the classes of cues
    that tell of words, which may join a second report to the first.
    """

    loose: frozenset[str]
    expressions: frozenset[str]

    def outermost(self, doc: Doc, attributions: Sequence[TokenAttribution]) -> list[TokenAttribution]:
        """Return the attributions whose cue stands in no other's content.

        A participle or a clause set off by a comma (", adding that", ", while the aide said"), and a second verb joined
        to the first ("and called for"), are no part of the content before them: that ends there, and both stand.
        """
        kept = {one.cue_head: one for one in attributions}
        around = _around(list(kept.values()))
        for inner in sorted(attributions, key=lambda one: one.cue):
            for outer in [kept[at] for at in around[inner.cue_head] if at in kept and _holds(kept[at], inner)]:
                if inner.cue_head in kept:
                    self._settle(doc, kept, inner, outer)
        return list(kept.values())

    def _settle(
        self, doc: Doc, kept: dict[int, TokenAttribution], inner: TokenAttribution, outer: TokenAttribution
    ) -> None:
        joined = inner.cue[0] - 1
        after = outer.cue[0] < inner.cue[0] and not _prepositional(outer)
        if after and self._joins(doc, joined, inner, outer):
            kept[outer.cue_head] = _cut(doc, outer, joined)
            kept[inner.cue_head] = replace(inner, source=outer.source, source_head=outer.source_head)
        elif after and (end := _set_off(doc, inner)) is not None:
            kept[outer.cue_head] = _cut(doc, outer, end)
        elif self._gives_way(doc, outer, inner):
            del kept[outer.cue_head]
        elif not _prepositional(inner):
            del kept[inner.cue_head]

    def _gives_way(self, doc: Doc, outer: TokenAttribution, inner: TokenAttribution) -> bool:
        """Tell whether a loosely built attribution is none beside the one in it.

        A verb of saying set into its sentence (", the mayor said,") holds every other report in it; any other verb of
        saying holds states of mind.
        """
        if outer.rule not in self.loose or inner.rule in self.loose:
            return False
        cue = doc[outer.cue_head]
        if cue.pos_ != "VERB" or outer.cue_class not in self.expressions:
            return True
        return cue.dep_ != "parataxis" and inner.cue_class in self.expressions

    def _joins(self, doc: Doc, at: int, inner: TokenAttribution, outer: TokenAttribution) -> bool:
        """Tell whether the word at `at` joins the verb of a second report to that of the first."""
        alike = doc[inner.cue_head].tag_ == doc[outer.cue_head].tag_
        return alike and doc[at].lower_ in JOINING and inner.cue_class in self.expressions


def _around(attributions: Sequence[TokenAttribution]) -> dict[int, list[int]]:
    """Return for the cue of each attribution the cues of the others whose content holds it, in order."""
    cues = sorted(one.cue_head for one in attributions)
    around: dict[int, list[int]] = {cue: [] for cue in cues}
    for outer in attributions:
        held = {cue for run in outer.content for cue in cues[bisect_left(cues, run[0]) : bisect_left(cues, run[1])]}
        for cue in held - {outer.cue_head}:
            around[cue].append(outer.cue_head)
    return around


def _holds(outer: TokenAttribution, inner: TokenAttribution) -> bool:
    return any(start <= inner.cue_head < end for start, end in outer.content)


def _prepositional(attribution: TokenAttribution) -> bool:
    """Tell whether an attribution stands beside its sentence rather than in it ("..., according to the mayor")."""
    return attribution.rule.startswith("according")


def _set_off(doc: Doc, inner: TokenAttribution) -> int | None:
    """Return the token before which a content ends that a comma sets off from the report `inner` after it, or None."""
    first = _opening(doc, inner)
    if first is None:
        return None
    before = first - 1
    if before > 0 and doc[before].text in QUOTE_MARKS and doc[before - 1].text == ",":
        return before + 1
    return before if before >= 0 and doc[before].text == "," else None


def _opening(doc: Doc, inner: TokenAttribution) -> int | None:
    """Return the first token of a report that stands beside what goes before: ", adding", ", while the aide said"."""
    if doc[inner.cue_head].tag_ == "VBG":
        return inner.cue[0]
    if inner.source is None or inner.source[0] > inner.cue[0] or inner.source[0] == 0:
        return None
    before = inner.source[0] - 1
    return before if doc[before].lower_ in BESIDE else None


def _cut(doc: Doc, attribution: TokenAttribution, end: int) -> TokenAttribution:
    """Return an attribution with its content up to token `end`."""
    cut: list[Range] = [(start, min(stop, end)) for start, stop in attribution.content if start < end]
    content = tuple(run for run in (trimmed(doc, one) for one in cut) if run is not None)
    return replace(attribution, content=content)
