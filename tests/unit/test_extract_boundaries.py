"""Where cue, source and content begin and end in trees made by hand."""

from __future__ import annotations

import pytest

from attrib.extract.boundaries import (
    content_ranges,
    run_on,
    run_through,
    runs_of,
    source_range,
    stands_apart,
    trimmed,
)
from attrib.extract.cue_groups import cue_range

from .parse_builders import text_of, tree, word_at

NOT_SAID = """
    Lind       PROPN nsubj    said
    has        AUX   aux      said
    not        PART  advmod   said
    publicly   ADV   advmod   said
    said       VERB  ROOT
    so         ADV   advmod   said
"""
POINTED_OUT = """
    He         PRON  nsubj        pointed
    pointed    VERB  ROOT
    out        ADP   compound:prt pointed
    a          DET   det          flaw
    flaw       NOUN  obj          pointed
"""
WANTS_TO_SAY = """
    He         PRON  nsubj    wants
    wants      VERB  ROOT
    to         PART  mark     say
    clearly    ADV   advmod   say
    say        VERB  xcomp    wants
    so         ADV   advmod   say
"""
PREFERS_NOT_TO_SAY = """
    He         PRON  nsubj    prefers
    prefers    VERB  ROOT
    not        PART  advmod   say
    to         PART  mark     say
    say        VERB  xcomp    prefers
"""
CONTINUED_TO_DENY = """
    Lind       PROPN nsubj    continued
    has        AUX   aux      continued
    continued  VERB  ROOT
    to         PART  mark     deny
    deny       VERB  xcomp    continued
    it         PRON  obj      deny
"""
IN_ORDER_TO_SAY = """
    Lind       PROPN nsubj    rose
    rose       VERB  ROOT
    to         PART  mark     say
    say        VERB  advcl    rose
    so         ADV   advmod   say
"""
HIS_CLAIM = """
    Lind       PROPN nmod:poss claim
    's         PART  case      Lind
    bold       ADJ   amod      claim
    claim      NOUN  ROOT
"""
THE_CLAIM = """
    the        DET   det       claim
    bold       ADJ   amod      claim
    claim      NOUN  ROOT
"""
MADE_THE_CLAIM = """
    Lind       PROPN nsubj     made
    has        AUX   aux       made
    made       VERB  ROOT                lemma=make
    the        DET   det       claim
    bold       ADJ   amod      claim
    claim      NOUN  obj       made
"""
HEARD_THE_CLAIM = MADE_THE_CLAIM.replace("lemma=make", "lemma=hear")
MADE_HIS_CLAIM = """
    Lind       PROPN nsubj     made
    made       VERB  ROOT                lemma=make
    his        PRON  nmod:poss claim
    bold       ADJ   amod      claim
    claim      NOUN  obj       made
"""
SET_OFF = """
    Lind       PROPN nsubj    said
    quietly    ADV   advmod   said
    ,          PUNCT punct    said
    however    ADV   advmod   said
    ,          PUNCT punct    said
    said       VERB  ROOT
    so         ADV   advmod   said
"""


@pytest.mark.parametrize(
    ("rows", "head", "extra", "cue"),
    [
        (NOT_SAID, "said", [], "has not publicly said"),
        (POINTED_OUT, "pointed", [], "pointed out"),
        (POINTED_OUT, "pointed", ["a"], "pointed out a"),
        (WANTS_TO_SAY, "say", [], "wants to clearly say"),
        (PREFERS_NOT_TO_SAY, "say", [], "prefers not to say"),
        (WANTS_TO_SAY, "wants", [], "wants"),
        (CONTINUED_TO_DENY, "deny", [], "has continued to deny"),
        (IN_ORDER_TO_SAY, "say", [], "to say"),
        (HIS_CLAIM, "claim", [], "bold claim"),
        (THE_CLAIM, "claim", [], "claim"),
        (MADE_THE_CLAIM, "claim", [], "has made the bold claim"),
        (HEARD_THE_CLAIM, "claim", [], "claim"),
        (MADE_HIS_CLAIM, "claim", [], "bold claim"),
        (SET_OFF, "said", [], "said"),
    ],
)
def test_a_cue_is_the_verb_or_noun_group_in_one_stretch(rows, head, extra, cue):
    doc = tree(rows)
    assert text_of(doc, cue_range(word_at(doc, head), [word_at(doc, one) for one in extra])) == cue


