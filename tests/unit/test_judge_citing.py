"""Facts about how the story cites: who is introduced, how far off a source stands, what stands around a place."""

from __future__ import annotations

import math

import pytest

from attrib.judge.reading import Reading
from attrib.report import Name
from attrib.rules.load import load_rules

from .judge_builders import Draft
from .test_judge_facts import fact


@pytest.fixture(scope="module")
def rules():
    return load_rules()


def story(text, *sources, names=()):
    """Return a draft with a headline, sources as (name, status) and names as (words, kind)."""
    draft = Draft(f"Headline\n\n{text}")
    for name, status in sources:
        draft.source(name, status)
    draft.names.extend(Name(draft.find(words), kind) for words, kind in names)
    return draft


def facts(draft, rules, on, name):
    """Return a fact of all things of a kind, in order."""
    established = draft.established()
    count = {"source": established.sources, "attribution": established.attributions, "claim": established.claims}
    things = count.get(on, established.sentences)
    return [fact(draft, rules, on, name, number) for number in range(len(things))]


@pytest.mark.parametrize(
    ("text", "introduced"),
    [
        ("Ida Brandt said so.", False),
        ("Ida Brandt said so. It rained. Brandt is a nurse.", False),
        ("Ida Brandt said so. She is a nurse.", True),
        ("The nurse Ida Brandt said so.", True),
        ("The locksmith Ida Brandt said so.", True),
        ("Lund’s Ida Brandt said so.", True),
        ("Guests such as Ida Brandt said so.", True),
        ("Ida Brandt, 44, said so.", True),
        ("Ida Brandt, one of them, said so.", False),
        ("Ida Brandt, who bakes, said so.", True),
        ("Ida Brandt for Lund Radio said so.", True),
        ("Ida Brandt (Greens) said so.", True),
    ],
)
def test_introduced(text, introduced, rules):
    draft = story(text, ("Ida Brandt", "named"), names=[("Ida Brandt", "PER")])
    draft.says("Ida Brandt", "said", "so", ref="s1")
    assert fact(draft, rules, "source", "introduced") is introduced


def test_introduced_is_asked_of_people_with_two_names_who_speak(rules):
    draft = story(
        "Brandt said so. Ida Lund sat. Omar Field spoke of it, according to Omar Field.",
        ("Brandt", "named"),
        ("Ida Lund", "named"),
        ("Omar Field#2", "named"),
        names=[("Brandt", "PER"), ("Ida Lund", "PER"), ("Omar Field#2", "PER")],
    )
    draft.says("Brandt", "said", "so", ref="s1")
    draft.says("Omar Field#2", "according to", "Omar Field spoke of it", ref="s3", rule="according-to")
    assert facts(draft, rules, "source", "introduced") == [None, None, None]


@pytest.mark.parametrize(
    ("text", "name", "names", "affiliated"),
    [
        ("Ida Brandt, an economist, said so.", "Ida Brandt, an economist", [], False),
        ("Ida Brandt, an economist, said so. It rained.", "Ida Brandt, an economist", [], False),
        ("Ida Brandt, an economist at Lund, said so.", "Ida Brandt, an economist at Lund", [], True),
        ("Ida Brandt, an economist, said so for Lund Radio.", "Ida Brandt, an economist", [], True),
        ("Ida Brandt, an independent economist, said so.", "Ida Brandt, an independent economist", [], True),
        ("Ida Brandt, an economist, said so. Harrow paid.", "Ida Brandt, an economist", [("Harrow", "ORG")], True),
    ],
)
def test_affiliated(text, name, names, affiliated, rules):
    draft = story(text, (name, "named"), names=[("Ida Brandt", "PER"), *names])
    assert fact(draft, rules, "source", "affiliated") is affiliated


