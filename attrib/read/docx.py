"""Paragraphs, headings and list items of a Word document."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from attrib.docx import open_document
from attrib.read.layout import LayoutRule, find_line_rule
from attrib.read.passages import Passage, collect
from attrib.report import Link, RunPlace, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.docx import Document, Paragraph


def read_docx(name: str, raw: bytes, layout: Sequence[LayoutRule]) -> tuple[str, list[Passage], tuple[RunPlace, ...]]:
    """Return a document's text, a line a paragraph, its passages in order, and the places of its runs.

    Raises InputError for what cannot be read as a Word document.
    """
    document = open_document(name, raw)
    passages = passages_of(document.text, document.paragraphs, layout)
    return document.text, _linked(passages, list(_links(document))), tuple(_places(document))


def passages_of(text: str, paragraphs: Sequence[Paragraph], layout: Sequence[LayoutRule]) -> list[Passage]:
    """Return the passages in the paragraphs of a document, in order."""
    return [passage for group in _joined(paragraphs) for passage in _passages(text, group, layout)]


def _linked(passages: list[Passage], links: list[Link]) -> list[Passage]:
    """Return passages with the links that begin in them."""
    starts = [link.span.start for link in links]
    between = ((bisect_left(starts, one.pieces[0].start), bisect_left(starts, one.pieces[-1].end)) for one in passages)
    return [replace(one, links=tuple(links[slice(*ends)])) for one, ends in zip(passages, between, strict=True)]


def _links(document: Document) -> Iterator[Link]:
    for paragraph in document.paragraphs:
        linked = ((run, document.address(run)) for run in paragraph.runs if run.start < run.end)
        for address, runs in groupby(linked, key=itemgetter(1)):
            several = [run for run, _ in runs]
            if address is not None:
                yield Link(Span(several[0].start, several[-1].end), address)


def _places(document: Document) -> Iterator[RunPlace]:
    for number, paragraph in enumerate(document.paragraphs, 1):
        for run in paragraph.runs:
            if run.start < run.end:
                yield RunPlace(Span(run.start, run.end), number, run.number)


def _joined(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs in groups: one, or several that become one when tracked changes are accepted."""
    group: list[Paragraph] = []
    for paragraph in paragraphs:
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
