"""Training sentences set as reported speech: their words, their marks and their trees."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.training import Example

from attrib.parse.recipe import saying
from attrib.parse.recipe.reporter import Reporter
from attrib.parse.recipe.saying import is_plain, make_reported_speech_augmenter, read, reported
from attrib.parse.recipe.sources import Sources, is_plural, name
from attrib.parse.recipe.trees import cut, to_doc, top

from .parse_builders import NLP, tree

STORY = tree("""
    The       DET    det        crew       tag=DT
    crew      NOUN   nsubj      left       tag=NN
    left      VERB   ROOT       left       tag=VBD
    the       DET    det        harbour    tag=DT
    harbour   NOUN   obj        left       tag=NN
    on        ADP    case       Monday     tag=IN
    Monday    PROPN  obl        left       tag=NNP
    .         PUNCT  punct      left       tag=.

    But       CCONJ  cc         saw        tag=CC
    Bruno     PROPN  nsubj      saw        tag=NNP  ent=B-PER
    Vale      PROPN  flat       Bruno      tag=NNP  ent=I-PER
    ,         PUNCT  punct      pilot      tag=,
    a         DET    det        pilot      tag=DT
    pilot     NOUN   appos      Bruno      tag=NN
    ,         PUNCT  punct      pilot      tag=,
    saw       VERB   ROOT       saw        tag=VBD
    smoke     NOUN   obj        saw        tag=NN
    .         PUNCT  punct      saw        tag=.

    Who       PRON   nsubj      warned     tag=WP
    had       AUX    aux        warned     tag=VBD
    warned    VERB   ROOT       warned     tag=VBN
    them      PRON   obj        warned     tag=PRP
    ?         PUNCT  punct      warned     tag=.
