"""Parsed sentences and stories put together by hand, so that what is read from a tree can be told without a pipeline."""

from __future__ import annotations

from hashlib import sha256

import spacy
from spacy.tokens import Doc

from attrib.parse import ParsedBlock, ParsedStory
from attrib.parse.quotations import pair_quotations
from attrib.report import Block, Span, Story

NLP = spacy.blank("en")
CLOSE_UP = {",", ".", ":", "?", "!", "”", "’s", "'s", ")"}
OPEN_UP = {"“", "("}


def tree(rows: str) -> Doc:
    """Return a document from one row a token: word, part of speech, relation, head, and what else is to be said.

    The head is the word itself or, where a word stands twice, `word#2`; ROOT has none. What else: `lemma=`, `tag=`,
    `ent=`. Rows set apart by an empty line are sentences.
    """
    sentences = [[row.split() for row in part.splitlines() if row.strip()] for part in rows.strip().split("\n\n")]
    cells = [cell for sentence in sentences for cell in sentence]
    words = [cell[0] for cell in cells]
    heads, starts = [], []
    for sentence in sentences:
        base, own = len(heads), [cell[0] for cell in sentence]
        for at, cell in enumerate(sentence):
            heads.append(base + (at if cell[2] == "ROOT" else _place(own, cell[3])))
            starts.append(at == 0)
    more = [dict(extra.split("=") for extra in cell[3:] if "=" in extra) for cell in cells]
    return Doc(
        NLP.vocab,
        words=words,
        spaces=[_is_spaced(words, at) for at in range(len(words))],
        pos=[cell[1] for cell in cells],
        deps=[cell[2] for cell in cells],
        heads=heads,
        sent_starts=starts,
        lemmas=[extra.get("lemma", word.lower()) for extra, word in zip(more, words, strict=True)],
        tags=[extra.get("tag", "") for extra in more],
        ents=[extra.get("ent", "O") for extra in more],
    )


def _place(words, head):
    word, _, number = head.partition("#")
    return [at for at, one in enumerate(words) if one == word][int(number or 1) - 1]


def _is_spaced(words, at):
    return words[at] not in OPEN_UP and at + 1 < len(words) and words[at + 1] not in CLOSE_UP


def word_at(doc: Doc, words: str):
    """Return the token with this text; `word#2` is the second of them."""
    return doc[_place([token.text for token in doc], words)]


def text_of(doc: Doc, run) -> str | None:
    """Return the words of a half-open token range, None for no range."""
    return doc[run[0] : run[1]].text if run is not None else None


def parsed_story(doc: Doc, *, kind: str = "paragraph") -> ParsedStory:
    """Return a story of one block around a document."""
    story = Story("story.txt", doc.text, sha256(doc.text.encode()).hexdigest(), ())
    starts = tuple(token.idx for token in doc)
    ends = tuple(token.idx + len(token) for token in doc)
    block = ParsedBlock(Block(kind, (Span(0, len(doc.text)),)), 0, len(doc))
    return ParsedStory(story, doc, starts, ends, (block,), pair_quotations(doc, [(0, len(doc))]))
