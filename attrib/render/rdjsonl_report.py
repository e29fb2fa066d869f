"""reviewdog's diagnostics, a line each: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from attrib.render.columns import Ruler, utf8_bytes
from attrib.render.machine import encodable, file_name, places_beside
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from attrib.report import Finding, Level, Report, Span, StoryReport

_SEVERITIES: Final[dict[Level, str]] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return a line of JSON for each finding; lines are git's, columns UTF-8 bytes from 1, ends exclusive."""
    del color, width
    found = ((finding, story) for story in report.stories for finding in story.findings)
    return "".join(json.dumps(_diagnostic(*one), ensure_ascii=False) + "\n" for one in found)


def _diagnostic(finding: Finding, report: StoryReport) -> dict[str, Any]:
    ruler = Ruler(report.story, utf8_bytes, lone_cr=False)
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