""")
FORMS = ("quoted_then_said", "content_then_said", "said_then_content", "said_then_quoted", "finding")


class Maker:
    """Makes the same few names again and again."""

    def __init__(self, chance):
        self.chance = chance
        self.first, self.last, self.places = ["Ann", "Ida"], ["Lee", "Moss"], ["Hartwell", "Brenn"]

    def name(self, label, old):
        return "Port Council" if label == "ORG" else " ".join(("Ann", "Lee")[-len(old) :])


def reporter_of(seed):
    chance = random.Random(seed)
    reporter = Reporter(chance, Maker(chance))
    reporter.sources.learn(STORY)
    return reporter


def content_of(number):
    return read(STORY, reporter_of(0), 0)[number].content


def text(phrase):
    return to_doc(NLP.vocab, [phrase]).text.strip()


def words_of(phrase):
    return [node.form.lower() for node in phrase if node.pos != "PUNCT"]


def holds(longer, shorter):
    """Tell whether all words of one list stand in the other in the same order."""
    rest = iter(longer)
    return all(word in rest for word in shorter)


seeds = st.integers(0, 10**6)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_statements_and_questions_are_plain(number):
    assert is_plain(list(STORY.sents)[number])


@pytest.mark.parametrize(
    "rows",
    [
        # no full stop
        "They PRON nsubj left\n left VERB ROOT\n the DET det port\n port NOUN obj left\n early ADV advmod left",
        # marks of speech
        "“ PUNCT punct left\n They PRON nsubj left\n left VERB ROOT\n early ADV advmod left\n ” PUNCT punct left\n . PUNCT punct left",
        # no subject
        "Leave VERB ROOT\n the DET det port\n port NOUN obj Leave\n now ADV advmod Leave\n . PUNCT punct Leave",
        # too short
        "They PRON nsubj left\n left VERB ROOT\n . PUNCT punct left",
        # an aside
        "They PRON nsubj left\n left VERB ROOT\n early ADV advmod left\n I PRON nsubj think\n think VERB parataxis left\n . PUNCT punct left",
    ],
)
def test_other_sentences_are_not(rows):
    assert not is_plain(next(tree(rows).sents))


def test_a_content_has_neither_full_stop_nor_conjunction():
    assert [text(one.content) for one in read(STORY, reporter_of(0), 0)] == [
        "The crew left the harbour on Monday",
        "Bruno Vale, a pilot, saw smoke",
        "Who had warned them",
    ]


def test_names_are_renamed_word_for_word():
    renamed = [text(one.phrase) for one in read(STORY, reporter_of(3), 1)]
    names = {f"{first} {last}" for first in ("Ann", "Ida") for last in ("Lee", "Moss")}
    assert renamed[1] in {f"But {one}, a pilot, saw smoke." for one in names}
    assert renamed[0] == "The crew left the harbour on Monday."


@pytest.mark.parametrize("form", FORMS)
@given(seed=seeds)
def test_content_hangs_from_its_verb_of_saying(form, seed):
    content = content_of(0)
    phrase = getattr(reporter_of(seed), form)(content)
    at = next(at for at, node in enumerate(phrase) if node.form == "left")
    assert (phrase[at].dep, phrase[at].head) == ("ccomp", top(phrase))
    assert {node.dep for node in phrase if node.head == top(phrase)} >= {"nsubj", "ccomp"}


@given(seed=seeds)
def test_a_clause_set_into_its_content_is_parataxis(seed):
    phrase = reporter_of(seed).interrupted(content_of(0))
    assert phrase[top(phrase)].form == "left"
    assert next(node.form for node in phrase if node.dep == "parataxis") in ("said", "says", "say", "added")


@given(seed=seeds)
def test_according_to_a_source(seed):
    phrase = reporter_of(seed).according(content_of(0))
    at = [node.form.lower() for node in phrase].index("according")
    source = phrase[at].head
    assert (phrase[at].dep, phrase[source].dep, phrase[source].head) == ("case", "obl", top(phrase))


@given(seed=seeds)
def test_a_question_hangs_from_who_asks_it(seed):
    phrase = reporter_of(seed).ask(content_of(2))
    at = next(at for at, node in enumerate(phrase) if node.form == "warned")
    assert (phrase[at].dep, phrase[at].head) == ("ccomp", top(phrase))
    assert "them?”" in text(phrase)


@given(seed=seeds)
def test_two_statements_in_the_order_they_came(seed):
    reporter = reporter_of(seed)
    sentences = reporter.report_both(content_of(0), content_of(1))
    words = [word for phrase in sentences for word in words_of(phrase)]
    assert holds(words, [*words_of(content_of(0)), *words_of(content_of(1))])


@given(seed=seeds)
def test_headlines_keep_the_words_that_are_no_articles(seed):
    phrase = reporter_of(seed).headline(content_of(0))
    assert holds(words_of(phrase), ["crew", "left", "harbour", "on", "monday"])
    assert not {"the", "a"} & set(words_of(phrase))
    assert phrase[-1].form != "."


@given(seed=seeds)
def test_a_reported_document_is_whole(seed):
    doc = reported(STORY, reporter_of(seed), 1, 0)
    assert all(sum(token.head == token for token in span) == 1 for span in doc.sents)
    assert all(token.dep_ for token in doc)
    assert doc.text.count("“") == doc.text.count("”")
    assert holds(
        [token.lower_ for token in doc if not token.is_punct],
        [word for one in read(STORY, reporter_of(0), 0) for word in words_of(one.content)],
    )
    assert not any(bad in doc.text for bad in (" ,", ",,", ",.", "“ ", "..", " ?"))
    assert all(span.text.strip()[-1] in ".?”" for span in doc.sents)


def test_without_a_share_only_scare_quotes_come_in(monkeypatch):
    monkeypatch.setattr(saying, "SCARE_SHARE", 0)
    doc = reported(STORY, reporter_of(0), 0, 0)
    assert [(token.text, token.tag_, token.dep_, token.head.i) for token in doc] == [
        (token.text, token.tag_, token.dep_, token.head.i) for token in STORY
    ]


@given(seed=seeds)
def test_sources_agree_with_their_verbs(seed):
    reporter = reporter_of(seed)
    phrase = reporter.said_then_content(content_of(0))
    verb = phrase[top(phrase)]
    subject = next(at for at, node in enumerate(phrase) if node.dep == "nsubj" and node.head == top(phrase))
    assert ("Number=Plur" in verb.morph) == is_plural(cut(to_doc(NLP.vocab, [phrase])[subject].subtree))


@pytest.mark.parametrize(
    ("subject", "pos", "kept"), [("Bruno", "PROPN", 1), ("smoke", "NOUN", 0), ("officers", "NOUN", 1)]
)
def test_those_who_can_speak_are_remembered(subject, pos, kept):
    sources = Sources(random.Random(0), Maker(random.Random(0)))
    sources.learn(
        tree(f"{subject} {pos} nsubj left lemma={subject.rstrip('s')}\n left VERB ROOT\n early ADV advmod left")
    )
    assert len(sources.phrases) == kept


def test_names_hang_flat_from_their_first_word():
    assert [(node.form, node.dep, node.head) for node in name("Ida Moss")] == [("Ida", "", 0), ("Moss", "flat", 0)]


@pytest.fixture
def augment(monkeypatch):
    monkeypatch.setattr(saying, "NameMaker", Maker)

    def run(**shares):
        wanted = {"paragraphs": 0, "share": 0, "headlines": 0, "rename": 0, "restyle": 0, "recase": 0, "seed": 7}
        augmenter = make_reported_speech_augmenter(**{**wanted, **shares})
        example = Example(NLP.make_doc(STORY.text), STORY)
        return [one.reference.text.strip() for _ in range(20) for one in augmenter(NLP, example)]

    return run


def test_the_same_seed_gives_the_same_training(augment):
    shares = {"paragraphs": 0.5, "share": 0.5, "headlines": 0.1, "rename": 0.3, "restyle": 0.5, "recase": 0.1}
    assert augment(**shares) == augment(**shares)
    assert augment(**shares) != augment(**shares, seed=8)


@pytest.mark.parametrize(("share", "count"), [("paragraphs", 0), ("headlines", 20)])
def test_shares(augment, share, count):
    assert sum("?" not in one for one in augment(**{share: 1})) == count
