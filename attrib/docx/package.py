"""A Word document as a package: its parts, what they are and how they refer to one another."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from attrib.docx import refusals
from attrib.docx.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

CONTENT_TYPES: Final = "[Content_Types].xml"
PACKAGE_RELATIONSHIPS: Final = "_rels/.rels"

_PACKAGE: Final = "{http://schemas.openxmlformats.org/package/2006/"
TYPES: Final = _PACKAGE + "content-types}"
RELATIONSHIPS: Final = _PACKAGE + "relationships}"
"""The namespaces of the lists of types and of references, in the form that names of elements begin with."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A reference from one part to another: `target` is the other part's name, or an address where it is external."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """Return the last word of its type: officeDocument, styles, comments."""
        return self.type.rpartition("/")[2]


class Package(Archive):
    """The parts of a Word document, by name."""

    def __init__(self, path: str, raw: bytes) -> None:
        """Open a document's bytes; raises InputError A230, A231 or A232."""
        super().__init__(path, raw)
        if CONTENT_TYPES not in self:
            raise refusals.other_archive(path, is_opendocument="content.xml" in self)

    def relationships(self, part: str = "") -> list[Relationship]:
        """Return a part's references to others, the package's own without one; none where it has no list of them."""
        listed = relationships_of(part)
        if listed not in self:
            return []
        base = posixpath.dirname(part)
        root = self.rooted(listed, f"{RELATIONSHIPS}Relationships")
        return [_relationship(one, base) for one in root.iterchildren(f"{RELATIONSHIPS}Relationship")]

    def content_type(self, part: str) -> str:
        """Return the type that the package gives a part, "" where it gives none."""
        default = ""
        for one in self.rooted(CONTENT_TYPES, f"{TYPES}Types"):
            if one.tag == f"{TYPES}Override" and one.get("PartName", "").lower() == f"/{part.lower()}":
                return str(one.get("ContentType", ""))
            if one.tag == f"{TYPES}Default" and part.lower().endswith("." + one.get("Extension", "").lower()):
                default = str(one.get("ContentType", ""))
        return default


def relationships_of(part: str) -> str:
    """Return the name of the part that lists another's references; the package's own for ""."""
    return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")


def _relationship(element: _Element, base: str) -> Relationship:
    external = element.get("TargetMode") == "External"
    target = str(element.get("Target", ""))
    if not external:
        target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
    return Relationship(str(element.get("Id", "")), str(element.get("Type", "")), target, external)


def related(relationships: list[Relationship], kind: str) -> Iterator[Relationship]:
    """Yield the references of a kind that stay in the package."""
    return (one for one in relationships if one.kind == kind and not one.external)
