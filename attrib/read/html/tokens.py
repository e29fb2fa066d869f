"""HTML as a stream of tags, text and comments with their places, in time that grows with the file and no faster.

The rules are those of the HTML standard (WHATWG, 13.2.5) as far as they tell text from what is not.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cache
from html.entities import html5
from typing import TYPE_CHECKING, Final, TypeAlias

from attrib.report import Span, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attrib.read.passages import Stretch

RAW: Final = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript"})
"""Elements whose content is no markup: it ends only at their own end tag."""

_SPACE: Final = r"[ \t\n\r\f]"
_MARKUP: Final = re.compile(r"<(?:(?P<slash>/?)(?P<name>[a-zA-Z][^ \t\n\r\f/>]*)|(?P<comment>!--)|[!?/])")
_ATTRIBUTE: Final = re.compile(
    rf"""[ \t\n\r\f/]*
    (?: (?P<end>>) | (?P<name>=?[^ \t\n\r\f/>=]*)
        (?: {_SPACE}* = {_SPACE}* (?: "(?P<double>[^"]*)" | '(?P<single>[^']*)' | (?!["'])(?P<bare>[^ \t\n\r\f>]*) ) )? )""",
    re.VERBOSE,
)
_UNCLOSED: Final = re.compile(rf"{_SPACE}*={_SPACE}*[\"']")
_COMMENT_END: Final = re.compile(r"--!?>")
_CDATA: Final = "<![CDATA["
_REFERENCE: Final = re.compile(
    r"&(?:#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<number>[0-9]+));?|(?P<name>[a-zA-Z][a-zA-Z0-9]{0,40};?))"
)
_LONGEST_BARE: Final = max(len(name) for name in html5 if not name.endswith(";"))
_LONGEST_NUMBER: Final = 7
"""Digits of the highest code point."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag, or with `closes` an end tag; `empty` where it ends with a slash."""

    name: str
    span: Span
    attributes: Mapping[str, str] = field(default_factory=dict)
    closes: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Text; where it is the content of an element of `RAW`, that element's name stands in `raw`.

    `literal` text has no character references.
    """

    span: Span
    raw: str = ""
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; `inside` is what stands between its marks."""

    span: Span
    inside: Span


Token: TypeAlias = Tag | Text | Comment


def tokens(text: str, start: int = 0, *, xml: bool = False) -> Iterator[Token]:
    """Yield the tags, texts and comments of a page in order; what the standard drops (an unclosed tag at the end) is not.

    In XML, CDATA sections are text and a tag that ends with a slash has no content.
    """
    while found := _MARKUP.search(text, start):
        begin = found.start()
        if begin > start:
            yield Text(Span(start, begin))
        if found["name"] is not None:
            tag = _tag(text, found)
            if tag is None:
                return
            yield tag
            start = tag.span.end
            if tag.name in RAW and not tag.closes and not (xml and tag.empty):
                end = _raw_end(text, start, tag.name)
                if start < end:
                    yield Text(Span(start, end), raw=tag.name, literal=tag.name not in {"title", "textarea"})
                start = end
        elif xml and text.startswith(_CDATA, begin):
            end = text.find("]]>", begin)
            inside = Span(begin + len(_CDATA), end if end >= 0 else len(text))
            yield Text(inside, literal=True)
            start = end + 3 if end >= 0 else len(text)
        else:
            comment = _comment(text, found)
            yield comment
            start = comment.span.end
    if start < len(text):
        yield Text(Span(start, len(text)))


def comments(text: str) -> list[Comment]:
    """Return the comments of a page that are comments by the standard, declarations apart."""
    return [one for one in tokens(text) if isinstance(one, Comment) and text.startswith("<!--", one.span.start)]


def stretches(text: str, span: Span) -> Iterator[Stretch]:
    """Yield a text's stretches in order: as they stand, and character references with what they stand for."""
    at = span.start
    for found in _REFERENCE.finditer(text, span.start, span.end):
        stands_for = _referred(found)
        if stands_for is None:
            continue
        chars, length = stands_for
        if at < found.start():
            yield Span(at, found.start())
        at = found.start() + length
        yield StandIn(Span(found.start(), at), chars)
    if at < span.end:
        yield Span(at, span.end)


def unescaped(value: str) -> str:
    """Return an attribute's value with its character references read."""
    if "&" not in value:
        return value
    parts = stretches(value, Span(0, len(value)))
    return "".join(one.text if isinstance(one, StandIn) else value[one.start : one.end] for one in parts)


def _referred(found: re.Match[str]) -> tuple[str, int] | None:
    """Return the characters that a reference stands for, and how many characters of the file it takes."""
    length = found.end() - found.start()
    if found["name"] is None:
        digits = (found["hex"] or found["number"]).lstrip("0") or "0"
        if len(digits) > _LONGEST_NUMBER:
            return "\ufffd", length
        return html.unescape(f"&#{int(digits, 16 if found['hex'] else 10)};"), length
    name = found["name"]
    if name in html5:
        return html5[name], length
    # Old names need no semicolon, whatever follows them.
    for end in range(min(len(name), _LONGEST_BARE), 1, -1):
        if name[:end] in html5:
            return html5[name[:end]], end + 1
    return None


def _tag(text: str, found: re.Match[str]) -> Tag | None:
    """Return the tag whose beginning was found, or None where it does not end."""
    attributes: dict[str, str] = {}
    at = found.end()
    while True:
        one = _ATTRIBUTE.match(text, at)
        if one is None or one.end() == at or _UNCLOSED.match(text, one.end()):
            return None
        at = one.end()
        if one["end"] is not None:
            empty = text[at - 2] == "/"
            return Tag(found["name"].lower(), Span(found.start(), at), attributes, bool(found["slash"]), empty)
        if one["name"]:
            value = next((value for value in one.group("double", "single", "bare") if value is not None), "")
            attributes.setdefault(one["name"].lower(), value)


def _comment(text: str, found: re.Match[str]) -> Comment:
    begin, at = found.start(), found.end()
    if found["comment"] is None:
        end = text.find(">", at)
        return Comment(Span(begin, end + 1 if end >= 0 else len(text)), Span(at, end if end >= 0 else len(text)))
    for abrupt in (">", "->"):
        if text.startswith(abrupt, at):
            return Comment(Span(begin, at + len(abrupt)), Span(at, at))
    closing = _COMMENT_END.search(text, at)
    inside = Span(at, closing.start() if closing else len(text))
    return Comment(Span(begin, closing.end() if closing else len(text)), inside)


def _raw_end(text: str, start: int, name: str) -> int:
    found = _end_of(name).search(text, start)
    return found.start() if found else len(text)


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE)
