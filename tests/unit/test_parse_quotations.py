"""Which quotation marks belong together."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from attrib.parse.quotations import pair_quotations

from .parse_builders import NLP

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "parse" / "quotations.yml").read_text("utf-8"))
MARKS = [*"“”‘’«»„\"'", "''", "``"]
PARAGRAPHS = st.lists(
    st.lists(st.sampled_from([*MARKS, "we", "lost", "boys", ",", ".", " ", " "]), min_size=1).map("".join), max_size=5
)


def quotations_of(paragraphs):
    """Return a document of paragraphs, the blocks they are, and its quotations."""
    docs = [doc for doc in map(NLP.make_doc, paragraphs) if len(doc)]
    ends = [sum(map(len, docs[:count])) for count in range(len(docs) + 1)]
    blocks = list(pairwise(ends))
    whole = Doc.from_docs(docs, ensure_whitespace=True) if docs else Doc(NLP.vocab)
    return whole, blocks, pair_quotations(whole, blocks)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_marks_are_paired(case):
    doc, _, found = quotations_of(case["story"])
    wanted = [(depth, words, " ".join(more)) for depth, words, *more in case["finds"]]
    assert [(one.depth, doc[one.start : one.end].text, _said_of(one)) for one in found] == wanted


def _said_of(quotation):
    return " ".join(["open"] * (not quotation.closed) + ["goes on"] * quotation.continues)


@given(PARAGRAPHS | st.lists(st.text(max_size=40), max_size=4))
def test_whatever_the_marks_quotations_keep_to_their_block_and_never_cross(paragraphs):
    _, blocks, found = quotations_of(paragraphs)
    for one in found:
        assert [block for block in blocks if block[0] <= one.start < one.end <= block[1]] != []
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            assert one.start <= other.start
            assert other.start >= one.end or other.end <= one.end


@given(PARAGRAPHS)
def test_only_quotations_inside_others_have_depth(paragraphs):
    _, _, found = quotations_of(paragraphs)
    for one in found:
        outer = [other for other in found if other != one and other.start <= one.start and one.end <= other.end]
        assert one.depth == 0 or outer != []
