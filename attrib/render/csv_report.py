"""A table of findings for spreadsheets, as RFC 4180 has it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from attrib.render.columns import Ruler
from attrib.render.machine import file_name, words_at, xml_text
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.report import Report, StoryReport

COLUMNS: Final = (
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "level",
    "code",
    "rule",
    "message",
    "words",
    "source",
    "fingerprint",
)
_STARTS_A_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""https://owasp.org/www-community/attacks/CSV_Injection; a draft's words may begin with any of them."""


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return a heading and a row a finding, each ended with CRLF; columns are code points from 1.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, which the spreadsheet does not show.
    """
    del color, width
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for story in report.stories:
        for row in _rows(story):
            writer.writerow([_cell(value) if isinstance(value, str) else value for value in row])
    return out.getvalue()


def _rows(report: StoryReport) -> Iterator[tuple[str | int, ...]]:
    ruler = Ruler(report.story)
    for finding in report.findings:
        area = ruler.area(finding.span)
        source = report.source(finding.source)
        yield (
            file_name(report.story.path),
            *(area.line, area.column, area.end_line, area.end_column),
            *(finding.level, finding.code, finding.rule, finding.message),
            words_at(finding.span, report),
            source.name if source else "",
            finding.fingerprint,
        )


def _cell(text: str) -> str:
    shown = xml_text(text)
    return f"'{shown}" if shown.startswith(_STARTS_A_FORMULA) else shown
