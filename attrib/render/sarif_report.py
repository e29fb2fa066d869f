"""SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.

Written by hand rather than with a library (docs/adr/0021-formats-by-hand.md).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from attrib.render.columns import Ruler, utf16_units
from attrib.render.machine import encodable, places_beside, uri
from attrib.render.terminal import WIDTH
from attrib.report import FINGERPRINTS, FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.errors import AttribError, Place
    from attrib.report import Finding, Level, Report, Span, StoryReport, Suppressed

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "%SRCROOT%"
"""What GitHub and other readers call the folder that relative paths start from."""
FINGERPRINT: Final = f"attribFinding/v{FINGERPRINTS}"
"""What fingerprints are called; a new recipe has a new name, so that no reader takes old and new for each other's."""
_LEVELS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "note"}
_LINK: Final = re.compile(r"\[([^\]]*)\](?=\()")


def render(
    report: Report,
    *,
    color: bool = False,
    width: int = WIDTH,
    errors: Sequence[AttribError] = (),
    suppressed: bool = True,
) -> str:
    """Return the run as a SARIF log; columns are UTF-16 code units from 1, ends exclusive.

    With `suppressed`, findings that are not reported are results too, each with what suppresses it.
    """
    del color, width
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(report, suppressed=suppressed).shape(errors)]}
    return encodable(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


class _Run:
    def __init__(self, report: Report, *, suppressed: bool) -> None:
        self._report = report
        self._suppressed = suppressed
        self._kinds = _kinds_of(report)
        self._rules = {kind.rule: at for at, kind in enumerate(self._kinds)}

    def shape(self, errors: Sequence[AttribError]) -> dict[str, Any]:
        """Return the run; one that failed has no results, since none would mean that there is nothing to find."""
        driver: dict[str, Any] = {
            "name": "attrib",
            "version": self._report.version,
            "rules": [_rule(kind) for kind in self._kinds],
        }
        invocation: dict[str, Any] = {"executionSuccessful": not errors}
        if errors:
            driver["notifications"] = [{"id": code} for code in sorted({error.code for error in errors})]
            invocation["toolExecutionNotifications"] = [_notification(error) for error in errors]
        run: dict[str, Any] = {
            "tool": {"driver": driver},
            "invocations": [invocation],
            "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which attrib was run."}}},
            "artifacts": [self._artifact(story) for story in self._report.stories],
            "columnKind": "utf16CodeUnits",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "properties": {"policy": self._report.policy},
        }
        return run if errors else {**run, "results": list(self._results())}

    def _artifact(self, report: StoryReport) -> dict[str, Any]:
        return {
            "location": _file(report.story.path),
            "roles": ["analysisTarget"],
            "encoding": "UTF-8",
            "hashes": {"sha-256": report.story.sha256},
        }

    def _results(self) -> Iterator[dict[str, Any]]:
        for index, story in enumerate(self._report.stories):
            shapes = _Shapes(story, index)
            for finding in story.findings:
                result = self._result(finding, shapes)
                # The standard wants suppressions on all results of a run or on none.
                yield {**result, "suppressions": []} if self._suppressed else result
            if self._suppressed:
                for one in story.suppressed:
                    yield {**self._result(one.finding, shapes), "suppressions": [shapes.suppression(one)]}

    def _result(self, finding: Finding, shapes: _Shapes) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": self._rules[finding.rule],
            "level": _LEVELS[finding.level],
            "message": {"text": shapes.message(finding)},
            "locations": [{"physicalLocation": shapes.place(finding.span, quoted=True)}],
        }
        if finding.fingerprint:
            result["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
        related = shapes.related(finding)
        return {**result, "relatedLocations": related} if related else result


class _Shapes:
    """The parts of results on one story, the artifact at an index."""

    def __init__(self, report: StoryReport, index: int) -> None:
        self._report = report
        self._index = index
        self._ruler = Ruler(report.story, utf16_units)

    def place(self, span: Span, *, quoted: bool = False) -> dict[str, Any]:
        area = self._ruler.area(span)
        region: dict[str, Any] = {
            "startLine": area.line,
            "startColumn": area.column,
            "endLine": area.end_line,
            "endColumn": area.end_column,
        }
        if quoted:
            region["snippet"] = {"text": self._report.story.text[span.start : span.end]}
        return {"artifactLocation": {**_file(self._report.story.path), "index": self._index}, "region": region}

    def message(self, finding: Finding) -> str:
        """Return what a finding says, with links to the places beside it: GitHub shows no others."""
        links = [
            f"[{_unlinked(one.message)}]({at})" for at, one in enumerate(places_beside(finding, self._report), start=1)
        ]
        said = _LINK.sub(r"\\[\1\\]", finding.message)
        return f"{said} See {', '.join(links)}." if links else said

    def related(self, finding: Finding) -> list[dict[str, Any]]:
        return [
            {"id": at, "message": {"text": one.message}, "physicalLocation": self.place(one.span, quoted=True)}
            for at, one in enumerate(places_beside(finding, self._report), start=1)
        ]

    def suppression(self, one: Suppressed) -> dict[str, Any]:
        shape: dict[str, Any] = {"kind": "inSource" if one.by == "comment" else "external", "status": "accepted"}
        if one.reason:
            shape["justification"] = one.reason
        if one.at is not None:
            shape["location"] = {"physicalLocation": self.place(one.at)}
        more = {"by": one.by, "author": one.author, "until": one.until.isoformat() if one.until else None}
        return {**shape, "properties": {name: value for name, value in more.items() if value is not None}}


def _kinds_of(report: Report) -> list[FindingKind]:
    """Return what the run looked for, and what it found beyond that."""
    kinds = {kind.rule: kind for kind in report.kinds}
    for story in report.stories:
        for finding in (*story.findings, *(one.finding for one in story.suppressed)):
            if finding.rule not in kinds:
                title = finding.rule.replace("-", " ").capitalize()
                kinds[finding.rule] = FindingKind(finding.rule, finding.code, finding.level, title, title)
    return list(kinds.values())


def _rule(kind: FindingKind) -> dict[str, Any]:
    described = " ".join(kind.description.split())
    command = f"attrib explain {kind.rule}"
    return {
        "id": kind.rule,
        "name": "".join(word.capitalize() for word in kind.rule.split("-")),
        "shortDescription": {"text": _sentence(kind.title)},
        "fullDescription": {"text": described},
        "help": {
            "text": f"{described} {command} tells more.",
            "markdown": f"{_unmarked(described)}\n\n`{command}` tells more.",
        },
        "defaultConfiguration": {"level": _LEVELS[kind.level]},
        "properties": {"code": kind.code, "tags": ["attribution"]},
    }


def _notification(error: AttribError) -> dict[str, Any]:
    hint = f"\nhint: {error.hint}" if error.hint else ""
    shape: dict[str, Any] = {
        "descriptor": {"id": error.code},
        "level": "error",
        "message": {"text": f"{error.message}{hint}"},
    }
    return {**shape, "locations": [_error_location(error.place)]} if error.place else shape


def _error_location(place: Place) -> dict[str, Any]:
    shape: dict[str, Any] = {"artifactLocation": _file(place.path)}
    if place.line is not None:
        shape["region"] = {"startLine": place.line}
        if place.column is not None:
            before = (place.text or "")[: place.column - 1]
            shape["region"]["startColumn"] = place.column - len(before) + utf16_units(before)
    return {"physicalLocation": shape}


def _file(path: str) -> dict[str, Any]:
    """Return a file as a URI; a relative one starts from `ROOT`."""
    shown = uri(path)
    return {"uri": shown} if shown.startswith("file:") else {"uri": shown, "uriBaseId": ROOT}


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _unlinked(text: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", text)


def _unmarked(text: str) -> str:
    return re.sub(r"([\\`*_<>\[\]#|])", r"\\\1", text)
