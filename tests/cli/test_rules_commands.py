"""`rules` and `explain`, on a pack made for the test."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

import pytest

from attrib.rules.load import load_packs

FINDING = """\
id: bare-sources
code: ANON-07
title: Sources of whom nothing is said
description: A reader cannot weigh a source of whom the story says nothing at all.
level: warning
on: source
when: {status: vague, statements: {min: 1}}
message: "{source} could be anybody."
standard: {House rules: Say what a source knows and how.}
examples:
  fires: [{text: Sources said the mill was sold., at: Sources}]
  silent: [The mayor said the mill was sold.]
"""
POLICIES = """\
id: default
description: For every day.
rules: {}
---
id: light
description: For columns.
extends: default
rules: {bare-sources: "off"}
"""


@dataclass(frozen=True)
class Result:
    kind: str
    rule_id: str
    text: str
    ok: bool
    message: str


@pytest.fixture
def pack(tmp_path, application):
    for kind, text in {"findings": FINDING, "policies": POLICIES}.items():
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "all.yaml").write_text(text)
    application.answer = load_packs([tmp_path])
    return tmp_path


def test_list(cli, pack):
    outcome = cli("rules", "list")
    assert outcome.code == 0
    assert [line.split() for line in outcome.out.splitlines() if "─" not in line] == [
        ["findings", "code", "level", "title"],
        ["bare-sources", "ANON-07", "warning", "Sources", "of", "whom", "nothing", "is", "said"],
        [],
        ["policies", "description"],
        ["default", "For", "every", "day."],
        ["light", "For", "columns."],
    ]


def test_list_one_kind(cli, pack):
    assert "bare-sources" not in cli("rules", "list", "--kind", "policies").out


@pytest.mark.parametrize("name", ["bare-sources", "findings/bare-sources", "ANON-07", "anon-07"])
def test_show(cli, pack, name):
    outcome = cli("rules", "show", name)
    assert (outcome.code, outcome.out) == (0, f"# {pack}/findings/all.yaml:1:1\n{FINDING}")


def test_explain(cli, pack):
    outcome = cli("explain", "bare-sources")
    assert outcome.code == 0
    assert outcome.out == dedent(f"""\
        ANON-07 bare-sources (warning)
        Sources of whom nothing is said

        What it does
          Reports each source with status vague, statements min 1:
          {{source}} could be anybody.

        Why
          A reader cannot weigh a source of whom the story says nothing at all.

        Fires on
          Sources said the mill was sold. [at: Sources]

        Silent on
          The mayor said the mill was sold.

        Standards
          House rules: Say what a source knows and how.

        Level in each policy
          default: warning
          light: off

        Written in
          {pack}/findings/all.yaml:1:1
        """)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("bare-source", "bare-sources"), ("anon-06", "ANON-07"), ("zzz", "attrib rules list names them all")],
)
def test_an_unknown_rule_is_refused_with_a_suggestion(cli, pack, name, hint):
    outcome = cli("explain", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert hint in outcome.err.split("hint: ")[1]


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (False, 1)])
def test_rules_test(cli, pack, application, ok, code):
    loaded = application.answer
    result = Result("findings", "bare-sources", "Sources said so.", ok, "expected a finding at 'Sources', found none")
    application.give = lambda *asked: [result] if asked == (application.Settings(), ["bare-sources"]) else loaded
    outcome = cli("rules", "test", "ANON-07")
    failed = "findings/bare-sources: expected a finding at 'Sources', found none\n    Sources said so.\n"
    assert outcome == (code, ("" if ok else failed) + f"1 examples of 1 rules: {int(not ok)} failed\n", "")
