"""Annotations of GitHub Actions: workflow commands that the runner reads from standard output.

The commands and their escapes: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrib.render.columns import Ruler
from attrib.render.machine import encodable, name_from_here, places_beside
from attrib.render.terminal import WIDTH, safe
from attrib.render.text_report import summary
from attrib.report import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.render.columns import Area
    from attrib.report import Finding, Level, Report, StoryReport

SHOWN: Final = 10
"""How many annotations of each kind GitHub shows a step; the runner drops the rest."""
_CONTROLS: Final = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What could steer whoever reads the log; line ends have their escapes."""
_NAMES: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return a workflow command for each finding, most serious first, and a plain line with the totals.

    Lines are git's, columns code points from 1: GitHub documents no unit, and shows none.
    """
    del color, width
    found = [
        (finding.level, command)
        for story in report.stories
        for finding, command in zip(story.findings, _commands(story), strict=True)
    ]
    lines = [command for level in LEVELS for of, command in found if of == level]
    return encodable("\n".join([*lines, *_closing(report)])) + "\n"


def _commands(report: StoryReport) -> Iterator[str]:
    ruler = Ruler(report.story, lone_cr=False)
    for finding in report.findings:
        yield _command(finding, report, ruler.area(finding.span))


def _command(finding: Finding, report: StoryReport, area: Area) -> str:
    properties = {
        "title": safe(f"{finding.code} {finding.rule}"),
        "file": _CONTROLS.sub("\ufffd", name_from_here(report.story.path)),
        "line": str(area.line),
        "endLine": str(area.last_line),
    }
    if area.line == area.end_line:
        # GitHub refuses an annotation with columns that goes over several lines.
        properties |= {"col": str(area.column), "endColumn": str(area.end_column)}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_NAMES[finding.level]} {told}::{_message(finding, report)}"


def _message(finding: Finding, report: StoryReport) -> str:
    lines = [safe(finding.message)]
    for related in places_beside(finding, report):
        line, column = report.story.line_and_column(related.span.start)
        lines.append(f"{line}:{column}: {safe(related.message)}")
    return _data("\n".join(lines))


def _closing(report: Report) -> list[str]:
    """Return the totals, and whether GitHub shows everything; no line can be taken for a command."""
    totals = "".join(text for text, _ in summary(report)).replace("##[", "## [")
    if any(report.count(level) > SHOWN for level in LEVELS):
        return [f"{totals}; GitHub shows {SHOWN} annotations of each kind, the lines above are all"]
    return [totals]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
