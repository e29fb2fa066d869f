"""A finding a line, and nothing else: for editors that jump to a place, for grep, for a quick look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.render.terminal import WIDTH, Detail, line_of, printed
from attrib.render.text_report import finding_parts

if TYPE_CHECKING:
    from attrib.report import Report


def render(report: Report, *, color: bool = False, width: int = WIDTH, detail: Detail = Detail.usual) -> str:
    """Return `path:line:column: level[CODE rule] message` for each finding, nothing where there is none."""
    lines = []
    for story in report.stories:
        for finding in story.findings:
            place = "{}:{}".format(*story.story.line_and_column(finding.span.start))
            ending = f" [{finding.fingerprint}]" if detail is Detail.full else ""
            lines.append(
                line_of((f"{story.story.path}:{place}: ", "bold"), *finding_parts(finding), (ending, "dim")),
            )
    return printed(*lines, color=color, width=width)
