"""What the formats for programs share: names of files, text that any decoder takes, the places beside a finding's own."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote_from_bytes

from attrib.report import Related, Span

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from attrib.report import Finding, StoryReport

# What a name that is not UTF-8 leaves in Python's text; strict readers of JSON refuse it, and XML has no place for it.
_LONE_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids even as a reference: https://www.w3.org/TR/xml/#charsets."""


def encodable(text: str) -> str:
    """Return text that can be written in UTF-8: what cannot is U+FFFD."""
    return _LONE_SURROGATES.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """Return text that XML 1.0 may hold: what it may not is U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def xml_document(root: Element) -> str:
    """Return an element as a document, indented."""
    from xml.etree.ElementTree import indent, tostring

    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def file_name(path: str) -> str:
    """Return a path as it was given, with slashes."""
    return encodable(PurePath(path).as_posix())


def name_from_here(path: str) -> str:
    """Return a path with slashes, an absolute one relative to the working folder where it lies in it.

    Pages that show a repository's files know them by their place in it.
    """
    return encodable(_from_here(path).as_posix())


def uri(path: str) -> str:
    """Return a path as a URI, percent-encoded byte for byte; one in the working folder is relative to it."""
    shown = _from_here(path)
    return shown.as_uri() if shown.is_absolute() else quote_from_bytes(os.fsencode(shown.as_posix()))


def places_beside(finding: Finding, report: StoryReport) -> tuple[Related, ...]:
    """Return the other places that matter for a finding, and where its source is named, unless that is its own place."""
    source = report.source(finding.source)
    taken = {finding.span, *(related.span for related in finding.related)}
    if source is None or not source.mentions or source.mentions[0] in taken:
        return finding.related
    return (*finding.related, Related(source.mentions[0], f"the source: {source.name}"))


def words_at(span: Span, report: StoryReport) -> str:
    """Return the words that a reader sees in a stretch of a story, on one line."""
    return encodable(report.story.words(span))


def _from_here(path: str) -> PurePath:
    given = PurePath(path)
    here = PurePath(os.getcwd())  # noqa: PTH109  no file is looked at
    return given.relative_to(here) if given.is_absolute() and given.is_relative_to(here) else given
