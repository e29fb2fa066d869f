"""Comments set into the margin of a Word document, each on exactly the words concerned.

Runs are cut where a comment begins or ends inside one, both parts keeping its properties; no character, property or
other mark is changed. Comments that are there already stay, and their ids are not given again.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left, bisect_right
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, pairwise
from typing import TYPE_CHECKING, Final

from attrib.docx.document import read_text
from attrib.docx.markup import STRICT, XML, attribute, child, name_of, serialized, writable
from attrib.docx.package import CONTENT_TYPES, RELATIONSHIPS, TYPES, related, relationships_of
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lxml.etree import _Element

    from attrib.docx.document import Document, TextRun, Unit

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_KIND: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_MARKS: Final = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference", "comment"})


@dataclass(frozen=True, slots=True)
class Comment:
    """What is to stand in the margin, a line a paragraph, and on which stretch of the document's text."""

    span: Span
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who makes the comments, and when, if that is to be told."""

    author: str
    day: date | None = None

    @property
    def initials(self) -> str:
        """Return the first letters of the author's names."""
        return "".join(word[0] for word in self.author.split()).upper()


def commented(document: Document, comments: Sequence[Comment], signature: Signature) -> bytes:
    """Return the document's bytes with comments in its margin, in the order of their places.

    The document's XML is changed on the way, so that its offsets hold no more. Raises InputError where a part that has
    to be changed or copied is broken.
    """
    if not document.paragraphs:
        comments = ()
    placed = sorted(((_words(document.text, one.span), one) for one in comments), key=lambda pair: _place(pair[0]))
    list_part, margin = _comments_part(document)
    ids = _unused_ids(document.root, margin)
    numbered = [(next(ids), span, comment) for span, comment in placed]
    for identity, _, comment in numbered:
        margin.append(_comment(document, identity, comment, signature))
    _anchor(document, [(identity, span) for identity, span, _ in numbered])
    changed = {document.part: serialized(document.root), list_part: serialized(margin)}
    return document.package.rewritten(changed | _references(document, list_part))


def _place(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _words(text: str, span: Span) -> Span:
    """Return a span without line ends at its ends, which are no characters of the document; an empty one if none is left."""
    start, end = max(span.start, 0), min(span.end, len(text))
    while start < end and text[start] == "\n":
        start += 1
    while start < end and text[end - 1] == "\n":
        end -= 1
    return Span(start, end) if start < end else Span(0, 0)


def _anchor(document: Document, comments: Sequence[tuple[str, Span]]) -> None:
    """Put the marks of comments around their words; those without words go to the first paragraph."""
    make = _Maker(document.root)
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.start < run.end]
    spans = [span for _, span in comments if span.start < span.end]
    first, last = _cut(runs, {span.start for span in spans}, {span.end for span in spans})
    for identity, span in comments:
        if span.start == span.end:
            document.paragraphs[0].element.extend([_opening(make, identity), *_closing(make, identity)])
            continue
        first[span.start].addprevious(_opening(make, identity))
        # What ends at the same place follows in order.
        for mark in _closing(make, identity):
            last[span.end].addnext(mark)
            last[span.end] = mark


def _cut(runs: Sequence[TextRun], starts: set[int], ends: set[int]) -> tuple[dict[int, _Element], dict[int, _Element]]:
    """Cut runs so that each start begins one and each end ends one; return the runs that begin and end there."""
    first: dict[int, _Element] = {}
    last: dict[int, _Element] = {}
    opening, closing = sorted(starts), sorted(ends)
    for run in runs:
        begins = opening[bisect_left(opening, run.start) : bisect_left(opening, run.end)]
        finishes = closing[bisect_right(closing, run.start) : bisect_right(closing, run.end)]
        if begins or finishes:
            for element, span in _parts(run, set(begins), set(finishes)):
                if span.start in starts and span.start < span.end:
                    first[span.start] = element
                if span.end in ends and span.start < span.end:
                    last[span.end] = element
    return first, last


def _parts(run: TextRun, starts: set[int], ends: set[int]) -> Iterator[tuple[_Element, Span]]:
    """Yield the runs that a run is cut into, each with the stretch of text that it holds."""
    groups: list[list[tuple[_Element, Span]]] = [[]]
    for element, span in (piece for unit in run.units for piece in _pieces(unit, starts | ends)):
        holds = span.start < span.end
        if holds and span.start in starts and groups[-1]:
            groups.append([])
        groups[-1].append((element, span))
        if holds and span.end in ends:
            groups.append([])
    part = run.element
    for group in filter(None, groups):
        if group is not groups[0]:
            part.addnext(_alike(run.element))
            part = part.getnext()
            part.extend([element for element, _ in group])
        yield part, Span(group[0][1].start, group[-1][1].end)


def _alike(run: _Element) -> _Element:
    """Return a run without content that looks like another."""
    copy = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
    properties = child(run, "rPr")
    if properties is not None:
        copy.append(deepcopy(properties))
        copy[0].tail = None
    return copy


