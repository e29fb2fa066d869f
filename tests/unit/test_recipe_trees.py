"""Phrases of the training recipe: whatever is cut, joined or inserted stays a tree of the words it was made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.parse.recipe.marks import headline, inner_phrases, quoted, set_into, stop
from attrib.parse.recipe.trees import (
    Node,
    breaks,
    cut,
    insert,
    join,
    lowered,
    mark,
    raised,
    subtree,
    to_doc,
    top,
    without,
)

from .parse_builders import NLP, tree, word_at

FERRY = """
    The      DET    det        ferry
    ferry    NOUN   nsubj      left
    that     PRON   nsubj      sank
    sank     VERB   acl:relcl  ferry
    was      AUX    aux        left
    left     VERB   ROOT
    ,        PUNCT  punct      left
    crews    NOUN   nsubj      feared
    feared   VERB   parataxis  left
    ,        PUNCT  punct      left
    on       ADP    case       Monday
    Monday   PROPN  obl        left
    .        PUNCT  punct      left
"""


def rows(phrase):
    """Return word, relation and head's word of each word; the top's head is itself."""
    return [
        (node.form, "ROOT" if node.head == at else node.dep, phrase[node.head].form) for at, node in enumerate(phrase)
    ]


def text(phrase):
    return "".join(node.form + " " * node.space for node in phrase).rstrip()


def is_tree(phrase):
    """Tell whether one word is the top and every other hangs from it, over however many words."""
    tops = {at for at, node in enumerate(phrase) if node.head == at}
    for at in range(len(phrase)):
        seen = set()
        while at not in tops and at not in seen:
            seen.add(at)
            at = phrase[at].head  # noqa: PLW2901
        if at in seen:
            return False
    return len(tops) == 1


def crosses(phrase):
    arcs = [tuple(sorted((at, node.head))) for at, node in enumerate(phrase) if node.head != at]
    return any(a < c < b < d for a, b in arcs for c, d in arcs)


@st.composite
def phrases(draw):
    """Trees of one to nine words whose arcs do not cross."""
    size = draw(st.integers(1, 9))
    heads = list(range(size))

    def grow(start, end, over):
        if start >= end:
            return
        at = draw(st.integers(start, end - 1))
        heads[at] = at if over is None else over
        grow(start, at, at)
        grow(at + 1, end, at)

    grow(0, size, None)
    return tuple(Node(f"w{at}", "NN", "NOUN", "", f"d{at}", head) for at, head in enumerate(heads))


def test_a_sentence_is_cut_as_it_stands():
    doc = tree(FERRY)
    phrase = cut(doc)
    assert rows(phrase) == [(token.text, token.dep_, token.head.text) for token in doc]
    assert text(phrase) == doc.text


def test_a_cut_hangs_loose_words_from_the_highest():
    doc = tree(FERRY)
    assert rows(cut(doc[3:6])) == [("sank", "acl:relcl", "left"), ("was", "aux", "left"), ("left", "ROOT", "left")]


@pytest.mark.parametrize(
    ("word", "words"),
    [("ferry", "The ferry that sank"), ("Monday", "on Monday"), ("feared", "crews feared")],
)
def test_a_subtree_in_one_piece(word, words):
    assert text(subtree(word_at(tree(FERRY), word))) == words


def test_a_subtree_in_two_pieces_is_none():
    doc = tree("""
        They    PRON   nsubj  said
        said    VERB   ROOT
        What    PRON   obj    want
        they    PRON   nsubj  said
        want    VERB   ccomp  said
    """)
    assert subtree(word_at(doc, "want")) is None


def test_joined_phrases_hang_from_the_part_they_name():
    he, said = (Node("he", "PRP", "PRON", "", "obj", 0),), (Node("said", "VBD", "VERB", "", "", 0),)
    content = (Node("it", "PRP", "PRON", "", "nsubj", 1), Node("sank", "VBD", "VERB", "", "", 1))
    whole = stop(join((quoted(content, ","), 2, "ccomp"), (he, 2, "nsubj"), (said, None, "")))
    assert text(whole) == "“It sank,” he said."
    assert rows(whole) == [
        ("“", "punct", "sank"),
        ("It", "nsubj", "sank"),
        ("sank", "ccomp", "said"),
        (",", "punct", "sank"),
        ("”", "punct", "sank"),
        ("he", "nsubj", "said"),
        ("said", "ROOT", "said"),
        (".", "punct", "said"),
    ]


def test_set_into_a_content():
    content = cut(
        tree("""
        On       ADP    case   Monday
        Monday   PROPN  obl    sank
        it       PRON   nsubj  sank
        sank     VERB   ROOT
    """)
    )
    clause = (Node("he", "PRP", "PRON", "", "nsubj", 1), Node("said", "VBD", "VERB", "", "", 1))
    whole = set_into(content, 2, clause, ",”", ",“")
    assert text(whole) == "On Monday,” he said, “it sank"
    assert [row for row in rows(whole) if row[1] != "punct"] == [
        ("On", "case", "Monday"),
        ("Monday", "obl", "sank"),
        ("he", "nsubj", "said"),
        ("said", "parataxis", "sank"),
        ("it", "nsubj", "sank"),
        ("sank", "ROOT", "sank"),
    ]


def test_headlines_drop_articles_and_forms_of_be():
    assert text(headline(cut(tree(FERRY)[:6]))) == "Ferry that sank left"


def test_inner_phrases_leave_out_what_introduces_them():
    phrase = cut(
        tree("""
        They       PRON   nsubj  rejected
        rejected   VERB   ROOT
        the        DET    det    plan
        new        ADJ    amod   plan
        plan       NOUN   obj    rejected
        on         ADP    case   Monday
        Monday     PROPN  obl    rejected
    """)
    )
    assert inner_phrases(phrase) == [(3, 5, 4), (6, 7, 6)]


@pytest.mark.parametrize(
    ("form", "pos", "low"), [("The", "DET", "the"), ("Ann", "PROPN", "Ann"), ("I", "PRON", "I"), ("I’m", "PRON", "I’m")]
)
def test_first_letters(form, pos, low):
    phrase = (Node(form, "", pos, "", "", 0),)
    assert lowered(phrase)[0].form == low
    assert raised(lowered(phrase))[0].form == form


@given(phrases(), phrases(), st.data())
def test_an_insertion_keeps_words_order_and_heads(phrase, piece, data):
    at = data.draw(st.integers(0, len(phrase)))
    whole = insert(phrase, at, piece, "new")
    assert is_tree(whole)
    assert [node.form for node in whole] == [
        *(node.form for node in phrase[:at]),
        *(node.form for node in piece),
        *(node.form for node in phrase[at:]),
    ]
    outer = [row for row, node in zip(rows(whole), range(len(whole)), strict=True) if not at <= node < at + len(piece)]
    assert outer == rows(phrase)
    assert rows(whole)[at + top(piece)][1:] == ("new", phrase[top(phrase)].form)


@given(phrases(), st.data())
def test_no_arc_crosses_what_is_inserted_at_a_break(phrase, data):
    places = breaks(phrase)
    if places:
        assert not crosses(insert(phrase, data.draw(st.sampled_from(places)), mark(","), "punct"))


@given(phrases(), st.sets(st.integers(0, 8)))
def test_what_is_left_after_dropping_words_is_a_tree(phrase, drop):
    left = without(phrase, drop)
    assert is_tree(left)
    assert [node.form for node in left] == [
        node.form for at, node in enumerate(phrase) if at not in drop or at == top(phrase)
    ]
    assert left[top(left)].form == phrase[top(phrase)].form


@given(st.lists(phrases(), min_size=1, max_size=3))
def test_a_document_has_the_sentences_it_is_made_of(sentences):
    doc = to_doc(NLP.vocab, sentences)
    found = [[(token.text, token.dep_, token.head.text) for token in span] for span in doc.sents]
    assert found == [rows(phrase) for phrase in sentences]
