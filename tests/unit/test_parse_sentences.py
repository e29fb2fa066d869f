"""Where a sentence may begin, told from the words alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from attrib.parse.sentences import CLOSING, closes, guard_sentences, opens
from attrib.rules.load import load_rules

from .parse_builders import NLP

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "parse" / "sentences.yml").read_text("utf-8"))
RULES = load_rules()
MARKS = {True: "‖", None: "¦", False: ""}
PIECES = [
    "U.S.",
    "Sen.",
    "No.",
    "Jan.",
    "Ann",
    "left",
    "5",
    ".",
    "?",
    "…",
    "“",
    "”",
    '"',
    "''",
    "’",
    "(",
    ")",
    " ",
    " ",
]


def guarded(text):
    return guard_sentences(NLP.make_doc(text), RULES.words("$abbreviations"), RULES.words("$sentence-starters"))


@pytest.mark.parametrize("marked", CASES)
def test_a_sentence_begins_where_the_words_say(marked):
    doc = guarded(marked.replace("‖", "").replace("¦", ""))
    assert "".join(MARKS[token.is_sent_start] + token.text_with_ws for token in doc) == marked


@given(st.lists(st.sampled_from(PIECES), min_size=1).map("".join))
def test_no_sentence_begins_with_a_mark_that_closes_or_after_one_that_opens(text):
    doc = guarded(text)
    begun = [token for token in doc if token.is_sent_start is not False and token.i > 0]
    assert [token for token in begun if closes(token) or opens(token.nbor(-1))] == []
    assert [token for token in begun if token.text in CLOSING] == []
