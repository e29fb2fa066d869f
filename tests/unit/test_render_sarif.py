"""SARIF: the official schema, the standard's own demands, and a program that reads it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from attrib.errors import InputError, Place, UsageError
from attrib.render import WRITERS, sarif_report
from attrib.report import FINGERPRINTS, FindingKind, Related, Report, Span, Suppressed

from .render_builders import new_finding, new_source, report_on, schema

TEXT = "Two sailors died, an official said.\nThe official would not be named.\n"
KIND = FindingKind(
    "unattributed-claim", "UNA-01", "warning", "A claim *nobody* stands behind", "Readers\n ask who says so."
)
OTHER = FindingKind("late-speaker", "QUO-02", "info", "A late speaker", "Who speaks comes too late.")


def run_of(report, form="sarif", **options):
    log = json.loads(WRITERS[form](report, **options))
    schema("sarif-2.1.0.json").validate(log)
    (run,) = log["runs"]
    return run


@pytest.fixture
def suppressed():
    finding = new_finding(Span(0, 16), fingerprint="f1")
    return (
        Suppressed(finding, "comment", "known", date(2027, 1, 31), "Ana", Span(36, 39)),
        Suppressed(replace(finding, fingerprint="f2"), "sidecar", "known as well"),
        Suppressed(replace(finding, fingerprint="f3"), "baseline"),
    )


@pytest.mark.parametrize("form", ["sarif", "sarif-github"])
def test_a_report_keeps_to_the_schema(report, form):
    run_of(report, form)
    run_of(Report("0.1.0", "default"), form)


def test_every_rule_that_was_looked_for_is_there_and_those_found_beside():
    report = report_on(
        TEXT, new_finding(Span(0, 3)), replace(new_finding(Span(4, 11)), rule="stray"), kinds=(OTHER, KIND)
    )
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["late-speaker", "unattributed-claim", "stray"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["unattributed-claim", "stray"]
    assert rules[1] == {
        "id": "unattributed-claim",
        "name": "UnattributedClaim",
        "shortDescription": {"text": "A claim *nobody* stands behind."},
        "fullDescription": {"text": "Readers ask who says so."},
        "help": {
            "text": "Readers ask who says so. attrib explain unattributed-claim tells more.",
            "markdown": "Readers ask who says so.\n\n`attrib explain unattributed-claim` tells more.",
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {"code": "UNA-01", "tags": ["attribution"]},
    }


@pytest.mark.parametrize(("level", "shown"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_the_level_stands_on_the_result(level, shown):
    (result,) = run_of(report_on(TEXT, new_finding(Span(0, 3), level), kinds=(KIND,)))["results"]
    assert result["level"] == shown


def test_a_result_says_where_what_and_by_which_fingerprint():
    (result,) = run_of(report_on(TEXT, new_finding(Span(4, 11))))["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "stories/ferry.txt", "uriBaseId": "%SRCROOT%", "index": 0}
    assert place["region"]["snippet"] == {"text": "sailors"}
    assert result["message"] == {"text": "Nobody says so."}
    assert result["partialFingerprints"] == {sarif_report.FINGERPRINT: "f0"}
    assert f"attribFinding/v{FINGERPRINTS}" == sarif_report.FINGERPRINT


def test_the_places_beside_it_are_linked_from_the_message():
    finding = new_finding(Span(40, 48), source="s1", related=(Related(Span(55, 67), "it [really] says so"),))
    source = new_source("an official", Span(18, 29), Span(40, 48))
    (result,) = run_of(report_on(TEXT, finding, sources=(source,)))["results"]
    told = "Nobody says so. See [it \\[really\\] says so](1), [the source: an official](2)."
    assert result["message"]["text"] == told
    assert [(one["id"], one["message"]["text"]) for one in result["relatedLocations"]] == [
        (1, "it [really] says so"),
        (2, "the source: an official"),
    ]
    regions = [one["physicalLocation"]["region"]["snippet"]["text"] for one in result["relatedLocations"]]
    assert regions == ["not be named", "an official"]


def test_the_source_is_not_named_beside_a_finding_at_its_name():
    finding = new_finding(Span(18, 29), source="s1")
    (result,) = run_of(report_on(TEXT, finding, sources=(new_source("an official", Span(18, 29)),)))["results"]
    assert "relatedLocations" not in result


def test_words_of_a_draft_make_no_link():
    (result,) = run_of(report_on(TEXT, new_finding(Span(0, 3), message="“[sic](javascript:x)” [sic]")))["results"]
    assert result["message"]["text"] == "“\\[sic\\](javascript:x)” [sic]"


def test_what_is_not_reported_is_there_with_what_suppresses_it(suppressed):
    results = run_of(report_on(TEXT, new_finding(Span(4, 11)), suppressed=suppressed))["results"]
    assert [result["partialFingerprints"][sarif_report.FINGERPRINT] for result in results] == ["f0", "f1", "f2", "f3"]
    reported, comment, sidecar, baseline = [result["suppressions"] for result in results]
    assert reported == []
    place = comment[0].pop("location")["physicalLocation"]["region"]
    assert (place["startLine"], place["startColumn"]) == (2, 1)
    assert comment == [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "known",
            "properties": {"by": "comment", "author": "Ana", "until": "2027-01-31"},
        }
    ]
    assert sidecar == [
        {"kind": "external", "status": "accepted", "justification": "known as well", "properties": {"by": "sidecar"}}
    ]
    assert baseline == [{"kind": "external", "status": "accepted", "properties": {"by": "baseline"}}]


def test_github_gets_only_what_is_reported(suppressed):
    """It would show the rest as open alerts: github/codeql-action#1230."""
    run = run_of(report_on(TEXT, new_finding(Span(4, 11)), suppressed=suppressed), "sarif-github")
    assert [sorted(result) for result in run["results"]] == [
        ["level", "locations", "message", "partialFingerprints", "ruleId", "ruleIndex"]
    ]


