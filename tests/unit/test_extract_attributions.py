"""Who says what in short texts, read by the whole engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "extract" / "attributions.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def reports(engine):
    stories = [engine.read(f"story-{at}.txt", case["text"].encode()) for at, case in enumerate(CASES)]
    return {case["about"]: report for case, report in zip(CASES, engine.check(stories), strict=True)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_who_says_what(case, reports):
    assert [
        [one.source.text if one.source is not None else None, one.cue.text, one.content.text]
        for one in reports[case["about"]].attributions
    ] == case["attributions"]
