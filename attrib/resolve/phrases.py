"""The noun phrase of a source as the parser sees it: its head, determiner, left part, and what it is called in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.parse.labels import FINITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from attrib.extract.candidates import Range
    from attrib.resolve.lexicon import Lexicon

DETERMINERS = frozenset({"det", "det:predet", "nummod", "nmod:poss"})
COUNTING = frozenset({"other", "another", "second", "third", "several", "many", "most", "few", "various", "numerous"})
"""Adjectives that determine a noun as an article does."""
LEFT = frozenset(
    {"det", "det:predet", "nummod", "nmod:poss", "amod", "compound", "nmod:desc", "advmod", "nmod", "flat"}
)
"""Relations of words before a noun that are part of its phrase."""
RIGHT = frozenset({"nmod", "acl", "amod", "nmod:unmarked", "obl", "nmod:desc", "flat", "compound"})
"""Relations of words after a noun that say which one it is."""
STOP_TAGS = FINITE | {"WDT", "WP", "WRB", "IN"}
"""Tags of words that no left part of a noun phrase has."""
GENERIC = frozenset({"person", "people", "those", "someone", "one", "man", "woman"})
"""Nouns that say nothing without the clause that follows."""
OWNING = frozenset({"of", "for", "at", "with", "from", "by"})
"""Prepositions before whom somebody or something belongs to."""
MAX_LEFT = 12
MAX_RIGHT = 14
MAX_CLAUSE = 10
"""How many words before and after its head, and in a clause about it, a source is called by."""


def core_noun(head: Token, end: int, lexicon: Lexicon) -> tuple[Token, str | None]:
    """Return the noun that says what a phrase is about, and the word that takes a share of it ("one of the officials")."""
    word = head.lower_
    if word not in lexicon.one_of and word not in lexicon.some_of:
        return _last_noun(head, end, lexicon), None
    for child in head.rights:
        is_whole = child.i < end and child.dep_ in ("nmod", "obl") and child.pos_ in ("NOUN", "PROPN")
        if is_whole and any(other.dep_ == "case" and other.lower_ == "of" for other in child.lefts):
            return child, word
    return head, None


def _last_noun(head: Token, end: int, lexicon: Lexicon) -> Token:
    """Return the noun that a phrase is about where the parser took another word of its row for it.

    The last of several nouns; a common noun after a name ("Lind aides"); the noun before "familiar with the matter".
    """
    if head.pos_ == "ADJ" and head.i and head.nbor(-1).lower_ in lexicon.persons and head.nbor(-1).head == head:
        return head.nbor(-1)
    last = head
    while last.i + 1 < end and _goes_on(head, last.nbor(), lexicon):
        last = last.nbor()
    return last if last.i + 1 == end or last.pos_ != "NOUN" or last == head else head


def _goes_on(head: Token, token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word after the head of a phrase is a further noun of the same row."""
    if token.text.islower() and token.dep_ == "flat" and singular_of(token) in lexicon.persons:
        return True
    return head.pos_ == "NOUN" and token.tag_ in ("NN", "NNS") and token.head in (head, head.head)


def singular_of(token: Token) -> str:
    """Return the singular of a lower-case plural that was not taken for one, else the dictionary form."""
    lemma = token.lemma_.lower()
    if (token.text.islower() and token.tag_ not in ("NN", "NNS") and lemma == token.lower_) or token.pos_ == "VERB":
        return token.lower_.removesuffix("s")
    return lemma


def determiner_of(head: Token) -> str:
    """Return the word that determines a noun, in lower case, "poss" for a possessor, "" if none does."""
    for other in head.lefts:
        if other.dep_ in DETERMINERS or (other.dep_ == "amod" and other.lower_ in COUNTING):
            return "poss" if other.dep_ == "nmod:poss" else other.lower_
    return ""


def left_start(head: Token, start: int = 0) -> int:
    """Return where the phrase of a noun begins: its determiner, possessor, adjectives and compounds without a gap."""
    first = head.i
    for child in reversed(list(head.lefts)):
        edge = child.left_edge.i
        if child.dep_ not in LEFT or child.right_edge.i != first - 1 or edge < start or head.i - edge > MAX_LEFT:
            break
        if any(token.tag_ in STOP_TAGS for token in head.doc[edge:first]):
            break
        first = edge
    return first


