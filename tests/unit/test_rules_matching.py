"""The matchers of the rules find what spaCy's own find with the same patterns, in any parse."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from spacy.matcher import DependencyMatcher, Matcher
from spacy.tokens import Doc

from attrib.read import find_stories, read_bytes
from attrib.rules import compile as compiling
from attrib.rules.runs import RunMatcher
from attrib.rules.trees import RELATIONS, TreeMatcher

NLP = spacy.blank("en")

WORDS = ["say", "Said", "mayor", "it", "7", ","]
POS = ["VERB", "NOUN", "PRON"]
TAGS = ["VBD", "NN", "PRP"]
DEPS = ["nsubj", "ccomp", "obj"]
MORPHS = ["Number=Sing", "Number=Plur|Person=3", ""]
ENTS = ["O", "B-PER", "B-ORG"]

ATTRIBUTES = st.one_of(
    st.fixed_dictionaries(
        {},
        optional={
            "LEMMA": st.one_of(st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS)).map(lambda some: {"IN": some})),
            "POS": st.one_of(st.sampled_from(POS), st.sampled_from(POS).map(lambda one: {"NOT_IN": [one]})),
            "DEP": st.one_of(st.sampled_from([*DEPS, "ROOT"]), st.just({"IN": ["nsubj", "obj"], "NOT_IN": ["obj"]})),
        },
    ),
    st.sampled_from(
        [
            {"TEXT": "Said"},
            {"LOWER": "said", "TAG": {"IN": ["VBD", "NN"]}},
            {"TEXT": {"REGEX": "^[sm]"}, "POS": "NOUN"},
            {"LOWER": {"FUZZY1": "sat"}},
            {"LOWER": {"REGEX": {"IN": ["^s", "y$"]}}},
            {"MORPH": {"IS_SUPERSET": ["Number=Plur"]}},
            {"LENGTH": {">=": 3}},
            {"IS_TITLE": True},
            {"LIKE_NUM": False, "IS_PUNCT": False, "ENT_TYPE": "PER"},
            {"IS_SENT_START": True},
            {"ENT_TYPE": ""},
        ]
    ),
)


@st.composite
def sentences(draw):
    """The heads of one sentence, crossing arcs and all: each token hangs on one drawn before it."""
    order = draw(st.permutations(range(draw(st.integers(1, 7)))))
    heads = {order[0]: order[0]}
    for at in order[1:]:
        heads[at] = draw(st.sampled_from(sorted(heads)))
    return [heads[at] for at in sorted(heads)]


@st.composite
def docs(draw):
    """One or two parsed sentences."""
    heads, starts = [], []
    for sentence in draw(st.lists(sentences(), min_size=1, max_size=2)):
        starts += [not at for at in range(len(sentence))]
        heads += [len(heads) + head for head in sentence]
    size = len(heads)

    def each(values):
        return draw(st.lists(st.sampled_from(values), min_size=size, max_size=size))

    words = each(WORDS)
    deps = [dep if head != at else "ROOT" for at, (dep, head) in enumerate(zip(each(DEPS), heads, strict=True))]
    doc = Doc(
        NLP.vocab,
        words=words,
        heads=heads,
        deps=deps,
        sent_starts=starts if draw(st.booleans()) else None,
        pos=each(POS),
        tags=each(TAGS),
        morphs=["Case=Nom", *each(MORPHS)[1:]],
        lemmas=[word.lower() for word in words],
        ents=each(ENTS),
    )
    # Of some trees full of crossing arcs spaCy gets the edges wrong, and then what stands in one sentence.
    for sentence in doc.sents:
        assume((sentence.root.left_edge.i, sentence.root.right_edge.i + 1) == (sentence.start, sentence.end))
    return doc


@st.composite
def trees(draw):
    """A tree pattern of up to four nodes."""
    nodes = [{"RIGHT_ID": "n0", "RIGHT_ATTRS": draw(ATTRIBUTES)}]
    for at in range(1, draw(st.integers(1, 4))):
        left = f"n{draw(st.integers(0, at - 1))}"
        relation = draw(st.sampled_from(sorted(RELATIONS)))
        nodes.append({"LEFT_ID": left, "REL_OP": relation, "RIGHT_ID": f"n{at}", "RIGHT_ATTRS": draw(ATTRIBUTES)})
    return nodes


RUNS = st.lists(
    st.builds(
        lambda attributes, operator: {**attributes, **({"OP": operator} if operator else {})},
        ATTRIBUTES,
        st.sampled_from(["", "", "?", "{2}", "{1,2}", "{,2}", "{0}", "*", "+", "{1,}", "!"]),
    ),
    min_size=1,
    max_size=4,
)


def by_spacy(matcher, doc):
    """Return what a matcher of spaCy's finds, with the names of the rules and in order."""
    return sorted((doc.vocab.strings[key], *map(_hashable, rest)) for key, *rest in matcher(doc))


