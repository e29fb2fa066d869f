"""How far a cue reaches from its head: the verb group of "had refused to say", the noun phrase of "made the bold claim"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.extract.subjects import VOICING, child

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from attrib.extract.candidates import Range

AUXILIARIES = frozenset({"aux", "aux:pass", "advmod", "cop"})
PARTICLES = frozenset({"compound:prt"})
DESCRIBING = frozenset({"amod", "advmod", "compound", "det"})


def cue_range(head: Token, extra: Iterable[Token] = ()) -> Range:
    """Return the words of a cue in one stretch: the verb or noun group around `head`, and `extra`.

    An infinitive takes its "to" and the verb right before it ("continued to deny"), a noun what describes it after its
    owner, and the verb it is voiced with ("made the claim"). `extra` are words the frame counts to the cue, such as the
    preposition of "called for".
    """
    start = _noun_start(head) if head.pos_ in ("NOUN", "PROPN") else _verb_start(head)
    end = head.i + 1
    wanted = {token.i for token in extra} | {token.i for token in head.rights if token.dep_ in PARTICLES}
    for at in sorted(wanted):
        if at >= end:
            end = at + 1
        elif at < start:
            start = at
    return start, end


def _verb_start(head: Token) -> int:
    """Return where the verb group of `head` begins: its auxiliaries, negation and adverbs, and the verb above it."""
    doc = head.doc
    left = {token.i for token in head.lefts if token.dep_ in AUXILIARIES or _is_infinitive_mark(token)}
    start = head.i
    while start - 1 in left and doc[start - 1].tag_ != "WRB":
        start -= 1
    to = next((at for at in range(start, head.i) if _is_infinitive_mark(doc[at])), None)
    if to is None:
        return start
    above = head.head
    if head.dep_ == "xcomp" and above.i == start - 1 and above.pos_ in ("VERB", "ADJ", "AUX"):
        return _verb_start(above)
    return start


def _noun_start(head: Token) -> int:
    """Return where the noun group of a noun cue begins: after its owner, or at the verb that voices it."""
    verb = head.head
    if head.dep_ == "obj" and verb.lemma_ in VOICING and verb.i < head.i and child(head, "nmod:poss") is None:
        between = range(verb.i + 1, head.i)
        if all(head.is_ancestor(head.doc[at]) for at in between):
            return _verb_start(verb)
    owner = child(head, "nmod:poss")
    start = head.i
    while owner is not None and start - 1 > owner.right_edge.i and head.doc[start - 1].dep_ in DESCRIBING:
        start -= 1
    return start


def _is_infinitive_mark(token: Token) -> bool:
    return token.dep_ == "mark" and token.lower_ == "to"
