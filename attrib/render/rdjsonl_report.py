"""reviewdog's diagnostics, a line each: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from attrib.render.columns import Ruler, utf8_bytes
from attrib.render.machine import encodable, file_name, places_beside
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.report import Finding, Level, Report, Span, StoryReport

_SEVERITIES: Final[dict[Level, str]] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return a line of JSON for each finding; lines are git's, columns UTF-8 bytes from 1, ends exclusive."""
    del color, width
    found = (diagnostic for story in report.stories for diagnostic in _diagnostics(story))
    return "".join(json.dumps(diagnostic, ensure_ascii=False) + "\n" for diagnostic in found)


def _diagnostics(report: StoryReport) -> Iterator[dict[str, Any]]:
    ruler = Ruler(report.story, utf8_bytes, lone_cr=False)
    for finding in report.findings:
        yield _diagnostic(finding, report, ruler)


def _diagnostic(finding: Finding, report: StoryReport, ruler: Ruler) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": encodable(finding.message),
        "location": _location(finding.span, report, ruler),
        "severity": _SEVERITIES[finding.level],
        "source": {"name": "attrib"},
        "code": {"value": finding.rule},
    }
    beside = places_beside(finding, report)
    if beside:
        diagnostic["related_locations"] = [
            {"message": encodable(one.message), "location": _location(one.span, report, ruler)} for one in beside
        ]
    return diagnostic


def _location(span: Span, report: StoryReport, ruler: Ruler) -> dict[str, Any]:
    area = ruler.area(span)
    return {
        "path": file_name(report.story.path),
        "range": {
            "start": {"line": area.line, "column": area.column},
            "end": {"line": area.end_line, "column": area.end_column},
        },
    }
