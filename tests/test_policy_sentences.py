"""Sentences and what policies say of each: every finding with its level and place, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from attrib.app import Engine, Settings

CASES = yaml.safe_load((Path(__file__).parent / "cases/judge/policy-sentences.yml").read_text(encoding="utf-8"))
OF_WHOLE_STORIES = ("ANON-05", "ANON-08", "ANON-09", "ANON-10", "ANON-11", "PROC-")


def judged(engine, policy, text):
    """Return the report on a text under a policy, from one engine's parse for all policies."""
    story = engine.read("story.txt", text.encode())
    established = next(established for _, established in engine.establish([story]))
    return Engine(Settings(policy=policy), engine.rules).judged(established)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60].strip() for case in CASES])
def test_exactly_what_an_editor_expects_is_found(case, engine):
    report = judged(engine, case.get("policy", "default"), case["text"])
    text = report.story.text
    found = [
        f"{one.code} {one.level} @ {' '.join(text[one.span.start : one.span.end].split())}"
        for one in report.findings
        if case.get("whole") or not one.code.startswith(OF_WHOLE_STORIES)
    ]
    assert sorted(found) == sorted(case["expect"])
