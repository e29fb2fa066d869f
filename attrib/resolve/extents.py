"""How far the words reach that tell of a source's terms: a reason, a description, without what stands after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.parse.labels import FINITE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from attrib.extract.candidates import Range
    from attrib.parse.document import ParsedStory

BREAKS = frozenset({";", "—", "–", "”", '"', "''", "(", ")"})
"""Marks that end a reason or a description."""
INTRODUCING = frozenset({"mark", "case", "cc", "fixed", "det", "aux", "aux:pass", "cop"})
AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
JOINTS = frozenset({"and", "but", "who", "was", "were", "is", "are"})
"""Words that join a description to what stands after it."""
RELATIVES = frozenset({"who", "which", "whose"})
LONGEST = 30
"""How many words a reason or a description may have."""


def clause_of(parsed: ParsedStory, run: Range) -> Range:
    """Return some words to the end of the phrase or clause that they introduce or head."""
    doc, start = parsed.doc, run[0]
    stop = min(parsed.sentences[parsed.sentence_of[start]][1], start + LONGEST)
    root = _introduced(doc, run)
    end = max(run[1], min(root.right_edge.i + 1, stop))
    at = run[1]
    while at < end and not _ends_at(doc, at, root):
        at += 1
        if at == end < stop and doc[at].tag_ in FINITE and not doc[at].is_ancestor(root):
            # The parser has cut the clause off before its verb.
            root = doc[at].head if doc[at].dep_ in AUXILIARY else doc[at]
            end = max(end, min(root.right_edge.i + 1, stop))
    while at > run[1] and doc[at - 1].is_punct:
        at -= 1
    return start, at


def clause_from(parsed: ParsedStory, run: Range) -> Range:
    """Return some words to the end of what they introduce or, where that is nothing, up to the next mark or finite verb."""
    found = clause_of(parsed, run)
    return found if found[1] > run[1] else (run[0], to_verb(parsed, run[1]))


def _introduced(doc: Doc, run: Range) -> Token:
    """Return the head of the words that a run stands for: of the clause that it introduces, or of itself."""
    root = doc[run[0] : run[1]].root
    if root.dep_ in INTRODUCING and root.head.i >= run[0]:
        root = root.head
    return root.head if root.dep_ == "csubj" and root.head.i > root.i else root


def _ends_at(doc: Doc, at: int, root: Token) -> bool:
    """Tell whether a phrase ends before a token: at a mark, or at a comma beyond which something else begins."""
    token = doc[at]
    if token.text in BREAKS or token.is_sent_start:
        return True
    if token.text != ",":
        return False
    after = doc[at + 1] if at + 1 < len(doc) else None
    if after is None or after.lower_ in RELATIVES:
        return True
    return root not in (after, *after.ancestors) or after.pos_ in ("VERB", "AUX")


def to_verb(parsed: ParsedStory, at: int) -> int:
    """Return the end of the words from a token up to the next mark or finite verb of its sentence."""
    stop = parsed.sentences[parsed.sentence_of[at - 1]][1]
    while at < stop and not parsed.doc[at].is_punct and parsed.doc[at].tag_ not in FINITE:
        at += 1
    return at


def cut_short(doc: Doc, run: Range, terms: Iterable[int]) -> Range:
    """Return a description without the "and" before it, and up to its next verb or to the first of some tokens."""
    start = run[0] + (doc[run[0]].dep_ == "cc" and run[1] - run[0] > 1)
    verbs = (at for at in range(start, run[1]) if doc[at].dep_ == "cc" and doc[at].head.pos_ in ("VERB", "AUX"))
    end = min((*terms, *verbs), default=run[1])
    while end - 1 > start and end < run[1] and (doc[end - 1].is_punct or doc[end - 1].lower_ in JOINTS):
        end -= 1
    return start, end


def with_auxiliaries(doc: Doc, run: Range) -> Range:
    """Return a clause with the auxiliaries right before it."""
    start = run[0]
    while start and doc[start - 1].head.i in range(*run) and doc[start - 1].dep_ in AUXILIARY:
        start -= 1
    return start, run[1]


def verb_of(token: Token) -> Token:
    """Return the verb that a word hangs under, itself if it is one."""
    current = token
    while current.pos_ not in ("VERB", "AUX") and current.head != current:
        current = current.head
    return current
