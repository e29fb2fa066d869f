"""Packs are read in order, put together, and come out with every `$` name replaced."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from attrib.errors import Place, RuleError
from attrib.rules.folders import digest_of_folders
from attrib.rules.load import load_packs
from attrib.rules.packs import shipped_pack
from attrib.rules.schema import KINDS, OptionInUse

BASE = Path(__file__).parents[1] / "cases" / "rules_base"


@pytest.fixture(scope="module")
def rules():
    return load_packs([BASE])


@pytest.fixture
def load_with(tmp_path):
    """Return what the base pack becomes with more files after it."""

    def load(**files):
        for kind, text in files.items():
            (tmp_path / kind).mkdir()
            (tmp_path / kind / "extra.yml").write_text(text, encoding="utf-8")
        return load_packs([BASE, tmp_path])

    return load


def test_rules_stand_in_load_order(rules):
    assert {kind: list(rules.of_kind(kind)) for kind in KINDS} == {
        "lists": ["role-nouns", "traders", "tellers"],
        "cues": ["speech", "belief"],
        "frames": ["verb-clause", "accused-of", "quotation", "headline-colon"],
        "blockers": ["said-to-be"],
        "layout": ["byline"],
        "sources": ["role-singular"],
        "markers": ["condition-of-anonymity"],
        "claims": ["casualty"],
        "contents": [],
        "findings": ["anonymity-unexplained", "bare-sources"],
        "policies": ["strict", "default"],
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("$traders", {"trader", "broker"}),
        ("traders", {"trader", "broker"}),
        ("$role-nouns", {"official", "aide", "banker", "trader", "broker"}),
        ("$role-nouns.government", {"official", "aide"}),
        ("$role-nouns.business", {"banker", "trader", "broker"}),
        ("$tellers", {"official", "aide", "banker", "trader", "broker", "witness", "believe", "sure"}),
        ("$verbs.clause", {"say", "believe"}),
        ("$verbs.quote", {"say", "tell"}),
        ("$nouns.clause", {"claim"}),
        ("$adjectives.clause", {"sure"}),
        ("$adjectives.quote", set()),
        ("$phrases.quote", {"in the words of"}),
        ("$cues.speech", {"say", "tell", "accuse", "claim", "in the words of"}),
    ],
)
def test_words_of_a_name(rules, name, words):
    assert rules.words(name) == words


def test_words_of_an_unknown_name(rules):
    with pytest.raises(RuleError) as caught:
        rules.words("$trader")
    assert (caught.value.message, caught.value.hint) == ("unknown list `$trader`", "did you mean `$traders`?")


@pytest.mark.parametrize(
    ("lemma", "expected"), [("say", "speech"), ("claim", "speech"), ("sure", "belief"), ("eat", "")]
)
def test_class_of_a_cue(rules, lemma, expected):
    assert rules.cue_class(lemma) == expected


def test_tree_pattern_is_ready_for_spacy(rules):
    pattern = [
        {"RIGHT_ID": "cue", "RIGHT_ATTRS": {"POS": "VERB", "LEMMA": {"IN": ["say", "believe"]}}},
        {
            "LEFT_ID": "cue",
            "REL_OP": ">",
            "RIGHT_ID": "source",
            "RIGHT_ATTRS": {"DEP": {"IN": ["nsubj", "nsubj:pass"]}},
        },
        {"LEFT_ID": "cue", "REL_OP": "$++", "RIGHT_ID": "content", "RIGHT_ATTRS": {"DEP": "ccomp"}},
    ]
    frame = rules.frames["verb-clause"]
    assert (frame.pattern, frame.patterns) == (pattern, (pattern,))


def test_frame_for_each_word_that_some_cue_takes(rules):
    pattern = [
        {"RIGHT_ID": "cue", "RIGHT_ATTRS": {"LEMMA": {"IN": ["accuse"]}}},
        {"LEFT_ID": "cue", "REL_OP": ">>", "RIGHT_ID": "content", "RIGHT_ATTRS": {"LOWER": "of"}},
    ]
    assert rules.frames["accused-of"].patterns == (pattern,)


def test_frame_by_mechanism_has_no_patterns(rules):
    frame = rules.frames["quotation"]
    assert (frame.pattern, frame.patterns, frame.tokens) == (None, (), None)


def test_token_patterns_are_expanded(rules):
    assert rules.frames["headline-colon"].tokens == [
        [{"POS": {"NOT_IN": ["VERB", "AUX"]}, "OP": "+"}, {"TEXT": ":"}],
        [{"LOWER": {"IN": ["trader", "broker", "police"]}}, {"TEXT": {"REGEX": "^[:-]$"}}],
    ]


def test_phrases_are_expanded(rules):
    assert rules.markers["condition-of-anonymity"].phrases == ("on condition of anonymity", "trader", "broker")


def test_conditions_of_a_source(rules):
    when = rules.sources["role-singular"].when
    assert when.model_dump(exclude_none=True) == {
        "head": {"banker", "trader", "broker"},
        "determiner": {"a", "an"},
        "entity": {"ORG"},
        "proper": False,
    }


def test_conditions_of_a_finding(rules):
    assert {name: finding.when for name, finding in rules.findings.items()} == {
        "anonymity-unexplained": {
            "status": "anonymous",
            "reason": "null-or-absent",
            "head": ["trader", "broker"],
            "statements": {"min": 1, "not": [0, "official", "aide"]},
        },
        "bare-sources": {"bare": True, "kind": {"in": ["direct"]}},
    }


def levels_of(policy):
    return {name: ruling.level for name, ruling in policy.rules.items()}


def test_policy_has_the_rules_of_the_one_it_extends(rules):
    assert {name: levels_of(policy) for name, policy in rules.policies.items()} == {
        "strict": {"anonymity-unexplained": "error", "bare-sources": "error"},
        "default": {"anonymity-unexplained": "error", "bare-sources": "off"},
    }


def test_examples_with_one_content_or_several(rules):
    assert [
        (one.source, one.cue, one.content)
        for name in ("verb-clause", "accused-of", "quotation")
        for one in rules.frames[name].examples.fires
    ] == [
        ("the keeper", "said", ("The lock is shut",)),
        ("The keeper", "accused", ("of theft", "of arson")),
        (None, "said", ('"Shut it,"',)),
    ]


def test_rule_knows_where_it_was_written_and_how(rules):
    rule = rules.lists["traders"]
    assert rule.origin == Place(str(BASE / "lists" / "words.yml"), 7, 1, "id: traders")
    assert rule.source == "id: traders\ndescription: People who buy and sell.\nentries: [trader, broker]\n"


def test_patch_adds_words_and_takes_them_away(load_with):
    rules = load_with(
        lists="patch: role-nouns\nentries: {government: [clerk, -aide], press: [editor]}\n---\n"
        "patch: tellers\nentries: [-$role-nouns, passer-by]\n"
    )
    assert rules.words("$role-nouns.government") == {"official", "clerk"}
    assert rules.words("$role-nouns.press") == {"editor"}
    assert rules.words("$tellers") == {"official", "witness", "believe", "sure", "passer-by"}


def test_patch_adds_cues_and_takes_them_away(load_with):
    rules = load_with(
        cues="patch: speech\nverbs: {-tell: , say: [-quote], shout: [quote]}\nadjectives: {clear: [clause]}\n"
    )
    speech = rules.cues["speech"]
    assert speech.verbs == {"say": ("clause",), "accuse": ("object-of",), "shout": ("quote",)}
    assert speech.adjectives == {"clear": ("clause",)}
    assert rules.words("$verbs.quote") == {"shout"}


def test_patch_merges_mappings_and_replaces_the_rest(load_with):
    rules = load_with(
        findings="patch: anonymity-unexplained\nlevel: info\nwhen: {head: null, statements: {min: 3}, status: [vague]}\n"
        "standard: null\n",
        policies='patch: default\nrules: {-bare-sources: , anonymity-unexplained: "off"}\n',
    )
    finding = rules.findings["anonymity-unexplained"]
    assert (finding.level, finding.standard, finding.when) == (
        "info",
        None,
        {"status": ["vague"], "reason": "null-or-absent", "statements": {"min": 3, "not": [0, "official", "aide"]}},
    )
    assert levels_of(rules.policies["default"]) == {"anonymity-unexplained": "off"}
    assert levels_of(rules.policies["strict"]) == {"anonymity-unexplained": "off", "bare-sources": "error"}


OPTION = """patch: bare-sources
when: {statements: {min: $options.least}}
options: {least: {default: 2, description: How many.}, most: {default: 2.5, description: How many.}}
message: "More than {options.most}?"
"""


def test_options_are_kept_in_conditions(load_with):
    rules = load_with(findings=OPTION)
    assert rules.findings["bare-sources"].when["statements"] == {"min": OptionInUse("least")}


def test_options_of_a_policy_come_over_those_of_the_one_it_extends(load_with):
    rules = load_with(
        findings=OPTION,
        policies="patch: default\nrules: {bare-sources: {level: warning, options: {least: 3, most: 4}}}\n---\n"
        "id: ours\ndescription: Ours.\nextends: strict\nrules: {bare-sources: {options: {least: 5}}}\n",
    )
    ours = rules.policies["ours"]
    assert told(ours.rules["bare-sources"]) == ("error", None, None, "strict", {"least": 5, "most": 4})
    assert ours.ruling_on(rules.findings["anonymity-unexplained"]).options == {}


def told(ruling):
    return ruling.level, ruling.basis, ruling.seen and str(ruling.seen), ruling.policy, ruling.options


def test_a_level_has_the_basis_of_the_policy_that_set_it(load_with):
    rules = load_with(
        findings=OPTION,
        policies="""
