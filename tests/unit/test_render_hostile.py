"""Any text, message, name and path: each writer makes something that its readers can read, and nothing else."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import InputError, Place
from attrib.render import WRITERS
from attrib.report import FindingKind, Related, Report, Span, Suppressed

from .render_builders import new_finding, new_source, read_commands, read_table, report_on, schema

SARIF = schema("sarif-2.1.0.json")
GITLAB = schema("gitlab-code-quality.schema.json")
REVIEWDOG = schema("reviewdog-diagnostic.schema.json")
FOR_PROGRAMS = ("sarif", "sarif-github", "github", "gitlab", "junit", "rdjsonl", "checkstyle", "csv")

NASTY = st.text(
    alphabet="ab ::%0A,=\"'<>&[](){}|;é🙂“\ufeff\r\n\t\x00\x0b\x1b\x85\u2028\u202e\udce9\ufffe=+-@#\\", max_size=25
)
WORDS = st.one_of(NASTY, st.text(max_size=25), st.sampled_from(["]]>", "<![CDATA[", "##[error]x", "\n::error::x"]))
PATHS = WORDS.map(lambda words: words.replace("\x00", "")).filter(lambda words: words.strip("./"))


@st.composite
def reports(draw):
    text = draw(WORDS)

    def spans():
        start = draw(st.integers(0, len(text)))
        return Span(start, draw(st.integers(start, len(text))))

    def finding():
        related = tuple(Related(spans(), draw(WORDS)) for _ in range(draw(st.integers(0, 2))))
        level = draw(st.sampled_from(["error", "warning", "info"]))
        return new_finding(spans(), level, draw(WORDS) or "x", source="s1", related=related)

    kept_back = [Suppressed(finding(), "comment", draw(WORDS), None, draw(WORDS), spans())] * draw(st.integers(0, 1))
    return report_on(
        text,
        *(finding() for _ in range(draw(st.integers(0, 3)))),
        path=draw(PATHS),
        sources=(new_source(draw(WORDS), spans()),),
        suppressed=tuple(kept_back),
        kinds=(FindingKind("late-speaker", "QUO-02", "info", draw(WORDS), draw(WORDS)),),
    )


def written(form, report):
    """Return what a format makes of a report: the same each time, and UTF-8."""
    text = WRITERS[form](report)
    assert "\x1b" not in text
    assert text == WRITERS[form](report)
    return text.encode("utf-8").decode("utf-8")


@settings(max_examples=40)
@given(reports())
def test_sarif(report):
    for form in ("sarif", "sarif-github"):
        log = json.loads(written(form, report))
        SARIF.validate(log)
        (run,) = log["runs"]
        (story,) = report.stories
        assert len(run["results"]) == len(story.findings) + (len(story.suppressed) if form == "sarif" else 0)


@given(reports())
def test_github(report):
    log = written("github", report)
    commands = read_commands(log)
    findings = report.stories[0].findings
    assert len(commands) == len(findings) == len(log.rstrip("\n").split("\n")) - 1
    assert {name for name, _, _ in commands} <= {"error", "warning", "notice"}
    for _, properties, _ in commands:
        assert (
            {"title", "file", "line", "endLine"}
            <= set(properties)
            <= {*("title", "file", "line", "endLine", "col", "endColumn")}
        )


@given(reports())
def test_gitlab(report):
    issues = json.loads(written("gitlab", report))
    GITLAB.validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(report.stories[0].findings)


@given(reports())
def test_rdjsonl(report):
    lines = written("rdjsonl", report).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(report.stories[0].findings)
    for line in lines:
        REVIEWDOG.validate(json.loads(line))


@given(reports())
def test_junit(report):
    root = ET.fromstring(written("junit", report))
    assert len(root.findall("testsuite/testcase/failure")) == len(report.stories[0].findings)
    assert {one.tag for one in root.iter()} <= {"testsuites", "testsuite", "testcase", "failure"}


@given(reports())
def test_checkstyle(report):
    root = ET.fromstring(written("checkstyle", report))
    assert len(root.findall("file/error")) == len(report.stories[0].findings)
    assert {one.tag for one in root.iter()} <= {"checkstyle", "file", "error"}


@given(reports())
def test_csv(report):
    rows = read_table(written("csv", report))
    assert len(rows) == len(report.stories[0].findings)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())


@given(WORDS.filter(bool), PATHS, WORDS)
def test_a_run_that_failed(message, path, line):
    errors = [InputError("A203", message, place=Place(path, 1, 3, line), hint=message)]
    for form in ("sarif", "sarif-github"):
        SARIF.validate(json.loads(WRITERS[form].failed(Report("0.1.0", "default"), errors)))
    assert len(list(ET.fromstring(WRITERS["junit"].failed(Report("0.1.0", "default"), errors)).iter("error"))) == 1


@pytest.mark.parametrize("form", FOR_PROGRAMS)
def test_a_name_that_is_not_utf_8(form):
    report = report_on("Two died.", new_finding(Span(0, 3)), path="caf\udce9/x.txt")
    name = "caf%E9" if form.startswith("sarif") else "caf\ufffd"
    assert name in written(form, report)
