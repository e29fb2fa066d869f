"""Every example that a shipped rule carries holds in the real engine: a rule that does not work fails by its name."""

from __future__ import annotations

from collections import defaultdict

import pytest

from attrib.evaluate.rule_examples import TESTED, run_examples
from attrib.rules.load import load_rules

RULES = load_rules()
NAMES = [(model.kind, name) for model in TESTED for name in RULES.of_kind(model.kind)]


@pytest.fixture(scope="session")
def outcomes(engine):
    """The outcomes of all examples, by the kind and id of their rule; all texts are parsed together."""
    outcomes = defaultdict(list)
    for result in run_examples(engine):
        outcomes[result.kind, result.rule_id].append(result)
    return outcomes


@pytest.mark.parametrize(("kind", "name"), NAMES, ids=lambda part: part)
def test_examples_hold(kind, name, outcomes):
    rule = RULES.of_kind(kind)[name]
    assert len(outcomes[kind, name]) == len(rule.examples.fires) + len(rule.examples.silent)
    assert [f"{one.message} <- {one.text}" for one in outcomes[kind, name] if not one.ok] == []