def test_namesakes_have_one_last_name_and_two_first_names(rules):
    draft = story(
        "Omar Field sat. Anna Field stood. Judge Omar Field rose. Ida Brandt, Field’s aunt, left.",
        ("Omar Field", "named"),
        ("Anna Field", "named"),
        ("Ida Brandt, Field’s aunt", "named"),
        names=[("Omar Field", "PER"), ("Anna Field", "PER"), ("Ida Brandt", "PER"), ("Field’s", "PER")],
    )
    assert facts(draft, rules, "source", "namesake") == [True, True, False]
    assert facts(draft, rules, "source", "has_name") == [True, True, True]


def test_a_bare_name_and_the_words_since_the_last(rules):
    draft = Draft("Headline\n\nOmar Field said so. It rained for a day. Mr. Field said so. Fire Chief Field said so.")
    draft.source("Omar Field", "named", mentions=["Omar Field", "Mr. Field", "Fire Chief Field"])
    draft.says("Omar Field", "said", "so", ref="s1")
    draft.says("Mr. Field", "said#2", "so#2", ref="s1")
    draft.says("Fire Chief Field", "said#3", "so#3", ref="s1")
    assert facts(draft, rules, "attribution", "bare_name") == [False, True, False]
    assert facts(draft, rules, "attribution", "words_since") == [None, 7, 2]
    assert facts(draft, rules, "attribution", "earlier") == [0, 1, 2]


def test_how_much_is_quoted_before_the_speaker_comes(rules):
    draft = Draft("Headline\n\n“It rained. It snowed,” said Ida Lund. Ida Lund said: “It froze. It thawed.”")
    draft.source("Ida Lund", "named", mentions=["Ida Lund", "Ida Lund#2"])
    draft.says("Ida Lund", "said", "“It rained. It snowed,”", ref="s1", kind="direct")
    draft.says("Ida Lund#2", "said#2", "“It froze. It thawed.”", ref="s1", kind="direct")
    assert facts(draft, rules, "attribution", "quoted_ahead") == [4, 0]
    assert facts(draft, rules, "attribution", "quoted_sentences_ahead") == [2, 0]
    assert facts(draft, rules, "attribution", "quoted_words") == [4, 4]
    assert facts(draft, rules, "attribution", "goes_on") == [False, True]


@pytest.mark.parametrize(
    ("between", "goes_on"), [(" ", True), ("\n\n", True), ("\n\nIt rained.\n\n", False), (" Ida rose. ", True)]
)
def test_a_speaker_goes_on(between, goes_on, rules):
    draft = Draft(f"Headline\n\nIda said so.{between}“I did,” she said.")
    draft.source("Ida", "named", mentions=["Ida", *(["Ida#2"] if "rose" in between else []), "she"])
    draft.says("Ida", "said", "so", ref="s1")
    draft.says("she", "said#2", "“I did,”", ref="s1", kind="direct")
    assert facts(draft, rules, "attribution", "goes_on") == [False, goes_on]


@pytest.mark.parametrize(
    ("text", "runs_on"),
    [
        ("“One,” said Ida. “Two,” said Omar.", True),
        ("“One,” said Ida.\n\n“Two,” said Omar.", False),
        ("“One,” said Ida. Omar said: “Two,”", False),
        ("“One,” said Ida. It rained for the rest of the day and all night. “Two,” said Omar.", False),
    ],
)
def test_quotations_of_two_run_together(text, runs_on, rules):
    draft = story(text, ("Ida", "named"), ("Omar", "named"))
    draft.says("Ida", "said", "“One,”", ref="s1", kind="direct")
    draft.says("Omar", "said#2", "“Two,”", ref="s2", kind="direct")
    assert facts(draft, rules, "attribution", "runs_on") == [False, runs_on]