id: base
description: Ours.
basis: reading
seen: 2026-11-20
rules: {bare-sources: warning, anonymity-unexplained: {level: info, basis: text}}
---
id: next
description: Ours.
extends: base
basis: quoted
seen: 2026-11-22
rests_on: [{title: Guide, edition: third, where: example.org, seen: 2026-11-21}]
rules: {bare-sources: {options: {least: 5}}, anonymity-unexplained: error}
---
id: last
description: Ours.
extends: next
rules: {bare-sources: {basis: text, seen: 2026-11-23}}
""",
    )
    last = rules.policies["last"]
    assert told(last.rules["bare-sources"]) == ("warning", "text", "2026-11-23", "base", {"least": 5})
    assert told(last.rules["anonymity-unexplained"]) == ("error", "quoted", "2026-11-22", "next", {})
    assert told(last.ruling_on(rules.findings["bare-sources"]))[-1] == {"least": 5, "most": 2.5}
    assert told(rules.policies["base"].rules["anonymity-unexplained"])[:3] == ("info", "text", "2026-11-20")
    assert [(one.title, one.where, str(one.seen)) for one in rules.policies["next"].rests_on] == [
        ("Guide", ("example.org",), "2026-11-21")
    ]


def test_all_other_findings_have_one_level(load_with):
    rules = load_with(
        policies="""
