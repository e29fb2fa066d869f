"""Who stands behind a cue in trees made by hand."""

from __future__ import annotations

import pytest

from attrib.extract.subjects import agent, inverted_subject, is_passive, possessor, subject

from .parse_builders import tree, word_at

SUBJECTS = {
    "its own": (
        """
        Lind      PROPN nsubj     said
        said      VERB  ROOT
        so        ADV   advmod    said
        """,
        "said",
        "Lind",
    ),
    "shared with the verb it is coordinated with": (
        """
        Lind      PROPN nsubj     denied
        denied    VERB  ROOT
        it        PRON  obj       denied
        and       CCONJ cc        said
        said      VERB  conj      denied
        so        ADV   advmod    said
        """,
        "said",
        "Lind",
    ),
    "shared with a passive": (
        """
        Lind      PROPN nsubj:pass asked
        was       AUX   aux:pass   asked
        asked     VERB  ROOT
        and       CCONJ cc         said
        said      VERB  conj       asked
        no        INTJ  obj        said
        """,
        "said",
        "Lind",
    ),
    "that of the verb above a participle": (
        """
        Lind      PROPN nsubj     left
        left      VERB  ROOT
        ,         PUNCT punct     saying
        saying    VERB  advcl     left
        so        ADV   advmod    saying
        """,
        "saying",
        "Lind",
    ),
    "two verbs up": (
        """
        Lind      PROPN nsubj     went
        went      VERB  ROOT
        on        ADP   compound  went
        to        PART  mark      say
        say       VERB  xcomp     went
        and       CCONJ cc        repeat
        repeat    VERB  conj      say
        so        ADV   advmod    repeat
        """,
        "repeat",
        "Lind",
    ),
    "the one who is asked to": (
        """
        They      PRON  nsubj     asked
        asked     VERB  ROOT
        Lind      PROPN obj       asked
        to        PART  mark      say
        say       VERB  xcomp     asked
        so        ADV   advmod    say
        """,
        "say",
        "Lind",
    ),
    "the noun that a participle modifies": (
        """
        a         DET   det       man
        man       NOUN  ROOT
        saying    VERB  acl       man
        so        ADV   advmod    saying
        """,
        "saying",
        "man",
    ),
    "the agent of a passive": (
        """
        It        PRON  nsubj:pass said
        was       AUX   aux:pass   said
        said      VERB  ROOT
        by        ADP   case       Lind
        Lind      PROPN obl:agent  said
        """,
        "said",
        "Lind",
    ),
    "nobody in a passive without agent": (
        """
        Lind      PROPN nsubj:pass accused
        was       AUX   aux:pass   accused
        accused   VERB  ROOT
        of        ADP   case       fraud
        fraud     NOUN  obl        accused
        """,
        "accused",
        None,
    ),
    "nobody where there is only an empty subject": (
        """
        there     PRON  nsubj     said
        said      VERB  ROOT
        so        ADV   advmod    said
        """,
        "said",
        None,
    ),
    "nobody where the clause above has a subject clause": (
        """
        Lind      PROPN nsubj     left
        left      VERB  ROOT
        and       CCONJ cc        hurt
        losing    VERB  csubj     hurt
        hurt      VERB  conj      left
        ,         PUNCT punct     saying
        saying    VERB  advcl     hurt
        so        ADV   advmod    saying
        """,
        "saying",
        None,
    ),
    "the noun after an inverted verb": (
        """
        We        PRON  nsubj     lost
        lost      VERB  ROOT
        ,         PUNCT punct     noted
        noted     VERB  parataxis lost    tag=VBD
        Ann       PROPN obj       noted
        Field     PROPN flat      Ann
        """,
        "noted",
        "Ann",
    ),
}


@pytest.mark.parametrize(("rows", "verb", "who"), SUBJECTS.values(), ids=SUBJECTS)
def test_the_subject_of_a_cue(rows, verb, who):
    doc = tree(rows)
    found = subject(word_at(doc, verb))
    assert (found.text if found is not None else None) == who


@pytest.mark.parametrize(
    ("before", "tag", "relation", "who"),
    [(",", "VBD", "parataxis", "Field"), ("lost", "VBD", "parataxis", None), (",", "VBG", "parataxis", None)],
)
def test_a_verb_is_inverted_after_a_mark_and_finite(before, tag, relation, who):
    doc = tree(f"""
        lost      VERB  ROOT
        {before}  PUNCT punct     lost
        noted     VERB  {relation} lost   tag={tag}
        Field     PROPN obj       noted
    """)
    found = inverted_subject(doc[2])
    assert (found.text if found is not None else None) == who


def test_the_agent_is_known_by_its_word_too():
    doc = tree("""
        accused   VERB  ROOT
        at        ADP   case      noon
        noon      NOUN  obl       accused
        by        ADP   case      Lind
        Lind      PROPN obl       accused
    """)
    assert agent(doc[0]) == word_at(doc, "Lind")
    assert not is_passive(doc[0])


POSSESSORS = {
    "a genitive": (
        """
        Lind      PROPN nmod:poss claim
        's        PART  case      Lind
        claim     NOUN  ROOT
        """,
        "Lind",
    ),
    "a by phrase": (
        """
        claim     NOUN  ROOT
        by        ADP   case      Lind
        Lind      PROPN nmod      claim
        """,
        "Lind",
    ),
    "the agent of a participle": (
        """
        claim     NOUN  ROOT
        made      VERB  acl       claim
        by        ADP   case      Lind
        Lind      PROPN obl:agent made
        """,
        "Lind",
    ),
    "the subject of the verb that voices it": (
        """
        Lind      PROPN nsubj     made
        made      VERB  ROOT      lemma=make
        the       DET   det       claim
        claim     NOUN  obj       made
        """,
        "Lind",
    ),
    "not the subject of any other verb": (
        """
        Lind      PROPN nsubj     heard
        heard     VERB  ROOT      lemma=hear
        the       DET   det       claim
        claim     NOUN  obj       heard
        """,
        None,
    ),
    "a name before it": (
        """
        Lind      PROPN compound  claim   ent=B-PER
        claim     NOUN  ROOT
        """,
        "Lind",
    ),
    "not what it is about": (
        """
        claim     NOUN  ROOT
        of        ADP   case      fraud
        fraud     NOUN  nmod      claim
        """,
        None,
    ),
}


@pytest.mark.parametrize(("rows", "who"), POSSESSORS.values(), ids=POSSESSORS)
def test_whose_claim_a_noun_is(rows, who):
    doc = tree(rows)
    found = possessor(word_at(doc, "claim"))
    assert (found.text if found is not None else None) == who