def described_range(head: Token, start: int, end: int, *, person: bool = True) -> Range:
    """Return the words an unnamed source is called by: its phrase without the clauses that hang on it.

    Of a `person` a participle tells how they know ("a clerk briefed on the plan"); of other things it tells no more.
    """
    first, stop = left_start(head, start), head.i + 1
    while stop < end:
        child = _beginning_at(head, stop)
        if child is None or head.doc[stop].is_punct or not _says_which(child, head):
            break
        if child.dep_ == "acl" and not person:
            break
        after = child.right_edge.i + 1
        if after > end or after - head.i > MAX_RIGHT:
            break
        stop = after
    return first, stop


def _beginning_at(head: Token, at: int) -> Token | None:
    return next((child for child in head.rights if child.left_edge.i == at), None)


def _says_which(child: Token, head: Token) -> bool:
    length = child.right_edge.i + 1 - child.left_edge.i
    if child.dep_ == "acl:relcl":
        return head.lemma_.lower() in GENERIC and length <= MAX_CLAUSE
    return child.dep_ in RIGHT and length <= MAX_RIGHT and not any(token.tag_ in FINITE for token in child.subtree)


def titled_start(doc: Doc, first: int, start: int, lexicon: Lexicon) -> int:
    """Return where the titles and descriptions begin that stand right before a name ("Chief of Staff Ann Field")."""
    at = first
    while at > start and first - at < MAX_LEFT:
        before = doc[at - 1]
        joins = at - 1 > start and before.lower_ in ("of", "for") and doc[at - 2].lower_ in lexicon.persons
        if not joins and not _describes(before):
            break
        at -= 1
    return at if doc[at].text not in ("'s", "’s", "-") else at + 1


def _describes(token: Token) -> bool:
    if token.tag_ in STOP_TAGS or token.is_punct:
        return token.text == "-"
    if token.pos_ in ("NOUN", "PROPN", "ADJ") or token.dep_ in ("compound", "amod", "nmod:desc"):
        return True
    return token.lower_ in ("'s", "’s") or (token.pos_ == "NUM" and token.is_alpha)


def members_of(head: Token, start: int, end: int) -> Iterator[Token]:
    """Yield the heads of the noun phrases joined to a head by "and" or "or" within a range."""
    beside = min((other.i for other in head.rights if other.dep_ == "appos"), default=end)
    for other in head.rights:
        if other.dep_ != "conj" or not start <= other.i < end or other.pos_ not in ("PROPN", "NOUN"):
            continue
        if other.ent_type_ or (other.i < beside and any(child.dep_ == "cc" for child in other.lefts)):
            yield other


def joined_end(last: Token, end: int) -> int:
    """Return where the last of several joined phrases ends, without a clause about it."""
    at = last.i + 1
    while at < end and last.doc[at].text != "," and last.doc[at].tag_ not in FINITE | {"WDT", "WP", "WRB"}:
        at += 1
    return at


def apposed_names(head: Token) -> Iterator[Token]:
    """Yield the heads of the persons' names in apposition to a noun ("the two lawmakers, Ann Field and Tom Marsh")."""
    for other in head.rights:
        if other.dep_ == "appos" and other.ent_type_ in ("PER", "PERSON"):
            yield other
            yield from (one for one in other.rights if one.dep_ == "conj" and one.ent_type_ in ("PER", "PERSON"))


def owner_of(noun: Token, start: int, end: int) -> int | None:
    """Return the token of whom somebody belongs to or speaks for ("her lawyer", "a spokesman for the port"), or None."""
    for other in noun.lefts:
        if other.dep_ == "nmod:poss":
            return other.i
    for other in noun.rights:
        if (
            other.dep_ == "nmod"
            and other.i < end
            and any(case.dep_ == "case" and case.lower_ in OWNING for case in other.lefts)
        ):
            return other.i
    return next((other.i for other in noun.lefts if other.dep_ == "compound" and other.i >= start), None)
