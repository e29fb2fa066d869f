"""A report for a person: each finding with its place in the story, then the ledger's totals and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.render.sources import source_table
from attrib.render.terminal import LEVEL_STYLES, STATUS_STYLES, WIDTH, excerpt, line_of, new_console, printed
from attrib.report import LEVELS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.text import Text

    from attrib.report import Attribution, Finding, Report, Span, StoryReport

LINKS: Final = {
    "name": "by name",
    "pronoun": "by pronoun",
    "definite": "by description",
    "title": "by office or kind",
    "member": "as one of a group",
    "echo": "introduced more fully",
    "unresolved": "nobody the story has named",
    "carried": "carried over from the sentence before",
    "new": "first mention",
}
"""How a source was linked, in words; a link that is not here is shown as it is."""


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the findings of every story with their places, its totals and sources, and one line for the run."""
    console, out = new_console(color=color, width=width)
    parts = [part for story in report.stories for part in _story(story, width)]
    return printed(console, out, *parts, _summary(report))


def _story(report: StoryReport, width: int) -> Iterator[RenderableType]:
    for finding in report.findings:
        yield from _finding(finding, report, width)
        yield ""
    yield _totals(report)
    if report.sources:
        yield source_table(report)
    yield ""


def _finding(finding: Finding, report: StoryReport, width: int) -> Iterator[Text]:
    line, column = report.story.line_and_column(finding.span.start)
    yield line_of(
        (f"{report.story.path}:{line}:{column} ", "bold"),
        (finding.level, LEVEL_STYLES[finding.level]),
        (f"[{finding.code} {finding.rule}]", "cyan"),
        (f" {finding.message}", ""),
    )
    gutter = " " * len(str(line))
    shown, carets = _marked_line(finding.span, report, width - len(gutter) - 4)
    yield line_of((f" {line} | ", "dim"), (shown, ""))
    yield line_of((f" {gutter} | ", "dim"), (carets, LEVEL_STYLES[finding.level]))
    notes = [_about_source(finding, report), _about_link(finding, report)]
    for related in finding.related:
        at = "{}:{}".format(*report.story.line_and_column(related.span.start))
        notes.append(f"see {at}: {related.message}")
    for note in notes:
        if note:
            yield line_of((f" {gutter} = ", "dim"), (note, ""))


def _marked_line(span: Span, report: StoryReport, width: int) -> tuple[str, str]:
    """Return the story's line at a span's beginning, and carets below the span as far as that line goes."""
    story = report.story
    line, column = story.line_and_column(span.start)
    text = story.line_text(line)
    start = min(column - 1, len(text))
    return excerpt(text, start, min(start + span.end - span.start, len(text)), width)


def _about_source(finding: Finding, report: StoryReport) -> str | None:
    source = report.source(finding.source)
    if not source:
        return None
    said = "1 statement" if source.statements == 1 else f"{source.statements} statements"
    return f"source: {source.name} ({source.status}, tier {source.tier}, {said}; rule {source.rule})"


def _about_link(finding: Finding, report: StoryReport) -> str | None:
    """Return how the words at a finding were taken for their source, where the finding is about an attribution."""
    attribution = _attribution_of(finding, report)
    source = report.source(attribution.ref) if attribution else None
    if not attribution or not attribution.link or not source:
        return None
    how = LINKS.get(attribution.link, attribution.link)
    if not attribution.source:
        return f"linked: {source.name}, {how}"
    if attribution.source.text == source.name:
        return f"linked: {how}"
    line, column = report.story.line_and_column(attribution.source.spans[0].start)
    return f"linked: “{attribution.source.text}” at {line}:{column} is {source.name}, {how}"


def _attribution_of(finding: Finding, report: StoryReport) -> Attribution | None:
    claim = next((claim for claim in report.claims if claim.id == finding.claim), None)
    wanted = claim.attribution if claim else None
    for attribution in report.attributions:
        parts = [part for part in (attribution.source, attribution.cue) if part]
        spans = [span for part in parts for span in part.spans]
        touches = any(span.start < finding.span.end and finding.span.start < span.end for span in spans)
        same = finding.source is None or finding.source == attribution.ref
        if attribution.id == wanted or (wanted is None and touches and same):
            return attribution
    return None


def _totals(report: StoryReport) -> Text:
    counts = [(status, sum(one.status == status for one in report.sentences)) for status in STATUSES]
    parts = [(report.story.path, "bold"), (f": {_many(len(report.sentences), 'sentence')}", "")]
    for at, (status, count) in enumerate((status, count) for status, count in counts if count):
        parts += [(", " if at else ": ", ""), (f"{count} {status}", STATUS_STYLES[status])]
    return line_of(*parts)


def _summary(report: Report) -> Text:
    found = ", ".join(_many(report.count(level), level) for level in LEVELS)
    sentences = sum(len(story.sentences) for story in report.stories)
    stories = _many(len(report.stories), "story", "stories")
    return line_of((f"{stories}, {_many(sentences, 'sentence')}: {found} (policy {report.policy})", "bold"))


def _many(count: int, one: str, more: str | None = None) -> str:
    if one == "info":
        return f"{count} info"
    return f"{count} {one if count == 1 else more or one + 's'}"
