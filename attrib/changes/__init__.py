"""What changed since a revision of the repository: only findings in new or changed paragraphs are kept.

The whole story is read and judged all the same, since who stands behind a sentence may be told anywhere in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from attrib.changes.git import Version, versions_at
from attrib.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from attrib.report import Block, Finding, Report, Story, StoryReport

__all__ = ["Version", "changed_blocks", "only_changed", "versions_at"]


def only_changed(
    report: Report, before: Iterable[Version | None], read: Callable[[str, bytes], Story], about_story: Collection[str]
) -> Report:
    """Return a report with only the findings that touch what changed; `before` is each story's file as it was, or None.

    Of a story that was not there, all findings are kept; of one that is the same but for its line ends, none. Findings
    of the rules `about_story`, and those that mark no block (metadata, comments), are kept where anything changed.
    """
    stories = tuple(
        replace(story, findings=tuple(_kept(story, version, read, about_story)))
        for story, version in zip(report.stories, before, strict=True)
    )
    return replace(report, stories=stories)


def _kept(
    report: StoryReport, before: Version | None, read: Callable[[str, bytes], Story], about_story: Collection[str]
) -> Iterable[Finding]:
    story = report.story
    if before is None:
        return report.findings
    if before.sha256 == story.sha256:
        return ()
    try:
        old = read(before.path, before.raw)
    except InputError:  # What could not be read then is all new now.
        return report.findings
    if old.runs is None and old.text.replace("\r\n", "\n") == story.text.replace("\r\n", "\n"):
        return ()
    changed = changed_blocks(old, story)
    return [
        finding
        for finding in report.findings
        if finding.rule in about_story or _touches(finding, changed) or not _touches(finding, story.blocks)
    ]


def changed_blocks(old: Story, new: Story) -> list[Block]:
    """Return the blocks of a story whose words its older version does not have as a block; white space does not count.

    A block that only moved is not changed. Where a block stands more often than before, the ones out of place are new.
    """
    before, after = ([_words(story, block) for block in story.blocks] for story in (old, new))
    in_place = [False] * len(after)
    left = Counter(before)
    for _, there, size in SequenceMatcher(None, before, after).get_matching_blocks():
        for index in range(there, there + size):
            in_place[index] = True
            left[after[index]] -= 1
    changed: list[Block] = []
    for block, words, same in zip(new.blocks, after, in_place, strict=True):
        if same:
            continue
        if left[words] > 0:
            left[words] -= 1
        else:
            changed.append(block)
    return changed


def _words(story: Story, block: Block) -> tuple[str, ...]:
    return tuple(story.words(block.span).split())


def _touches(finding: Finding, blocks: Iterable[Block]) -> bool:
    """Return whether a finding marks something of one of the blocks, or an empty place in or at the edge of one."""
    start, end = finding.span.start, finding.span.end
    return any(
        (start < block.end and block.start < end) or block.start <= start == end <= block.end for block in blocks
    )
