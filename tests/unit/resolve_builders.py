"""Noun phrases of sources put together by hand, one after the other as a story would have them."""

from __future__ import annotations

from spacy.tokens import Doc

from attrib.resolve.mentions import read_mention

from .parse_builders import NLP

ARTICLES = {"a", "an", "the", "this", "that", "these", "another", "some", "all", "both", "no"}
NUMBERS = {"one", "two", "three", "four", "2", "12"}
PRONOUNS = {"he", "she", "they", "it", "we", "i", "him", "her", "both", "who"}
LABELS = ("PER", "ORG", "LOC")


def mentions_of(phrases, lexicon):
    """Return the mentions that noun phrases make, in order.

    A phrase is determiner, modifiers and head; `PER:`, `ORG:` or `LOC:` before it says that its last words, those set
    with capitals, are a name of that kind. What stands before the name is its title or role.
    """
    words, pos, deps, heads, tags, lemmas, ents, runs = [], [], [], [], [], [], [], []
    for phrase in phrases:
        label, _, rest = phrase.rpartition(":")
        base = len(words)
        cells = _named(rest.split(), label) if label else _described(rest.split())
        runs.append((base + next(at for at, cell in enumerate(cells) if cell[2] == "ROOT"), base, base + len(cells)))
        head = runs[-1][0]
        for word, part, relation, tag, lemma, ent in [*cells, (".", "PUNCT", "punct", ".", ".", "O")]:
            words.append(word)
            pos.append(part)
            deps.append(relation)
            heads.append(head)
            tags.append(tag)
            lemmas.append(lemma)
            ents.append(ent)
    doc = Doc(NLP.vocab, words=words, pos=pos, deps=deps, heads=heads, tags=tags, lemmas=lemmas, ents=ents)
    return [read_mention(doc, head, start, end, lexicon) for head, start, end in runs]


def _named(words, label):
    assert label in LABELS
    first = len(words)
    while first and words[first - 1][0].isupper():
        first -= 1
    before = [(word, "NOUN", "nmod:desc", "NN", word.lower(), "O") for word in words[:first]]
    name = [
        (
            word,
            "PROPN",
            "flat" if at else "ROOT",
            "NNP",
            word.lower(),
            f"{'I' if at else 'B'}-{label}",
        )
        for at, word in enumerate(words[first:])
    ]
    return [*before, *name]


def _described(words):
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return [(words[0], "PRON", "ROOT", "PRP", words[0].lower(), "O")]
    return [_modifier(word) for word in words[:-1]] + [_head(words[-1])]


def _modifier(word):
    lower = word.lower()
    if lower in ARTICLES:
        return word, "DET", "det", "DT", lower, "O"
    if lower in NUMBERS:
        return word, "NUM", "nummod", "CD", lower, "O"
    return word, "ADJ", "amod", "JJ", lower, "O"


def _head(word):
    is_plural = word.endswith("s") and not word.endswith("ss")
    lower = word.lower()
    return word, "NOUN", "ROOT", "NNS" if is_plural else "NN", lower.removesuffix("s") if is_plural else lower, "O"
