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
from attrib.judge import Selection, judge, resolve_policy
from attrib.report import Finding, Span
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
        for finding in judge(established, rules, Selection("default"))
        if finding.rule in only
    ]
    assert found == case["expect"]


LONG = Draft(
    "Depot to close – official\n\n"
    "The depot will close in May, a transport official said.\n\n"
    "Three men died there last year. Critics say it should go. “We were never told about it.”\n\n"
    "She is a bully, an aide said. It will reportedly be sold.\n\n"
    "She is a bully, an aide said. “Never again,” sighed Ida Brandt, a nurse.\n"
)
LONG.source("a transport official", "anonymous", mentions=["official", "a transport official"])
LONG.source("Critics", "vague", plural=True)
LONG.source("an aide", "anonymous", mentions=["an aide", "an aide#2"])
LONG.source("Ida Brandt, a nurse", "named", tier=7)
LONG.says("official", "–", "Depot to close", ref="s1")
LONG.says("a transport official", "said", "The depot will close in May", ref="s1", link="echo")
LONG.says("Critics", "say", "it should go", ref="s2")
LONG.says("an aide", "said#2", "She is a bully", ref="s3")
LONG.says(None, "reportedly", ["It will", "be sold"], lemma="reportedly", rule="hearsay-adverb")
LONG.says("an aide#2", "said#3", "She is a bully#2", ref="s3", link="name")
LONG.says("Ida Brandt, a nurse", "sighed", "“Never again,”", ref="s4", lemma="sigh", kind="direct")
LONG.claim("Three men died there last year", ["casualty", "figure"], "unattributed")
LONG.unspoken.append(LONG.find("“We were never told about it.”"))


def test_a_finding_in_full(rules):
    finding = next(
        one for one in judge(LONG.established(), rules, Selection("default")) if one.rule == "unattributed-claim"
    )
    assert replace(finding, fingerprint="") == Finding(
        rule="unattributed-claim",
        code="ATT-01",
        level="warning",
        message="Nobody stands behind this claim (casualty and figure).",
        span=LONG.find("Three men died there last year"),
        claim="c1",
    )


def test_judging_twice_gives_the_same(rules):
    assert judge(LONG.established(), rules, Selection("strict")) == judge(
        LONG.established(), rules, Selection("strict")
    )


PRINT_FINDINGS = """
from tests.unit.test_judge import LONG, judge, load_rules
from attrib.judge import Selection
print(judge(LONG.established(), load_rules(), Selection("strict")))
"""


