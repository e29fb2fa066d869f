"""XML of a Word document: parsed so that nothing in it reaches out, and its elements by short names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from attrib.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

TRANSITIONAL: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The two namespaces in which Word writes; a "Strict Open XML Document" has the second."""
XML: Final = "http://www.w3.org/XML/1998/namespace"

_WORD: Final = frozenset({TRANSITIONAL, STRICT})
_OFF: Final = frozenset({"0", "false", "off", "none"})
# What may stand before the root of a document or a declaration of its type.
_PROLOG: Final = re.compile(r"\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(path: str, part: str, raw: bytes) -> _Element:
    """Return the root of a part of the document at `path`; comments and processing instructions are left out.

    Raises InputError A231 for what is not well-formed, A232 for a declaration of a document type, which could define
    entities and name files.
    """
    from lxml import etree

    text = _decoded(path, part, raw)
    prolog = _PROLOG.match(text)
    if prolog and text.startswith("<!DOCTYPE", prolog.end()):
        raise InputError(
            "A232",
            f"{part} declares a document type (DTD), which no word processor writes",
            place=Place(path),
            hint="open the document in a word processor and save it again",
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = " ".join(str(error).split()).partition(" (<string>")[0]
        raise damaged(path, f"{part} cannot be read as XML: {message}") from error


def damaged(path: str, what: str) -> InputError:
    """Return the error for a document that is broken."""
    hint = "open the document in a word processor and save it again"
    return InputError("A231", f"the document is damaged: {what}", place=Place(path), hint=hint)


@lru_cache(maxsize=2048)
def _short(tag: str) -> str:
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    return name if namespace in _WORD else ""


def name_of(element: _Element) -> str:
    """Return an element's name in Word's own namespaces ("p", "r", "t"), "" for an element of any other."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the first child of that name, its first child of the next name and so on; None where one is missing."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def children(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the children of that name in Word's own namespaces."""
    return (one for one in element if name_of(one) == name)


def attribute(element: _Element | None, name: str = "val") -> str | None:
    """Return an attribute in Word's own namespaces, None where the element or the attribute is missing."""
    if element is None:
        return None
    for namespace in _WORD:
        value: Any = element.get(f"{{{namespace}}}{name}")
        if value is not None:
            return str(value)
    return None


def reference(element: _Element) -> str:
    """Return the id of the relationship that an element names, "" where it names none."""
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("/relationships}id")), "")


def switch(element: _Element | None) -> bool | None:
    """Return whether an element switches something on (True) or off (False); None where it is missing."""
    if element is None:
        return None
    return (attribute(element) or "true").strip().lower() not in _OFF


def number(element: _Element | None, name: str = "val") -> int | None:
    """Return an attribute as a whole number, None where there is none or it is none."""
    value = attribute(element, name)
    try:
        return int(value) if value is not None and len(value) < 20 else None
    except ValueError:
        return None


def writable(text: str) -> str:
    """Return text with the characters that XML cannot hold shown as U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def serialized(root: _Element) -> bytes:
    """Return a part's bytes: UTF-8, with an XML declaration."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _decoded(path: str, part: str, raw: bytes) -> str:
    """Return a part's text; Open Packaging allows UTF-8 and UTF-16 only."""
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise damaged(path, f"{part} is neither UTF-8 nor UTF-16") from error
