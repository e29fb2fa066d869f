"""What an editor does who changes a rule: record a run, change it, and look at what changed; with the whole engine."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest

STORIES = Path(__file__).parents[1] / "cases" / "evaluate" / "own"
FINDING = """\
id: any-sentence
code: TEST-01
title: Any sentence
description: It is reported of every sentence.
level: info
on: sentence
when: {status: [named, organization, document, anonymous, vague, unattributed, plain]}
message: A sentence.
examples: {fires: [{text: It rained.}], silent: [—]}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder `stories`, with gold, and the pack `pack`, which adds a finding; all paths are relative to it."""
    monkeypatch.chdir(tmp_path)
    copytree(STORIES, tmp_path / "stories")
    (tmp_path / "pack" / "findings").mkdir(parents=True)
    (tmp_path / "pack" / "findings" / "any.yaml").write_text(FINDING, encoding="utf-8")
    return tmp_path


def test_a_change_of_rules_is_seen_in_what_changed(cli, folder):
    assert cli("check", "stories", "--format", "jsonl", "-o", "old.jsonl", "--fail-on", "never").code == 0
    assert (
        cli("check", "stories", "--format", "jsonl", "-o", "new.jsonl", "--fail-on", "never", "--rules", "pack").code
        == 0
    )
    sentences = [json.loads(line)["sentences"] for line in Path("old.jsonl").read_text(encoding="utf-8").splitlines()]
    outcome = cli("diff", "old.jsonl", "new.jsonl", "--format", "json")
    assert outcome.code == 1
    gained = sum(map(len, sentences))
    assert json.loads(outcome.out)["counts"] == {
        "attributions": {},
        "sentences": {},
        "findings": {"gained": gained, "gained right": 0},
    }
    assert "\n2 stories compared, 0 differ\n" in cli("eval", "stories", "--before", "old.jsonl").out
    changed = cli("eval", "stories", "--before", "old.jsonl", "--rules", "pack", "--format", "json")
    assert (changed.code, json.loads(changed.out)["changes"]["counts"]["findings"]["gained"]) == (0, gained)


def test_a_rule_that_a_pack_adds_is_counted(cli, folder):
    told = json.loads(cli("rules", "coverage", "stories", "--rules", "pack", "--format", "json", "--lemmas").out)
    counts = told["rules"]["findings"]["any-sentence"]
    assert (told["stories"], told["with_gold"], counts["stories"]) == (2, 2, 2)
    without = json.loads(cli("rules", "coverage", "stories", "--format", "json").out)
    assert "any-sentence" not in without["rules"]["findings"]
    fired = sum(one["fired"] for one in told["rules"]["frames"].values())
    assert (
        fired
        == sum(one["fired"] for one in told["rules"]["cues"].values())
        == sum(one["fired"] for one in told["lemmas"])
    )
