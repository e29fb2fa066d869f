"""github, gitlab, junit, rdjsonl, checkstyle and csv: schemas, real readers, and what each format demands beyond them."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from attrib.errors import InputError, Place
from attrib.render import WRITERS
from attrib.report import Related, Report, Span

from .render_builders import (
    SCHEMAS,
    new_finding,
    new_source,
    read_commands,
    read_table,
    report_on,
    schema,
)

TEXT = "Two sailors died, an official said.\nThe official would not be named.\n"
LEVELS = ("info", "warning", "error")
EMPTY = Report("0.1.0", "default")
RELATED = new_finding(Span(40, 48), source="s1", related=(Related(Span(55, 67), "it says so"),))
WITH_RELATED = report_on(TEXT, RELATED, sources=(new_source("an official", Span(18, 29)),))


def three_levels():
    return report_on(TEXT, *(new_finding(Span(at, at + 3), level) for at, level in enumerate(LEVELS)))


# github


def test_github_most_serious_first_and_a_closing_line():
    log = WRITERS["github"](three_levels())
    assert [name for name, _, _ in read_commands(log)] == ["error", "warning", "notice"]
    assert log.splitlines()[-1] == "1 story, 0 sentences: 1 error, 1 warning, 1 info (policy default)"


def test_github_says_what_and_where():
    ((_, properties, message),) = read_commands(WRITERS["github"](WITH_RELATED))
    assert properties == {
        "title": "UNA-01 unattributed-claim",
        "file": "stories/ferry.txt",
        "line": "2",
        "endLine": "2",
        "col": "5",
        "endColumn": "13",
    }
    assert message == "Nobody says so.\n2:20: it says so\n1:19: the source: an official"


@pytest.mark.parametrize(
    "hostile", ["\n::error::x", "\r\n::set-env name=A::x", "%0A::x", "::stop-commands::x", "##[error]x"]
)
def test_github_takes_no_command_from_a_draft(hostile):
    path = f"stories/{hostile.replace('/', '')}, b: 100%.txt"
    report = report_on(TEXT, new_finding(Span(0, 3), message=hostile), path=path)
    ((name, properties, message),) = read_commands(WRITERS["github"](report))
    assert (name, properties["file"], message.split()) == ("error", path, hostile.split())


@pytest.mark.parametrize(("count", "told"), [(10, False), (11, True)])
def test_github_says_that_it_shows_ten_of_a_kind(count, told):
    log = WRITERS["github"](report_on(TEXT, *[new_finding(Span(0, 3))] * count))
    assert len(read_commands(log)) == count
    assert ("GitHub shows 10 annotations of each kind" in log) is told


def test_github_without_findings_has_the_closing_line_only():
    assert WRITERS["github"](EMPTY) == "0 stories, 0 sentences: 0 errors, 0 warnings, 0 info (policy default)\n"


def test_github_escapes_as_its_own_toolkit_does():
    """What `error(message, {title, file, …})` of @actions/core 3.0.1 printed of the same message and file."""
    report = report_on(TEXT, new_finding(Span(1, 4), message="100%: a, b::error::x"), path="stories/a, b: 100%.txt")
    assert WRITERS["github"](report).splitlines()[0] == (
        "::error title=UNA-01 unattributed-claim,file=stories/a%2C b%3A 100%25.txt,"
        "line=1,endLine=1,col=2,endColumn=5::100%25: a, b::error::x"
    )


# gitlab


def test_gitlab_keeps_to_the_schema(report):
    for one in (report, WITH_RELATED, EMPTY):
        schema("gitlab-code-quality.schema.json").validate(json.loads(WRITERS["gitlab"](one)))
    assert json.loads(WRITERS["gitlab"](EMPTY)) == []


def test_gitlab_severities_and_the_rule_in_the_description():
    issues = json.loads(WRITERS["gitlab"](three_levels()))
    assert [issue["severity"] for issue in issues] == ["info", "minor", "major"]
    assert {issue["description"] for issue in issues} == {"unattributed-claim: Nobody says so."}


def test_gitlab_drops_no_finding_for_its_fingerprint():
    """Neither of two that are alike in one story, nor of two in two stories."""
    one = report_on(TEXT, *[new_finding(Span(0, 3))] * 3)
    other = report_on(TEXT, *[new_finding(Span(0, 3))] * 3, path="stories/other.txt")
    both = replace(one, stories=(*one.stories, *other.stories))
    prints = [issue["fingerprint"] for issue in json.loads(WRITERS["gitlab"](both))]
    assert len(set(prints)) == len(prints) == 6


def test_gitlab_knows_a_finding_again_when_its_line_moves():
    moved = report_on(f"A line.\n{TEXT}", new_finding(Span(8, 11)))
    before, after = (json.loads(WRITERS["gitlab"](one))[0] for one in (report_on(TEXT, new_finding(Span(0, 3))), moved))
    assert before["location"] != after["location"]
    assert before["fingerprint"] == after["fingerprint"]


# junit


def keeps_to_junit(text):
    etree = pytest.importorskip("lxml.etree")
    etree.XMLSchema(etree.parse(SCHEMAS / "jenkins-junit.xsd")).assertValid(etree.fromstring(text.encode()))


ERRORS = [InputError("A203", "not UTF-8", place=Place("stories/a.txt", 2, 4))]


def test_junit_keeps_to_the_schema(report):
    for one in (report, WITH_RELATED, EMPTY):
        keeps_to_junit(WRITERS["junit"](one))
    keeps_to_junit(WRITERS["junit"].failed(EMPTY, ERRORS))


def test_junitparser_reads_it_back(report, tmp_path):
    junitparser = pytest.importorskip("junitparser")
    (tmp_path / "report.xml").write_text(WRITERS["junit"](report), encoding="utf-8")
    suites = junitparser.JUnitXml.fromfile(str(tmp_path / "report.xml"))
    assert (suites.tests, suites.failures, suites.errors) == (4, 3, 0)
    ferry, empty = suites
    assert (ferry.name, ferry.tests, ferry.failures) == ("stories/ferry.txt", 3, 3)
    assert (empty.name, empty.tests, empty.failures) == ("stories/empty.txt", 1, 0)
    results = [case.result[0] for case in ferry]
    assert [result.type for result in results] == ["warning", "error", "info"]
    assert [result.message for result in results] == [finding.message for finding in report.stories[0].findings]
    (passed,) = empty
    assert passed.is_passed


def test_junit_tells_place_words_and_what_is_beside():
    (case,) = ET.fromstring(WRITERS["junit"](WITH_RELATED)).iter("testcase")
    assert case.get("name") == "UNA-01 unattributed-claim f0"
    assert case.findtext("failure").splitlines() == [
        "stories/ferry.txt:2:5: error: Nobody says so.",
        "“official”",
        "stories/ferry.txt:2:20: it says so",
        "stories/ferry.txt:1:19: the source: an official",
    ]


def test_junit_tells_a_run_that_failed():
    root = ET.fromstring(WRITERS["junit"].failed(EMPTY, ERRORS))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("1", "0", "1")
    error = root.find("testsuite/testcase/error")
    assert (error.get("message"), error.text) == ("not UTF-8", "stories/a.txt:2:4: A203 not UTF-8")


# rdjsonl


def test_rdjsonl_keeps_to_the_schema(report):
    for one in (report, WITH_RELATED):
        lines = WRITERS["rdjsonl"](one).splitlines()
        assert len(lines) == sum(len(story.findings) for story in one.stories)
        for line in lines:
            schema("reviewdog-diagnostic.schema.json").validate(json.loads(line))
    assert WRITERS["rdjsonl"](EMPTY) == ""


def test_rdjsonl_has_the_places_beside():
    diagnostic = json.loads(WRITERS["rdjsonl"](WITH_RELATED))
    assert (diagnostic["severity"], diagnostic["code"]) == ("ERROR", {"value": "unattributed-claim"})
    assert [one["message"] for one in diagnostic["related_locations"]] == ["it says so", "the source: an official"]
    starts = [one["location"]["range"]["start"] for one in diagnostic["related_locations"]]
    assert starts == [{"line": 2, "column": 20}, {"line": 1, "column": 19}]


# checkstyle


def test_checkstyle_has_a_file_a_story_and_an_error_a_finding():
    root = ET.fromstring(WRITERS["checkstyle"](three_levels()))
    assert root.tag == "checkstyle"
    (file,) = root
    assert file.get("name") == "stories/ferry.txt"
    assert [error.get("severity") for error in file] == ["info", "warning", "error"]
    assert {error.get("source") for error in file} == {"attrib.unattributed-claim"}
    assert [(file.get("name"), len(file)) for file in ET.fromstring(WRITERS["checkstyle"](EMPTY))] == []


# csv


def test_csv_is_a_table_with_crlf(report):
    text = WRITERS["csv"](report)
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    rows = read_table(text)
    assert [row["rule"] for row in rows] == [finding.rule for finding in report.stories[0].findings]
    assert rows[1] == {
        "path": "stories/ferry.txt",
        "line": "5",
        "column": "29",
        "end_line": "5",
        "end_column": "51",
        "level": "error",
        "code": "ANON-02",
        "rule": "anonymous-source",
        "message": "The story rests on a senior port official, who is not named.",
        "words": "a senior port official",
        "source": "a senior port official",
        "fingerprint": "f2",
    }


@pytest.mark.parametrize("formula", ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_csv_holds_no_formula_of_a_draft(formula):
    finding = new_finding(Span(0, len(formula)), message=formula, source="s1")
    report = report_on(formula, finding, path=f"{formula}.txt", sources=(new_source(formula, Span(0, 1)),))
    (row,) = read_table(WRITERS["csv"](report))
    assert row["message"] == f"'{formula}"
    assert row["path"] == f"'{formula}.txt"
    assert row["words"] == f"'{formula.strip()}"


@pytest.mark.parametrize("words", ['“He said "no", twice,”', "a\r\nb", "a;b", " =1"])
def test_csv_keeps_other_words(words):
    (row,) = read_table(WRITERS["csv"](report_on(words, new_finding(Span(0, 1), message=words))))
    assert row["message"] == words
