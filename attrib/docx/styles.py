"""What a document's styles say of its paragraphs and runs: headings, lists, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from attrib.docx.markup import attribute, child, children, number, switch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

Shape = Literal["text", "heading", "item"]

# Word keeps the English names of its own styles in every language; only what it shows is translated.
_HEADINGS: Final = re.compile(r"title|subtitle|heading [1-9]")
_BODY_TEXT: Final = 9
"""The outline level that is no heading's."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    hidden: bool | None
    numbered: bool | None
    level: int | None


class Styles:
    """The styles of a document by id; a style that is not there says nothing."""

    def __init__(self, root: _Element | None = None) -> None:
        self._styles: dict[str, _Style] = {}
        self._usual: str | None = None
        for one in children(root, "style") if root is not None else ():
            identity = attribute(one, "styleId") or ""
            self._styles[identity] = _style(one)
            if attribute(one, "type") == "paragraph" and attribute(one, "default") in {"1", "true", "on"}:
                self._usual = identity

    def named(self, name: str) -> str | None:
        """Return the id of the style of that name, in small letters; None where there is none."""
        return next((identity for identity, style in self._styles.items() if style.name == name), None)

    def shape(self, properties: _Element | None) -> Shape:
        """Return what a paragraph with these properties (w:pPr) is: a heading, an item of a list, or text."""
        styles = list(self._chain(self._style_of(properties)))
        level = number(child(properties, "outlineLvl"))
        if level is None:
            level = next((style.level for style in styles if style.level is not None), None)
        named = level is None and any(_HEADINGS.fullmatch(style.name) for style in styles)
        if named or (level is not None and 0 <= level < _BODY_TEXT):
            return "heading"
        numbered = _numbered(properties)
        if numbered is None:
            numbered = next((style.numbered for style in styles if style.numbered is not None), False)
        return "item" if numbered else "text"

    def hidden(self, run: _Element | None, paragraph: _Element | None) -> bool:
        """Return whether text with these properties (w:rPr, w:pPr) is hidden."""
        direct = switch(child(run, "vanish"))
        if direct is not None:
            return direct
        for identity in (attribute(child(run, "rStyle")), self._style_of(paragraph)):
            for style in self._chain(identity):
                if style.hidden is not None:
                    return style.hidden
        return False

    def _style_of(self, properties: _Element | None) -> str | None:
        return attribute(child(properties, "pStyle")) or self._usual

    def _chain(self, identity: str | None) -> Iterator[_Style]:
        """Yield a style and those it is based on, each once."""
        seen: set[str] = set()
        while identity is not None and identity in self._styles and identity not in seen:
            seen.add(identity)
            yield self._styles[identity]
            identity = self._styles[identity].based_on


def _style(element: _Element) -> _Style:
    paragraph = child(element, "pPr")
    return _Style(
        name=(attribute(child(element, "name")) or "").lower(),
        based_on=attribute(child(element, "basedOn")),
        hidden=switch(child(element, "rPr", "vanish")),
        numbered=_numbered(paragraph),
        level=number(child(paragraph, "outlineLvl")),
    )


def _numbered(properties: _Element | None) -> bool | None:
    """Return whether properties put a paragraph into a list; None where they do not say."""
    numbering = attribute(child(properties, "numPr", "numId"))
    return None if numbering is None else numbering != "0"
