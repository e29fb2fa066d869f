"""Paragraphs, headings and list items of Markdown (CommonMark), with every visible character's place in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from attrib.read.directives import Comment, comments_in
from attrib.read.front_matter import body_start
from attrib.read.inline import LocatingInline, comments, visible
from attrib.read.layout import LayoutRule, known_lines
from attrib.read.passages import Passage, Shape, Stretch, collect
from attrib.report import Link, Span, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")

_CODE = re.compile(r"\s*<(?:script|style|pre|textarea)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SAME_LINE = "what follows a comment on its line is no text in Markdown: give the comment a line of its own"
_OPEN = "the comment is not closed with `-->` before its paragraph ends"


def find_passages(text: str, layout: Sequence[LayoutRule]) -> list[Passage]:
    """Return the paragraphs, headings and list items in order; code, tables, HTML and front matter are skipped."""
    begin = body_start(text)
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text, begin)]
    parser = _parser()
    references: dict[str, object] = {}
    passages: list[Passage] = []
    for token, shape in _inlines(parser.parse(text[begin:], references)):
        shown, links = visible(parser, token.content, references)
        placed = _Placed(text, lines, token)
        found = placed.by_line(shown)
        groups = known_lines(text, found, layout) if shape == "text" else [found]
        new = [collect(text, (span for line in group for span in line), shape) for group in groups]
        passages += [passage for passage in new if passage is not None]
        if links and passages:
            known = passages[-1]
            passages[-1] = replace(known, links=(*known.links, *map(placed.link, links)))
    return passages


def find_comments(text: str) -> Iterator[Comment]:
    """Yield the comments in order of their blocks, those in code left out."""
    begin = body_start(text)
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text, begin)]
    parser = _parser()
    references: dict[str, object] = {}
    tokens = parser.parse(text[begin:], references)
    for token in tokens:
        if token.type == "html_block" and token.map and not _CODE.match(token.content):
            yield from _in_html(text, Span(lines[token.map[0]].start, lines[token.map[1] - 1].end))
    read = {id(token) for token, _ in _inlines(tokens)}
    for token in tokens:
        if token.type != "inline":
            continue
        spans, unclosed = comments(parser, token.content, references)
        placed = _Placed(text, lines, token)
        yield from (Comment(placed.span(span), inside=id(token) in read) for span in spans)
        open_ends = (placed.span(Span(at, len(token.content))) for at in unclosed)
        yield from (Comment(span, inside=True, fault=_OPEN) for span in open_ends)


def _in_html(text: str, span: Span) -> Iterator[Comment]:
    for comment in comments_in(text, span):
        line_end = _LINE.match(text, comment.span.end, span.end)
        rest = _TAG.sub("", line_end.group()).strip() if line_end and not comment.fault else ""
        yield replace(comment, fault=_SAME_LINE) if rest else comment


@cache
def _parser() -> MarkdownIt:
    """Return a parser of blocks; what stands inside them is scanned by `visible`."""
    parser = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
    parser.inline = LocatingInline()
    return parser


def _inlines(tokens: Sequence[Token]) -> Iterator[tuple[Token, Shape]]:
    """Yield the tokens that hold running text, each with the shape of its block."""
    items = 0
    before = ""
    for token in tokens:
        if token.type in {"list_item_open", "list_item_close"}:
            items += token.nesting
        elif token.type == "inline" and before == "heading_open":
            yield token, "heading"
        elif token.type == "inline" and before == "paragraph_open":
            yield token, "item" if items else "text"
        before = token.type


class _Placed:
    """The lines of a token's content, each with how far it is shifted in the file and where it stands there."""

    def __init__(self, text: str, lines: Sequence[Span], token: Token) -> None:
        first = token.map[0] if token.map else 0
        self._begins: list[int] = []
        self._shifts: list[int] = []
        self._cores: list[Span] = []
        self._ends: list[Span] = []
        begin = 0
        for at, line in enumerate(token.content.split("\n")):
            place, core = lines[first + at], line.strip()
            # The parser has taken markers and indentation from the left, and closing number signs from the right.
            start = text.rfind(core, place.start, place.end)
            self._begins.append(begin)
            self._shifts.append(start - begin - (len(line) - len(line.lstrip())))
            self._cores.append(Span(start, start + len(core)) if core and start >= 0 else Span(0, 0))
            # The line's end is white space that keeps words of two lines apart.
            self._ends.append(Span(place.start + len(text[place.start : place.end].rstrip("\r\n")), place.end))
            begin += len(line) + 1

    def by_line(self, shown: Sequence[Stretch]) -> list[list[Stretch]]:
        """Return, for each line of the content, where what it shows stands in the file."""
        return [list(self._line(at, shown)) for at in range(len(self._begins))]

    def _line(self, at: int, shown: Sequence[Stretch]) -> Iterator[Stretch]:
        begin, shift, core = self._begins[at], self._shifts[at], self._cores[at]
        end = self._begins[at + 1] if at + 1 < len(self._begins) else None
        if core.start == core.end:
            return
        for one in shown:
            span = one.span if isinstance(one, StandIn) else one
            last = span.end if end is None else min(span.end, end)
            place = Span(max(max(span.start, begin) + shift, core.start), min(last + shift, core.end))
            if place.start < place.end:
                yield StandIn(place, one.text) if isinstance(one, StandIn) else place
        yield self._ends[at]

    def span(self, span: Span) -> Span:
        """Return where a stretch of the content stands in the file."""
        first, last = (bisect_right(self._begins, offset) - 1 for offset in (span.start, span.end - 1))
        return Span(span.start + self._shifts[first], span.end + self._shifts[last])

    def link(self, link: Link) -> Link:
        """Return a link of the content with its place in the file."""
        return Link(self.span(link.span), link.address)
