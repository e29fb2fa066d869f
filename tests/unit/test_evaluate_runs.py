"""Recorded runs: what check wrote is read back as it was, and what is no run is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from attrib.errors import AttribError
from attrib.evaluate import compare_runs, read_run
from attrib.evaluate.runs import recorded, story_of
from attrib.render import WRITERS

CASES = Path(__file__).parents[1] / "cases" / "evaluate"


def refused():
    for case in yaml.safe_load((CASES / "runs.yaml").read_text(encoding="utf-8")):
        yield pytest.param(case["run"], case["says"], id=case["name"])


def as_compared(story):
    """Return what a run keeps of a story's report: no related places, claims or ids of findings."""
    one = recorded(story)
    return replace(
        one, findings=tuple(replace(finding, claim=None, source=None, related=()) for finding in one.findings)
    )


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_was_written_is_read_back(form, report, tmp_path):
    path = tmp_path / f"run.{form}"
    path.write_text(WRITERS[form](report), encoding="utf-8")
    run = read_run(path)
    assert [replace(story, places={}) for story in run.stories] == [as_compared(story) for story in report.stories]
    assert (run.name, run.policies) == (str(path), ("default",))
    story = report.stories[0].story
    assert run.stories[0].places == {
        finding.span.start: story.line_and_column(finding.span.start) for finding in report.stories[0].findings
    }


def test_fields_that_are_not_known_are_passed_over(report, tmp_path):
    path = tmp_path / "run.jsonl"
    lines = [json.loads(line) for line in WRITERS["jsonl"](report).splitlines()]
    lines[0]["novelty"] = lines[0]["attributions"][0]["novelty"] = 1
    path.write_text("\n".join(map(json.dumps, lines)))
    assert len(read_run(path).stories) == 2


@pytest.mark.parametrize(("text", "says"), list(refused()))
def test_what_is_no_run_is_refused_at_its_place(text, says, report, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    good = WRITERS["jsonl"](report).splitlines()[0]
    Path("run.jsonl").write_text(text.replace("GOOD", good), encoding="utf-8")
    with pytest.raises(AttribError) as caught:
        read_run(Path("run.jsonl"))
    assert str(caught.value) == says
    assert "attrib check FOLDER --format jsonl" in caught.value.hint


@pytest.mark.parametrize(("name", "code"), [("none.jsonl", "A101"), ("folder", "A101"), ("latin.jsonl", "A213")])
def test_a_file_that_cannot_be_read_is_refused(name, code, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "latin.jsonl").write_bytes(b'{"path": "caf\xe9"}')
    with pytest.raises(AttribError) as caught:
        read_run(tmp_path / name)
    assert (caught.value.code, str(caught.value.place)) == (code, str(tmp_path / name))


def test_a_story_is_at_hand_while_its_file_is_what_was_read(report, tmp_path):
    path = tmp_path / "ferry.txt"
    story = report.stories[0]
    recording = replace(recorded(story), path=str(path))
    assert story_of(recording) is None
    path.write_bytes(story.story.text.encode())
    assert story_of(recording).text == story.story.text
    path.write_bytes(story.story.text.replace("Two", "Six").encode())
    assert story_of(recording) is None


def test_runs_without_a_story_in_common_are_refused(report, tmp_path):
    lines = WRITERS["jsonl"](report).splitlines()
    for number, line in enumerate(lines):
        (tmp_path / f"{number}.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(AttribError) as caught:
        compare_runs(tmp_path / "0.jsonl", tmp_path / "1.jsonl")
    assert caught.value.code == "A111"