APPOSITION = """
    Ann        PROPN nsubj     said
    Field      PROPN flat      Ann
    ,          PUNCT punct     mayor
    the        DET   det       mayor
    mayor      NOUN  appos     Ann
    of         ADP   case      Rell
    Rell       PROPN nmod      mayor
    ,          PUNCT punct     mayor
    said       VERB  ROOT
    so         ADV   advmod    said
"""
CLAUSE_SET_OFF = """
    The        DET   det       official
    senior     ADJ   amod      official
    official   NOUN  nsubj     said
    ,          PUNCT punct     official
    who        PRON  nsubj     asked
    asked      VERB  acl:relcl official
    ,          PUNCT punct     official
    said       VERB  ROOT
    so         ADV   advmod    said
"""
CLAUSE_THAT_TELLS_WHICH = """
    Officials  NOUN  nsubj     said
    who        PRON  nsubj     met
    met        VERB  acl:relcl Officials
    him        PRON  obj       met
    said       VERB  ROOT
    so         ADV   advmod    said
"""
DATE_FIRST = """
    Friday     NOUN  nmod      aides
    ,          PUNCT punct     aides
    two        NUM   nummod    aides
    aides      NOUN  nsubj     said
    said       VERB  ROOT
    so         ADV   advmod    said
"""
BY_A_GENITIVE = """
    Lind       PROPN nmod:poss aide
    's         PART  case      Lind
    aide       NOUN  nsubj     said
    said       VERB  ROOT
    so         ADV   advmod    said
"""
COORDINATED = """
    and        CCONJ cc        aides
    aides      NOUN  conj      said
    and        CCONJ cc        clerks
    clerks     NOUN  conj      aides
    left       VERB  conj      aides
    said       VERB  ROOT
"""
ROLE_AND_NAME = """
    economist  NOUN  nsubj     said
    Maury      PROPN obj       said      ent=B-PER
    Lind       PROPN flat      Maury     ent=I-PER
    said       VERB  ROOT
    so         ADV   advmod    said
"""


@pytest.mark.parametrize(
    ("rows", "head", "source"),
    [
        (APPOSITION, "Ann", "Ann Field, the mayor of Rell"),
        (CLAUSE_SET_OFF, "official", "The senior official"),
        (CLAUSE_THAT_TELLS_WHICH, "Officials", "Officials who met him"),
        (DATE_FIRST, "aides", "two aides"),
        (BY_A_GENITIVE, "aide", "Lind's aide"),
        (BY_A_GENITIVE, "Lind", "Lind's"),
        (COORDINATED, "aides", "aides and clerks"),
        (ROLE_AND_NAME, "economist", "economist Maury Lind"),
    ],
)
def test_a_source_takes_what_identifies_it(rows, head, source):
    doc = tree(rows)
    assert text_of(doc, source_range(word_at(doc, head))) == source


def test_a_source_stops_before_barred_words():
    doc = tree(APPOSITION)
    assert text_of(doc, source_range(word_at(doc, "Ann"), {3, 4, 5, 6})) == "Ann Field"


SAID_THAT = """
    She        PRON  nsubj     said
    said       VERB  ROOT
    that       SCONJ mark      lost
    they       PRON  nsubj     lost
    lost       VERB  ccomp     said
    .          PUNCT punct     said
"""
CLAIM_OF = """
    claims     NOUN  ROOT
    of         ADP   case      fraud
    open       ADJ   amod      fraud
    fraud      NOUN  nmod      claims
"""
INSERTED = """
    We         PRON  nsubj     lost
    ,          PUNCT punct     said
    she        PRON  nsubj     said
    said       VERB  parataxis lost
    ,          PUNCT punct     said
    lost       VERB  ROOT
    badly      ADV   advmod    lost
    .          PUNCT punct     lost
"""


@pytest.mark.parametrize(
    ("rows", "head", "barred", "introduced", "content"),
    [
        (SAID_THAT, "lost", [], True, ["that they lost"]),
        (SAID_THAT, "lost", [], False, ["that they lost"]),
        (CLAIM_OF, "fraud", [], True, ["of open fraud"]),
        (CLAIM_OF, "fraud", [], False, ["open fraud"]),
        (INSERTED, "lost", ["she", "said"], True, ["We", "lost badly"]),
    ],
)
def test_content_hangs_under_its_head(rows, head, barred, introduced, content):
    doc = tree(rows)
    without = {word_at(doc, word).i for word in barred}
    runs = content_ranges([word_at(doc, head)], without, introduced=introduced)
    assert [text_of(doc, run) for run in runs] == content


def test_no_heads_no_content():
    assert content_ranges([], set(), introduced=True) == ()


FOLLOWED = """
    She        PRON  nsubj     said
    said       VERB  ROOT
    they       PRON  nsubj     lost
    lost       VERB  ccomp     said
    on         ADP   case      Friday
    Friday     NOUN  obl       said
    and        CCONJ cc        left
    left       VERB  conj      said
    .          PUNCT punct     said
"""


