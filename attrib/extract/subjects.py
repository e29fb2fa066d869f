"""Who stands behind a cue: its subject, where need be a shared, raised or relative one; its agent; its possessor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.parse.labels import SUBJECTS, TENSED

if TYPE_CHECKING:
    from spacy.tokens import Token

INVERTED = frozenset({"obj", "xcomp", "ccomp", "obl:unmarked", "iobj", "obl"})
"""What a parser makes of a subject after its verb."""
SHARING = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp", "appos", "dep"})
"""Relations of a verb that may share its head's subject."""
VOICING = frozenset({"make", "voice", "express", "give", "have", "issue", "repeat", "offer", "state", "reiterate"})
"""Verbs whose subject is the source of the noun cue they take ("made the claim")."""
MAX_STEPS = 4
"""How far up a chain of verbs a shared subject is looked for."""


def child(token: Token, *deps: str) -> Token | None:
    """Return the first dependent of `token` with one of the relations, or None."""
    return next((other for other in token.children if other.dep_ in deps), None)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is in the passive voice."""
    return any(other.dep_ in ("aux:pass", "nsubj:pass") for other in verb.children)


def agent(verb: Token) -> Token | None:
    """Return the head of the "by" phrase of a passive verb, or None."""
    found = child(verb, "obl:agent")
    if found is not None:
        return found
    for other in verb.children:
        if other.dep_ == "obl" and any(case.lower_ == "by" and case.dep_ == "case" for case in other.children):
            return other
    return None


def subject(verb: Token) -> Token | None:
    """Return the head of the noun phrase that does what the verb says, or None.

    A verb without a subject of its own takes that of the verb it is coordinated with or depends on ("denied it and
    said", "left, saying", "went on to say", "declined to comment"), or the noun it modifies ("the man saying").
    """
    if is_passive(verb):
        return agent(verb)
    inverted = inverted_subject(verb)
    return inverted if inverted is not None else _shared_subject(verb)


def _shared_subject(verb: Token) -> Token | None:
    """Return the subject of an active verb, its own or the nearest one up the chain of verbs that it may share."""
    current = verb
    for step in range(MAX_STEPS):
        own = child(current, "nsubj", "nsubj:outer")
        if own is not None:
            return None if _is_expletive(own, current) else own
        passive = child(current, "nsubj:pass") if step else None
        if passive is not None or child(current, "csubj", "expl") is not None:
            return passive
        lender = _lender(current, verb)
        if lender is not None or current.dep_ not in SHARING:
            return lender
        current = current.head
    return None


def _lender(current: Token, verb: Token) -> Token | None:
    """Return the noun that a clause without a subject modifies ("the man saying"), or its verb's object ("asked her to")."""
    above = current.head
    if current.dep_ == "acl" and above.pos_ in ("NOUN", "PROPN", "PRON"):
        return above
    if current.dep_ == "xcomp" and current != verb.head:
        return child(above, "obj", "iobj")
    return None


def inverted_subject(verb: Token) -> Token | None:
    """Return the noun phrase right after a verb set into or after what it reports ("..., noted Ann Field")."""
    if verb.dep_ not in ("parataxis", "ROOT", "advcl", "conj") or child(verb, *SUBJECTS) is not None or verb.i == 0:
        return None
    if verb.nbor(-1).text not in ",”\"'’?!" or verb.tag_ not in TENSED:
        return None
    return next(
        (
            other
            for other in verb.rights
            if other.dep_ in INVERTED
            and child(other, "case") is None
            and other.pos_ in ("PROPN", "NOUN", "PRON")
            and other.left_edge.i == verb.i + 1
        ),
        None,
    )


def _is_expletive(own: Token, verb: Token) -> bool:
    return own.lower_ == "there" or (own.lower_ == "it" and is_passive(verb))


def possessor(noun: Token) -> Token | None:
    """Return whose claim a noun cue is: its possessor, a "by" or "from" phrase, a name before it, or its verb's subject."""
    owner = child(noun, "nmod:poss")
    if owner is not None:
        return owner
    for other in noun.children:
        case = child(other, "case")
        if other.dep_ in ("nmod", "obl:agent", "obl") and case is not None and case.lower_ in ("by", "from", "among"):
            return other
    acl = child(noun, "acl")
    if acl is not None and (by := agent(acl)) is not None:
        return by
    verb = noun.head
    if noun.dep_ == "obj" and verb.pos_ == "VERB" and verb.lemma_ in VOICING:
        return subject(verb)
    return next((other for other in noun.children if other.dep_ == "compound" and other.ent_type_), None)
