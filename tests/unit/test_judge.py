"""Judging stories put together by hand: what is found, where, and what stays the same."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import UsageError
from attrib.judge import judge, resolve_policy
from attrib.report import Span
from attrib.rules.load import load_packs, load_rules
from attrib.rules.packs import shipped_pack

from .judge_builders import Draft, read_case

CASES = Path(__file__).parents[1] / "cases" / "judge"


def _cases():
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.fixture(scope="module")
def rules():
    return load_rules()


@pytest.mark.parametrize("case", list(_cases()))
def test_cases(case, rules):
    established = read_case(case).established()
    text = established.story.text
    only = case.get("only", rules.findings)

    def words(span):
        return text[span.start : span.end]

    found = [
        " > ".join([f"{finding.rule} @ {words(finding.span)}", *(words(other.span) for other in finding.related)])
        for finding in judge(established, rules, "default")
        if finding.rule in only
    ]
    assert found == case["expect"]