def test_content_after_its_cue_runs_on_to_a_clause_coordinated_with_it():
    doc = tree(FOLLOWED)
    assert text_of(doc, run_on(word_at(doc, "said"), (2, 4), set())) == "they lost on Friday"


def test_content_after_its_cue_runs_on_to_barred_words():
    doc = tree(FOLLOWED)
    assert text_of(doc, run_on(word_at(doc, "said"), (2, 4), {5})) == "they lost"


def test_content_stays_as_it_is_where_the_verb_above_its_cue_follows():
    doc = tree(INSERTED)
    assert run_on(word_at(doc, "said"), (2, 3), set()) == (2, 3)


GOES_ON = """
    She        PRON  nsubj     said
    said       VERB  ROOT
    they       PRON  nsubj     lost
    lost       VERB  ccomp     said
    {}
    left       VERB  conj      said
    .          PUNCT punct     said
"""


@pytest.mark.parametrize(
    ("joined", "content"),
    [
        ("and CCONJ cc left\nhe PRON nsubj left", "they lost and he left"),
        ("and CCONJ cc left\nthat SCONJ mark left", "they lost and that left"),
        (", PUNCT punct left\nand CCONJ cc left\nthat SCONJ mark left", "they lost, and that left"),
        (", PUNCT punct left\nand CCONJ cc left\nhe PRON nsubj left", "they lost"),
        ("and CCONJ cc left", "they lost"),
    ],
    ids=["a subject", "that", "a comma and that", "a comma and a subject", "no subject"],
)
def test_a_clause_joined_to_a_cue_is_more_of_its_content_or_ends_it(joined, content):
    doc = tree(GOES_ON.format(joined))
    assert text_of(doc, run_on(word_at(doc, "said"), (2, 4), set())) == content


OBJECT = """
    She        PRON  nsubj     demanded
    demanded   VERB  ROOT
    talks      NOUN  obj       demanded
    about      ADP   case      tolls
    tolls      NOUN  obl       demanded
    {}
    Rell       PROPN obl       demanded
"""


@pytest.mark.parametrize(
    ("after", "content"),
    [
        ("for ADP case Rell", "talks about tolls for Rell"),
        ("on ADP case Friday\nFriday PROPN obl demanded\nin ADP case Rell", "talks about tolls"),
        ("late ADV advmod Friday\non ADP case Friday\nFriday PROPN obl demanded", "talks about tolls"),
        ("in ADP case 2019\n2019 NUM obl demanded", "talks about tolls"),
        ("in ADP case 201\n201 NUM obl demanded", "talks about tolls in 201 Rell"),
        ("because SCONJ mark Rell", "talks about tolls"),
        (", PUNCT punct Rell", "talks about tolls"),
        ("and CCONJ cc Rell", "talks about tolls"),
        ("who PRON nsubj Rell tag=WP", "talks about tolls"),
        ("lost VERB conj tolls tag=VBD", "talks about tolls"),
        ("saying VERB advcl demanded tag=VBG", "talks about tolls"),
    ],
    ids=["", "day", "before a day", "year", "number", "SCONJ", "comma", "and", "who", "finite verb", "verb of the cue"],
)
def test_an_object_runs_through_its_clause(after, content):
    doc = tree(OBJECT.format(after))
    assert text_of(doc, run_through(word_at(doc, "demanded"), (2, 3), set(), {"friday"})) == content


def test_an_object_runs_through_its_clause_up_to_barred_words():
    doc = tree(OBJECT.format("for ADP case Rell"))
    assert text_of(doc, run_through(word_at(doc, "demanded"), (2, 3), {5}, set())) == "talks about tolls"


QUOTED = """
    “          PUNCT punct     lost
    We         PRON  nsubj     lost
    lost       VERB  ROOT
    ,          PUNCT punct     lost
    ”          PUNCT punct     lost
"""


@pytest.mark.parametrize(
    ("run", "marks", "left"),
    [((0, 5), False, "“We lost,”"), ((0, 5), True, "We lost"), ((1, 4), False, "We lost"), ((3, 4), False, None)],
)
def test_punctuation_at_the_edges_goes(run, marks, left):
    doc = tree(QUOTED)
    assert text_of(doc, trimmed(doc, run, marks=marks)) == left


def test_tokens_are_gathered_to_runs():
    doc = tree(INSERTED)
    assert runs_of(doc, {0, 1, 4, 5, 6, 7}) == ((0, 1), (5, 7))


@pytest.mark.parametrize(("cue", "apart"), [((2, 3), True), ((0, 1), True), ((5, 6), True), ((6, 7), False)])
def test_a_cue_after_a_comma_or_at_the_beginning_stands_apart(cue, apart):
    assert stands_apart(tree(INSERTED), cue) == apart
