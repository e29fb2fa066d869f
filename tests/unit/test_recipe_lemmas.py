"""Lemmas: what the shipped tables say, how forms are spelled, how endings are counted, which reason wins."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.lookups import load_lookups
from spacy.tokens import Doc

from attrib.parse.recipe.endings import apply, count_endings
from attrib.parse.recipe.lemmas import Seen, WordLists, count_lemmas, known_pairs, tables
from attrib.parse.recipe.spelling import imagine_syllables, inflect, with_two_vowels

from .parse_builders import NLP

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "parse" / "lemmas.yml").read_text("utf-8"))
SHIPPED = [
    (case["pos"], case["morph"], str(form), str(lemma))
    for case in CASES
    for lemma, forms in case["lemmas"].items()
    for form in forms
]


def lists(verb=(), noun=(), irregular=None, frequency=None):
    lemmas = {"verb": set(verb), "noun": set(noun), "adj": set()}
    common = dict.fromkeys(lemmas["verb"] | lemmas["noun"], -10.0)
    return WordLists(lemmas, irregular or {}, {**common, **(frequency or {})})


def seen(*rows):
    """The counts of documents of one word each; a row is form, part of speech, lemma and features."""
    return count_lemmas(
        [Doc(NLP.vocab, [form], pos=[pos], lemmas=[lemma], morphs=[morph]) for form, pos, lemma, morph in rows]
    )


def lemma_of(lookups, form, pos):
    lemmatizer = EnglishLemmatizer(NLP.vocab, None, mode="rule", overwrite=True)
    lemmatizer.initialize(lookups=lookups)
    return lemmatizer(Doc(NLP.vocab, [form], pos=[pos]))[0].lemma_


@pytest.mark.parametrize(("pos", "morph", "form", "lemma"), SHIPPED)
def test_the_shipped_pipeline_knows_the_lemma(engine, pos, morph, form, lemma):
    doc = Doc(engine.nlp.vocab, [form], pos=[pos], morphs=[morph])

    assert engine.nlp.get_pipe("lemmatizer")(doc)[0].lemma_ == lemma


@pytest.mark.parametrize(
    ("pos", "lemma", "usual", "variants"),
    [
        ("verb", "hope", "hopes hoped hoping", "hopeing"),
        ("verb", "hop", "hops hopped hopping", ""),
        ("verb", "rain", "rains rained raining", ""),
        ("verb", "quit", "quits quitted quitting", ""),
        ("verb", "lie", "lies lied lying", ""),
        ("verb", "agree", "agrees agreed agreeing", ""),
        ("verb", "deny", "denies denys denied denying", ""),
        ("verb", "panic", "panics panicked panicking", ""),
        ("verb", "visit", "visits visited visiting", "visitted visitting"),
        ("verb", "admit", "admits admitted admitting", "admited admiting"),
        ("noun", "bus", "buses", "busses"),
        ("noun", "quiz", "quizzes", "quizes"),
        ("noun", "fireman", "firemen firemans", ""),
        ("noun", "photo", "photoes photos", ""),
        ("noun", "60", "", ""),
        ("adj", "big", "bigger biggest", ""),
        ("adj", "nice", "nicer nicest", ""),
        ("adj", "comic", "", ""),
        ("adj", "reasonable", "", ""),
    ],
)
def test_forms_are_spelled_as_english_spells_them(pos, lemma, usual, variants):
    forms = list(inflect(pos, lemma, {"admitted": ["admit"], "admitting": ["admit"]}))

    assert [form for form, is_usual in forms if is_usual] == usual.split()
    assert [form for form, is_usual in forms if not is_usual] == variants.split()


def test_one_syllable_words_are_made_of_known_beginnings_and_ends():
    assert imagine_syllables(["vex", "vote", "tape", "tip"]) == {"vote", "vape", "tote", "tape"}


def test_two_vowels_before_a_consonant_take_no_e():
    found = {form for form, lemma in with_two_vowels("verb") if lemma == "eet"}

    assert found == {"eets", "eeted", "eeting"}


def test_a_longer_ending_gets_a_rule_where_it_pays():
    """Three words in "-ated" outweigh a rule; one in "-oped" does not, and is left for the exceptions."""
    stems = ["call", "help", "ask", "end", "want"]
    pairs = [(stem + "ed", stem) for stem in stems]
    pairs += [("created", "create"), ("stated", "state"), ("rotated", "rotate"), ("hoped", "hope")]

    rules = count_endings(pairs)

    assert rules == [("ated", "ate"), ("ed", "")]
    assert [apply(rules, form) for form in ("located", "barked", "hoped", "sea")] == ["locate", "bark", "hop", None]


def test_an_exception_holds_even_if_a_rule_proposes_the_same():
    """What spaCy's own tables get wrong: both "hop" and "hope" are lemmas."""
    lookups = tables(Seen(), lists(verb=["hop", "hope", "call", "help", "ask", "end"]))

    found = {form: lemma_of(lookups, form, "VERB") for form in ("hoping", "Hoped", "hopping", "asked", "Bo")}

    assert found == {"hoping": "hope", "Hoped": "hope", "hopping": "hop", "asked": "ask", "Bo": "Bo"}