@pytest.mark.parametrize(
    ("text", "names", "within"),
    [
        ("A report said so.", [], math.inf),
        ("A report said so. The Board knew.", [("Board", "ORG")], 1),
        ("A report said the Board knew.", [("Board", "ORG")], math.inf),
        ("A report by Ida Lund said so.", [("Ida Lund", "PER")], 0),
        ("A report said so. Ida Lund sat.", [("Ida Lund", "PER")], math.inf),
        ("A report said so. It was published by the town.", [], 1),
        ("A report said so. One. Two. Three. Four. The Board knew.", [("Board", "ORG")], math.inf),
    ],
)
def test_how_far_off_the_issuer_of_a_document_is_told(text, names, within, rules):
    draft = story(text, ("A report", "document"), names=names)
    draft.says("A report", "said", "the Board knew" if "said the Board" in text else "so", ref="s1")
    assert fact(draft, rules, "attribution", "issuer_within") == within


@pytest.mark.parametrize(
    "name",
    ["A report of 2019", "Its report", "The town’s report", "A court report", "The “Blue” report", "A Board report"],
)
def test_a_document_known_by_its_name(name, rules):
    draft = story(f"{name} said so.", (name, "document"))
    draft.says(name, "said", "so", ref="s1")
    assert fact(draft, rules, "attribution", "issuer_within") == 0


def test_links_and_people_near_a_cue(rules):
    draft = Draft("Headline\n\nA [map](https://example.org) shows it.\n\nIt rained.\n\nIt is said that it hails.")
    draft.says(None, "shows", "it")
    draft.says(None, "is said", "that it hails")
    assert facts(draft, rules, "attribution", "linked") == [True, False]
    assert facts(draft, rules, "attribution", "person_near") == [False, False]
    draft.names.append(Name(draft.find("rained"), "PER"))
    assert facts(draft, rules, "attribution", "person_near") == [False, True]


def test_how_many_paragraphs_back_somebody_was_cited(rules):
    draft = story("Ida said so.\n\nIt rained.\n\nIt allegedly hailed. Omar denied it.\n\nSome said so.")
    draft.source("Ida", "named")
    draft.source("Omar", "named")
    draft.source("Some", "vague")
    draft.says("Ida", "said", "so", ref="s1")
    draft.says("Omar", "denied", "it", ref="s2", **{"class": "denial"})
    draft.says("Some", "said#2", "so#2", ref="s3")
    assert facts(draft, rules, "sentence", "cited_before") == [math.inf, 0, 1, 2, 2, 3]
    assert facts(draft, rules, "sentence", "cites") == [False, True, False, False, True, True]
    assert set(facts(draft, rules, "sentence", "first_cited")) == {1}


def test_paragraphs_in_a_row_that_cite_nobody(rules):
    draft = story("Ida said so.\n\nTen died. It rained.\n\nNine died.\n\nIt rained.\n\nSix died.", ("Ida", "named"))
    draft.says("Ida", "said", "so", ref="s1")
    draft.statuses.update({"Ten": "unattributed", "Nine": "unattributed", "Six": "unattributed"})
    assert facts(draft, rules, "sentence", "unsourced_run") == [0, 0, 1, 1, 2, 0, 1]


def test_nobody_is_cited_first_where_nobody_is(rules):
    assert set(facts(story("It rained."), rules, "sentence", "first_cited")) == {math.inf}


def test_the_words_of_a_sentence_that_are_its_own(rules):
    draft = story("The “vile” plan, which Ida says is bad, is stupid.", ("Ida", "named"))
    draft.says("Ida", "says", "is bad", ref="s1")
    assert fact(draft, rules, "sentence", "own_words", 1) == "The plan, which Ida says , is stupid."


def test_a_claim_said_again_later_with_a_source(rules):
    draft = story(
        "The heater started 40 fires in Lund.\n\nIt rained.\n\nThe heater had started 40 fires in Lund, Ida said. “Fires,” she wept.",
        ("Ida", "named"),
    )
    draft.statuses["The heater"] = "unattributed"
    draft.says("Ida", "said", "The heater had started 40 fires in Lund", ref="s1")
    draft.claim("The heater started 40 fires", ["cause"], "unattributed")
    draft.claim("It rained", ["cause"], "unattributed")
    draft.claim("The heater had started 40 fires", ["cause"], "named", source="s1", attribution="a1")
    draft.claim("“Fires,” she wept", ["cause"], "unattributed")
    assert facts(draft, rules, "claim", "sourced_later") == [2, math.inf, 0, math.inf]
    assert facts(draft, rules, "claim", "quotes") == [False, False, False, True]
    assert facts(draft, rules, "claim", "follows") == ["nothing", "nothing", "nothing", "named"]
    assert facts(draft, rules, "claim", "cue_lemma") == [None, None, "say", None]


