"""Paragraphs, headings and list items of an OpenDocument text, as LibreOffice writes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrib.docx import Paragraph, refusals
from attrib.docx.archive import Archive
from attrib.docx.document import Break
from attrib.docx.markup import damaged
from attrib.docx.package import CONTENT_TYPES
from attrib.read.docx import passages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from attrib.docx.styles import Shape
    from attrib.read.layout import LayoutRule
    from attrib.read.passages import Passage

_NAMESPACES: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE: Final = f"{_NAMESPACES}office:1.0}}"
_TEXT: Final = f"{_NAMESPACES}text:1.0}}"
_STYLE: Final = f"{_NAMESPACES}style:1.0}}"
_MANIFEST: Final = f"{_NAMESPACES}manifest:1.0}}"
_TYPES: Final = frozenset({b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-web"})

_PARAGRAPHS: Final = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_AROUND: Final = frozenset(f"{_TEXT}{name}" for name in ("section", "list", "list-item", "numbered-paragraph"))
_NOT_READ: Final = frozenset(
    f"{_TEXT}{name}"
    for name in ("note", "ruby-text", "placeholder", "hidden-text", "hidden-paragraph", "script", "p", "h")
)
_TITLES: Final = frozenset({"Title", "Subtitle"})
_WHITE_SPACE: Final = re.compile("[ \t\r\n]+")
_MOST_SPACES: Final = 1000


def read_odt(name: str, raw: bytes, layout: Sequence[LayoutRule]) -> tuple[str, list[Passage]]:
    """Return a document's text, a line a paragraph, and its passages in order; raises InputError for what is none."""
    archive = Archive(name, raw)
    if "mimetype" not in archive or archive.read("mimetype").strip() not in _TYPES:
        raise refusals.no_opendocument_text(name, is_office=CONTENT_TYPES in archive)
    if next(archive.xml("META-INF/manifest.xml").iter(f"{_MANIFEST}encryption-data"), None) is not None:
        raise refusals.with_password(name)
    root = archive.rooted("content.xml", f"{_OFFICE}document-content")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise damaged(name, "content.xml has no text")
    reading = _Reading({one.get(f"{_STYLE}name"): one for one in root.iter(f"{_STYLE}style")})
    paragraphs = list(reading.paragraphs(body))
    text = "".join(reading.text)
    if not text.strip() and any((one.text or "").strip() for tag in _PARAGRAPHS for one in body.iter(tag)):
        raise refusals.nothing_read(name)
    return text, passages_of(text, paragraphs, layout)


class _Reading:
    """The text so far, and where it is."""

    def __init__(self, styles: dict[str | None, _Element]) -> None:
        self.text: list[str] = []
        self._styles = styles
        self._at = 0
        self._begun = False
        self._breaks: list[Break] = []

    def paragraphs(self, body: _Element) -> Iterator[Paragraph]:
        """Yield the paragraphs outside tables in order; deleted words stand apart from them and are passed over."""
        from lxml import etree

        current: _Element | None = None
        start = 0
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                if element is current:
                    yield Paragraph(
                        element, self._shape(element), (), tuple(self._breaks), start, self._at, goes_on=False
                    )
                    current = None
                elif current is not None:
                    self._add_text(element.tail)
            elif current is not None:
                if self._is_read(element):
                    self._add_element(element)
                else:
                    walk.skip_subtree()
            elif element.tag in _PARAGRAPHS:
                if self._begun:
                    self._add("\n")
                self._begun = True
                current, start, self._breaks = element, self._at, []
                self._add_text(element.text)
            elif element is not body and element.tag not in _AROUND:
                walk.skip_subtree()

    def _is_read(self, element: _Element) -> bool:
        """Return whether a part of a paragraph is text: not so are notes, comments, pictures and what is hidden."""
        if not str(element.tag).startswith(_TEXT) or element.tag in _NOT_READ:
            return False
        style = self._styles.get(element.get(f"{_TEXT}style-name"))
        looks = style.find(f"{_STYLE}text-properties") if style is not None else None
        return looks is None or looks.get(f"{_TEXT}display") != "none"

    def _add_element(self, element: _Element) -> None:
        name = str(element.tag).removeprefix(_TEXT)
        if name == "s":
            count = str(element.get(f"{_TEXT}c", "1"))
            self._add(" " * min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 9 else " ")
        elif name == "tab":
            self._add("\t")
        elif name == "line-break":
            self._breaks.append(Break(self._at, page=False))
            self._add(" ")
        else:
            self._add_text(element.text)

    def _add_text(self, written: str | None) -> None:
        """Add characters as they stand in the file, where white space in a row counts as one space."""
        text = _WHITE_SPACE.sub(" ", written or "")
        if text.startswith(" ") and (not self.text or self.text[-1][-1:] in {" ", "\n", "\t"}):
            text = text[1:]
        self._add(text)

    def _add(self, text: str) -> None:
        if text:
            self.text.append(text)
            self._at += len(text)

    def _shape(self, element: _Element) -> Shape:
        if element.tag == f"{_TEXT}h" or self._is_title(element.get(f"{_TEXT}style-name")):
            return "heading"
        return "item" if any(above.tag == f"{_TEXT}list-item" for above in element.iterancestors()) else "text"

    def _is_title(self, name: str | None) -> bool:
        style = self._styles.get(name)
        return name in _TITLES or (style is not None and style.get(f"{_STYLE}parent-style-name") in _TITLES)
