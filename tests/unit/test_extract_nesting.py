"""Which of two attributions stands where one is inside the other, in trees made by hand."""

from __future__ import annotations

import pytest

from attrib.extract.candidates import TokenAttribution
from attrib.extract.nesting import Nesting

from .parse_builders import text_of, tree, word_at

NESTING = Nesting(loose=frozenset({"loose-frame"}), expressions=frozenset({"request", "speech"}))
INSIDE = """
    Lind       PROPN nsubj     said
    said       VERB  ROOT                tag=VBD
    aides      NOUN  nsubj     say
    say        VERB  ccomp     said      tag=VBP
    they       PRON  nsubj     lost
    lost       VERB  ccomp     say       tag=VBD
"""
ADDING = """
    Lind       PROPN nsubj     said
    said       VERB  ROOT                tag=VBD
    they       PRON  nsubj     lost
    lost       VERB  ccomp     said      tag=VBD
    ,          PUNCT punct     adding
    adding     VERB  advcl     lost      tag=VBG
    it         PRON  nsubj     hurt
    hurt       VERB  ccomp     adding    tag=VBD
"""
WITHOUT_COMMA = ADDING.replace(",          PUNCT punct ", "by         SCONJ mark ")
WHILE = """
    Lind       PROPN nsubj     said
    said       VERB  ROOT                tag=VBD
    they       PRON  nsubj     lost
    lost       VERB  ccomp     said      tag=VBD
    ,          PUNCT punct     say
    while      SCONJ mark      say
    aides      NOUN  nsubj     say
    say        VERB  advcl     lost      tag=VBP
    it         PRON  nsubj     hurt
    hurt       VERB  ccomp     say       tag=VBD
"""
BECAUSE = WHILE.replace("while  ", "because")
CALLED_FOR = """
    Lind       PROPN nsubj     said
    said       VERB  ROOT                tag=VBD
    they       PRON  nsubj     lost
    lost       VERB  ccomp     said      tag=VBD
    and        CCONJ cc        called
    called     VERB  conj      lost      tag=VBD
    for        ADP   case      peace
    peace      NOUN  obl       called
"""
IN_ANOTHER_TENSE = """
    Lind       PROPN nsubj     said
    said       VERB  ROOT                tag=VBD
    they       PRON  nsubj     lost
    lost       VERB  ccomp     said      tag=VBD
    and        CCONJ cc        call
    call       VERB  conj      lost      tag=VBP
    for        ADP   case      peace
    peace      NOUN  obl       call
"""


def attributed(doc, source, cue, content, rule="verb-clause", cue_class="speech"):
    """Return an attribution of words that follow each other; `source` and `cue` are words, `content` its edges."""
    first, last = (word_at(doc, word).i for word in content)
    cues = [word_at(doc, word).i for word in cue.split()]
    who = word_at(doc, source).i
    return TokenAttribution(
        rule, cue_class, cues[0], (cues[0], cues[-1] + 1), who, (who, who + 1), ((first, last + 1),)
    )


def settled(doc, *attributions):
    """Return source, cue and content of the attributions that stand, in order of their cues."""
    return [
        (text_of(doc, one.source), text_of(doc, one.cue), " ... ".join(text_of(doc, run) for run in one.content))
        for one in sorted(NESTING.outermost(doc, attributions), key=lambda one: one.cue)
    ]


def test_a_report_in_a_report_is_the_outer_ones():
    doc = tree(INSIDE)
    outer = attributed(doc, "Lind", "said", ("aides", "lost"))
    inner = attributed(doc, "aides", "say", ("they", "lost"))
    assert settled(doc, outer, inner) == [("Lind", "said", "aides say they lost")]


def test_reports_beside_each_other_both_stand():
    doc = tree(INSIDE)
    one = attributed(doc, "Lind", "said", ("aides", "aides"))
    other = attributed(doc, "aides", "say", ("they", "lost"))
    assert settled(doc, one, other) == [("Lind", "said", "aides"), ("aides", "say", "they lost")]


@pytest.mark.parametrize(
    ("outer_frame", "inner_frame", "stands"),
    [
        ("loose-frame", "verb-clause", ("aides", "say", "they lost")),
        ("loose-frame", "loose-frame", ("Lind", "said", "aides say they lost")),
        ("verb-clause", "loose-frame", ("Lind", "said", "aides say they lost")),
    ],
)
def test_a_loose_frame_gives_way_to_what_stands_inside_it(outer_frame, inner_frame, stands):
    doc = tree(INSIDE)
    outer = attributed(doc, "Lind", "said", ("aides", "lost"), rule=outer_frame)
    inner = attributed(doc, "aides", "say", ("they", "lost"), rule=inner_frame)
    assert settled(doc, outer, inner) == [stands]


@pytest.mark.parametrize(
    ("rows", "source", "cue", "stand"),
    [
        (ADDING, "Lind", "adding", [("Lind", "said", "they lost"), ("Lind", "adding", "it hurt")]),
        (WITHOUT_COMMA, "Lind", "adding", [("Lind", "said", "they lost by adding it hurt")]),
        (WHILE, "aides", "say", [("Lind", "said", "they lost"), ("aides", "say", "it hurt")]),
        (BECAUSE, "aides", "say", [("Lind", "said", "they lost, because aides say it hurt")]),
    ],
    ids=["a participle", "a participle without comma", "while", "because"],
)
def test_a_report_set_off_by_a_comma_ends_the_content_before_it(rows, source, cue, stand):
    doc = tree(rows)
    outer = attributed(doc, "Lind", "said", ("they", "hurt"))
    inner = attributed(doc, source, cue, ("it", "hurt"))
    assert settled(doc, outer, inner) == stand


@pytest.mark.parametrize(
    ("rows", "cue", "cue_class", "stand"),
    [
        (CALLED_FOR, "called for", "request", [("Lind", "said", "they lost"), ("Lind", "called for", "peace")]),
        (CALLED_FOR, "called for", "belief", [("Lind", "said", "they lost and called for peace")]),
        (IN_ANOTHER_TENSE, "call for", "request", [("Lind", "said", "they lost and call for peace")]),
    ],
    ids=["of the first source", "which tells of no words", "in another tense"],
)
def test_a_second_verb_joined_to_the_first(rows, cue, cue_class, stand):
    doc = tree(rows)
    outer = attributed(doc, "Lind", "said", ("they", "peace"))
    inner = attributed(doc, "they", cue, ("peace", "peace"), cue_class=cue_class)
    assert settled(doc, outer, inner) == stand


def test_a_source_beside_its_sentence_stands_with_the_report_in_it():
    doc = tree(INSIDE)
    around = attributed(doc, "Lind", "said", ("aides", "lost"))
    beside = attributed(doc, "aides", "say", ("they", "lost"), rule="according-to")
    assert settled(doc, around, beside) == [("Lind", "said", "aides say they lost"), ("aides", "say", "they lost")]
