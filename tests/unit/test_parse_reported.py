"""Which clauses and subjects are hung anew in misread trees, and which trees are left as they are."""

from __future__ import annotations

import pytest

from attrib.parse.reported import mend_reports

from .parse_builders import tree

VERBS = {"say", "suggest", "confirm"}
# The tree, and the words that hang anew: relation and head.
MENDED = {
    "a clause set aside, taken for the main one": (
        """
        While      SCONJ mark      said
        Lind       PROPN nsubj     said
        said       VERB  ROOT                lemma=say tag=VBD
        they       PRON  nsubj     lost
        lost       VERB  ccomp     said      tag=VBD
        ,          PUNCT punct     won
        crowds     NOUN  nsubj     won
        won        VERB  parataxis lost      tag=VBD
        """,
        {"won": "ROOT won", "said": "advcl won"},
    ),
    "a speaker taken for another name of what is fronted": (
        """
        In         ADP   case      reply
        reply      NOUN  obl       said
        ,          PUNCT punct     Lind
        Lind       PROPN appos     reply
        ,          PUNCT punct     Lind
        said       VERB  ROOT                lemma=say tag=VBD
        they       PRON  nsubj     lost
        lost       VERB  ccomp     said      tag=VBD
        """,
        {"Lind": "nsubj said"},
    ),
    "a speaker taken for a part of the verb": (
        """
        No         INTJ  obj       said
        ,          PUNCT punct     No
        the        DET   det       said
        mayor      NOUN  compound  said
        said       VERB  ROOT                lemma=say tag=VBD
        """,
        {"the": "det mayor", "mayor": "nsubj said"},
    ),
    "a clause with that hung on the noun before it": (
        """
        Lind       PROPN nsubj     said
        said       VERB  ROOT                lemma=say
        in         ADP   case      letter
        a          DET   det       letter
        letter     NOUN  obl       said
        that       SCONJ mark      lost
        they       PRON  nsubj     lost
        lost       VERB  acl       letter    tag=VBD
        """,
        {"lost": "ccomp said"},
    ),
    "a clause after a time, which that describes in no report": (
        """
        Lind       PROPN nsubj     said
        said       VERB  ROOT                lemma=say
        on         ADP   case      Friday
        Friday     PROPN obl       said      ent=B-DATE
        that       PRON  nsubj     lost
        lost       VERB  acl:relcl Friday    tag=VBD
        """,
        {"lost": "ccomp said"},
    ),
    "an object that is the subject of the clause after it": (
        """
        It         PRON  nsubj     suggests
        suggests   VERB  ROOT                lemma=suggest
        the        DET   det       mayor
        mayor      NOUN  obj       suggests
        is         AUX   cop       gone      tag=VBZ
        gone       ADJ   xcomp     suggests
        """,
        {"gone": "ccomp suggests", "mayor": "nsubj gone"},
    ),
    "a source with a participle, taken for a clause": (
        """
        People     NOUN  nsubj     briefed
        briefed    VERB  ccomp     said      tag=VBN
        said       VERB  ROOT                lemma=say
        they       PRON  nsubj     lost
        lost       VERB  ccomp     said      tag=VBD
        """,
        {"People": "nsubj said", "briefed": "acl People"},
    ),
    "a source that is itself the head of the clause": (
        """
        People     NOUN  ccomp     said
        said       VERB  ROOT                lemma=say
        they       PRON  nsubj     lost
        lost       VERB  ccomp     said      tag=VBD
        """,
        {"People": "nsubj said"},
    ),
}
LEFT = {
    "a verb that reports nothing": """
        Lind       PROPN nsubj     wrote
        wrote      VERB  ROOT                lemma=write
        in         ADP   case      letter
        letter     NOUN  obl       wrote
        that       SCONJ mark      lost
        they       PRON  nsubj     lost
        lost       VERB  acl       letter    tag=VBD
        """,
    "a clause that tells what the object is": """
        Lind       PROPN nsubj     confirmed
        confirmed  VERB  ROOT                lemma=confirm
        reports    NOUN  obj       confirmed
        that       SCONJ mark      lost
        they       PRON  nsubj     lost
        lost       VERB  acl       reports   tag=VBD
        """,
    "a that which stands for the noun before it": """
        Lind       PROPN nsubj     said
        said       VERB  ROOT                lemma=say
        in         ADP   case      letter
        letter     NOUN  obl       said
        that       PRON  nsubj     leaked
        leaked     VERB  acl:relcl letter    tag=VBD
        """,
    "a that beyond another verb": """
        Lind       PROPN nsubj     said
        said       VERB  ROOT                lemma=say
        and        CCONJ cc        left
        left       VERB  conj      said      tag=VBD
        a          DET   det       note
        note       NOUN  obj       left
        that       SCONJ mark      lost
        they       PRON  nsubj     lost
        lost       VERB  acl       note      tag=VBD
        """,
    "an object with a relative clause": """
        It         PRON  nsubj     suggests
        suggests   VERB  ROOT                lemma=suggest
        mayors     NOUN  obj       suggests
        who        PRON  nsubj     left      tag=WP
        left       VERB  acl:relcl mayors    tag=VBD
        """,
    "an object before a clause with its own subject": """
        It         PRON  nsubj     suggests
        suggests   VERB  ROOT                lemma=suggest
        mayors     NOUN  obj       suggests
        they       PRON  nsubj     like
        like       VERB  acl       mayors    tag=VBP
        """,
    "a clause before a verb that has a subject": """
        They       PRON  nsubj     lost
        lost       VERB  ccomp     said      tag=VBD
        Lind       PROPN nsubj     said
        said       VERB  ROOT                lemma=say
        he         PRON  nsubj     left
        left       VERB  ccomp     said      tag=VBD
        """,
}


def hung(doc):
    return {token.text: f"{token.dep_} {token.head.text}" for token in doc}


@pytest.mark.parametrize(("rows", "anew"), MENDED.values(), ids=MENDED)
def test_misread_reports_are_hung_anew(rows, anew):
    before = hung(tree(rows))
    after = hung(mend_reports(tree(rows), VERBS))
    assert {word: after[word] for word in after if after[word] != before[word]} == anew


@pytest.mark.parametrize("rows", LEFT.values(), ids=LEFT)
def test_what_reads_well_is_left(rows):
    assert hung(mend_reports(tree(rows), VERBS)) == hung(tree(rows))


@pytest.mark.parametrize(("told", "head"), [("Ann", "ccomp said"), ("letters", "acl letters")])
def test_somebody_who_is_told_has_no_clause_of_their_own(told, head):
    part = "PROPN" if told == "Ann" else "NOUN"
    doc = tree(f"""
        Lind       PROPN nsubj     said
        said       VERB  ROOT                lemma=say
        {told}     {part} obj      said
        that       SCONJ mark      lost
        they       PRON  nsubj     lost
        lost       VERB  acl       {told}    tag=VBD
    """)
    assert hung(mend_reports(doc, VERBS))["lost"] == head
