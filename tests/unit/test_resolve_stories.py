"""Whom the statements of short stories are attributed to, from reading to report."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "resolve" / "stories.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_statements_have_the_source_they_should(case, engine):
    report = next(engine.check([engine.read("story.txt", case["text"].encode())]))
    names = [report.source(one.ref).name for one in report.attributions if one.ref and one.expression]
    assert names == case["sources"]
