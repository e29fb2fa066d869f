"""`rules`, `policy` and `explain`, on a pack made for the test."""

from __future__ import annotations

import json
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
when:
  status: vague
  statements: {min: $options.least}
  any:
    - name: {contains: [sources, a source, officials, people, insiders, observers, aides, staff]}
    - tier: {not: [0, 1]}
      any:
        - plural: true
        - count: {over: 2, under: 5}
          marked: false
message: "{source} could be anybody."
options: {least: {default: 2, description: How many statements are too many.}}
standard: {House rules: Say what a source knows and how.}
examples:
  fires:
    - text: |
        Mill sold

        Sources said the mill was sold.
      at: Sources
  silent: [The mayor said the mill was sold.]
"""
OTHERS = "".join(
    f"""---
id: {name}
code: ANON-08
title: Words
description: The words of nobody.
level: info
on: story
when: {{anonymous: {{min: 1}}}}
message: Whose?
examples: {{fires: [{{text: So.}}], silent: [So.]}}
"""
    for name in ("first-words", "last-words")
)
POLICIES = """\
id: default
description: For every day.
rules: {}
---
id: light
description: For columns.
extends: default
rules: {bare-sources: "off", first-words: "off"}
---
id: loud
title: The Loud Gazette
description: For front pages.
extends: default
rests_on: [{title: House rules, edition: third, where: [the wall], seen: 2026-11-21}]
basis: reading
seen: 2026-11-22
rules: {bare-sources: {level: error, basis: quoted, options: {least: 1}}, last-words: warning}
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
    for kind, text in {"findings": FINDING + OTHERS, "policies": POLICIES}.items():
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
        ["first-words", "ANON-08", "info", "Words"],
        ["last-words", "ANON-08", "info", "Words"],
        [],
        ["policies", "description"],
        ["default", "For", "every", "day."],
        ["light", "For", "columns."],
        ["loud", "For", "front", "pages."],
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

        What it says
          {{source}} could be anybody.

        Why
          A reader cannot weigh a source of whom the story says nothing at all.

        A bad example
          Mill sold

          Sources said the mill was sold.
          [marked: Sources]

        A good example
          The mayor said the mill was sold.

        Options, and what they are where a policy sets nothing else
          least (2): How many statements are too many.

        Standards
          House rules: Say what a source knows and how.

        Level in each policy
          default  warning
          light    off
          loud     error (least 1) (quoted, 2026-11-22)

        Reported of each source where
          status is vague
          statements is at least 2 (option least)
          and one of these holds:
            - name has sources, a source, officials, people, insiders, observers or one of 2 more
            - tier is not 0 or 1, and one of these
              - plural is true
              - count is over 2 and is under 5, marked is false

        Written in
          {pack}/findings/all.yaml:1:1
        """)


def test_explain_every_finding_of_a_code(cli, pack):
    outcome = cli("explain", "anon-08")
    assert [line for line in outcome.out.splitlines() if line.startswith("ANON-08")] == [
        "ANON-08 first-words (info)",
        "ANON-08 last-words (info)",
    ]


def test_show_every_finding_of_a_code(cli, pack):
    assert [line for line in cli("rules", "show", "ANON-08").out.splitlines() if line.startswith("id: ")] == [
        "id: first-words",
        "id: last-words",
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("bare-source", "bare-sources"), ("anon-0", "ANON-0"), ("zzz", "attrib rules list names them all")],
)
def test_an_unknown_rule_is_refused_with_a_suggestion(cli, pack, name, hint):
    outcome = cli("explain", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert hint in outcome.err.split("hint: ")[1]


def test_policy_list(cli, pack):
    assert cli("policy", "list").out == dedent("""\
        policy    title              rests on      error   warning   info
        ─────────────────────────────────────────────────────────────────
        default   default            our reading   0       1         2
        light     light              our reading   0       0         1
        loud      The Loud Gazette   House rules   1       1         1
        """)


def test_policy_show(cli, pack):
    assert cli("policy", "show", "loud").out == dedent("""\
        loud: The Loud Gazette
        For front pages.
        Where it says nothing, default holds.
        Rests on House rules, third (the wall; seen 2026-11-21)

        code      finding        level     in default   basis     seen         options
        ──────────────────────────────────────────────────────────────────────────────
        ANON-07   bare-sources   error     warning      quoted    2026-11-22   least 1
        ANON-08   first-words    info
        ANON-08   last-words     warning   info         reading   2026-11-22
        """)


def test_the_default_policy_is_not_compared_with_itself(cli, pack):
    assert cli("policy", "show", "default").out == dedent("""\
        default: default
        For every day.

        code      finding        level     basis   seen   options
        ─────────────────────────────────────────────────────────
        ANON-07   bare-sources   warning
        ANON-08   first-words    info
        ANON-08   last-words     info
        """)


def test_policy_diff(cli, pack):
    outcome = cli("policy", "diff", "light", "loud")
    assert outcome == (
        1,
        dedent("""\
        code      finding        light   loud
        ────────────────────────────────────────────────
        ANON-07   bare-sources   off     error (least 1)
        ANON-08   first-words    off     info
        ANON-08   last-words     info    warning
        """),
        "",
    )
    assert cli("policy", "diff", "light", "light") == (0, "light and light say the same of every finding.\n", "")


def test_policies_as_json(cli, pack):
    listed = json.loads(cli("policy", "list", "--format", "json").out)["policies"]
    assert [(one["id"], one["counts"]) for one in listed] == [
        ("default", {"error": 0, "warning": 1, "info": 2}),
        ("light", {"error": 0, "warning": 0, "info": 1}),
        ("loud", {"error": 1, "warning": 1, "info": 1}),
    ]
    loud = json.loads(cli("policy", "show", "loud", "--format", "json").out)
    assert loud["rests_on"] == [
        {"title": "House rules", "edition": "third", "where": ["the wall"], "seen": "2026-11-21"}
    ]
    assert loud["findings"][0] == {
        "code": "ANON-07",
        "id": "bare-sources",
        "level": "error",
        "basis": "quoted",
        "seen": "2026-11-22",
        "options": {"least": 1},
        "policy": "loud",
        "default": "warning",
    }
    outcome = cli("policy", "diff", "default", "loud", "--format", "json")
    told = json.loads(outcome.out)
    assert (outcome.code, told["policies"]) == (1, ["default", "loud"])
    assert {one["id"]: (one["default"]["level"], one["loud"]["level"]) for one in told["findings"]} == {
        "bare-sources": ("warning", "error"),
        "last-words": ("info", "warning"),
    }


@pytest.mark.parametrize(
    ("asked", "hint"),
    [(("show", "lout"), "did you mean `loud`?"), (("diff", "default", "x"), "one of default, light, loud")],
)
def test_an_unknown_policy_is_refused_with_a_suggestion(cli, pack, asked, hint):
    outcome = cli("policy", *asked)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"there is no policy called {asked[-1]!r}" in outcome.err
    assert outcome.err.endswith(f"hint: {hint}\n")


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (False, 1)])
def test_rules_test(cli, pack, application, ok, code):
    loaded = application.answer
    result = Result("findings", "bare-sources", "Sources said so.", ok, "expected a finding at 'Sources', found none")
    application.give = lambda *asked: [result] if asked == (application.Settings(), ["bare-sources"]) else loaded
    outcome = cli("rules", "test", "ANON-07")
    failed = "findings/bare-sources: expected a finding at 'Sources', found none\n    Sources said so.\n"
    assert outcome == (code, ("" if ok else failed) + f"1 examples of 1 rules: {int(not ok)} failed\n", "")
