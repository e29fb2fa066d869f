"""Attributions inside attributions: the outermost one stands, as an editor asks who tells the story so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.extract.boundaries import QUOTE_MARKS, trimmed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from spacy.tokens import Doc

    from attrib.extract.candidates import Range, TokenAttribution

BESIDE = frozenset({"while", "whereas", "but", "and", "though", "although"})
"""Words that set one report beside another."""


def outermost(doc: Doc, attributions: Sequence[TokenAttribution], loose: Collection[str]) -> list[TokenAttribution]:
    """Return the attributions whose cue stands in no other's content.

    A participle or a clause set off by a comma (", adding that", ", while the aide said") is no part of the content
    before it: that content ends at the comma, and both stand. An attribution by one of the `loose` frames gives way to what stands inside it.
    """
    kept = list(attributions)
    for inner in sorted(attributions, key=lambda one: one.cue):
        for outer in _around(inner, kept):
            if inner not in kept:
                break
            comma = _set_off(doc, inner, outer)
            if comma is not None:
                kept[kept.index(outer)] = _cut(doc, outer, comma)
            elif outer.rule in loose and inner.rule not in loose:
                kept.remove(outer)
            elif not _prepositional(inner):
                kept.remove(inner)
    return kept


def _around(inner: TokenAttribution, among: Iterable[TokenAttribution]) -> list[TokenAttribution]:
    return [
        outer
        for outer in among
        if outer is not inner and any(start <= inner.cue_head < end for start, end in outer.content)
    ]


def _prepositional(attribution: TokenAttribution) -> bool:
    """Tell whether an attribution stands beside its sentence rather than in it ("..., according to the mayor")."""
    return attribution.rule.startswith("according")


def _set_off(doc: Doc, inner: TokenAttribution, outer: TokenAttribution) -> int | None:
    """Return the token before which a content ends that a comma sets off from a report after it, or None."""
    first = _opening(doc, inner)
    if first is None or outer.cue[0] > inner.cue[0]:
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
