"""What nobody writes: blocks, sentences and words too long for the pipeline are parsed in parts."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from attrib.parse.parts import LARGEST_BATCH, LONGEST_PART, LONGEST_WORD, in_batches, parts_of
from attrib.parse.sentences import LONGEST_SENTENCE, guard_sentences

SENTENCE = "The mayor of Lund said that the bridge would stay shut. "
TEXTS = st.lists(
    st.sampled_from(["a", "said ", " ", ". ", SENTENCE, "," * 600, "x" * 499, "é🙂 ", SENTENCE * 200]), max_size=40
).map("".join)


@given(TEXTS)
def test_parts_are_the_text(text):
    parts = list(parts_of(text))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(0 < end - start <= LONGEST_PART for start, end in parts)


@given(TEXTS)
def test_no_part_has_a_word_beyond_the_tokenizer(text):
    assert all(len(word) <= LONGEST_WORD for start, end in parts_of(text) for word in text[start:end].split())


def test_what_people_write_is_one_part():
    assert list(parts_of(SENTENCE * 100)) == [(0, 100 * len(SENTENCE))]


def test_a_long_text_is_cut_where_a_sentence_ends():
    text = SENTENCE * 500
    assert [text[:end].endswith("shut. ") for _, end in parts_of(text)] == [True] * 3


def test_a_text_without_sentences_is_cut_between_words():
    text = "said " * 5000
    assert {text[start:end].startswith("said") for start, end in parts_of(text)} == {True}


@given(st.lists(TEXTS, max_size=20))
def test_batches_hold_all_texts_in_order(texts):
    batches = list(in_batches(texts))
    assert [text for batch in batches for text in batch] == texts
    assert all(len(batch) == 1 or sum(map(len, batch)) <= LARGEST_BATCH for batch in batches)


@pytest.mark.parametrize("word", ["said", ",", "Lund"])
def test_no_sentence_is_endless(word):
    nlp = spacy.blank("en")
    doc = guard_sentences(nlp.make_doc(f"{word} " * 1700), frozenset(), frozenset())
    starts = [token.i for token in doc if token.is_sent_start == 1]
    assert starts == [0, *range(LONGEST_SENTENCE, 1700, LONGEST_SENTENCE)]
