"""JUnit's XML, for CI servers that show test results: a suite a story, a failed test a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from attrib.render.machine import file_name, places_beside, words_at, xml_document, xml_text
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.errors import AttribError
    from attrib.report import Finding, Report, StoryReport


def render(report: Report, *, color: bool = False, width: int = WIDTH, errors: Sequence[AttribError] = ()) -> str:
    """Return the findings as XML; a story without any is a test that passes, a run that failed one with an error.

    A test is called by its finding's rule and fingerprint, so that a server knows it again when lines move.
    """
    del color, width
    root = Element("testsuites", name="attrib")
    for story in report.stories:
        _add_story(root, story)
    if errors:
        _add_errors(root, errors)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, 0)) for suite in root)))
    return xml_document(root)


def _add_story(root: Element, report: StoryReport) -> None:
    path = xml_text(file_name(report.story.path))
    suite = _new_suite(root, path, tests=max(1, len(report.findings)), failures=len(report.findings))
    if not report.findings:
        SubElement(suite, "testcase", name="no findings", classname=path)
    for finding in report.findings:
        name = xml_text(f"{finding.code} {finding.rule} {finding.fingerprint}".rstrip())
        case = SubElement(suite, "testcase", name=name, classname=path)
        failure = SubElement(case, "failure", message=xml_text(finding.message), type=finding.level)
        failure.text = xml_text("\n".join(_told(finding, report)))


def _told(finding: Finding, report: StoryReport) -> list[str]:
    """Return where a finding is, its words, and the places beside it, a line each; columns are code points."""
    path = file_name(report.story.path)

    def at(offset: int) -> str:
        return ":".join(map(str, (path, *report.story.line_and_column(offset))))

    own = [f"{at(finding.span.start)}: {finding.level}: {finding.message}", f"“{words_at(finding.span, report)}”"]
    return [*own, *(f"{at(one.span.start)}: {one.message}" for one in places_beside(finding, report))]


def _add_errors(root: Element, errors: Sequence[AttribError]) -> None:
    suite = _new_suite(root, "attrib", tests=len(errors), errors=len(errors))
    for error in errors:
        case = SubElement(suite, "testcase", name=error.code, classname="attrib")
        SubElement(case, "error", message=xml_text(error.message), type=error.code).text = xml_text(str(error))


def _new_suite(root: Element, name: str, *, tests: int, failures: int = 0, errors: int = 0) -> Element:
    counts = {"tests": str(tests), "failures": str(failures), "errors": str(errors)}
    return SubElement(root, "testsuite", {"name": name, **counts})
