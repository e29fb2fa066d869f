"""Paragraphs, headings and list items of a Word document."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrib.docx import open_document
from attrib.read.layout import LayoutRule, find_line_rule
from attrib.read.passages import Passage, collect
from attrib.report import RunPlace, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.docx import Document, Paragraph


def read_docx(name: str, raw: bytes, layout: Sequence[LayoutRule]) -> tuple[str, list[Passage], tuple[RunPlace, ...]]:
    """Return a document's text, a line a paragraph, its passages in order, and the places of its runs.

    Raises InputError for what cannot be read as a Word document.
    """
    document = open_document(name, raw)
    passages = [passage for group in _joined(document) for passage in _passages(document.text, group, layout)]
    return document.text, passages, tuple(_places(document))


def _places(document: Document) -> Iterator[RunPlace]:
    for number, paragraph in enumerate(document.paragraphs, 1):
        for run in paragraph.runs:
            if run.start < run.end:
                yield RunPlace(Span(run.start, run.end), number, run.number)


def _joined(document: Document) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs in groups: one, or several that become one when tracked changes are accepted."""
    group: list[Paragraph] = []
    for paragraph in document.paragraphs:
        group.append(paragraph)
        if not paragraph.goes_on:
            yield group
            group = []
    if group:
        yield group


def _passages(text: str, group: list[Paragraph], layout: Sequence[LayoutRule]) -> Iterator[Passage]:
    """Yield the passages of a paragraph: it is parted at a new page, at an empty line, and around a line that a rule knows."""
    shape = group[-1].shape
    lines = list(_lines(group))
    stretches = [lines] if shape == "heading" else _split(text, lines, layout)
    for stretch in stretches:
        passage = collect(text, [span for line in stretch for span in line], shape)
        if passage:
            yield passage


def _lines(group: list[Paragraph]) -> Iterator[list[Span]]:
    """Yield where the lines of a paragraph stand, each with the space that ends it; a new page is a line without text."""
    line: list[Span] = []
    for paragraph in group:
        ends = [end for one in paragraph.breaks for end in ([one.at + 1] * (2 if one.page else 1))]
        for start, end in pairwise([paragraph.start, *ends]):
            yield [*line, Span(start, end)]
            line = []
        line.append(Span(ends[-1] if ends else paragraph.start, paragraph.end))
    yield line


def _split(text: str, lines: list[list[Span]], layout: Sequence[LayoutRule]) -> Iterator[list[list[Span]]]:
    group: list[list[Span]] = []
    for line in lines:
        words = "".join(text[span.start : span.end] for span in line).strip()
        if words and not find_line_rule(words, layout):
            group.append(line)
            continue
        yield group
        yield [line]
        group = []
    yield group
