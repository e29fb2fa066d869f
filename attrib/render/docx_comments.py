"""A story's findings as comments in the margin of the Word document that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.docx import open_document
from attrib.docx.comments import Comment, Signature, commented
from attrib.report import LEVELS, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from attrib.report import Finding, Level, Story, StoryReport

_LONGEST: Final = 80
"""Characters of a related place that are quoted."""


def annotate(
    report: StoryReport, raw: bytes, *, author: str = "attrib", day: date | None = None, lowest: Level = "info"
) -> bytes:
    """Return a Word document with each finding of its report as a comment on the words concerned.

    `raw` are the bytes that the report is on; those come back where nothing is found at the lowest level or above. `day`
    is the date of the comments, which have none without. Raises InputError.
    """
    wanted = LEVELS[: LEVELS.index(lowest) + 1]
    comments = [_comment(one, report) for one in report.findings if one.level in wanted]
    if not comments:
        return raw
    return commented(open_document(report.story.path, raw), comments, Signature(author, day))


def _comment(finding: Finding, report: StoryReport) -> Comment:
    return Comment(_place(finding.span, report.story), tuple(_lines(finding, report.story)))


def _place(span: Span, story: Story) -> Span:
    """Return where a finding's words stand; what is said of the story as a whole stands at its headline, or its beginning."""
    if story.text[span.start : span.end].strip() or not story.blocks:
        return span
    first = next((block for block in story.blocks if block.kind == "headline"), story.blocks[0])
    return Span(first.start, first.end)


def _lines(finding: Finding, story: Story) -> Iterator[str]:
    """Yield what the comment says, a paragraph a line."""
    yield finding.message
    for related in finding.related:
        words = " ".join(story.text[related.span.start : related.span.end].split())
        if len(words) > _LONGEST:
            words = words[:_LONGEST].rsplit(" ", 1)[0] + " …"
        yield f"See “{words}”: {related.message}" if words else related.message
    yield f"{finding.level} {finding.code}; more: attrib explain {finding.rule}"
