"""Reported speech that parsers misread, put right in the tree: whose clause a "that" opens, and who speaks before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.parse.labels import FINITE, SUBJECTS, TENSED

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
PASSIVE = frozenset({"aux:pass", "expl"})
SETTING_ASIDE = frozenset({"while", "after", "although", "though", "when", "before", "because", "since", "if", "once"})
"""Conjunctions that open a clause beside the main one."""
MAX_BETWEEN = 16
"""How many words may stand between a verb and the "that" of its clause ("told reporters in the capital on Friday that")."""


def mend_reports(doc: Doc, verbs: Collection[str]) -> Doc:
    """Return `doc` with the clauses that verbs of saying report hung on their verbs, in place.

    `verbs` are the lemmas that take a clause. Five readings are mended: a clause with "that" hung on a noun between verb
    and clause ("said in a statement that"); an object that is the subject of a clause left without one ("suggests the
    mayor is gone"); a source taken for a clause before its verb ("People briefed on the talks said that"), or for a part
    of what stands before it ("In his reply, Ann Lind, the dean, said"); a clause set beside the main one, taken for it
    ("While Lind said no, the gate was opened").
    """
    verbal = doc.vocab.strings["VERB"]
    for at in [at for at, pos in enumerate(doc.to_array("POS").tolist()) if pos == verbal]:
        verb = doc[at]
        if verb.lemma_ in verbs:
            _mend_aside(verb)
            _mend_source(verb) or _mend_speaker(verb)
            if _clause(verb) is None:
                _mend_that(verb) or _mend_object(verb)
    return doc


def _mend_aside(verb: Token) -> None:
    """Make the clause after a comma the main one where a conjunction opens the sentence that a verb was read to head."""
    first = verb.sent[0]
    if verb.dep_ != "ROOT" or first.dep_ != "mark" or first.head != verb or first.lower_ not in SETTING_ASIDE:
        return
    for comma in verb.sent[verb.i - first.i + 1 :]:
        if comma.text != ",":
            continue
        main = _clause_with(comma)
        if main is not None and main.dep_ in ("parataxis", "conj", "ccomp") and verb.i < main.head.i < comma.i:
            _hang(main, main, "ROOT")
            _hang(verb, main, "advcl")
            return


def _clause_with(comma: Token) -> Token | None:
    """Return the head of a finite clause with a subject that begins right after a comma, or None."""
    at = comma.i + 1
    if at >= comma.sent.end:
        return None
    clause = comma.doc[at]
    while clause.head.i > comma.i and clause.head != clause:
        clause = clause.head
    has_subject = any(child.dep_ in SUBJECTS and child.i > comma.i for child in clause.children)
    return clause if has_subject and clause.left_edge.i >= comma.i else None


def _clause(verb: Token) -> Token | None:
    """Return the head of the clause that a verb is followed by, or None."""
    return next((token for token in verb.rights if token.dep_ == "ccomp"), None)


def _mend_source(verb: Token) -> bool:
    """Make a clause before a verb its subject where the verb has another clause after it and no subject."""
    if any(token.dep_ in SUBJECTS for token in verb.children) or _clause(verb) is None:
        return False
    before = next((token for token in verb.lefts if token.dep_ == "ccomp"), None)
    if before is None:
        return False
    noun = before if before.pos_ in NOMINAL else next((token for token in before.lefts if token.dep_ in SUBJECTS), None)
    if noun is None or noun.pos_ not in NOMINAL:
        return False
    if noun is not before:
        _hang(noun, verb, "nsubj")
        _hang(before, noun, "acl")
    else:
        before.dep_ = "nsubj"
    return True


def _mend_speaker(verb: Token) -> bool:
    """Make the noun phrase right before a finite verb its subject where it has none.

    That is a noun hung on the verb as if it were part of it ("the email read"), or one that stands after a fronted phrase
    as if it renamed it ("In his reply, Ann Lind, the dean, said").
    """
    if verb.tag_ not in TENSED or any(token.dep_ in SUBJECTS or token.dep_ in PASSIVE for token in verb.children):
        return False
    fronted = [token for token in verb.lefts if token.dep_ in ("obl", "advcl", "obl:unmarked")]
    renamed = (child for token in fronted for child in token.children if child.dep_ == "appos" and _set_off(child))
    beside = (token for token in verb.lefts if token.dep_ in ("compound", "dislocated", "vocative"))
    noun = next((token for token in (*renamed, *beside) if token.pos_ in NOMINAL and _ends_at(token, verb)), None)
    if noun is None:
        return False
    for token in [token for token in verb.lefts if token.i < noun.i and token.dep_ in ("det", "amod", "nmod:poss")]:
        _hang(token, noun, token.dep_)
    _hang(noun, verb, "nsubj")
    return True


def _set_off(noun: Token) -> bool:
    """Tell whether a comma stands before a noun phrase."""
    edge = noun.left_edge
    return edge.text == "," or (edge.i > 0 and edge.nbor(-1).text == ",")


def _ends_at(noun: Token, verb: Token) -> bool:
    """Tell whether nothing but marks and adverbs stands between a noun phrase and a verb."""
    between = verb.doc[noun.right_edge.i + 1 : verb.i]
    return all(token.is_punct or token.pos_ == "ADV" for token in between)


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
    if before.lower_ in ("time", "point") and before.dep_ == "obl":
        return True
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
