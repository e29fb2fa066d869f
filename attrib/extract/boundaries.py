"""Where source and content begin and end, after PolNeAR's guidelines (docs/terms.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.parse.labels import FINITE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from spacy.tokens import Doc, Token

    from attrib.extract.candidates import Range

EDGE = frozenset(",;:.!?—–―-")
DASHES = frozenset({"-", "–", "—", "―", "--"})
AFTER_COMMA = frozenset({"acl:relcl", "acl", "parataxis", "advcl", "advcl:relcl"})
NOT_IN_SOURCE = frozenset({"case", "punct", "cc", "mark", "parataxis", "discourse", "vocative"})
SET_OFF = frozenset({"obl", "nmod", "advmod", "advcl", "nmod:unmarked", "obl:unmarked"})
"""Relations of words before a noun that a comma parts from it ("On Friday, officials")."""
INTRODUCING = frozenset({"that", "to", "whether", "how", "if"})
"""Words that introduce a content and always belong to it."""
GOING_ON = frozenset({"that", "because", "unless", "until"})
"""Words that open a clause which belongs to what is said, whatever the parser hung it on."""
YEAR = 4
"""How many digits a year has."""
QUOTE_MARKS = frozenset({"“", "”", '"', "''", "``"})


def source_range(head: Token, barred: Collection[int] = ()) -> Range:
    """Return the noun phrase of a source: determiner, title, modifiers and the appositions that identify it.

    Relative and participle clauses set off by a comma stay outside, as do the words in `barred`.
    """
    keep = {head.i}
    for other in head.children:
        if other.dep_ in ("cc", "punct"):
            keep.add(other.i)
        elif _belongs_to_source(other, head):
            keep.update(_subtree(other))
    start = end = head.i
    while start - 1 in keep and start - 1 not in barred:
        start -= 1
    while end + 1 in keep and end + 1 not in barred:
        end += 1
    while start < head.i and head.doc[start].dep_ == "cc":
        start += 1
    end = _with_following_name(head, end)
    return trimmed(head.doc, (start, end + 1), marks=True) or (head.i, head.i + 1)


def _belongs_to_source(other: Token, head: Token) -> bool:
    """Tell whether a dependent of a source's head is part of the source's phrase."""
    if other.dep_ in NOT_IN_SOURCE and not _is_genitive(other):
        return False
    if other.dep_ == "conj" and other.pos_ in ("VERB", "AUX"):
        return False
    if other.i < head.i:
        return not _comma_after(other)
    clause = other.dep_ in AFTER_COMMA or other.pos_ in ("VERB", "AUX")
    return not clause or not _comma_before(other)


def _with_following_name(head: Token, end: int) -> int:
    """Return the end of a phrase moved over the name that stands right after a role, whatever the parser made of it."""
    doc = head.doc
    if head.pos_ != "NOUN" or end != head.i or end + 1 >= len(doc):
        return end
    after = doc[end + 1]
    if after.ent_iob_ != "B" or after.ent_type_ not in ("PER", "PERSON") or head.ent_type_:
        return end
    last = end + 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    return last


def _is_genitive(token: Token) -> bool:
    return token.dep_ == "case" and token.lower_ in ("'s", "’s", "'", "’")


def _comma_before(token: Token) -> bool:
    left = token.left_edge.i
    return left > 0 and token.doc[left - 1].text in (",", "-", "—", "–", "(")


def _comma_after(token: Token) -> bool:
    right = token.right_edge.i + 1
    return right < len(token.doc) and token.doc[right].text == "," and token.dep_ in SET_OFF


def _subtree(token: Token) -> range:
    return range(token.left_edge.i, token.right_edge.i + 1)


def content_ranges(heads: Iterable[Token], barred: Collection[int], *, introduced: bool) -> tuple[Range, ...]:
    """Return the content that hangs under `heads` as token ranges, without the words in `barred`.

    With `introduced`, the words that introduce the content ("that", "to", "of") belong to it.
    """
    inside: set[int] = set()
    doc = None
    for head in heads:
        doc = head.doc
        inside.update(token.i for token in head.subtree)
        if not introduced:
            for other in head.lefts:
                if other.dep_ in ("case", "mark") and other.lower_ not in INTRODUCING:
                    inside.difference_update(_subtree(other))
    if doc is None:
        return ()
    return runs_of(doc, inside.difference(barred))


def runs_of(doc: Doc, inside: set[int]) -> tuple[Range, ...]:
    """Return a set of tokens as ranges, without punctuation at their edges."""
    return tuple(found for run in _runs(inside) if (found := trimmed(doc, run)) is not None)


def stands_apart(doc: Doc, cue: Range) -> bool:
    """Tell whether a prepositional cue stands apart from its sentence, after a comma or at its beginning."""
    return cue[0] == 0 or bool(doc[cue[0]].is_sent_start) or doc[cue[0] - 1].text in (",", "—", "–", "”", '"', "''")


def run_on(cue: Token, content: Range, barred: Collection[int]) -> Range:
    """Return content that follows its cue, run on over what the parser hung elsewhere in the same sentence.

    It stops before a clause coordinated with the cue, before another finite verb above it, and before `barred`.
    """
    start, end = content
    stop = cue.sent.end
    # Of what ends the content the first counts; to look at every word would take the square of a long sentence's time.
    clauses = (token for token in cue.rights if token.dep_ in ("conj", "parataxis", "advcl") and token.i >= end)
    ends = {token.i: token.left_edge.i for token in clauses if not _goes_on(token)}
    ends.update({at: max(end, cue.doc[at].left_edge.i) for at in barred if at >= end})
    first = min(ends, default=stop)
    above = min((token.i for token in cue.ancestors if token.i >= end), default=stop)
    if above < min(first, stop):
        return content
    if first < stop:
        stop = ends[first]
    return trimmed(cue.doc, (start, stop)) or content


def run_through(cue: Token, content: Range, barred: Collection[int], occasions: Collection[str]) -> Range:
    """Return an object after its cue, run on through its clause: over the phrases the parser hung on the verb.

    It stops before punctuation, another clause, `barred`, and a phrase that tells when or where it was said.
    """
    doc = cue.doc
    start, end = content
    while end < cue.sent.end:
        token = doc[end]
        if end in barred or token.is_punct or token.pos_ == "SCONJ" or token.dep_ == "cc" or _is_clause(token, cue):
            break
        if token.pos_ in ("ADP", "ADV", "NOUN", "PROPN", "DET") and _is_occasion(token, occasions):
            break
        end += 1
    return trimmed(doc, (start, end)) or content


def _is_clause(token: Token, cue: Token) -> bool:
    """Tell whether a token begins a clause of its own: a finite verb, or one under the cue that is no infinitive."""
    if token.tag_ in FINITE or token.tag_ in ("WDT", "WP", "WRB"):
        return True
    infinitive = any(child.dep_ == "mark" and child.lower_ == "to" for child in token.lefts)
    return token.pos_ == "VERB" and token.head == cue and not infinitive


def _is_occasion(token: Token, occasions: Collection[str]) -> bool:
    """Tell whether a token begins a phrase of the cue's verb that tells when or where."""
    phrase = token.head if token.dep_ in ("case", "det", "advmod", "amod", "compound", "nummod") else token
    if phrase.left_edge.i != token.i:
        return False
    return phrase.lower_ in occasions or phrase.lemma_.lower() in occasions or (phrase.like_num and len(phrase) == YEAR)


def _goes_on(clause: Token) -> bool:
    """Tell whether a clause that the parser joined to a cue is more of its content: "(that) ... and that ...", "... but he ..."."""
    if any(token.dep_ == "mark" and token.lower_ in GOING_ON for token in clause.lefts):
        return True
    joined = next((token for token in clause.lefts if token.dep_ == "cc"), None)
    if joined is None or joined.i == 0 or joined.nbor(-1).text == ",":
        return False
    return any(token.dep_.startswith("nsubj") for token in clause.lefts)


def _runs(indices: set[int]) -> list[Range]:
    runs: list[Range] = []
    for at in sorted(indices):
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def trimmed(doc: Doc, run: Range, *, marks: bool = False) -> Range | None:
    """Return a range without punctuation at its edges, or None if nothing is left; with `marks` quotation marks go too."""
    start, end = run
    edge = EDGE | QUOTE_MARKS if marks else EDGE
    while start < end and (doc[start].text in edge or doc[start].text in "”’)"):
        start += 1
    while end > start and (doc[end - 1].text in edge or doc[end - 1].text in "“‘("):
        end -= 1
    return (start, end) if start < end else None