def test_an_exception_of_a_hyphenated_word_holds_too():
    lookups = tables(seen(("re-routed", "VERB", "re-route", "")), lists(verb=["call", "help", "ask", "end"]))

    assert lemma_of(lookups, "re-routed", "VERB") == "re-route"


@pytest.mark.parametrize(
    ("rows", "words", "form", "lemma"),
    [
        ([("supplies", "NOUN", "supplies", "")] * 3, {"noun": ["supply"]}, "supplies", "supplies"),
        ([("seas", "NOUN", "seas", "")], {"noun": ["sea"]}, "seas", "sea"),
        ([("fled", "VERB", "flead", "")] * 3, {"verb": ["flee"], "irregular": {"fled": ["flee"]}}, "fled", "flee"),
        ([("wandering", "VERB", "wonder", "Typo=Yes")], {"verb": ["wonder", "wander"]}, "wandering", "wander"),
        ([("recieved", "VERB", "receive", "Typo=Yes")], {"verb": ["receive"]}, "recieved", "receive"),
        ([("rolling", "VERB", "Roll", "")] * 9, {"verb": ["roll"]}, "rolling", "roll"),
        ([("united", "VERB", "Unite", "")] * 20, {"verb": ["unite"]}, "united", "Unite"),
        ([], {"noun": ["foe", "fo"]}, "foes", "foe"),
        ([], {"noun": ["lens", "lense"], "frequency": {"lense": -15.0}}, "lenses", "lens"),
        ([], {"noun": ["leaf", "leave"], "irregular": {"leaves": ["leaf"]}}, "leaves", "leaf"),
        ([], {"verb": ["sing", "singe"], "irregular": {"sang": ["sing"]}}, "singed", "singe"),
        ([("skiing", "VERB", "ski", "")], {"verb": ["ski", "sky"]}, "skied", "ski"),
    ],
)
def test_the_best_reason_wins(rows, words, form, lemma):
    pos = "noun" if "noun" in words else "verb"
    irregular = {pos: words.pop("irregular", {})}

    assert known_pairs(pos, seen(*rows), lists(**words, irregular=irregular))[form][1] == lemma


def test_addresses_are_not_learned():
    assert not seen(("https://ferry.example", "PROPN", "https://ferry.example", "")).right


def test_the_word_lists_of_spacy_are_read():
    pytest.importorskip("spacy_lookups_data")

    found = WordLists.of_spacy()

    assert {"hop", "hope"} <= found.lemmas["verb"]
    assert found.irregular["verb"]["said"] == ["say"]
    assert load_lookups("en", ["lexeme_prob"]).get_table("lexeme_prob")["hope"] == found.frequency["hope"]
