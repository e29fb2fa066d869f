"""The places a finding may mark (`at`) or point to (`related`), by what the finding is about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrib.judge import fairness, headlines, sources, stories
from attrib.report import Attribution, Claim, Established, Part, Sentence, Source, Span, Suppression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from attrib.judge.fact import Hits
    from attrib.judge.reading import Reading
    from attrib.rules.values import Subject

Where: TypeAlias = "Callable[[Reading, Any, Hits], Span | None]"
"""Finds a place of a thing, None where it has none; knows where the conditions found their phrases."""

_BODY: Final = frozenset({"lead", "body"})
_EVERYWHERE: Final = frozenset({"headline", "heading", "lead", "body", "layout"})


def _first(reading: Reading, source: Source, _: Hits) -> Span | None:
    in_body = sources.first_mention(reading, source, where=_BODY)
    return in_body or sources.first_mention(reading, source, where=_EVERYWHERE)


def _headline(reading: Reading, source: Source, _: Hits) -> Span | None:
    return sources.first_mention(reading, source, where=frozenset({"headline"}))


def _marker(_reading: Reading, source: Source, _: Hits) -> Span | None:
    return next(iter(source.marker), None)


def _reason(_reading: Reading, source: Source, _: Hits) -> Span | None:
    return source.reason.spans[0] if source.reason else None


def _declined(reading: Reading, source: Source, _: Hits) -> Span | None:
    return next((span for span, _ in sources.declined(reading, source).pieces), None)


def _cue(_reading: Reading, attribution: Attribution, _: Hits) -> Span:
    return attribution.cue.spans[0]


def _at_cue(_reading: Reading, attribution: Attribution, _: Hits) -> Span | None:
    return attribution.source.spans[0] if attribution.source else None


def _content(_reading: Reading, attribution: Attribution, hits: Hits) -> Span | None:
    hit = hits.get("content") or hits.get("own_content")
    return hit.span if hit else next(iter(attribution.content.spans), None)


def _whole(_reading: Reading, attribution: Attribution, _: Hits) -> Span:
    parts: tuple[Part | None, ...] = (attribution.source, attribution.cue, attribution.content)
    spans = [span for part in parts if part for span in part.spans]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _introduction(reading: Reading, attribution: Attribution, hits: Hits) -> Span | None:
    source = reading.source(attribution.ref)
    return _first(reading, source, hits) if source else None


def _claim(_reading: Reading, claim: Claim, hits: Hits) -> Span:
    return hits["text"].span if "text" in hits else claim.spans[0]


def _sentence(_reading: Reading, sentence: Sentence, _: Hits) -> Span:
    return sentence.span


def _phrase(reading: Reading, _thing: object, hits: Hits) -> Span | None:
    """Return the words of the first phrase found in the thing, as far as its text has them in one stretch."""
    return next((found for hit in hits.values() if (found := reading.find(hit.phrase, hit.span))), None)


def _quotation(_reading: Reading, quotation: Span, _: Hits) -> Span:
    return quotation


def _top(reading: Reading, _story: Established, _: Hits) -> Span | None:
    return next((span for span, _ in stories.top_source(reading).pieces), None)


def _unnamed(reading: Reading, _story: Established, hits: Hits) -> Span | None:
    return next((_first(reading, source, hits) for source in stories.unnamed(reading)), None)


def _headline_of(reading: Reading, _story: Established, _: Hits) -> Span | None:
    return reading.headline[0].span if reading.headline else None


def _lead(reading: Reading, _story: Established, _: Hits) -> Span | None:
    return reading.lead.span if reading.lead else None


def _formula(reading: Reading, _story: Established, _: Hits) -> Span | None:
    return next(iter(stories.formulas(reading)[-1:]), None)


def _claim_quotes(reading: Reading, _story: Established, _: Hits) -> Span | None:
    return next((span for span, _ in headlines.claim_quotes(reading).pieces), None)


def _accused(reading: Reading, sentence: Sentence, _: Hits) -> Span | None:
    found = fairness.accusation_in(reading, sentence.span)
    return found.name if found else None


def _start(reading: Reading, _story: object, _: Hits) -> Span | None:
    return reading.sentences[0].span if reading.sentences else None


def _comment(reading: Reading, suppression: Suppression, hits: Hits) -> Span | None:
    return _start(reading, suppression, hits) if suppression.directive.entry else suppression.directive.span


PLACES: Final[Mapping[Subject, Mapping[str, Where]]] = MappingProxyType(
    {
        "source": {
            "first": _first,
            "headline": _headline,
            "marker": _marker,
            "reason": _reason,
            "declined": _declined,
        },
        "attribution": {
            "cue": _cue,
            "source": _at_cue,
            "content": _content,
            "whole": _whole,
            "introduction": _introduction,
            "phrase": _phrase,
        },
        "claim": {"claim": _claim, "phrase": _phrase},
        "sentence": {"sentence": _sentence, "phrase": _phrase, "accused": _accused},
        "quotation": {"quotation": _quotation},
        "story": {
            "start": _start,
            "top": _top,
            "unnamed": _unnamed,
            "headline": _headline_of,
            "claim_quotes": _claim_quotes,
            "lead": _lead,
            "formula": _formula,
        },
        "suppression": {"comment": _comment},
    }
)
"""The places of each subject of a finding; the first is the one marked where a rule names none."""
FOR_ALL: Final = frozenset({"start", "top", "unnamed", "formula"})
"""The places of a story that stand for all of it: what is found there is not about the words that are marked."""