def test_a_phrase_is_found_where_it_stands_whatever_its_marks(rules):
    draft = Draft("Headline\n\nIt isn’t   so, and It isn't\nso.")
    reading = Reading(draft.established(), rules)
    found = reading.find("isn't so", draft.find("It isn’t   so, and It isn't\nso."))
    assert found == draft.find("isn’t   so")
    assert reading.find("is", draft.find("It isn’t")) is None


@pytest.mark.parametrize(
    ("text", "by_link"),
    [
        ("It [burned](https://www.lundgazette.example/a).", True),
        ("It [burned](https://www.lundgazette.example/a), the Gazette said.", False),
        ("It [burned](https://www.lundgazette.example/a).\n\nIt rained.\n\nThe Gazette saw it.", False),
        ("It [burned](https://www.lundgazette.example/a).\n\nOne.\n\nTwo.\n\nThe Gazette saw it.", True),
        ("It [burned](https://bbc.example/a).", True),
        ("It [burned](https://county.example/gazette).", False),
        ("It burned.", False),
    ],
)
def test_an_outlet_credited_by_a_link_only(text, by_link, rules):
    assert fact(story(text), rules, "sentence", "credits_by_link", 1) is by_link


@pytest.mark.parametrize(
    ("text", "introduced", "continued"),
    [
        ("It rained. “I wept all night.”", False, False),
        ("This is what he wrote: “I wept all night.”", True, False),
        ("This is what he wrote:\n\n“One day.”\n\n“I wept all night.”", True, True),
        ("“One day.”\n\n“I wept all night.”", False, True),
        ("“I wept all night.”\n\n— Ida Lund", True, False),
    ],
)
def test_a_quotation_introduced_or_signed(text, introduced, continued, rules):
    draft = Draft(f"Headline\n\n{text}")
    draft.unspoken.extend(draft.find(words) for words in ("“One day.”", "“I wept all night.”") if words in text)
    last = len(draft.unspoken) - 1
    assert fact(draft, rules, "quotation", "introduced", last) is introduced
    assert fact(draft, rules, "quotation", "continued", last) is continued


def test_who_stands_behind_the_sentence_before_a_quotation(rules):
    draft = Draft("Headline\n\nIda said so. “I wept all night.”\n\n“It rained a lot.”")
    draft.source("Ida", "named")
    draft.says("Ida", "said", "so", ref="s1")
    draft.unspoken.extend([draft.find("“I wept all night.”"), draft.find("“It rained a lot.”")])
    assert [fact(draft, rules, "quotation", "follows", number) for number in (0, 1)] == ["named", "nothing"]


def test_a_last_name_that_two_have(rules):
    draft = story(
        "Omar Field sat. Anna Field stood. Field said so. Mrs. Field said so. Anna said so. Anna Field said so.",
        names=[("Omar Field", "PER"), ("Anna Field", "PER")],
    )
    draft.source("Omar Field", "named", mentions=["Omar Field", "Field#3"])
    draft.source("Anna Field", "named", mentions=["Anna Field", "Mrs. Field", "Anna#2", "Anna Field#2"])
    draft.says("Field#3", "said", "so", ref="s1")
    draft.says("Mrs. Field", "said#2", "so#2", ref="s2")
    draft.says("Anna#2", "said#3", "so#3", ref="s2")
    draft.says("Anna Field#2", "said#4", "so#4", ref="s2")
    assert facts(draft, rules, "attribution", "shared_name") == [True, False, False, False]
