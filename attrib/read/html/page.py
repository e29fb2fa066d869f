"""A page of HTML as runs of text in the elements that hold them: what a browser would show, in order.

No tree is built and nothing is searched for from a run upward, so that time grows with the file and no faster, however
deep its elements lie and however many are never closed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from attrib.read.html.elements import (
    BARRIERS,
    BLOCKS,
    ENDED_BY,
    ENDS_NO_PARAGRAPH,
    HEADINGS,
    ROWS,
    STRUCK,
    TRANSPARENT,
    UNREAD,
    VOID,
)
from attrib.read.html.tokens import Comment, Tag, Text, stretches, tokens, unescaped
from attrib.read.passages import Passage, collect
from attrib.report import Link, Span, StandIn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.read.html.names import PageNames
    from attrib.read.passages import Stretch

_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-list\s*:\s*ignore|mso-element\s*:\s*(?:comment|footnote)-list",
    re.IGNORECASE,
)
_BLANK_LINES: Final = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")
_QUOTES: Final = (("“", "”"), ("‘", "’"))


@dataclass(eq=False, slots=True)
class Element:
    """An element that stands on lines of its own, with the numbers of the first run in it and of the first behind it."""

    name: str
    attributes: Mapping[str, str]
    parent: Element | None
    first: int
    last: int = -1

    def holds(self, run: Run) -> bool:
        """Say whether a run stands in the element."""
        return self.first <= run.number and (self.last < 0 or run.number < self.last)


@dataclass(eq=False, slots=True)
class Run:
    """Text that nothing interrupts: its lines (a `br` ends one), and what they show as one passage.

    `linked` and `timed` are how many of its characters stand in links and in `time`; `marks` holds the attributes of the
    inline elements in it.
    """

    number: int
    element: Element
    lines: list[list[Stretch]]
    passage: Passage
    linked: int = 0
    timed: int = 0
    marks: tuple[Mapping[str, str], ...] = ()


@dataclass(eq=False)
class Page:
    """What a page shows, and what its head tells; `whole` says whether it is one, and no piece of one."""

    runs: list[Run] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    whole: bool = False
    links: list[Link] = field(default_factory=list)
    heads: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def read_page(text: str, names: PageNames, start: int = 0, *, xml: bool = False) -> Page:
    """Return what a page shows, from an offset on."""
    reader = _Reader(text, names)
    for token in tokens(text, start, xml=xml):
        match token:
            case Tag(closes=False):
                reader.open(token, empty=xml and token.empty)
            case Tag():
                reader.close(token)
            case Text():
                reader.text(token)
            case Comment():
                reader.page.comments.append(token)
    reader.finish()
    return reader.page


@dataclass(eq=False, slots=True)
class _Open:
    """An open element: how deep it lies, whether tags nest in it, whether its text is left out, where its content begins."""

    name: str
    depth: int
    attributes: Mapping[str, str]
    block: Element | None
    nests: bool
    mutes: bool
    inside: int
    closed: bool = False


@dataclass(eq=False, slots=True)
class _Line:
    """Text up to a `br`."""

    stretches: list[Stretch] = field(default_factory=list)
    linked: int = 0
    timed: int = 0


class _Reader:
    """What was read of a page so far: its open elements, and the text since the last that stands on lines of its own."""

    def __init__(self, text: str, names: PageNames) -> None:
        self._source = text
        self._names = names
        self.page = Page()
        root = Element("", {}, None, 0)
        self.page.elements.append(root)
        self._blocks = [root]
        self._stack: list[_Open] = []
        self._open: dict[str, list[_Open]] = defaultdict(list)
        self._barriers: list[int] = []
        self._mute = 0
        self._lines: list[_Line] = [_Line()]
        self._marks: list[Mapping[str, str]] = []

    def open(self, tag: Tag, *, empty: bool) -> None:
        """Take a start tag."""
        name = tag.name
        if name in TRANSPARENT:
            self.page.whole = True
            return
        if name in {"meta", "link"}:
            self.page.heads.append((name, tag.attributes))
        self._end_implied(name)
        if name in BLOCKS:
            self._flush()
        if name == "br" and not self._mute:
            self._lines.append(_Line([StandIn(tag.span, " ")]))
        if name not in VOID and not empty:
            self._push(tag)

    def _push(self, tag: Tag) -> None:
        name, attributes = tag.name, tag.attributes
        block = Element(name, attributes, self._blocks[-1], len(self.page.runs)) if name in BLOCKS else None
        nests = block is not None or name in UNREAD or name in BARRIERS
        one = _Open(name, len(self._stack), attributes, block, nests, self._mutes(tag), tag.span.end)
        self._stack.append(one)
        self._open[name].append(one)
        self._mute += one.mutes
        if name in BARRIERS:
            self._barriers.append(one.depth)
        if block is not None:
            self._blocks.append(block)
            self.page.elements.append(block)
        elif attributes and not self._mute:
            self._marks.append(attributes)
        if name == "q":
            self._quote(tag.span, 0)

    def _mutes(self, tag: Tag) -> bool:
        """Say whether an element's text is not to be read: no running text, struck out, hidden, or the sign of a note."""
        name, attributes = tag.name, tag.attributes
        return (
            name in UNREAD
            or name in STRUCK
            or name.startswith("amp-")
            or (name == "code" and bool(self._open["pre"]))
            or ("hidden" in attributes and attributes["hidden"].lower() != "until-found")
            or attributes.get("aria-hidden", "").strip().lower() == "true"
            or _HIDDEN.search(attributes.get("style", "")) is not None
            or self._names.hidden(attributes)
            or (name == "sup" and self._names.notes(attributes))
        )

    def close(self, tag: Tag) -> None:
        """Take an end tag; one that ends nothing is passed over, as browsers do."""
        opened = self._open[tag.name]
        if opened and self._reaches(opened[-1]):
            if tag.name == "q":
                self._quote(tag.span, 1)
            self._close(opened[-1], tag.span.start)
        elif tag.name in {"p", "br"}:
            self._flush()

    def _reaches(self, one: _Open) -> bool:
        """Say whether an end tag here ends an element that is open."""
        if one.name in ROWS or one.name == "table":
            return not self._open["table"] or one.depth >= self._open["table"][-1].depth
        return not self._barriers or one.depth >= self._barriers[-1]

    def _end_implied(self, name: str) -> None:
        """End what a start tag ends without saying so."""
        at = len(self._source)
        if name in BLOCKS and name not in ENDS_NO_PARAGRAPH:
            ended = ["p"]
        elif name == "a":
            ended = ["a"]
        else:
            ended = []
        for one in ended:
            if self._open[one] and self._reaches(self._open[one][-1]):
                self._close(self._open[one][-1], at)
        if name in HEADINGS and self._stack and self._stack[-1].name in HEADINGS:
            self._close(self._stack[-1], at)
        if name not in ENDED_BY:
            return
        ends, within = ENDED_BY[name]
        limit = max((self._open[one][-1].depth for one in within if self._open[one]), default=-1)
        found = [self._open[one][-1] for one in ends if self._open[one] and self._open[one][-1].depth > limit]
        outer = min(found, key=lambda one: one.depth, default=None)
        if outer is not None and (outer.name in ROWS or self._reaches(outer)):
            self._close(outer, at)

    def _close(self, one: _Open, at: int) -> None:
        if one.nests:
            if one.block is not None:
                self._flush()
            while not one.closed:
                self._leave(self._stack.pop(), at)
        else:
            # Of markup that is not nested, what was opened in the element goes on.
            self._leave(one, at)
        while self._stack and self._stack[-1].closed:
            self._stack.pop()

    def _leave(self, one: _Open, at: int) -> None:
        if one.closed:
            return
        one.closed = True
        self._open[one.name].pop()
        self._mute -= one.mutes
        if one.name in BARRIERS:
            self._barriers.pop()
        if one.name == "a" and one.attributes.get("href"):
            self.page.links.append(Link(Span(one.inside, at), unescaped(one.attributes["href"])))
        if one.block is not None:
            one.block.last = len(self.page.runs)
            self._blocks.pop()

    def text(self, token: Text) -> None:
        """Take a text."""
        if token.raw == "script" and "ld+json" in self._stack[-1].attributes.get("type", ""):
            self.page.linked_data.append(self._source[token.span.start : token.span.end])
        if token.raw or self._mute:
            return
        span = token.span
        if self._open["pre"]:
            for found in _BLANK_LINES.finditer(self._source, span.start, span.end):
                self._add(Span(span.start, found.start()), literal=token.literal)
                self._lines += [_Line(), _Line()]
                span = Span(found.end(), span.end)
        self._add(span, literal=token.literal)

    def _add(self, span: Span, *, literal: bool) -> None:
        line = self._lines[-1]
        line.stretches += [span] if literal else stretches(self._source, span)
        if self._open["a"] or self._open["time"]:
            length = sum(map(len, self._source[span.start : span.end].split()))
            line.linked += length * bool(self._open["a"] and "href" in self._open["a"][-1].attributes)
            line.timed += length * bool(self._open["time"])

    def _quote(self, span: Span, side: int) -> None:
        """Read the tag of a `q` as the mark that a browser shows for it."""
        if not self._mute:
            self._lines[-1].stretches.append(StandIn(span, _QUOTES[(len(self._open["q"]) - 1) % 2][side]))

    def finish(self) -> None:
        """End what is open at the end of the page."""
        self._flush()
        while self._stack:
            self._leave(self._stack.pop(), len(self._source))
        self.page.elements[0].last = len(self.page.runs)

    def _flush(self) -> None:
        """Make the text so far into runs: lines without text part them."""
        lines, marks = self._lines, tuple(self._marks)
        self._lines, self._marks = [_Line()], []
        group: list[_Line] = []
        for line in [*lines, _Line()]:
            if collect(self._source, line.stretches) is not None:
                group.append(line)
            elif group:
                self._add_run(group, marks)
                group = []

    def _add_run(self, lines: list[_Line], marks: tuple[Mapping[str, str], ...]) -> None:
        passage = collect(self._source, (one for line in lines for one in line.stretches))
        if passage is None:
            return
        self.page.runs.append(
            Run(
                number=len(self.page.runs),
                element=self._blocks[-1],
                lines=[line.stretches for line in lines],
                passage=passage,
                linked=sum(line.linked for line in lines),
                timed=sum(line.timed for line in lines),
                marks=marks,
            )
        )
