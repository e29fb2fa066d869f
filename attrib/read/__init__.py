"""The first stage: a file's bytes become a Story, and no offset is lost on the way."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.errors import InputError, Place
from attrib.read.decoding import decode
from attrib.read.directives import OPENING, Comment, Ignorable, read_directives, refuse_comments
from attrib.read.files import SUFFIXES, Sidecar, bytes_of_file, find_stories, read_bytes, read_sidecar
from attrib.read.front_matter import front_matter
from attrib.read.html.names import NO_NAMES, PageNames
from attrib.read.layout import LayoutRule, arrange, match_length
from attrib.report import Metadata, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attrib.read.passages import Passage
    from attrib.report import Directive, RunPlace

__all__ = [
    "SUFFIXES",
    "Comment",
    "Ignorable",
    "LayoutRule",
    "PageNames",
    "Sidecar",
    "bytes_of_file",
    "find_stories",
    "match_length",
    "read_bytes",
    "read_directives",
    "read_sidecar",
    "read_story",
]

OTHER_DOCUMENTS = frozenset({".doc", ".docm", ".dot", ".dotx", ".pages", ".rtf", ".wps"})
"""What word processors write that is not read."""
_SAVE_AS_DOCX = "save it as a Word document (.docx)"
_RENAME = "rename the file, or pass it on standard input with --stdin-filename story.txt"


def read_story(
    path: str | Path,
    raw: bytes,
    layout: Sequence[LayoutRule],
    sidecar: Sidecar | None = None,
    *,
    names: PageNames = NO_NAMES,
    known: Ignorable | None = None,
) -> Story:
    """Return the story that a file's bytes hold; the suffix of `path` says how to read them, the sidecar tells more.

    The text is a plain UTF-8 decode, so offsets count code points with line ends and byte order mark in place; a Word
    document's has one line a paragraph. `names` are those of a page's parts, `known` the findings that may be ignored
    (None: whatever is written). Raises InputError for an unknown suffix, for bytes that are not UTF-8 text or no Word
    document, for metadata that are not right and for comments for attrib that cannot be followed.
    """
    name = str(path)
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        suffixes = ", ".join(sorted(SUFFIXES))
        shown = f"its suffix {suffix!r} is not one of them" if suffix else "it has no suffix"
        raise InputError(
            "A201",
            f"a story is read by its suffix, and {shown}: {suffixes}",
            place=Place(name),
            hint=_SAVE_AS_DOCX if suffix in OTHER_DOCUMENTS else _RENAME,
        )
    markdown = SUFFIXES[suffix] == "markdown"
    runs: tuple[RunPlace, ...] | None = None
    authors: tuple[str, ...] = ()
    if SUFFIXES[suffix] == "docx":
        from attrib.read.docx import read_docx

        text, passages, runs = read_docx(name, raw, layout)
    elif SUFFIXES[suffix] == "odt":
        from attrib.read.odt import read_odt

        text, passages = read_odt(name, raw, layout)
        runs = ()
    elif SUFFIXES[suffix] == "html":
        from attrib.read.html.reader import read_html

        text = decode(name, raw, html=True)
        passages, authors = read_html(name, text, layout, names)
    else:
        text = decode(name, raw)
        passages = _finder(markdown=markdown)(text, layout)
    directives = _directives(name, text, known)
    metadata, ignores = _metadata(name, text, sidecar, known, markdown=markdown)
    return Story(
        path=name,
        text=text,
        sha256=hashlib.sha256(raw).hexdigest(),
        blocks=arrange(passages, layout),
        metadata=metadata if metadata.authors else replace(metadata, authors=authors),
        directives=(*directives, *ignores),
        stand_ins=tuple(one for passage in passages for one in passage.stand_ins),
        links=tuple(one for passage in passages for one in passage.links),
        runs=runs,
    )


def _finder(*, markdown: bool) -> Callable[[str, Sequence[LayoutRule]], list[Passage]]:
    if markdown:
        from attrib.read.markdown import find_passages
    else:
        from attrib.read.plain import find_passages
    return find_passages


def _metadata(
    name: str, text: str, sidecar: Sidecar | None, known: Ignorable | None, *, markdown: bool
) -> tuple[Metadata, tuple[Directive, ...]]:
    if sidecar is None and not (markdown and front_matter(text)):
        return Metadata(), ()
    from attrib.read.metadata import read_metadata

    return read_metadata(name, text, sidecar, markdown=markdown, known=known)


def _directives(name: str, text: str, known: Ignorable | None) -> tuple[Directive, ...]:
    if OPENING not in text:
        return ()
    kind = SUFFIXES[Path(name).suffix.lower()]
    if kind == "markdown":
        from attrib.read.markdown import find_comments
    elif kind == "html":
        from attrib.read.html.comments import find_comments
    else:
        refuse_comments(name, text)
        return ()
    return read_directives(name, text, find_comments(text), known)
