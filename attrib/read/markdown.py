"""Paragraphs, headings and list items of Markdown (CommonMark), with every visible character's place in the file."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt

from attrib.read.front_matter import body_start
from attrib.read.inline import LocatingInline, visible
from attrib.read.layout import LayoutRule, find_line_rule
from attrib.read.passages import Passage, collect
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")

Shape = Literal["text", "heading", "item"]


def find_passages(text: str, layout: Sequence[LayoutRule]) -> list[Passage]:
    """Return the paragraphs, headings and list items in order; code, tables, HTML and front matter are skipped."""
    begin = body_start(text)
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text, begin)]
    parser = _parser()
    references: dict[str, object] = {}
    passages: list[Passage | None] = []
    for token, shape in _inlines(parser.parse(text[begin:], references)):
        found = _by_line(text, lines, token, visible(parser, token.content, references))
        groups = _split(text, found, layout) if shape == "text" else [found]
        passages += [collect(text, (span for line in group for span in line), shape) for group in groups]
    return [passage for passage in passages if passage]


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


def _by_line(text: str, lines: Sequence[Span], token: Token, shown: Sequence[Span]) -> list[list[Span]]:
    """Return, for each line of a token's content, where its visible characters stand in the file."""
    found: list[list[Span]] = []
    first = token.map[0] if token.map else 0
    begin = 0
    for at, line in enumerate(token.content.split("\n")):
        end = begin + len(line) + 1
        place = lines[first + at]
        core = line.strip()
        # The parser has taken markers and indentation from the left, and closing number signs from the right.
        start = text.rfind(core, place.start, place.end)
        shift = start - begin - (len(line) - len(line.lstrip()))
        spans = [(max(span.start, begin) + shift, min(span.end, end) + shift) for span in shown]
        limit = start + len(core)
        kept = [Span(max(a, start), min(b, limit)) for a, b in spans if max(a, start) < min(b, limit)]
        # The line's end is white space that keeps words of two lines apart.
        line_end = place.start + len(text[place.start : place.end].rstrip("\r\n"))
        found.append([*kept, Span(line_end, place.end)] if core and start >= 0 else [])
        begin = end
    return found


def _split(text: str, found: list[list[Span]], layout: Sequence[LayoutRule]) -> Iterator[list[list[Span]]]:
    """Yield a paragraph's lines in groups: a line that a layout rule knows stands alone."""
    group: list[list[Span]] = []
    for line in found:
        passage = collect(text, line)
        if passage and find_line_rule(passage.text, layout):
            yield group
            yield [line]
            group = []
        else:
            group.append(line)
    yield group
