"""Checkstyle's XML, which many viewers of reports read: a file element a story, an error element a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from attrib.render.columns import Ruler, utf16_units
from attrib.render.machine import file_name, xml_document, xml_text
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from attrib.report import Report, StoryReport


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the findings as XML; columns are UTF-16 code units from 1, Java's characters."""
    del color, width
    root = Element("checkstyle", version=report.version)
    for story in report.stories:
        _add(root, story)
    return xml_document(root)


def _add(root: Element, report: StoryReport) -> None:
    file = SubElement(root, "file", name=xml_text(file_name(report.story.path)))
    ruler = Ruler(report.story, utf16_units)
    for finding in report.findings:
        area = ruler.area(finding.span)
        SubElement(
            file,
            "error",
            line=str(area.line),
            column=str(area.column),
            severity=finding.level,
            message=xml_text(finding.message),
            source=xml_text(f"attrib.{finding.rule}"),
        )
