"""What a document's styles say of its paragraphs and runs: headings, lists, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from attrib.docx.markup import attribute, child, children, number, switch

if TYPE_CHECKING:
    from lxml.etree import _Element

Shape = Literal["text", "heading", "item"]

# Word keeps the English names of its own styles in every language; only what it shows is translated.
_HEADINGS: Final = re.compile(r"title|subtitle|heading [1-9]")
_BODY_TEXT: Final = 9
"""The outline level that is no heading's."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says; None where it leaves that to the style it is based on."""

    titled: bool = False
    hidden: bool | None = None
    numbered: bool | None = None
    level: int | None = None

    def over(self, base: _Style) -> _Style:
        """Return what the style says where it is based on another."""
        return _Style(
            titled=self.titled or base.titled,
            hidden=base.hidden if self.hidden is None else self.hidden,
            numbered=base.numbered if self.numbered is None else self.numbered,
            level=base.level if self.level is None else self.level,
        )


_NOTHING: Final = _Style()


class Styles:
    """The styles of a document by id; a style that is not there says nothing."""

    def __init__(self, root: _Element | None = None) -> None:
        self._written: dict[str, tuple[_Style, str | None]] = {}
        self._whole: dict[str, _Style] = {}
        self._ids: dict[str, str] = {}
        self._usual: str | None = None
        for one in children(root, "style") if root is not None else ():
            identity = attribute(one, "styleId") or ""
            name = (attribute(child(one, "name")) or "").lower()
            self._ids.setdefault(name, identity)
            self._written[identity] = _style(one, name), attribute(child(one, "basedOn"))
            if attribute(one, "type") == "paragraph" and attribute(one, "default") in {"1", "true", "on"}:
                self._usual = identity

    def named(self, name: str) -> str | None:
        """Return the id of the style of that name, in small letters; None where there is none."""
        return self._ids.get(name)

    def shape(self, properties: _Element | None) -> Shape:
        """Return what a paragraph with these properties (w:pPr) is: a heading, an item of a list, or text."""
        style = _properties(properties).over(self._style(self._style_of(properties)))
        if style.titled if style.level is None else 0 <= style.level < _BODY_TEXT:
            return "heading"
        return "item" if style.numbered else "text"

    def hidden(self, run: _Element | None, paragraph: _Element | None) -> bool:
        """Return whether text with these properties (w:rPr, w:pPr) is hidden."""
        direct = switch(child(run, "vanish"))
        if direct is not None:
            return direct
        style = self._style(attribute(child(run, "rStyle"))).over(self._style(self._style_of(paragraph)))
        return bool(style.hidden)

    def _style_of(self, properties: _Element | None) -> str | None:
        return attribute(child(properties, "pStyle")) or self._usual

    def _style(self, identity: str | None) -> _Style:
        """Return what a style says together with those it is based on, each looked at once however many they are."""
        path: list[str] = []
        while identity is not None and identity in self._written and identity not in self._whole:
            path.append(identity)
            self._whole[identity] = _NOTHING  # Where styles rest on each other in a circle, it ends here.
            identity = self._written[identity][1]
        whole = self._whole.get(identity, _NOTHING) if identity is not None else _NOTHING
        for one in reversed(path):
            whole = self._written[one][0].over(whole)
            self._whole[one] = whole
        return whole


def _style(element: _Element, name: str) -> _Style:
    hidden = switch(child(element, "rPr", "vanish"))
    titled = _HEADINGS.fullmatch(name) is not None
    return replace(_properties(child(element, "pPr")), titled=titled, hidden=hidden)


def _properties(properties: _Element | None) -> _Style:
    """Return what the properties of a paragraph (w:pPr) say."""
    numbering = attribute(child(properties, "numPr", "numId"))
    numbered = None if numbering is None else numbering != "0"
    return _Style(numbered=numbered, level=number(child(properties, "outlineLvl")))
