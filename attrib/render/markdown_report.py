"""A comment for a pull request: totals, then the findings of each story, in the Markdown of GitHub and GitLab.

What comes from a story, a path or a rule stands in code or is escaped: it makes no markup, link, mention or picture.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from attrib.render.terminal import WIDTH, excerpt, safe, shown
from attrib.render.text_report import counted, summary, totals, words_at
from attrib.report import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.report import Finding, Level, Report, Span, Story, StoryReport

MOST: Final = 60_000
"""Characters of a comment; GitHub takes 65,536."""
OPEN: Final = 10
"""How many findings of a story lie open; the others are folded."""
_LONGEST: Final = 600
"""Characters of a message, a path or a story's totals; none of ours is near it."""
_EXCERPT: Final = 90
_NOTE_ROOM: Final = 200
_FOLD: Final = "\n<details><summary>{}</summary>\n\n"
_UNFOLD: Final = "\n</details>\n"

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#~|!&]")
# What becomes a link or a picture without markup: @name, #1, !1, GH-1, :smile:, addresses, hashes of commits.
_LINKED = re.compile(r"(?<=[@#!~&%$^:])(?=[\w\"'/+-])|(?<=www)(?=\.)|(?<=gh)(?=-\d)", re.IGNORECASE)
_COMMIT = re.compile(r"\b[0-9a-f]{7,40}\b", re.IGNORECASE)
_NO_WIDTH: Final = "\u200b"


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the run as a comment of at most `MOST` characters.

    Where that is too little, it leaves out what is least: info, then warnings, then the last stories; and says so.
    """
    del color, width
    told = _plain(shown(summary(report), color=False))
    if not any(story.findings for story in report.stories):
        return f"### attrib\n\nNo findings. {told}\n"
    text = f"### attrib\n\n{told}\n"
    room = MOST - _NOTE_ROOM - len(text)
    for least in reversed(LEVELS):
        levels = LEVELS[: LEVELS.index(least) + 1]
        part, written = _stories(report, levels, room)
        if written == sum(report.count(level) for level in levels):
            break
    left = sum(report.count(level) for level in LEVELS) - written
    note = f"\n*Left out here, for want of room: {counted(left, 'finding')}.*\n" if left else ""
    return text + part + note


def _stories(report: Report, levels: Sequence[Level], room: int) -> tuple[str, int]:
    """Return the findings of these levels, story by story, as far as they fit, and how many there are."""
    text, total = "", 0
    for story in report.stories:
        items = _items([finding for finding in story.findings if finding.level in levels], story.story)
        part, written = _story(story, items, room - len(text))
        text += part
        total += written
        if written < len(items):
            break
    return text, total


def _story(report: StoryReport, items: Sequence[str], room: int) -> tuple[str, int]:
    """Return a story's part of the comment within so many characters, and how many of its findings are in it."""
    heading = f"\n#### {_code(report.story.path)}\n\n{_plain(shown(totals(report, named=False), color=False))}\n\n"
    fold = _FOLD.format(f"{len(items) - OPEN} more")
    sizes = accumulate(map(len, items), initial=len(heading) + len(fold) + len(_UNFOLD))
    fits = sum(size <= room for size in sizes) - 1
    if fits < 1:
        return "", 0
    folded = "".join(items[OPEN:fits])
    return heading + "".join(items[:OPEN][:fits]) + (fold + folded + _UNFOLD if folded else ""), fits


def _items(findings: Sequence[Finding], story: Story) -> list[str]:
    """Return findings as items of a list; words that two in a row are about are shown once."""
    spans = [None, *(finding.span for finding in findings)]
    return [_item(one, story, quoted=one.span != before) for one, before in zip(findings, spans, strict=False)]


def _item(finding: Finding, story: Story, *, quoted: bool) -> str:
    place = "{}:{}".format(*story.line_and_column(finding.span.start))
    rule = _code(f"{finding.code} {finding.rule}")
    lines = [f"- **{finding.level}** {place} {_plain(finding.message)} {rule}"]
    words = _around(finding.span, story) if quoted else ""
    lines += [f"  - {_code(words)}"] if words else []
    for related in finding.related:
        at = "{}:{}".format(*story.line_and_column(related.span.start))
        lines.append(f"  - see {at}, {_code(words_at(related.span, story))}: {_plain(related.message)}")
    return "\n".join(lines) + "\n"


def _around(span: Span, story: Story) -> str:
    """Return a finding's words among those that a reader sees beside them, on one line."""
    text = story.shown.text
    first, last = story.shown.run(span)
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first)
    line = text[start : end if end >= 0 else len(text)]
    return excerpt(line, first - start, min(last - start, len(line)), _EXCERPT)[0].strip()


def _code(text: str) -> str:
    """Return text as code on one line, whatever is in it."""
    told = _shortened(text)
    fence = "`" * (max(map(len, re.findall("`+", told)), default=0) + 1)
    space = " " if told.startswith(("`", " ")) or told.endswith(("`", " ")) or not told else ""
    return f"{fence}{space}{told}{space}{fence}"


def _plain(text: str) -> str:
    """Return text so that a reader sees it as it is, and nothing in it is markup or becomes a link."""
    unlinked = _LINKED.sub(_NO_WIDTH, _shortened(text))
    unlinked = _COMMIT.sub(lambda found: _NO_WIDTH.join(found[0]), unlinked)
    return _MARKUP.sub(r"\\\g<0>", unlinked).replace("$", "&#36;")


def _shortened(text: str) -> str:
    told = safe(text)
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"
