"""Stories in HTML: a page's article or a piece of a page, with every visible character's place in the file."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from attrib.errors import InputError, Place
from attrib.read.html.article import find_article
from attrib.read.html.page import Page, read_page
from attrib.read.html.tokens import unescaped
from attrib.read.layout import LayoutRule, known_lines
from attrib.read.passages import Passage, collect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.read.html.names import PageNames
    from attrib.read.html.page import Run
    from attrib.report import Link

_XML: Final = re.compile(r"\ufeff?<\?xml[ \t\r\n]")
_HOST: Final = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#:]+)", re.IGNORECASE)
_AUTHORS: Final = frozenset({"author", "article:author", "parsely-author", "sailthru.author", "dc.creator"})
"""Names of `meta` elements that tell the author."""
_ARTICLE: Final = re.compile(r"(?:Article|Posting|Review)$")
_DEEPEST: Final = 4


def read_html(
    name: str, text: str, layout: Sequence[LayoutRule], names: PageNames
) -> tuple[list[Passage], tuple[str, ...]]:
    """Return the passages of the story in a page, and who wrote it by the page's head.

    Raises InputError A207 where there is markup and no text of a story.
    """
    page = read_page(text, names, int(text.startswith("\ufeff")), xml=_XML.match(text) is not None)
    links = _Links(page)
    passages = [
        links.put(passage)
        for run, shape in find_article(page, names, layout)
        for passage in _passages(text, replace(run.passage, shape=shape), run, layout)
    ]
    if not passages and "<" in text:
        raise InputError(
            "A207",
            "no text of a story is found in this page",
            place=Place(name),
            hint="a page of links has none; else save the story's own part, or name its element: see docs/documents.md",
        )
    return passages, tuple(_authors(page))


def _passages(text: str, passage: Passage, run: Run, layout: Sequence[LayoutRule]) -> Iterator[Passage]:
    """Yield a run as passages: a line of several that a layout rule knows stands alone."""
    if len(run.lines) == 1 or passage.shape != "text":
        yield passage
        return
    for group in known_lines(text, run.lines, layout):
        found = collect(text, (one for line in group for one in line))
        if found is not None:
            yield found


class _Links:
    """The links of a page to other sites, by their place."""

    def __init__(self, page: Page) -> None:
        own = _own_host(page)
        found = [(link, _HOST.match(link.address)) for link in page.links]
        self._links = sorted(
            (link for link, host in found if host and host[1].lower() != own), key=lambda link: link.span
        )
        self._starts = [link.span.start for link in self._links]

    def put(self, passage: Passage) -> Passage:
        """Return a passage with the links that lie in it or around it."""
        if not self._links:
            return passage
        first, last = (bisect_left(self._starts, at) for at in (passage.pieces[0].start, passage.pieces[-1].end))
        if first and self._links[first - 1].span.end > passage.pieces[0].start:
            first -= 1
        found: tuple[Link, ...] = tuple(self._links[first:last])
        return replace(passage, links=found) if found else passage


def _own_host(page: Page) -> str | None:
    for name, attributes in page.heads:
        is_own = attributes.get("property") == "og:url" or (name == "link" and attributes.get("rel") == "canonical")
        if is_own and (host := _HOST.match(unescaped(attributes.get("href", attributes.get("content", ""))))):
            return host[1].lower()
    return None


def _authors(page: Page) -> list[str]:
    """Return who wrote the story, by the head of the page; what is an address is no name."""
    told = [
        unescaped(attributes.get("content", ""))
        for name, attributes in page.heads
        if name == "meta" and attributes.get("name", attributes.get("property", "")).lower() in _AUTHORS
    ]
    for source in page.linked_data:
        try:
            told += _linked_authors(json.loads(source), _DEEPEST)
        except (ValueError, RecursionError):
            continue
    names = (" ".join(name.split()) for name in told)
    return list(dict.fromkeys(name for name in names if name and "//" not in name))


def _linked_authors(value: Any, depth: int) -> Iterator[str]:
    """Yield the authors of the articles in JSON-LD (schema.org)."""
    if depth == 0:
        return
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            continue
        kinds = one.get("@type")
        if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            authors = one.get("author")
            for author in authors if isinstance(authors, list) else [authors]:
                name = author.get("name") if isinstance(author, dict) else author
                if isinstance(name, str):
                    yield name
        yield from _linked_authors(one.get("@graph"), depth - 1)
