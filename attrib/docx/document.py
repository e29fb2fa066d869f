"""The story in a Word document: one line a paragraph of its body, and where each character stands in the XML.

Read as it stands with all tracked changes accepted: inserted text is, deleted text is not. Hyperlinks, content
controls and the results of fields are read; hidden text, comments, notes, tables, text boxes, headers and footers are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from attrib.docx import refusals
from attrib.docx.markup import XML, attribute, child, damaged, name_of, reference
from attrib.docx.package import CONTENT_TYPES, Package, related
from attrib.docx.styles import Shape, Styles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# What is looked into for paragraphs and runs; every other element is passed over.
_OPEN: Final = frozenset(
    {"body", "p", "ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "bdo", "dir"}
)
_CHARACTERS: Final = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_ONE_LINE: Final = str.maketrans("\n\r", "  ")
_UNREAD: Final = frozenset({"tbl", "txbxContent"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A child of a run and the stretch of the story that it holds; most that are no text hold an empty one."""

    element: _Element
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run: a stretch of characters with the same looks; `number` counts the paragraph's runs from 1."""

    element: _Element
    number: int
    units: tuple[Unit, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Break:
    """A line ended by hand inside a paragraph: where, and whether a new page or column begins."""

    at: int
    page: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; `goes_on` tells that a tracked change joins it with the next."""

    element: _Element
    shape: Shape
    runs: tuple[TextRun, ...]
    breaks: tuple[Break, ...]
    start: int
    end: int
    goes_on: bool


@dataclass(frozen=True)
class Document:
    """A Word document: its package, the name and root of its main part, and the story in it.

    `addresses` are those that the document's links lead to, by the id that a link names.
    """

    package: Package
    part: str
    root: _Element
    styles: Styles
    paragraphs: tuple[Paragraph, ...]
    text: str
    addresses: dict[str, str]

    def address(self, run: TextRun) -> str | None:
        """Return where the link leads that a run stands in, None where it stands in none that leads out of the file."""
        link = next((above for above in run.element.iterancestors() if name_of(above) == "hyperlink"), None)
        return self.addresses.get(reference(link)) if link is not None else None


def open_document(path: str, raw: bytes) -> Document:
    """Return the document in a file's bytes; offsets count the code points of its `text`.

    Raises InputError: A230 for what is no Word document, A231 for a damaged one, A232 for one beyond the limits or that
    reaches out of itself, A233 for one whose words all stand where no story is looked for.
    """
    package = Package(path, raw)
    part = _main_part(package)
    root = package.xml(part)
    body = child(root, "body")
    if name_of(root) != "document" or body is None:
        raise damaged(path, f"{part} has no body")
    styles = _styles(package, part)
    found = list(_paragraphs(body))
    shown = _shown_fields([run for _, runs in found for run in runs])
    paragraphs, text = _Measure(styles, shown).measured(found)
    if not text.strip() and _has_unread(body):
        raise refusals.nothing_read(path)
    links = (one for one in package.relationships(part) if one.external and one.kind == "hyperlink")
    return Document(package, part, root, styles, paragraphs, text, {one.id: one.target for one in links})


def read_text(element: _Element) -> str:
    """Return the text of a w:t; without `xml:space="preserve"` in or above it, white space at its ends is not text."""
    text = str(element.text or "")
    trimmed = text.strip(" \t\r\n")
    if trimmed == text:
        return text
    rules = (one.get(f"{{{XML}}}space") for one in (element, *element.iterancestors()))
    return text if next((rule for rule in rules if rule), "") == "preserve" else trimmed


def _main_part(package: Package) -> str:
    """Return the name of the part that holds the text; raises InputError where it is missing or not Word's."""
    relation = next(related(package.relationships(), "officeDocument"), None)
    if relation is None:
        raise damaged(package.path, "it does not say which of its parts holds the text")
    content_type = package.content_type(relation.target)
    if content_type != _MAIN:
        if not content_type:
            raise damaged(package.path, f"{CONTENT_TYPES} does not name {relation.target}")
        raise refusals.other_document(package.path, content_type)
    return relation.target


def _styles(package: Package, part: str) -> Styles:
    relation = next(related(package.relationships(part), "styles"), None)
    return Styles(package.xml(relation.target)) if relation and relation.target in package else Styles()


def _paragraphs(body: _Element) -> Iterator[tuple[_Element, list[_Element]]]:
    """Yield the paragraphs outside tables in order, each with its runs; deletions are passed over."""
    from lxml import etree

    current: _Element | None = None
    runs: list[_Element] = []
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        name = name_of(element)
        if event == "end":
            if element is current:
                yield element, runs
                current = None
        elif name == "p" and current is None:
            current, runs = element, []
        elif name not in _OPEN or name == "p" or _is_placeholder(element):
            if name == "r" and current is not None:
                runs.append(element)
            walk.skip_subtree()


def _is_placeholder(element: _Element) -> bool:
    """Return whether a content control shows only what its reader is to fill in."""
    return name_of(element) == "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None


def _has_unread(body: _Element) -> bool:
    """Return whether words stand in a table or a text box, or a whole file is attached to be shown here."""
    for element in body.iter():
        name = name_of(element)
        if name == "altChunk":
            return True
        written = name == "t" and (element.text or "").strip()
        if written and any(name_of(above) in _UNREAD for above in element.iterancestors()):
            return True
    return False


def _shown_fields(runs: Sequence[_Element]) -> dict[_Element, int]:
    """Return how far each mark of a field changes how deep inside instructions, which are not shown, the text is.

    A field begins, has its instruction, is separated, has its result and ends; marks that are missing hide nothing.
    """
    change: dict[_Element, int] = {}
    opened: list[tuple[_Element, _Element | None]] = []
    marks = (mark for run in runs for mark in run if name_of(mark) == "fldChar")
    for mark in marks:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            opened.append((mark, None))
        elif kind == "separate" and opened and opened[-1][1] is None:
            opened[-1] = (opened[-1][0], mark)
        elif kind == "end" and opened:
            begin, separate = opened.pop()
            change[begin] = 1
            change[mark if separate is None else separate] = -1
    return change


class _Measure:
    """Lays the paragraphs out as one text, a line each."""

    def __init__(self, styles: Styles, fields: dict[_Element, int]) -> None:
        self._styles = styles
        self._fields = fields
        self._inside = 0
        self._at = 0
        self._text: list[str] = []

    def measured(self, found: list[tuple[_Element, list[_Element]]]) -> tuple[tuple[Paragraph, ...], str]:
        """Return the paragraphs with their places, and the text."""
        paragraphs: list[Paragraph] = []
        for element, runs in found:
            if paragraphs:
                self._add("\n")
            paragraphs.append(self._paragraph(element, runs))
        return tuple(paragraphs), "".join(self._text)

    def _paragraph(self, element: _Element, elements: list[_Element]) -> Paragraph:
        properties = child(element, "pPr")
        start = self._at
        breaks: list[Break] = []
        runs: list[TextRun] = []
        for run in elements:
            hidden = self._styles.hidden(child(run, "rPr"), properties)
            first = self._at
            units = tuple(self._unit(one, breaks, hidden=hidden) for one in run if name_of(one) != "rPr")
            runs.append(TextRun(run, len(runs) + 1, units, first, self._at))
        mark = child(properties, "rPr")
        goes_on = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        shape = self._styles.shape(properties)
        return Paragraph(element, shape, tuple(runs), tuple(breaks), start, self._at, goes_on)

    def _unit(self, element: _Element, breaks: list[Break], *, hidden: bool) -> Unit:
        start = self._at
        name = name_of(element)
        self._inside += self._fields.get(element, 0)
        if not hidden and not self._inside:
            text = read_text(element).translate(_ONE_LINE) if name == "t" else _CHARACTERS.get(name, "")
            if name in {"br", "cr"}:
                breaks.append(Break(start, attribute(element, "type") in {"page", "column"}))
            self._add(text)
        return Unit(element, start, self._at)

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._at += len(text)
