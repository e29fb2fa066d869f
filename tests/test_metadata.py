"""What the desk knows, from the files to the findings: through the whole engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from attrib.app import Engine, Settings

ROOT = Path(__file__).parents[1]
STORY = """Depot to close in May

LUND - The bus depot at Lund will close in May, Mayor Dana Whitlock said on Monday.

A senior transport official, who asked not to be named because staff have been told to keep quiet, said letters would go
out in April.

Three drivers were injured when a crate fell.
"""
KNOWN = """
witnessed: [three drivers were injured]
sources:
  - name: a senior transport official
    known_to: Ruth Amsel
    approved_by: Omar Field
    approval_level: senior
    independent: 2
    reason: fears for his job
    description_checked: true
"""


@pytest.fixture(scope="module")
def engines(engine):
    """An engine with the shipped rules for a policy; all share one pipeline."""

    def make(policy):
        other = Engine(Settings(policy=policy), engine.rules)
        other.__dict__["_stages"] = engine._stages
        return other

    return make


@pytest.fixture
def found(engines, tmp_path):
    """A function that returns the rule and the words of each finding on the story with some metadata beside it."""

    def run(policy, beside):
        path = tmp_path / "depot.txt"
        path.write_text(STORY)
        if beside:
            path.with_suffix(".attrib.yml").write_text(beside)
        engine = engines(policy)
        (report,) = engine.check([engine.read_file(path)])
        return {(one.rule, STORY[one.span.start : one.span.end].partition(",")[0]) for one in report.findings}

    return run


def test_what_the_reporter_saw_needs_no_source(found):
    claim = {rule for rule, words in found("default", None) if words.startswith("Three drivers")}
    assert claim == {"unattributed-claim"}
    assert {rule for rule, words in found("default", KNOWN) if words.startswith("Three drivers")} == set()


def test_the_desk_is_asked_once_where_it_says_nothing(found):
    asked = {(rule, words) for rule, words in found("strict", None) if rule in PROCESS}
    assert [rule for rule, _ in asked] == ["unrecorded-sources"]


def test_the_desk_is_asked_of_each_source_of_which_it_says_nothing(found):
    assert {rule for rule, _ in found("strict", KNOWN)} & PROCESS == set()
    asked = {one for one in found("strict", "pool: false\n") if one[0] in PROCESS}
    assert asked == {("source-unknown-to-editor", "A senior transport official")}


@pytest.mark.parametrize(
    ("said", "instead", "rule"),
    [
        ("    known_to: Ruth Amsel\n", "", "source-unknown-to-editor"),
        ("    approved_by: Omar Field\n    approval_level: senior\n", "", "source-not-approved"),
        ("independent: 2", "independent: 1", "too-few-independent"),
        ("description_checked: true", "description_checked: false", "description-unchecked"),
        ("reason: fears for his job", "on_record_too: true", "named-and-unnamed"),
        ("a senior transport official", "a junior transport official", "metadata-stray"),
    ],
)
def test_what_is_missing_is_asked_for(said, instead, rule, found):
    assert rule not in {one for one, _ in found("strict", KNOWN)}
    assert rule in {one for one, _ in found("strict", KNOWN.replace(said, instead))}


def test_a_policy_may_want_a_higher_approval(found):
    assert "source-not-approved" not in {one for one, _ in found("ap", KNOWN)}
    assert "source-not-approved" in {one for one, _ in found("ap", KNOWN.replace("level: senior", "level: desk"))}
    assert "source-not-approved" in {one for one, _ in found("bloomberg", KNOWN)}


PROCESS = {"unrecorded-sources", "source-unknown-to-editor", "source-not-approved", "too-few-independent"}


def test_a_slip_in_the_metadata_ends_the_run_with_its_place(tmp_path):
    (tmp_path / "depot.txt").write_text(STORY)
    (tmp_path / "depot.attrib.yml").write_text("sources:\n  - nmae: an official\n")
    command = [sys.executable, "-m", "attrib", "check", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{tmp_path}/depot.attrib.yml:2:5: error[A206] unknown key `nmae` in `sources[1]`\n"
        " 2 |   - nmae: an official\n"
        "   |     ^\n"
        "hint: did you mean `name`?\n"
    )


@pytest.mark.parametrize(
    ("front", "beside"), [("---\nattrib: {pool: true}\n---\n\n", None), ("", "pool: true\n")], ids=["front", "beside"]
)
def test_standard_input_has_front_matter_and_the_file_beside_the_story_it_is_named_after(tmp_path, front, beside):
    if beside:
        (tmp_path / "depot.attrib.yml").write_text(beside)
    command = [sys.executable, "-m", "attrib", "check", "-", "--stdin-filename", str(tmp_path / "depot.md")]
    done = subprocess.run(command, cwd=ROOT, input=f"{front}# {STORY}".encode(), capture_output=True, check=False)
    assert b"pool-unmarked" in done.stdout
