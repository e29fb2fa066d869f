"""What each passage of a story is: headline, dateline, byline, credit, heading or paragraph."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, Protocol

from attrib.read.passages import collect
from attrib.report import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attrib.read.passages import Passage, Stretch

LONGEST_LINE = 400
"""A passage longer than this many characters is not held against rules for whole lines."""
LONGEST_LEAD = 160
"""Rules for the beginning of a passage see this many characters; it also bounds what a slow regex can cost."""
LONGEST_TITLE = 25
"""Words of a headline."""
LONGEST_HEADING = 12
"""Words of a heading inside the story."""

_HEADERS: Final[frozenset[BlockKind]] = frozenset({"byline", "dateline"})
_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«"
_PUNCTUATION = "\"'“”‘’«»()[].,:;!?…"


class LayoutRule(Protocol):
    """What reading needs of a layout rule: a regex, where it is tried, and what it marks."""

    @property
    def id(self) -> str:
        """Return the rule's id."""

    @property
    def block(self) -> BlockKind:
        """Return the kind of block the rule marks."""

    @property
    def where(self) -> Literal["line", "start", "first"]:
        """Return where it is tried: a whole line, a passage's beginning, or that before the first paragraph ends."""

    @property
    def regex(self) -> str:
        """Return the regex, in Python's syntax."""


def match_length(rule: LayoutRule, text: str) -> int:
    """Return how many characters of a line or passage a rule marks, counted from its beginning; 0 for none.

    `text` has no white space at its ends. Rules for whole lines mark all of it or nothing.
    """
    if rule.where == "line":
        whole = len(text) <= LONGEST_LINE and _compiled(rule.regex).fullmatch(text) is not None
        return len(text) if whole else 0
    match = _compiled(rule.regex).match(text[:LONGEST_LEAD])
    return match.end() if match else 0


def find_line_rule(line: str, layout: Sequence[LayoutRule]) -> LayoutRule | None:
    """Return the first rule that knows a whole line, given without white space at its ends."""
    if len(line) > LONGEST_LINE:
        return None
    return next((rule for rule in layout if rule.where == "line" and match_length(rule, line)), None)


def known_lines(
    text: str, lines: Iterable[list[Stretch]], layout: Sequence[LayoutRule]
) -> Iterator[list[list[Stretch]]]:
    """Yield a paragraph's lines in groups: a line that a rule knows stands alone."""
    group: list[list[Stretch]] = []
    for line in lines:
        passage = collect(text, line)
        if passage and find_line_rule(passage.text, layout):
            yield group
            yield [line]
            group = []
        else:
            group.append(line)
    yield group


def arrange(passages: Sequence[Passage], layout: Sequence[LayoutRule]) -> tuple[Block, ...]:
    """Return the blocks of a story in order; a dateline that opens a paragraph becomes a block of its own."""
    known = [_known_kind(passage, layout) for passage in passages]
    unknown = [passage for passage, kind in zip(passages, known, strict=True) if kind is None]
    blocks: list[Block] = []
    opening, headed, seen = True, False, 0
    before: BlockKind | None = None
    for passage, known_kind in zip(passages, known, strict=True):
        if known_kind:
            blocks.append(Block(known_kind, passage.pieces))
            before = known_kind
            continue
        seen += 1
        # A standfirst stands above the byline; the first paragraph comes after it.
        leads, body = _cut(passage, layout, opening=opening or before in _HEADERS)
        before = None
        blocks += leads
        if body is None:
            continue
        kind = _function(body, unknown[seen : seen + 3], opening=opening and not leads, headed=headed)
        headed = headed or kind == "headline"
        opening = opening and kind != "paragraph"
        blocks.append(Block(kind, body.pieces))
    return tuple(blocks)


def _known_kind(passage: Passage, layout: Sequence[LayoutRule]) -> BlockKind | None:
    rule = find_line_rule(passage.text, layout)
    return rule.block if rule is not None else "byline" if passage.shape == "byline" else None


def _cut(passage: Passage, layout: Sequence[LayoutRule], *, opening: bool) -> tuple[list[Block], Passage | None]:
    """Return the blocks that rules find at a passage's beginning, and what is left of it."""
    tried = [rule for rule in layout if rule.where == "start" or (rule.where == "first" and opening)]
    leads: list[Block] = []
    body: Passage | None = passage
    while body and tried:
        rule = next((rule for rule in tried if match_length(rule, body.text)), None)
        if not rule:
            break
        lead, body = body.split(match_length(rule, body.text))
        if lead:
            leads.append(Block(rule.block, lead.pieces))
        tried.remove(rule)
    return leads, body


def _function(body: Passage, after: Sequence[Passage], *, opening: bool, headed: bool) -> BlockKind:
    """Return what a passage is that no rule knows, by its shape and by the passages next after it."""
    if body.shape == "item":
        return "paragraph"
    if body.shape == "heading":
        return "headline" if opening and not headed else "heading"
    if opening and not (headed and body.text.isupper()):
        return "headline" if _is_title(body.text, after, headed=headed) else "paragraph"
    return "heading" if after and _is_heading(body.text) else "paragraph"


def _is_title(text: str, after: Sequence[Passage], *, headed: bool) -> bool:
    words = text.split()
    if not after or len(words) > LONGEST_TITLE:
        return False
    bare = text.rstrip(_CLOSERS)
    if not bare.endswith(tuple(".!?:,;…")) or (bare[-1] in "!?;" and not headed):
        return True
    if headed or bare[-1] != ".":
        return False
    # Archives close a headline with a full stop. What tells it from a first sentence is its capitals, or that it is
    # much shorter than the paragraph below it in a story that has several.
    content = [word for word in words if len(word.strip(_PUNCTUATION)) > 4]
    if len(content) > 2 and all(not word.strip(_PUNCTUATION)[0].islower() for word in content):
        return True
    longest = max(len(passage.text.split()) for passage in after)
    brief = text[0] not in _OPENERS and (len(words) <= 16 or "; " in text)
    return brief and len(after) > 1 and longest >= 1.5 * len(words)


def _is_heading(text: str) -> bool:
    words = text.split()
    if text.isupper() and len(words) <= 5:
        return True
    if len(words) > LONGEST_HEADING or text[0].islower() or text[0] in _OPENERS:
        return False
    return text[-1].isalnum()


@lru_cache(maxsize=512)
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex)
