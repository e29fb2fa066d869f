"""The shipped policies: complete, each level with what it rests on, and what the special ones are for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from attrib.judge import Selection, resolve_policy
from attrib.rules.load import load_rules

ROOT = Path(__file__).parents[2]
RULES = load_rules()
NEWSROOMS = ("ap", "bbc", "bloomberg", "guardian", "npr", "nyt", "reuters", "washington-post", "wsj")
ALL = (*NEWSROOMS, "default", "factcheck", "no-anonymous", "strict", "wikipedia")


def rulings(policy):
    return {rule.id: RULES.policies[policy].ruling_on(rule) for rule in RULES.findings.values()}


def test_all_are_there():
    assert sorted(RULES.policies) == sorted(ALL)


@pytest.mark.parametrize("policy", ALL)
def test_every_level_says_what_it_rests_on_and_since_when(policy):
    bare = [name for name, ruling in rulings(policy).items() if ruling.basis is None or ruling.seen is None]
    assert bare == []
    assert RULES.policies[policy].title


def test_the_default_policy_speaks_of_every_finding():
    assert RULES.policies["default"].rules.keys() == RULES.findings.keys()


@pytest.mark.parametrize("policy", NEWSROOMS)
def test_a_newsroom_rests_on_its_standard_and_says_which_levels_do(policy):
    assert RULES.policies[policy].rests_on
    own = {name: ruling for name, ruling in RULES.policies[policy].rules.items() if ruling.policy == policy}
    assert {ruling.basis for ruling in own.values()} >= {"reading"}
    assert {ruling.basis for ruling in own.values()} & {"text", "quoted"}
    assert {name for name, ruling in own.items() if ruling.basis == "text" and ruling.level == "off"} == set()


@pytest.mark.parametrize("policy", ["default", "strict"])
def test_a_policy_without_a_standard_is_our_own_reading(policy):
    assert {ruling.basis for ruling in rulings(policy).values()} == {"reading"}
    assert RULES.policies[policy].rests_on == ()


def test_a_code_has_one_level_in_the_policy_of_a_newsroom():
    """How loud the requirement is does not hang on which of its findings meets it, where a newsroom speaks of it."""
    for policy in NEWSROOMS:
        own = [RULES.findings[name] for name, one in RULES.policies[policy].rules.items() if one.policy == policy]
        levels = {}
        for rule in own:
            if rule.code not in DIFFERENT:
                levels.setdefault(rule.code, set()).add(RULES.policies[policy].level_of(rule))
        assert {code: found for code, found in levels.items() if len(found) > 1} == {}


DIFFERENT = {"ATT-07", "PROC-01"}
"""Codes outside the matrix of newsrooms, whose findings are each as loud as they are by default."""


def test_the_example_of_the_page_on_policies_can_be_used(tmp_path):
    page = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    ((name, text),) = re.findall(r"```yaml\n# chronicle/(\S+)\n(.*?)```", page, re.DOTALL)
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    rules = load_rules([tmp_path])
    ours = rules.policies["chronicle"]
    own = {name: ruling.level for name, ruling in ours.rules.items() if ruling.policy == "chronicle"}
    assert own == {
        "unnamed-spokesperson": "off",
        "anonymous-opinion": "error",
        "vague-collective": "warning",
        "loaded-synonym": "info",
    }
    assert ours.ruling_on(rules.findings["vague-collective"]).options["sentences"] == 6


def test_wikipedia_watches_words_and_nothing_else():
    reported = resolve_policy(RULES, Selection("wikipedia"))
    assert {RULES.findings[name].code.partition("-")[0] for name in reported} == {"VERB", "VAG"}
    assert set(reported.values()) == {"warning"}
    assert "according-to-person" not in reported


def test_without_unnamed_sources_one_finding_a_source_is_enough():
    reported = resolve_policy(RULES, Selection("no-anonymous"))
    assert (reported["anonymous-source"], reported["vague-collective"]) == ("error", "error")
    assert not {"anonymity-unexplained", "bare-source", "anonymous-opinion"} & reported.keys()


def test_fact_checks_name_their_evidence():
    reported = resolve_policy(RULES, Selection("factcheck"))
    assert (reported["uncited-evidence"], reported["evidence-at-large"]) == ("error", "error")


def test_what_needs_metadata_to_be_right_is_for_those_who_ask():
    process = [rule.id for rule in RULES.findings.values() if rule.code in {"PROC-01", "PROC-02", "PROC-03", "PROC-04"}]
    assert len(process) == 5
    assert not resolve_policy(RULES, Selection("default")).keys() & set(process)
    assert resolve_policy(RULES, Selection("strict")).keys() >= set(process)
