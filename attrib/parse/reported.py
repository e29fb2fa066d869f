"""Reported speech that parsers misread, put right in the tree: whose clause a "that" opens, and who speaks before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.parse.labels import FINITE, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
MAX_BETWEEN = 16
"""How many words may stand between a verb and the "that" of its clause ("told reporters in the capital on Friday that")."""


def mend_reports(doc: Doc, verbs: Collection[str]) -> Doc:
    """Return `doc` with the clauses that verbs of saying report hung on their verbs, in place.

    `verbs` are the lemmas that take a clause. Three readings are mended: a clause with "that" hung on a noun between
    verb and clause ("said in a statement that"); an object that is the subject of a clause left without one ("suggests
    the mayor is gone"); a source taken for a clause before its verb ("People briefed on the talks said that").
    """
    verbal = doc.vocab.strings["VERB"]
    for at in [at for at, pos in enumerate(doc.to_array("POS").tolist()) if pos == verbal]:
        verb = doc[at]
        if verb.lemma_ in verbs:
            _mend_source(verb)
            if _clause(verb) is None:
                _mend_that(verb) or _mend_object(verb)
    return doc


def _clause(verb: Token) -> Token | None:
    """Return the head of the clause that a verb is followed by, or None."""
    return next((token for token in verb.rights if token.dep_ == "ccomp"), None)


def _mend_source(verb: Token) -> None:
    """Make a clause before a verb its subject where the verb has another clause after it and no subject."""
    if any(token.dep_ in SUBJECTS for token in verb.children) or _clause(verb) is None:
        return
    before = next((token for token in verb.lefts if token.dep_ == "ccomp"), None)
    if before is None:
        return
    noun = before if before.pos_ in NOMINAL else next((token for token in before.lefts if token.dep_ in SUBJECTS), None)
    if noun is None or noun.pos_ not in NOMINAL:
        return
    if noun is not before:
        _hang(noun, verb, "nsubj")
        _hang(before, noun, "acl")
    else:
        before.dep_ = "nsubj"


def _mend_that(verb: Token) -> bool:
    """Hang a clause with "that" on the verb before it where the parser has hung it on a noun between the two."""
    doc = verb.doc
    for at in range(verb.i + 1, min(verb.i + MAX_BETWEEN, verb.sent.end)):
        token = doc[at]
        if token.pos_ == "VERB" or token.tag_ in FINITE:
            return False
        if token.lower_ != "that" or not (token.dep_ == "mark" or _after_time(token)):
            continue
        clause = _clause_after(token)
        above = clause.head
        if clause.i < at or not verb.i < above.i < at or clause.dep_ not in ("acl", "acl:relcl", "ccomp", "advcl"):
            return False
        if above.dep_ in ("obj", "nsubj:pass") and above.i == at - 1 and not _addressed(above):
            return False
        _hang(clause, verb, "ccomp")
        return True
    return False


def _after_time(that: Token) -> bool:
    """Tell whether a "that" stands after a time, which no relative clause describes ("said last month that")."""
    before = that.nbor(-1)
    return before.dep_ in ("obl:unmarked", "nmod:unmarked", "advmod") or before.ent_type_ in ("DATE", "TIME")


def _clause_after(that: Token) -> Token:
    """Return the head of the clause that a "that" opens."""
    clause = that.head
    while clause.head.i > that.i and clause.head != clause:
        clause = clause.head
    return clause


def _addressed(noun: Token) -> bool:
    """Tell whether an object is somebody who is told, rather than something that is said."""
    return noun.pos_ in ("PROPN", "PRON") or bool(noun.ent_type_)


def _mend_object(verb: Token) -> bool:
    """Make the object of a verb the subject of a clause after it that has none."""
    noun = next((token for token in verb.rights if token.dep_ == "obj"), None)
    if noun is None or noun.left_edge.i != verb.i + 1:
        return False
    for at in range(noun.i + 1, min(noun.i + MAX_BETWEEN, verb.sent.end)):
        token = verb.doc[at]
        if token.tag_ in ("WDT", "WP", "WP$", "WRB") or token.text in ",;:—–":
            return False
        if token.tag_ not in FINITE:
            continue
        clause = token.head if token.pos_ == "AUX" and token.dep_ in ("aux", "cop", "aux:pass") else token
        if clause.i < at or any(child.dep_ in SUBJECTS or child.dep_ == "cc" for child in clause.children):
            return False
        if clause.head.i not in range(verb.i, at):
            return False
        _hang(clause, verb, "ccomp")
        _hang(noun, clause, "nsubj")
        return True
    return False


def _hang(token: Token, head: Token, relation: str) -> None:
    token.head = head
    token.dep_ = relation
