"""The story sentence by sentence, with who stands behind each: `attrib ledger`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.render.tables import new_table
from attrib.render.terminal import STATUS_STYLES, WIDTH, line_of, printed

if TYPE_CHECKING:
    from attrib.render.tables import Table
    from attrib.render.terminal import Line
    from attrib.report import Report, Sentence, StoryReport


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return a table of the sentences of each story: line, status, source and the sentence itself."""
    parts: list[str | Line | Table] = []
    for story in report.stories:
        path = story.story.path
        found = [line_of((path, "bold")), _table(story)] if story.sentences else [line_of((f"{path}: no sentence", ""))]
        parts += [*found, ""]
    return printed(*parts[:-1], color=color, width=width)


def _table(report: StoryReport) -> Table:
    table = new_table("line", "status", "who", "sentence", fixed=("line", "status"))
    table.columns[0].right = True
    table.columns[2].max_width = 26
    for sentence in report.sentences:
        table.add_row(
            str(report.story.line_and_column(sentence.span.start)[0]),
            line_of((sentence.status, STATUS_STYLES[sentence.status])),
            line_of((_who(sentence, report), "")),
            line_of((report.story.words(sentence.span), "")),
        )
    return table


def _who(sentence: Sentence, report: StoryReport) -> str:
    source = report.source(sentence.source)
    if not source:
        return sentence.why
    return source.name + (" (carried over)" if sentence.carried else "")
