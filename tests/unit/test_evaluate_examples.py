"""Examples that do not hold are told, with what was expected and what came."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from attrib.app import Engine, Settings
from attrib.errors import RuleError
from attrib.evaluate.rule_examples import run_examples
from attrib.render.rules import render_tests

PACK = Path(__file__).parents[1] / "cases" / "evaluate" / "pack"
IDS = [f"wrong-{kind}" for kind in ("frame", "blocker", "layout", "source", "marker", "claim", "finding")]


@pytest.fixture(scope="module")
def results():
    return run_examples(Engine(Settings(rules=(PACK,))), IDS)


def test_failures_tell_rule_example_expected_and_got(golden, results):
    golden("evaluate/pack.report.txt", render_tests(results))


def test_what_holds_is_counted_and_has_no_message(results):
    assert {result.rule_id for result in results} == set(IDS)
    assert all(bool(result.message) != result.ok for result in results)
    assert sum(result.ok for result in results) == 14


def test_a_pattern_that_spacy_refuses_ends_the_run(engine):
    rule = next(iter(engine.rules.blockers.values()))
    bad = rule.model_copy(update={"id": "bad", "tokens": [[{"LOWER": 3}]]})
    rules = replace(engine.rules, blockers={**engine.rules.blockers, "bad": bad})
    with pytest.raises(RuleError) as caught:
        run_examples(Engine(Settings(), rules), ["bad"])
    assert (caught.value.code, caught.value.place) == ("A307", rule.origin)