def _pieces(unit: Unit, cuts: set[int]) -> Iterator[tuple[_Element, Span]]:
    """Yield a child of a run, or the texts that it is cut into; only the first of them stands in the run."""
    inside = sorted(cut for cut in cuts if unit.start < cut < unit.end)
    if not inside:
        yield unit.element, Span(unit.start, unit.end)
        return
    words = read_text(unit.element)
    edges = [unit.start, *inside, unit.end]
    for start, end in pairwise(edges):
        first = start == unit.start
        piece = unit.element if first else unit.element.makeelement(unit.element.tag, None, unit.element.nsmap)
        piece.text = words[start - unit.start : end - unit.start]
        piece.set(f"{{{XML}}}space", "preserve")
        yield piece, Span(start, end)


class _Maker:
    """Makes elements in the namespace of another."""

    def __init__(self, like: _Element) -> None:
        self._like = like
        self._namespace = like.tag.partition("}")[0] + "}"

    def __call__(self, name: str, *inside: _Element, **attributes: str) -> _Element:
        """Return an element of that name with these children, and these attributes in the same namespace."""
        element = self._like.makeelement(f"{self._namespace}{name}", None, None)
        for key, value in attributes.items():
            element.set(f"{self._namespace}{key}", value)
        element.extend(inside)
        return element


def _opening(make: _Maker, identity: str) -> _Element:
    """Return the mark that begins a comment's words."""
    return make("commentRangeStart", id=identity)


def _closing(make: _Maker, identity: str) -> list[_Element]:
    """Return the mark that ends a comment's words, and the run that refers to the comment."""
    return [make("commentRangeEnd", id=identity), make("r", make("commentReference", id=identity))]


def _unused_ids(*roots: _Element) -> Iterator[str]:
    used = {attribute(element, "id") for root in roots for element in root.iter() if name_of(element) in _MARKS}
    return (identity for identity in map(str, count()) if identity not in used)


def _comment(document: Document, identity: str, comment: Comment, signature: Signature) -> _Element:
    """Return a comment as an element of the part that lists them, in the document's own style for comments if it has one."""
    make = _Maker(document.root)
    styled, marked = document.styles.named("annotation text"), document.styles.named("annotation reference")
    paragraphs: list[_Element] = []
    for line in comment.lines:
        properties = [make("pPr", make("pStyle", val=styled))] if styled else []
        text = make("t")
        text.text = writable(line)
        text.set(f"{{{XML}}}space", "preserve")
        paragraphs.append(make("p", *properties, make("r", text)))
    number = make("r", *([make("rPr", make("rStyle", val=marked))] if marked else []), make("annotationRef"))
    paragraphs[0].insert(len(paragraphs[0]) - 1, number)
    signed = {"author": writable(signature.author), "initials": writable(signature.initials)}
    if signature.day is not None:
        signed["date"] = f"{signature.day.isoformat()}T00:00:00Z"
    return make("comment", *paragraphs, id=identity, **signed)


def _comments_part(document: Document) -> tuple[str, _Element]:
    """Return the name and root of the part that lists the comments, a new one where the document has none."""
    package = document.package
    for relation in related(package.relationships(document.part), "comments"):
        if relation.target in package:
            return relation.target, package.rooted(relation.target, _Maker(document.root)("comments").tag)
    folder = posixpath.dirname(document.part)
    names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in count())
    name = next(name for name in names if name not in package)
    namespace = document.root.tag.partition("}")[0].removeprefix("{")
    return name, document.root.makeelement(f"{{{namespace}}}comments", None, {"w": namespace})


def _references(document: Document, part: str) -> dict[str, bytes]:
    """Return the parts that have to name the list of comments, with that done; none where they name it already."""
    package = document.package
    relationships = package.relationships(document.part)
    changed: dict[str, bytes] = {}
    if not any(one.target == part for one in related(relationships, "comments")):
        listed = relationships_of(document.part)
        root = package.xml(listed) if listed in package else _no_relationships(document.root)
        ids = {one.id for one in relationships}
        one = root.makeelement(f"{RELATIONSHIPS}Relationship", None, None)
        one.set("Id", next(name for name in (f"rId{number}" for number in count(1)) if name not in ids))
        one.set("Type", _STRICT_KIND if STRICT in document.root.tag else _KIND)
        one.set("Target", posixpath.basename(part))
        root.append(one)
        changed[listed] = serialized(root)
    if package.content_type(part) != _TYPE:
        types = package.xml(CONTENT_TYPES)
        wrong = (one for one in types if one.get("PartName", "").lower() == f"/{part.lower()}")
        for one in list(wrong):
            types.remove(one)
        override = types.makeelement(f"{TYPES}Override", None, None)
        override.set("PartName", f"/{part}")
        override.set("ContentType", _TYPE)
        types.append(override)
        changed[CONTENT_TYPES] = serialized(types)
    return changed


def _no_relationships(like: _Element) -> _Element:
    return like.makeelement(f"{RELATIONSHIPS}Relationships", None, {None: RELATIONSHIPS.strip("{}")})
