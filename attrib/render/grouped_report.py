"""The findings of each story below its name, a line each: for a folder of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.render.terminal import WIDTH, Detail, line_of, printed
from attrib.render.text_report import finding_parts, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.render.terminal import Line
    from attrib.report import Report, StoryReport


def render(report: Report, *, color: bool = False, width: int = WIDTH, detail: Detail = Detail.usual) -> str:
    """Return the findings of each story that has any below its path, and one line for the run."""
    stories = [story for story in report.stories if story.findings]
    lines = [line for story in stories for line in _story(story, detail=detail)]
    ending = [] if detail is Detail.brief else [summary(report)]
    return printed(*lines, *ending, color=color, width=width)


def _story(report: StoryReport, *, detail: Detail) -> Iterator[Line | str]:
    yield line_of((f"{report.story.path}:", "bold"))
    places = [report.story.line_and_column(finding.span.start) for finding in report.findings]
    before, after = (max(len(str(place[at])) for place in places) for at in (0, 1))
    for finding, (line, column) in zip(report.findings, places, strict=True):
        place = f"  {line:>{before}}:{column:<{after}}  "
        ending = f" [{finding.fingerprint}]" if detail is Detail.full else ""
        yield line_of((place, "dim"), *finding_parts(finding), (ending, "dim"))
    yield ""
