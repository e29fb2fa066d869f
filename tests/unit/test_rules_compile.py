"""Rules become matchers whose match ids are the rules' ids; what spaCy refuses is said with the rule's place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from attrib.errors import RuleError
from attrib.rules import compile as compiling
from attrib.rules.load import load_packs, load_rules

BASE = Path(__file__).parents[1] / "cases" / "rules_base"


@pytest.fixture(scope="module")
def rules():
    return load_packs([BASE])


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@pytest.fixture(scope="module")
def doc(nlp):
    """Return "The keeper said the traders died on condition of anonymity", parsed by hand."""
    return Doc(
        nlp.vocab,
        words=["The", "keeper", "said", "the", "traders", "died", "on", "condition", "of", "anonymity"],
        lemmas=["the", "keeper", "say", "the", "trader", "die", "on", "condition", "of", "anonymity"],
        pos=["DET", "NOUN", "VERB", "DET", "NOUN", "VERB", "ADP", "NOUN", "ADP", "NOUN"],
        heads=[1, 2, 2, 4, 5, 2, 7, 5, 9, 7],
        deps=["det", "nsubj", "ROOT", "det", "nsubj", "ccomp", "case", "obl", "case", "nmod"],
    )


def test_frames_match_trees(tmp_path, nlp, doc):
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "extra.yml").write_text(
        "patch: verb-clause\n"
        "pattern:\n"
        "  - {RIGHT_ID: cue, RIGHT_ATTRS: {POS: VERB, LEMMA: {IN: $verbs.clause}}}\n"
        "  - {LEFT_ID: cue, REL_OP: '>', RIGHT_ID: source, RIGHT_ATTRS: {DEP: nsubj}}\n"
        "  - {LEFT_ID: cue, REL_OP: '>', RIGHT_ID: content, RIGHT_ATTRS: {DEP: ccomp}}\n"
    )
    rules = load_packs([BASE, tmp_path])
    matcher = compiling.compile_frames(rules, nlp.vocab)
    assert matcher(doc) == [("verb-clause", (2, 1, 5))]


def test_claims_match_trees_and_tokens(rules, nlp, doc):
    assert compiling.compile_claims(rules, nlp.vocab)(doc) == [("casualty", (5,))]
    assert compiling.compile_claim_tokens(rules, nlp.vocab)(doc) == []


def test_blockers_match_tokens(rules, nlp):
    said = Doc(nlp.vocab, words=["is", "said", "to", "be"], lemmas=["be", "say", "to", "be"])
    assert compiling.compile_blockers(rules, nlp.vocab)(said) == [("said-to-be", 1, 4)]


def test_markers_match_phrases_in_any_case(rules, nlp):
    doc = nlp.make_doc("On Condition of anonymity")
    matches = compiling.compile_marker_phrases(rules, nlp)(doc)
    assert [(nlp.vocab.strings[key], *run) for key, *run in matches] == [("condition-of-anonymity", 0, 4)]


def test_shipped_patterns_pass_spacys_own_validation(nlp):
    shipped = load_rules()
    assert compiling.check_patterns(shipped, nlp.vocab) is None
    assert len(compiling.compile_frames(shipped, nlp.vocab)) == sum(
        bool(frame.patterns) for frame in shipped.frames.values()
    )


def test_refused_pattern_is_said_with_its_place(rules, nlp):
    refused = rules.blockers["said-to-be"].model_copy(update={"tokens": [[{"LEMA": "say"}]]})
    with pytest.raises(RuleError) as caught:
        compiling.check_patterns(replace(rules, blockers={"said-to-be": refused}), nlp.vocab)
    assert str(caught.value).startswith(
        f"{BASE / 'blockers' / 'said.yml'}:1:1: A307 spaCy refuses `tokens` of `said-to-be`: "
    )


def test_refused_tree_is_said_with_its_place(rules, nlp):
    nodes = [
        {**node, "REL_OP": ">>>"} if "REL_OP" in node else node for node in rules.frames["verb-clause"].patterns[0]
    ]
    refused = rules.frames["verb-clause"].model_copy().made_ready((nodes,))
    with pytest.raises(RuleError, match=r"A307 spaCy refuses `pattern` of `verb-clause`: unknown relation >>>"):
        compiling.compile_frames(replace(rules, frames={"verb-clause": refused}), nlp.vocab)
