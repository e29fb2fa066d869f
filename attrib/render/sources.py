"""Who a story cites: `attrib sources`, and the table at the end of a text report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.render.terminal import STATUS_STYLES, WIDTH, line_of, new_console, new_table, printed

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from attrib.report import Report, Source, StoryReport


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return a table of the sources of each story, the best identified first."""
    console, out = new_console(color=color, width=width)
    parts: list[RenderableType] = []
    for story in report.stories:
        path = story.story.path
        found = (
            [line_of((path, "bold")), source_table(story)] if story.sources else [line_of((f"{path}: no source", ""))]
        )
        parts += [*found, ""]
    return printed(console, out, *parts[:-1])


def source_table(report: StoryReport) -> Table:
    """Return a table of a story's sources by falling tier, then in the order in which the story brings them."""
    table = new_table(
        "source", "status", "tier", "said", "at", "anonymity", "rule", fixed=("status", "tier", "said", "at")
    )
    for source in sorted(report.sources, key=lambda source: -source.tier):
        first = min((mention.start for mention in source.mentions), default=None)
        table.add_row(
            line_of((source.name, "")),
            line_of((source.status, STATUS_STYLES[source.status])),
            str(source.tier),
            str(source.statements),
            "" if first is None else "{}:{}".format(*report.story.line_and_column(first)),
            line_of((_anonymity(source, report), "")),
            line_of((source.rule, "")),
        )
    return table


def _anonymity(source: Source, report: StoryReport) -> str:
    text = report.story.text
    words = [text[span.start : span.end] for span in source.marker]
    if source.reason:
        words.append(f"reason: {source.reason.text}")
    return "; ".join(words)
