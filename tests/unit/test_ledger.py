"""Who stands behind a sentence, told from trees, attributions and links made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attrib.extract import Extracted, TokenAttribution
from attrib.ledger import Bookkeeper
from attrib.ledger.claims import ClaimFinder, TypeMatch, typed_clauses
from attrib.ledger.narration import narrated
from attrib.ledger.sentences import Ledger
from attrib.report import Source, Span
from attrib.resolve import Link, Resolved
from attrib.rules.load import load_rules
from attrib.rules.schema import ClaimRule

from .parse_builders import NLP, parsed_story, text_of, tree, word_at

RULES = load_rules()
STORY = """
    Two         NUM   nummod     sailors
    sailors     NOUN  nsubj:pass killed
    were        AUX   aux:pass   killed
    killed      VERB  ccomp      said
    ,           PUNCT punct      said
    officials   NOUN  nsubj      said
    said        VERB  ROOT
    .           PUNCT punct      said

    The         DET   det        ferry
    old         ADJ   amod       ferry
    ferry       NOUN  nsubj      sank
    quickly     ADV   advmod     sank
    sank        VERB  ROOT
    off         ADP   case       Rell
    Rell        PROPN obl        sank
    .           PUNCT punct      sank

    Nobody      PRON  nsubj      came
    came        VERB  ROOT
    .           PUNCT punct      came