def _hashable(value):
    return tuple(value) if isinstance(value, list) else value


@settings(max_examples=400)
@given(docs(), st.lists(trees(), min_size=1, max_size=3))
def test_trees_of_any_shape(doc, patterns):
    expected, actual = DependencyMatcher(NLP.vocab), TreeMatcher(NLP.vocab)
    for name in ("one", "two"):
        expected.add(name, patterns)
        actual.add(name, patterns)
    assert sorted(actual(doc)) == by_spacy(expected, doc)
    assert len(actual) == len(expected)


@pytest.mark.parametrize("relation", sorted(RELATIONS))
@settings(max_examples=25)
@given(doc=docs())
def test_relations(relation, doc):
    pattern = [
        {"RIGHT_ID": "one", "RIGHT_ATTRS": {}},
        {"LEFT_ID": "one", "REL_OP": relation, "RIGHT_ID": "other", "RIGHT_ATTRS": {}},
    ]
    expected, actual = DependencyMatcher(NLP.vocab), TreeMatcher(NLP.vocab)
    expected.add("pair", [pattern])
    actual.add("pair", [pattern])
    assert sorted(actual(doc)) == by_spacy(expected, doc)


@settings(max_examples=400)
@given(docs(), st.lists(RUNS, min_size=1, max_size=3))
def test_runs_of_any_kind(doc, patterns):
    expected, actual = Matcher(NLP.vocab), RunMatcher(NLP.vocab)
    for name in ("one", "two"):
        expected.add(name, patterns)
        actual.add(name, patterns)
    assert sorted(actual(doc)) == by_spacy(expected, doc)
    assert len(actual) == len(expected)


def test_matches_stand_in_the_order_of_the_rules_and_then_of_the_text():
    doc = Doc(NLP.vocab, words=["it", "say", "it", "say"], heads=[1, 1, 3, 1], deps=["nsubj", "ROOT", "nsubj", "conj"])
    matcher = TreeMatcher(NLP.vocab)
    matcher.add("late", [[{"RIGHT_ID": "n0", "RIGHT_ATTRS": {"LOWER": "say"}}]])
    matcher.add("early", [[{"RIGHT_ID": "n0", "RIGHT_ATTRS": {"DEP": "nsubj"}}]])
    assert matcher(doc) == [("late", (1,)), ("late", (3,)), ("early", (0,)), ("early", (2,))]


def test_matchers_without_rules_and_texts_without_words():
    matcher = TreeMatcher(NLP.vocab)
    assert (matcher(NLP.make_doc("a b")), RunMatcher(NLP.vocab)(NLP.make_doc("a b"))) == ([], [])
    matcher.add("any", [[{"RIGHT_ID": "n0", "RIGHT_ATTRS": {"TEXT": {"REGEX": "."}}}]])
    assert matcher(NLP.make_doc("")) == []


@pytest.fixture(scope="module")
def corpus(engine, request):
    """The documents of the stories in corpus/."""
    paths = find_stories([request.config.rootpath / "corpus"])
    return [parsed.doc for parsed, _ in engine.establish([engine.read(path, read_bytes(path)) for path in paths])]


def test_shipped_trees_over_the_corpus(engine, corpus):
    rules, vocab = engine.rules, engine.nlp.vocab
    frames, claims = DependencyMatcher(vocab), DependencyMatcher(vocab)
    for frame in rules.frames.values():
        if frame.patterns:
            frames.add(frame.id, list(compiling.merged(frame.patterns)))
    for claim in rules.claims.values():
        if claim.trees:
            claims.add(claim.id, list(claim.trees))
    for expected, actual in (
        (frames, compiling.compile_frames(rules, vocab)),
        (claims, compiling.compile_claims(rules, vocab)),
    ):
        assert len(actual) == len(expected)
        if len(expected):
            assert [sorted(actual(doc)) for doc in corpus] == [by_spacy(expected, doc) for doc in corpus]


@pytest.mark.parametrize(
    ("kind", "compiled"),
    [
        ("blockers", compiling.compile_blockers),
        ("markers", compiling.compile_marker_tokens),
        ("claims", compiling.compile_claim_tokens),
    ],
)
def test_shipped_runs_over_the_corpus(engine, corpus, kind, compiled):
    expected = Matcher(engine.nlp.vocab)
    for rule in engine.rules.of_kind(kind).values():
        if rule.tokens:
            expected.add(rule.id, rule.tokens)
    actual = compiled(engine.rules, engine.nlp.vocab)
    assert [sorted(actual(doc)) for doc in corpus] == [by_spacy(expected, doc) for doc in corpus]