@pytest.mark.parametrize("form", ["sarif", "sarif-github"])
def test_a_run_that_failed_has_its_errors_and_no_results(form):
    """No results at all would close every alert."""
    errors = [
        InputError("A203", "not UTF-8", place=Place("stories/a b.txt", 2, 4, "é🙂x?"), hint="save it as UTF-8"),
        UsageError("A103", "no story to check"),
    ]
    log = json.loads(WRITERS[form].failed(Report("0.1.0", "default"), errors))
    schema("sarif-2.1.0.json").validate(log)
    (run,) = log["runs"]
    assert "results" not in run
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    first, second = invocation["toolExecutionNotifications"]
    assert (first["descriptor"], first["level"]) == ({"id": "A203"}, "error")
    assert first["message"] == {"text": "not UTF-8\nhint: save it as UTF-8"}
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "stories/a%20b.txt", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 5},
    }
    assert "locations" not in second


def test_a_run_that_was_done_says_so(report):
    run = run_of(report)
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert run["columnKind"] == "utf16CodeUnits"
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["stories/ferry.txt", "stories/empty.txt"]


def test_sarif_tools_read_it(report, tmp_path):
    """https://github.com/microsoft/sarif-tools: its table has each finding with its place and level."""
    pytest.importorskip("sarif")
    (tmp_path / "run.sarif").write_text(WRITERS["sarif"](report), encoding="utf-8")
    command = [sys.executable, "-m", "sarif", "csv", "run.sarif", "-o", "run.csv"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = (tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["error", "warning", "note"]
    assert all("stories/ferry.txt" in row for row in rows)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("sarif-multitool") is None, reason="npm's @microsoft/sarif-multitool is not installed")
@pytest.mark.parametrize("form", ["sarif", "sarif-github"])
def test_the_validator_of_the_standard_has_no_error(report, tmp_path, suppressed, form):
    """Its rules and GitHub's; that attrib has no page of its own to name is the one warning (SARIF2005)."""
    stories = (replace(report.stories[0], suppressed=suppressed), *report.stories[1:])
    (tmp_path / "run.sarif").write_text(
        WRITERS[form](replace(report, stories=stories, kinds=(KIND,))), encoding="utf-8"
    )
    command = ["sarif-multitool", "validate", "run.sarif", "--output", "found.sarif", "--level", "Error;Warning"]
    subprocess.run([*command, "--rule-kind", "Sarif;Ghas"], cwd=tmp_path, capture_output=True, check=False)
    (found,) = json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8-sig"))["runs"]
    assert {result["ruleId"] for result in found["results"]} <= {"SARIF2005"}