id: base
description: Ours.
basis: reading
seen: 2026-11-20
others: "off"
rules: {bare-sources: warning}
---
id: next
description: Ours.
extends: base
rules: {bare-sources: error}
"""
    )
    unexplained, bare = rules.findings["anonymity-unexplained"], rules.findings["bare-sources"]
    assert [rules.policies[name].level_of(unexplained) for name in ("base", "next")] == ["off", "off"]
    assert [rules.policies[name].level_of(bare) for name in ("base", "next")] == ["warning", "error"]
    assert told(rules.policies["base"].ruling_on(unexplained))[:3] == ("off", "reading", "2026-11-20")


def test_patched_rule_keeps_its_origin_and_names_its_patches(load_with, tmp_path):
    rule = load_with(markers="patch: condition-of-anonymity\nmarks: reason\n").markers["condition-of-anonymity"]
    assert (rule.marks, rule.origin.path) == ("reason", str(BASE / "markers" / "anonymity.yml"))
    assert [str(place) for place in rule.patches] == [f"{tmp_path / 'markers' / 'extra.yml'}:1:1"]
    assert rule.source.endswith("---\npatch: condition-of-anonymity\nmarks: reason\n")


def test_disabled_rules_are_taken_out(load_with):
    rules = load_with(
        lists="patch: traders\ndisabled: true\n",
        cues="patch: belief\ndisabled: true\n",
        blockers="patch: said-to-be\ndisabled: true\n",
        findings="patch: bare-sources\ndisabled: true\n",
    )
    assert (list(rules.lists), list(rules.cues), list(rules.blockers), list(rules.findings)) == (
        ["role-nouns", "tellers"],
        ["speech"],
        [],
        ["anonymity-unexplained"],
    )
    assert rules.words("$tellers") == {"official", "aide", "banker", "witness"}


def test_digest_depends_on_contents_and_on_nothing_else(tmp_path, rules):
    first, second = tmp_path / "first", tmp_path / "second"
    for pack, text in ((first, "entries: [a]"), (second, "entries: [b]")):
        (pack / "lists").mkdir(parents=True)
        (pack / "lists" / "extra.yml").write_text(f"id: extra\ndescription: A list.\n{text}\n", encoding="utf-8")
    moved = first.rename(tmp_path / "moved")
    digests = [load_packs([BASE, pack]).digest for pack in (moved, second)]
    moved.rename(first)
    assert digests[0] == load_packs([BASE, first]).digest == digest_of_folders([BASE, first])
    assert len({*digests, rules.digest}) == 3


def test_shipped_pack_lies_in_the_package_or_beside_it(tmp_path, monkeypatch):
    package = tmp_path / "attrib"
    package.mkdir()
    monkeypatch.setattr("attrib.rules.folders._PACKAGE", package)
    assert shipped_pack() == tmp_path / "rules"
    (package / "_rules").mkdir()
    assert shipped_pack() == package / "_rules"


def test_rules_can_be_pickled(rules):
    again = pickle.loads(pickle.dumps(rules))
    assert (again.digest, again.words("$tellers")) == (rules.digest, rules.words("$tellers"))


def test_loading_imports_no_spacy():
    code = (
        "import sys, pathlib, attrib.rules.load, attrib.rules.compile\n"
        f"attrib.rules.load.load_packs([pathlib.Path({str(BASE)!r})])\n"
        "print(sorted(name for name in sys.modules if name in ('spacy', 'textacy', 'thinc')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
