"""A report for a person: each finding with its place in the story, then the ledger's totals and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.render.sources import source_table
from attrib.render.terminal import LEVEL_STYLES, STATUS_STYLES, WIDTH, Detail, excerpt, line_of, printed
from attrib.report import LEVELS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.render.tables import Table
    from attrib.render.terminal import Line
    from attrib.report import Attribution, Finding, Related, Report, Span, Story, StoryReport

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
QUOTED: Final = 60
"""How many characters of a related place are quoted at most."""


def render(report: Report, *, color: bool = False, width: int = WIDTH, detail: Detail = Detail.usual) -> str:
    """Return the findings of every story with their places, its totals and sources, and one line for the run."""
    parts = [part for story in report.stories for part in _story(story, width, detail=detail)]
    ending = [] if detail is Detail.brief else [summary(report)]
    return printed(*parts, *ending, color=color, width=width)


def _story(report: StoryReport, width: int, *, detail: Detail) -> Iterator[str | Line | Table]:
    for finding in report.findings:
        yield from _finding(finding, report, width, detail=detail)
        yield ""
    if detail is Detail.brief:
        return
    yield totals(report)
    if report.sources:
        yield source_table(report)
    yield ""


def _finding(finding: Finding, report: StoryReport, width: int, *, detail: Detail) -> Iterator[Line]:
    line, column = report.story.line_and_column(finding.span.start)
    yield line_of((f"{report.story.path}:{line}:{column} ", "bold"), *finding_parts(finding))
    gutter = " " * len(str(line))
    shown, carets = _marked_line(finding.span, report, width - len(gutter) - 4)
    yield line_of((f" {line} | ", "dim"), (shown, ""))
    yield line_of((f" {gutter} | ", "dim"), (carets, LEVEL_STYLES[finding.level]))
    notes = told_of(finding, report)
    notes += [_about_related(related, report.story) for related in finding.related]
    if detail is Detail.full:
        notes.append(f"fingerprint: {finding.fingerprint}")
    for note in notes:
        yield line_of((f" {gutter} = ", "dim"), (note, ""))


def finding_parts(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return a finding's level, rule and message, with their styles."""
    return (
        (finding.level, LEVEL_STYLES[finding.level]),
        (f"[{finding.code} {finding.rule}]", "cyan"),
        (f" {finding.message}", ""),
    )


def _marked_line(span: Span, report: StoryReport, width: int) -> tuple[str, str]:
    """Return the story's line at a span's beginning, and carets below the span as far as that line goes."""
    story = report.story
    line, column = story.line_and_column(span.start)
    text = story.line_text(line)
    start = min(column - 1, len(text))
    return excerpt(text, start, min(start + span.end - span.start, len(text)), width)


def _about_related(related: Related, story: Story) -> str:
    """Return where another place is, its words as far as they fit, and what it has to do with the finding."""
    at = "{}:{}".format(*story.line_and_column(related.span.start))
    return f"see {at}, “{words_at(related.span, story)}”: {related.message}"


def words_at(span: Span, story: Story) -> str:
    """Return the words at a place on one line, the first of them where they are many."""
    words = story.words(span)
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"


def told_of(finding: Finding, report: StoryReport) -> list[str]:
    """Return what a report tells beside a finding: the source behind it, and how the words were taken for it."""
    return [told for told in (_about_source(finding, report), about_link(finding, report)) if told]


def _about_source(finding: Finding, report: StoryReport) -> str | None:
    source = report.source(finding.source)
    if not source:
        return None
    said = "1 statement" if source.statements == 1 else f"{source.statements} statements"
    return f"source: {source.name} ({source.status}, tier {source.tier}, {said}; rule {source.rule})"


def about_link(finding: Finding, report: StoryReport) -> str | None:
    """Return how the words at a finding were taken for their source, where the finding is about an attribution.

    That they are all the story has said of the source so far goes without saying.
    """
    attribution = _attribution_of(finding, report)
    source = report.source(attribution.ref) if attribution else None
    if not attribution or not attribution.link or not source:
        return None
    how = LINKS.get(attribution.link, attribution.link)
    if not attribution.source:
        return f"linked: {source.name}, {how}"
    if attribution.link == "new" and source.name in attribution.source.text:
        return None
    if attribution.source.text == source.name:
        return f"linked: {how}"
    line, column = report.story.line_and_column(attribution.source.spans[0].start)
    return f"linked: “{attribution.source.text}” at {line}:{column} is {source.name}, {how}"


def _attribution_of(finding: Finding, report: StoryReport) -> Attribution | None:
    claim = next((claim for claim in report.claims if claim.id == finding.claim), None)
    wanted = claim.attribution if claim else None
    if wanted is not None:
        return next((one for one in report.attributions if one.id == wanted), None)
    start, end = finding.span.start, finding.span.end
    for one in report.attributions:
        if finding.source is None or finding.source == one.ref:
            spans = (*one.source.spans, *one.cue.spans) if one.source else one.cue.spans
            if any(span.start < end and start < span.end for span in spans):
                return one
    return None


def totals(report: StoryReport, *, named: bool = True) -> Line:
    """Return the line that ends a story: its path where it is to be `named`, how many sentences have which status."""
    counts = [(status, sum(one.status == status for one in report.sentences)) for status in STATUSES]
    parts = [(report.story.path, "bold"), (": ", "")] if named else []
    parts.append((counted(len(report.sentences), "sentence"), ""))
    for at, (status, count) in enumerate((status, count) for status, count in counts if count):
        parts += [(", " if at else ": ", ""), (f"{count} {status}", STATUS_STYLES[status])]
    return line_of(*parts)


def summary(report: Report) -> Line:
    """Return the line that ends a run: how many stories and sentences, what was found, what is not reported."""
    found = ", ".join(counted(report.count(level), level) for level in LEVELS)
    suppressed = [one.by for story in report.stories for one in story.suppressed]
    known = suppressed.count("baseline")
    kept_back = [f"{len(suppressed) - known} ignored"] if len(suppressed) > known else []
    kept_back += [f"{known} in the baseline"] if known else []
    if kept_back:
        found += f"; {', '.join(kept_back)}"
    sentences = sum(len(story.sentences) for story in report.stories)
    stories = counted(len(report.stories), "story", "stories")
    policies = list(dict.fromkeys(story.policy for story in report.stories)) or [report.policy]
    told = f"{'policy' if len(policies) == 1 else 'policies'} {', '.join(policies)}"
    return line_of((f"{stories}, {counted(sentences, 'sentence')}: {found} ({told})", "bold"))


def counted(count: int, one: str, more: str | None = None) -> str:
    """Return a number with its noun, in the plural where it is not one."""
    if one == "info":
        return f"{count} info"
    return f"{count} {one if count == 1 else more or one + 's'}"
