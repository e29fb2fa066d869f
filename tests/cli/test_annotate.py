"""`annotate`: options, refusals and exit codes with a double of the application, and one run of the real command."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator

from attrib.read import read_story
from attrib.report import Finding, Span

SCHEMA = json.loads(resources.files("attrib.render").joinpath("report.schema.json").read_text(encoding="utf-8"))
STORY = (
    "Ferry had been warned, officials say",
    "HARTWELL, May 3 (Norwell Wire) - Two sailors died when a ferry sank off Hartwell, the port authority said.",
    "“They knew about the door,” a port official, who asked not to be named, said on Friday, “and they sailed.”",
)


@pytest.fixture
def story(tmp_path):
    """A Word document in a folder."""
    document = docx.Document()
    document.add_heading(STORY[0], 0)
    for line in STORY[1:]:
        document.add_paragraph(line)
    path = tmp_path / "ferry.docx"
    document.save(str(path))
    return path


@pytest.fixture
def found(application, story):
    """The application's answer: an error at "officials" and a warning at "sailors" of that document."""
    read = read_story(story, story.read_bytes(), ())
    findings = tuple(
        Finding("vague-collective", "VAG-01", level, "Who?", Span(at := read.text.index(words), at + len(words)))
        for words, level in (("officials", "error"), ("sailors", "warning"))
    )
    first = replace(application.answer.stories[0], story=read, findings=findings)
    application.answer = replace(application.answer, stories=(first,))
    return application


def comments(path):
    return [(one.author, one.text.split("\n")[0]) for one in docx.Document(str(path)).comments]


def test_a_copy_is_written_whatever_is_found(cli, found, story):
    before = story.read_bytes()
    reviewed = story.with_name("reviewed.docx")
    outcome = cli("annotate", story, "-o", reviewed)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == f"{reviewed}: 2 comments (1 error, 1 warning, 0 info)\n"
    assert comments(reviewed) == [("attrib", "Who?"), ("attrib", "Who?")]
    assert story.read_bytes() == before
    assert sorted(path.name for path in story.parent.iterdir()) == ["ferry.docx", "reviewed.docx"]


def test_options(cli, found, story):
    reviewed = story.with_name("reviewed.docx")
    options = ["--author", "Dana Editor", "--date", "2026-11-23", "--level", "error", "-q"]
    assert cli("annotate", story, "-o", reviewed, *options) == (0, "", "")
    (comment,) = docx.Document(str(reviewed)).comments
    assert (comment.author, comment.initials) == ("Dana Editor", "DE")
    assert comment.timestamp.isoformat() == "2026-11-23T00:00:00+00:00"


def test_settings_reach_the_application(cli, found, story):
    cli("annotate", story, "-o", story.with_name("b.docx"), "--policy", "strict", "--rules", story.parent)
    ((paths, settings),) = found.asked
    assert paths == [story]
    assert (settings.policy, settings.rules) == ("strict", (story.parent,))


def test_the_same_command_writes_the_same_bytes(cli, found, story):
    one, two = story.with_name("one.docx"), story.with_name("two.docx")
    cli("annotate", story, "-o", one)
    cli("annotate", story, "-o", two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["story.txt", "-o", "b.docx"], "A120"),
        (["-", "-o", "b.docx"], "A120"),
        ([".", "-o", "b.docx"], "A120"),
        (["ferry.docx", "-o", "b.pdf"], "A120"),
        (["ferry.docx", "-o", "b.docx", "--date", "yesterday"], "A121"),
        (["ferry.docx", "-o", "b.docx", "--author", " "], "A121"),
        (["ferry.docx", "-o", "ferry.docx"], "A106"),
        (["ferry.docx", "-o", "./FERRY/../ferry.docx"], "A106"),
        (["ferry.docx", "-o", "no/such/b.docx"], "A105"),
        (["gone.docx", "-o", "b.docx"], "A101"),
        (["ferry.docx"], "A100"),
    ],
    ids=" ".join,
)
def test_refusals(cli, found, story, monkeypatch, arguments, code):
    monkeypatch.chdir(story.parent)
    (story.parent / "FERRY").mkdir()
    before = story.read_bytes()
    outcome = cli("annotate", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"error[{code}]" in outcome.err
    assert (story.read_bytes(), (story.parent / "b.docx").exists()) == (before, False)


def test_a_document_that_changes_meanwhile_is_not_annotated(cli, found, story):
    document = docx.Document(str(story))
    document.add_paragraph("More.")
    document.save(str(story))
    reviewed = story.with_name("reviewed.docx")
    outcome = cli("annotate", story, "-o", reviewed)
    assert outcome.code == 2
    assert "error[A202] the file has changed since it was read" in outcome.err
    assert not reviewed.exists()


def test_the_real_command(cli, story, monkeypatch):
    """What check finds in the document is in its margin, whether it was kept from an earlier run or not."""
    monkeypatch.chdir(story.parent)
    checked = cli("check", "ferry.docx", "--format", "json")
    report = json.loads(checked.out)
    Draft202012Validator(SCHEMA).validate(report)
    assert report["stories"][0]["text"] == "\n".join(STORY)
    findings = report["stories"][0]["findings"]
    assert cli("annotate", "ferry.docx", "-o", "reviewed.docx").code == 0
    assert sorted(text for _, text in comments(Path("reviewed.docx"))) == sorted(one["message"] for one in findings)
    assert {(run["paragraph"], run["run"]) for one in findings for run in one["runs"]} == {(3, 1)}
    assert [paragraph.text for paragraph in docx.Document("reviewed.docx").paragraphs] == list(STORY)