"""
SAID = TokenAttribution("verb-clause", "speech", 6, (6, 7), 5, (5, 6), ((0, 4),), expression=True)
OFFICIALS = Source(
    id="s1",
    name="officials",
    status="vague",
    tier=1,
    plural=True,
    count=None,
    mentions=(Span(0, 1),),
    rule=next(rule.id for rule in RULES.sources.values() if rule.certain),
    statements=1,
)
LINK = Link("s1", "new")


def verdicts(attributions, links=(LINK,), *, source=OFFICIALS, matches=(), kind="paragraph"):
    parsed = parsed_story(tree(STORY), kind=kind)
    ledger = Ledger(parsed, attributions, links, {"s1": source}, matches={parsed.sentence_of[10]: matches}, rules=RULES)
    return [(verdict.status, verdict.source, verdict.carried) for _, _, verdict in ledger.verdicts()]


PLAIN = ("plain", None, False)
UNSOURCED = ("unattributed", None, False)


def test_a_sentence_is_its_main_attributions_source():
    assert verdicts([SAID]) == [("vague", "s1", False), PLAIN, PLAIN]


@pytest.mark.parametrize("status", ["named", "organization", "document", "anonymous", "vague"])
def test_a_sentence_has_the_status_of_its_source(status):
    assert verdicts([SAID], source=replace(OFFICIALS, status=status))[0] == (status, "s1", False)


def test_what_a_source_did_or_thought_is_the_narrators():
    assert verdicts([replace(SAID, expression=False)])[0] == PLAIN


def test_an_attribution_to_nobody_is_the_narrators_unless_its_frame_is_hearsay():
    nobody = replace(SAID, source=None, source_head=None)
    hearsay = next(frame.id for frame in RULES.frames.values() if frame.hearsay)
    assert verdicts([nobody], [Link(None, None)])[0] == PLAIN
    assert verdicts([replace(nobody, rule=hearsay)], [Link(None, None)])[0] == ("vague", None, False)


def test_the_writer_is_no_source():
    assert verdicts([SAID], source=replace(OFFICIALS, name="I"))[0] == PLAIN


def test_an_attribution_beside_the_main_assertion_that_covers_little_does_not_count():
    aside = replace(SAID, cue_head=1, cue=(1, 2), source=None, source_head=None, content=((0, 1),))
    assert verdicts([aside])[0] == PLAIN


def test_a_quotation_that_goes_on_carries_its_source_over():
    on = replace(SAID, content=((0, 4), (8, 15)), quoted=((8, 15),))
    assert verdicts([on]) == [("vague", "s1", False), ("vague", "s1", True), PLAIN]


def test_a_few_words_of_a_quotation_that_goes_on_carry_nothing():
    assert verdicts([replace(SAID, content=((0, 4), (8, 10)))])[1] == PLAIN


def test_the_attribution_with_the_main_verb_goes_first():
    other = replace(SAID, cue_head=2, cue=(2, 3), content=((0, 2),))
    second = replace(OFFICIALS, id="s2", status="named")
    parsed = parsed_story(tree(STORY))
    ledger = Ledger(
        parsed, [other, SAID], [Link("s2", "new"), LINK], {"s1": OFFICIALS, "s2": second}, matches={}, rules=RULES
    )
    assert ledger.verdicts()[0][2].source == "s1"


@pytest.mark.parametrize(
    ("types", "verdict"),
    [
        (["casualty"], UNSOURCED),
        (["figure"], PLAIN),
        (["cause", "consequence"], UNSOURCED),
        (["figure", "figure", "figure"], PLAIN),
        (["judgement", "judgement"], PLAIN),
        (["casualty", "result", "public-act"], PLAIN),
        (["casualty", "scene"], PLAIN),
    ],
)
def test_a_sentence_in_the_narrators_voice_needs_a_source_by_the_weight_of_its_claims(types, verdict):
    matches = [TypeMatch(one, 10, 11) for one in types]
    assert verdicts([], [], matches=matches)[1] == verdict


def test_the_narrators_sentences_say_why():
    parsed = parsed_story(tree(STORY))
    reasons = [
        narrated(parsed.doc, [TypeMatch(rule, start, end) for rule, start, end in matches], RULES).why
        for matches in (
            [("brief", 8, 8), ("judgement", 9, 10), ("casualty", 12, 13), ("casualty", 12, 13)],
            [("brief", 8, 8), ("judgement", 9, 10), ("public-act", 12, 13)],
            [("judgement", 9, 10)],
            [("scrap", 16, 16), ("casualty", 17, 18)],
        )
    ]
    assert reasons == [
        "judgement (“old”), casualty (“sank”)",
        "brief, public-act (“sank”)",
        "no type of claim that needs a source",
        "scrap",
    ]


def claim_rule(**fields):
    read = {"id": "test", "description": "A rule.", "examples": {"fires": ["Yes."], "silent": ["No."]}, **fields}
    return ClaimRule.model_validate(read)


def rules_of(*claims):
    return replace(RULES, claims={one.id: one for one in claims})


def found(*claims, kind="paragraph"):
    finder = ClaimFinder(rules_of(*claims), NLP)
    return [(one.rule, one.start, one.end) for one in finder.matches(parsed_story(tree(STORY), kind=kind))]


def test_a_main_rule_counts_the_verbs_of_main_clauses_only():
    verbs = [[{"POS": "VERB"}]]
    assert found(claim_rule(tokens=verbs)) == [("test", 3, 4), ("test", 6, 7), ("test", 12, 13), ("test", 17, 18)]
    assert found(claim_rule(tokens=verbs, main=True)) == [("test", 6, 7), ("test", 12, 13), ("test", 17, 18)]


def test_the_first_node_of_a_tree_shows_the_type():
    subject = {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "subject", "RIGHT_ATTRS": {"DEP": "nsubj"}}
    verb = {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LOWER": "sank"}}
    passive = {**subject, "RIGHT_ATTRS": {"DEP": "nsubj:pass"}}
    killed = {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LOWER": "killed"}}
    assert found(claim_rule(patterns=[[verb, subject], [killed, passive]])) == [("test", 3, 4), ("test", 12, 13)]


@pytest.mark.parametrize(
    ("when", "sentences"),
    [
        ({"max_words": 3}, [16]),
        ({"min_words": 4}, [0, 8]),
        ({"begins": ["the", "two"]}, [0, 8]),
        ({"ends": ["."], "lacks": ["officials", "ferry"]}, [16]),
        ({"ends": ["?"]}, []),
        ({"finite": True}, []),
        ({"finite": False, "heading": False}, [0, 8, 16]),
        ({"heading": True}, []),
    ],
)
def test_a_rule_without_words_is_of_the_sentences_for_which_its_conditions_hold(when, sentences):
    assert found(claim_rule(when=when)) == [("test", start, start) for start in sentences]


def test_conditions_bind_words_as_well():
    rule = claim_rule(tokens=[[{"POS": "VERB"}]], when={"heading": True})
    assert (found(rule), found(rule, kind="heading")[0]) == ([], ("test", 3, 4))


def test_a_clause_is_what_stands_around_its_verb_each_once_with_all_its_types():
    doc = tree(STORY)
    found = typed_clauses(doc, [TypeMatch("casualty", 3, 4), TypeMatch("figure", 0, 2), TypeMatch("figure", 0, 1)])
    assert [(doc[one.head].text, text_of(doc, one.core), one.types) for one in found] == [
        ("killed", "Two sailors were killed", {"casualty": ((3, 4),), "figure": ((0, 2),)})
    ]


def test_a_clause_without_a_verb_of_its_own_belongs_to_the_one_above():
    doc = tree("""
        Prices    NOUN  nsubj    rose
        rose      VERB  ROOT
        ,         PUNCT punct    rose
        the       DET   det      most
        most      NOUN  appos    Prices
    """)
    at = word_at(doc, "most").i
    assert [doc[one.head].text for one in typed_clauses(doc, [TypeMatch("superlative", at, at + 1)])] == ["rose"]


@pytest.fixture(scope="module")
def bookkeeper():
    return Bookkeeper(RULES, NLP)


@pytest.mark.parametrize(
    ("quoted", "kind"), [((), "indirect"), (((0, 4),), "direct"), (((0, 2),), "mixed"), (((9, 12),), "indirect")]
)
def test_an_attribution_is_direct_as_far_as_its_content_is_quoted(quoted, kind, bookkeeper):
    established = bookkeeper.establish(
        parsed_story(tree(STORY)), Extracted((replace(SAID, quoted=quoted),), ()), Resolved((OFFICIALS,), (LINK,))
    )
    assert [one.kind for one in established.attributions] == [kind]


def test_a_claim_is_its_attributions_or_the_narrators(bookkeeper):
    with_said = bookkeeper.establish(parsed_story(tree(STORY)), Extracted((SAID,), ()), Resolved((OFFICIALS,), (LINK,)))
    without = bookkeeper.establish(parsed_story(tree(STORY)), Extracted((), ()), Resolved((), ()))
    told = [
        [
            (one.text, one.status, one.source, one.attribution, one.cues[one.types.index("casualty")].text)
            for one in established.claims
            if "casualty" in one.types
        ]
        for established in (with_said, without)
    ]
    words = "Two sailors were killed"
    assert told == [[(words, "vague", "s1", "a1", "killed")], [(words, "unattributed", None, None, "killed")]]
    (claim,) = (one for one in without.claims if "casualty" in one.types)
    assert claim.weight >= 1
