"""Fingerprints: what a finding is known by stays the same, whatever is written elsewhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.judge.fingerprints import CONTEXT, Found, with_fingerprints
from attrib.judge.reading import Reading
from attrib.report import Finding

from .judge_builders import Draft

CORPUS = Path(__file__).parents[2] / "corpus"
WORDS = st.lists(
    st.sampled_from(
        ["he", "she", "mayor", "said", "that", "buses", "would", "never", "come", "again", "“no”", "Lund’s", "40"]
    ),
    max_size=7,
)
PARAGRAPHS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5)
MARKED = "an aide"


def written(paragraphs, *, headline="Buses", gap="\n\n", within=" "):
    """Return a story in which each paragraph has the marked words, and another sentence after them."""
    lines = [[*before, *MARKED.split(), *after] for before, after in paragraphs]
    body = [within.join(words) + f".{within}More will follow." for words in lines]
    return gap.join([headline, *body]) + gap


def prints(text):
    """Return the fingerprints of findings at the marked words, in order of place."""
    draft = Draft(text)
    spans, at = [], -1
    words = MARKED if MARKED in text else "an\r\naide" if "an\r\naide" in text else "an\naide"
    while (at := text.find(words, at + 1)) >= 0:
        spans.append(draft.find(f"{words}#{len(spans) + 1}"))
    found = [Found(Finding("bare-source", "ID-01", "error", "", span)) for span in spans]
    return [one.fingerprint for one in with_fingerprints(found, Reading(draft.established(), None))]


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.data())
def test_paragraphs_in_another_order(paragraphs, data):
    shuffled = data.draw(st.permutations(paragraphs))
    assert Counter(prints(written(shuffled))) == Counter(prints(written(paragraphs)))


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, st.text("abc ", min_size=1).filter(str.strip))
def test_paragraphs_before_and_after_and_another_headline(paragraphs, more, headline):
    unlike = [(before, ["instead", *after]) for before, after in more]
    here = prints(written(paragraphs))
    around = prints(written([*unlike, *paragraphs, *unlike], headline=headline))
    assert around[len(more) : len(more) + len(here)] == here


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from(["\n", "\r\n", "  ", "\t"]), st.sampled_from(["\n\n", "\r\n\r\n", "\n\n\n"]))
def test_lines_wrapped_anew(paragraphs, within, gap):
    assert prints(written(paragraphs, gap=gap, within=within if within.strip(" \t") else " ")) == prints(
        written(paragraphs)
    )


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS)
def test_the_shape_of_marks_and_case(paragraphs):
    text = written(paragraphs)
    assert prints(text.replace("“", '"').replace("”", '"').replace("’", "'").replace("mayor", "Mayor")) == prints(text)


def test_those_that_are_equal_are_told_apart():
    same = (["the", "mayor"], ["said", "no"])
    assert len(set(prints(written([same, same, same])))) == 3


def test_the_words_around_count_as_far_as_they_reach_in_the_sentence():
    near = ["one", "two", "three", "four"]
    assert len(near) == CONTEXT
    here = prints(written([(["zero", *near], near)]))
    assert prints(written([(["naught", "else", *near], near)])) == here
    assert prints(written([(near[1:], near)])) != here
    assert prints(written([(["zero", *near], near[:-1])])) != here


EDITS = {
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "a paragraph": lambda text: text.replace("\n\n", "\n\nIt rained in Tarnes all day.\n\n", 3).replace(
        "\n\nIt rained in Tarnes all day.\n\n", "\n\n", 2
    ),
    "a paragraph at the end": lambda text: text.rstrip("\n") + "\n\nIt rained in Tarnes all day.\n",
    "blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
}
STORIES = ["bank-chairman.txt", "coast-railway.txt", "hostage-release.txt"]


@pytest.fixture(scope="module")
def findings_of(engine):
    """A function that returns the findings in texts: their rules and fingerprints, for each text."""

    def find(texts):
        stories = [engine.read(f"story-{number}.txt", text.encode()) for number, text in enumerate(texts)]
        return [{(one.rule, one.fingerprint) for one in report.findings} for report in engine.check(stories)]

    return find


@pytest.mark.parametrize("name", STORIES)
def test_edits_elsewhere_in_real_stories(name, findings_of):
    text = (CORPUS / name).read_text("utf-8")
    before, *after = findings_of([text, *(edit(text) for edit in EDITS.values())])
    assert len(before) >= 4
    assert {edit: before ^ found for edit, found in zip(EDITS, after, strict=True) if found != before} == {}


@pytest.mark.parametrize("name", STORIES)
def test_another_headline_and_another_order_leave_most_of_them(name, findings_of):
    text = (CORPUS / name).read_text("utf-8")
    _, _, rest = text.partition("\n\n")
    *first, one, other = text.rstrip("\n").split("\n\n")
    headline, order = f"Something else in Tarnes\n\n{rest}", "\n\n".join([*first, other, one]) + "\n"
    before, with_headline, reordered = findings_of([text, headline, order])
    assert len(before - with_headline) <= 1
    assert len(before - reordered) <= 1