def test_judging_does_not_hang_on_the_hash_seed():
    root = Path(__file__).parents[2]
    printed = [
        subprocess.run(
            [sys.executable, "-c", PRINT_FINDINGS],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] != b""


def _fingerprints(established, rules):
    return sorted((one.rule, one.fingerprint) for one in judge(established, rules, Selection("default")))


@settings(max_examples=25, deadline=None)
@given(words=st.text(alphabet="0123456789 ", min_size=1).filter(str.strip), blank=st.sampled_from(["\n\n", "\r\n\r\n"]))
@pytest.mark.parametrize("before", ["Three men", "She is a bully, an aide said. “Never", None])
def test_fingerprints_stay_when_a_paragraph_comes_in(words, blank, before, rules):
    at = len(LONG.text) if before is None else LONG.text.index(before)
    new = f"{words.strip()}.{blank}"
    moved = _moved(LONG.established(), at, new)
    assert _fingerprints(moved, rules) == _fingerprints(LONG.established(), rules)


def _moved(established, at, new):
    """Return the same with a paragraph put in, everything at or behind its place moved."""
    draft = Draft(established.story.text[:at] + new + established.story.text[at:])

    def move(thing):
        if isinstance(thing, Span):
            return Span(thing.start + len(new) * (thing.start >= at), thing.end + len(new) * (thing.start >= at))
        if isinstance(thing, tuple):
            return tuple(map(move, thing))
        if hasattr(thing, "__dataclass_fields__"):
            return replace(thing, **{name: move(getattr(thing, name)) for name in thing.__dataclass_fields__})
        return thing

    draft.sources = list(move(established.sources))
    draft.attributions = list(move(established.attributions))
    draft.claims = list(move(established.claims))
    draft.unspoken = list(move(established.unspoken))
    return draft.established()


def test_equal_findings_are_told_apart_by_their_order(rules):
    attacks = [one for one in judge(LONG.established(), rules, Selection("default")) if one.rule == "anonymous-attack"]
    assert len({one.fingerprint for one in attacks}) == len(attacks) == 2
    assert all(len(one.fingerprint) == 16 and int(one.fingerprint, 16) >= 0 for one in attacks)


def test_fingerprints_do_not_know_the_shape_of_marks(rules):
    plain = Draft(LONG.text.replace("“", '"').replace("”", '"'))
    for name in ("sources", "attributions", "claims", "unspoken"):
        setattr(plain, name, getattr(LONG, name))
    assert _fingerprints(plain.established(), rules) == _fingerprints(LONG.established(), rules)


@pytest.fixture
def load_with(tmp_path):
    """Return the shipped rules with more files after them."""

    def load(**files):
        for kind, text in files.items():
            (tmp_path / kind).mkdir()
            (tmp_path / kind / "extra.yaml").write_text(text, encoding="utf-8")
        return load_packs([shipped_pack(), tmp_path])

    return load


def test_a_policy_with_everything_off_finds_nothing(rules, load_with):
    off = ", ".join(f'{name}: "off"' for name in rules.findings)
    silent = load_with(policies=f"id: silent\ndescription: Nothing.\nrules: {{{off}}}\n")
    assert judge(LONG.established(), rules, Selection("default")) != ()
    assert judge(LONG.established(), silent, Selection("silent")) == ()


def test_policies_extend_and_override(load_with):
    policy = 'id: ours\ndescription: Ours.\nextends: strict\nrules: {anonymous-source: "off", doubting-verb: error}\n'
    loaded = load_with(policies=policy)
    levels = dict(resolve_policy(loaded, Selection("strict")))
    del levels["anonymous-source"]
    assert resolve_policy(loaded, Selection("ours")) == {**levels, "doubting-verb": "error"}


def test_a_finding_no_policy_speaks_of_has_its_own_level(load_with):
    finding = """
id: too-many
code: HOUSE-01
title: Many sources
description: More than one.
level: info
on: story
when: {sources: {min: 2}, anonymous: {max: 5}}
message: "{sources} sources, {anonymous} of them anonymous."
examples: {fires: [{text: So.}], silent: [So.]}
"""
    loaded = load_with(findings=finding)
    assert resolve_policy(loaded, Selection("default"))["too-many"] == "info"
    assert [
        one.message for one in judge(LONG.established(), loaded, Selection("default")) if one.rule == "too-many"
    ] == ["4 sources, 2 of them anonymous."]


def test_options_have_their_defaults_until_a_policy_sets_them(load_with):
    finding = """
id: too-many
code: HOUSE-01
title: Many sources
description: More than there should be.
level: info
on: story
when: {any: [{sources: {min: $options.most}}]}
options: {most: {default: 4, description: How many sources are too many.}}
message: "{sources} sources; {options.most} are too many."
related: {top: "one of {options.most} and more"}
examples: {fires: [{text: So.}], silent: [So.]}
"""
    policies = """
id: stricter
description: Stricter.
extends: default
rules: {too-many: {level: error, options: {most: 3}}}
---
id: laxer
description: Laxer.
extends: stricter
rules: {too-many: {options: {most: 5}}}
"""
    loaded = load_with(findings=finding, policies=policies)
    said = {
        policy: [
            (one.level, one.message)
            for one in judge(LONG.established(), loaded, Selection(policy))
            if one.rule == "too-many"
        ]
        for policy in ("default", "stricter", "laxer")
    }
    assert said == {
        "default": [("info", "4 sources; 4 are too many.")],
        "stricter": [("error", "4 sources; 3 are too many.")],
        "laxer": [],
    }


def test_the_default_policy_speaks_of_every_finding(rules):
    assert set(rules.policies["default"].rules) == set(rules.findings)
    assert all(ruling.level for ruling in rules.policies["default"].rules.values())


@pytest.mark.parametrize(("asked", "hint"), [("defualt", "did you mean `default`?"), ("x", "one of ap, bbc, ")])
def test_an_unknown_policy(asked, hint, rules):
    with pytest.raises(UsageError) as caught:
        judge(LONG.established(), rules, Selection(asked))
    assert (caught.value.code, caught.value.message) == ("A109", f"there is no policy called {asked!r}")
    assert caught.value.hint.startswith(hint)


def test_an_empty_story(rules):
    assert judge(Draft("").established(), rules, Selection("strict")) == ()
