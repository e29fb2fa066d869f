"""One JSON object for a run, in the schema `attrib.report/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from attrib.render.terminal import WIDTH
from attrib.report import LEVELS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.errors import AttribError
    from attrib.report import (
        Anonymity,
        Attribution,
        Claim,
        Finding,
        Part,
        Report,
        Sentence,
        Source,
        Span,
        Story,
        StoryReport,
        Suppressed,
    )

SCHEMA: Final = "attrib.report/1"


def render(report: Report, *, color: bool = False, width: int = WIDTH, errors: Iterable[AttribError] = ()) -> str:
    """Return the run as one JSON object with `schema`, `tool`, `stories`, `errors` and `summary`."""
    del color, width
    shape = {
        "schema": SCHEMA,
        "tool": {"name": "attrib", "version": report.version},
        "policy": report.policy,
        "stories": [story_object(story) for story in report.stories],
        "errors": [error_object(error) for error in errors],
        "summary": _summary(report),
    }
    return indented(shape) + "\n"


def indented(shape: dict[str, Any]) -> str:
    """Return the object with an indent of two; the json module takes longer for that than a run for all else."""
    from msgspec.json import encode
    from msgspec.json import format as laid_out

    try:
        return laid_out(encode(shape), indent=2).decode()
    except UnicodeEncodeError:
        # A path that is not text has surrogates.
        return json.dumps(shape, ensure_ascii=False, indent=2)


def story_object(report: StoryReport) -> dict[str, Any]:
    """Return one story as JSON: offsets are half-open code points of the file, lines and columns count from 1."""
    return {
        "path": report.story.path,
        "sha256": report.story.sha256,
        "text": None if report.story.runs is None else report.story.text,
        "policy": report.policy,
        "sentences": [_sentence(sentence) for sentence in report.sentences],
        "sources": [_source(source, report.story) for source in report.sources],
        "attributions": [_attribution(attribution) for attribution in report.attributions],
        "claims": [_claim(claim) for claim in report.claims],
        "findings": [_finding(finding, report.story) for finding in report.findings],
        "suppressed": [_suppressed(one, report.story) for one in report.suppressed],
    }


def error_object(error: AttribError) -> dict[str, Any]:
    """Return an error as JSON; what is not known is null."""
    place = error.place
    return {
        "code": error.code,
        "message": error.message,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "hint": error.hint,
    }


def _summary(report: Report) -> dict[str, Any]:
    statuses = [sentence.status for story in report.stories for sentence in story.sentences]
    return {
        "stories": len(report.stories),
        "sentences": {status: statuses.count(status) for status in STATUSES},
        "findings": {level: report.count(level) for level in LEVELS},
        "suppressed": sum(len(story.suppressed) for story in report.stories),
    }


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _part(part: Part) -> dict[str, Any]:
    return {"spans": _spans(part.spans), "text": part.text}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "start": sentence.span.start,
        "end": sentence.span.end,
        "block": sentence.block,
        "status": sentence.status,
        "source": sentence.source,
        "carried": sentence.carried,
        "why": sentence.why,
    }


def _source(source: Source, story: Story) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": source.name,
        "status": source.status,
        "tier": source.tier,
        "plural": source.plural,
        "count": source.count,
        "mentions": _spans(source.mentions),
        "marker": _spans(source.marker),
        "reason": _part(source.reason) if source.reason else None,
        "rule": source.rule,
        "statements": source.statements,
        "anonymity": _anonymity(source.anonymity, story) if source.anonymity else None,
    }


def _anonymity(anonymity: Anonymity, story: Story) -> dict[str, Any]:
    first = anonymity.first
    line, column = story.line_and_column(first.start) if first else (None, None)
    return {
        "marker": [_part(part) for part in anonymity.marker],
        "reason": _part(anonymity.reason) if anonymity.reason else None,
        "reason_kind": anonymity.reason_kind,
        "position": _part(anonymity.position) if anonymity.position else None,
        "familiarity": _part(anonymity.familiarity) if anonymity.familiarity else None,
        "side": _part(anonymity.side) if anonymity.side else None,
        "carries": list(anonymity.carries),
        "alone": list(anonymity.alone),
        "first": {"in": anonymity.first_in, "start": first.start, "end": first.end, "line": line, "column": column}
        if first
        else None,
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    """Return an attribution as JSON; its source is null where the story gives none, near or far."""
    source = _part(attribution.source) if attribution.source else {"spans": [], "text": ""}
    known = attribution.source is not None or attribution.ref is not None
    return {
        "id": attribution.id,
        "kind": attribution.kind,
        "rule": attribution.rule,
        "class": attribution.cue_class,
        "lemma": attribution.cue_lemma,
        "cue": _part(attribution.cue),
        "source": {**source, "ref": attribution.ref} if known else None,
        "content": _part(attribution.content),
        "link": attribution.link,
        "expression": attribution.expression,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "spans": _spans(claim.spans),
        "text": claim.text,
        "types": list(claim.types),
        "cues": [_part(cue) for cue in claim.cues],
        "weight": claim.weight,
        "status": claim.status,
        "source": claim.source,
        "attribution": claim.attribution,
    }


def _finding(finding: Finding, story: Story) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "code": finding.code,
        "level": finding.level,
        "message": finding.message,
        **_range(finding.span, story),
        "claim": finding.claim,
        "source": finding.source,
        "fingerprint": finding.fingerprint,
        "related": [{"message": related.message, **_range(related.span, story)} for related in finding.related],
    }


def _suppressed(one: Suppressed, story: Story) -> dict[str, Any]:
    return {
        "finding": _finding(one.finding, story),
        "by": one.by,
        "reason": one.reason or None,
        "until": one.until.isoformat() if one.until else None,
        "author": one.author,
        "at": [one.at.start, one.at.end] if one.at else None,
    }


def _range(span: Span, story: Story) -> dict[str, Any]:
    line, column = story.line_and_column(span.start)
    end_line, end_column = story.line_and_column(span.end)
    return {
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "runs": [{"paragraph": place.paragraph, "run": place.run} for place in story.runs_of(span)],
    }
