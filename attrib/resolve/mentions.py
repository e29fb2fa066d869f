"""What the noun phrase of a source says: its head, number, names, determiner and modifiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from attrib.parse.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span, Token

    from attrib.rules.load import Rules

Form = Literal["pronoun", "name", "nominal"]

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
PLURAL_PRONOUNS = frozenset(
    {"they", "we", "both", "some", "many", "most", "several", "others", "those", "these", "few"}
)
COUNTING = frozenset({"other", "another", "second", "third", "several", "many"})
"""Adjectives that determine a noun as an article does."""
DETERMINERS = frozenset({"det", "det:predet", "nummod", "nmod:poss"})
ROLES = ("$role-nouns", "$role-appositives", "$spokesperson-nouns")
BODIES = ("$institution-nouns", "$document-nouns")
COMMON = ("$role-nouns", "$institution-nouns", "$document-nouns", "$vague-collectives", "$spokesperson-nouns")
"""Lists of nouns that are no names, whatever their first letter."""
IRREGULAR = {"people": "person"}
"""Plurals that treebanks leave as they are, brought to the singular that a later "the person" uses."""
MAX_INTRODUCED = 4
"""How many words a name before a comma and a role may have."""
FOREIGN = frozenset({"nmod:poss", "nmod", "acl", "acl:relcl", "obl", "advcl", "conj", "parataxis"})
"""Relations over which a name in a phrase is not the name of the phrase."""


@dataclass(frozen=True)
class Mention:
    """A noun phrase that names or describes somebody, as a half-open range of tokens.

    `name` is the proper name in it ("" if none), `label` the kind of that name (PER, ORG, LOC or ""), `contains` the
    kinds of all names in it. `human` and `body` tell what "she" and "it" may mean. `modifiers` are its other words in
    lower case, `count` how many it is said to be.
    """

    head: int
    start: int
    end: int
    text: str
    form: Form
    lemma: str
    determiner: str
    modifiers: frozenset[str]
    plural: bool
    count: int | None
    name: str
    label: str
    contains: frozenset[str]
    proper: bool
    human: bool
    body: bool
    heads: tuple[str, ...]
    """The head alone, and with the one and the two words before it ("worker", "aid worker"), in lower case."""

    @property
    def bare_text(self) -> str:
        """Return the words in lower case without a leading article."""
        words = self.text.lower().split()
        return " ".join(words[1:] if words and words[0] in ("the", "a", "an") else words)


def read_mention(doc: Doc, head: int, start: int, end: int, rules: Rules) -> Mention:
    """Return what the noun phrase over tokens `start` to `end` (exclusive) says, given its head."""
    token = doc[head]
    names = _names_in(doc, start, end)
    name = _own_name(token, names)
    label: str = LABELS[name.label_] if name is not None else ""
    if label != "PER" and (introduced := _introduced_name(doc, start, end, rules)) is not None:
        name, label = introduced, "PER"
    proper = is_proper(token, rules)
    if name is None and proper:
        name, label = _unrecognised_name(token, start, end, rules)
    if label in ("ORG", "LOC") and _has_role_beside(token, rules):
        label = "PER"
    if _is_group(token, start, end):
        name = None
    lemma = _lemma(token, rules)
    phrase = doc[start:end]
    inner = [other for other in phrase if other.i != head and not other.is_punct]
    determiner = _determiner(token)
    plural = _is_plural(token)
    return Mention(
        head=head,
        start=start,
        end=end,
        text=" ".join(phrase.text.split()),
        form="pronoun" if token.pos_ == "PRON" else "name" if name is not None else "nominal",
        lemma=lemma,
        determiner=determiner,
        modifiers=frozenset(other.lower_ for other in inner if other.dep_ not in DETERMINERS),
        plural=plural,
        count=_count(token, determiner, plural=plural),
        name=_name_text(name) if name is not None else "",
        label=label,
        contains=frozenset(LABELS[ent.label_] for ent in names),
        proper=proper,
        body=label in ("ORG", "LOC") or (not label and _is_in(lemma, BODIES, rules)),
        human=label == "PER" or (name is None and _is_in(token.lemma_.lower(), (*ROLES, "$titles"), rules)),
        heads=(lemma, *(f"{doc[at:head].text.lower()} {lemma}" for at in (head - 1, head - 2) if at >= start)),
    )


def _names_in(doc: Doc, start: int, end: int) -> list[Span]:
    """Return the names that lie in a token range. `Doc.ents` would go through the whole story for each phrase."""
    names: list[Span] = []
    first: int | None = None
    for token in doc[start:end]:
        mark = token.ent_iob_
        if first is not None and mark != "I":
            names.append(_name_span(doc, first, token.i))
            first = None
        if mark == "B" and token.ent_type_ in LABELS:
            first = token.i
    if first is not None:
        names.append(_name_span(doc, first, end))
    return names


def _name_span(doc: Doc, start: int, end: int) -> Span:
    from spacy.tokens import Span

    return Span(doc, start, end, label=doc[start].ent_type_)


def _lemma(head: Token, rules: Rules) -> str:
    """Return the head's dictionary form; a capitalised plural that the tagger took for a name is brought to the singular."""
    lemma = IRREGULAR.get(head.lower_, head.lemma_.lower())
    singular = lemma.removesuffix("s")
    if head.pos_ == "PROPN" and singular != lemma:
        known = _is_in(singular, ("$role-nouns", "$party-members", "$spokesperson-nouns"), rules)
        return singular if known else lemma
    return lemma


def _is_in(lemma: str, lists: Iterable[str], rules: Rules) -> bool:
    return any(lemma in rules.words(name) for name in lists)


def is_proper(token: Token, rules: Rules) -> bool:
    """Tell whether a noun is a name: tagged as one, or set with a capital where only a name would be.

    At the beginning of a sentence a capital says nothing, but a lone singular noun without a determiner that no list
    knows is a surname ("Schiff, who ...") more often than not.
    """
    if not token.text[0].isupper() or token.pos_ not in ("PROPN", "NOUN"):
        return False
    common = _is_in(token.lemma_.lower(), COMMON, rules)
    if token.pos_ == "PROPN":
        return not (common and token.is_sent_start)
    if common or token.tag_ != "NN":
        return False
    return not token.is_sent_start or not any(
        child.dep_ in ("det", "amod", "nmod:poss", "compound") for child in token.children
    )


def _has_role_beside(head: Token, rules: Rules) -> bool:
    """Tell whether a singular role stands in apposition to a name ("Jeff Marsh, the campaign manager")."""
    return any(
        other.dep_ in ("appos", "nmod:desc") and other.tag_ == "NN" and _is_in(other.lemma_.lower(), ROLES, rules)
        for other in head.children
    )


def _is_group(head: Token, start: int, end: int) -> bool:
    """Tell whether the phrase joins two or more ("Ann Field and Tom Marsh")."""
    return any(
        other.dep_ == "conj" and start <= other.i < end and other.pos_ in ("PROPN", "NOUN") for other in head.children
    )


def _own_name(head: Token, names: Iterable[Span]) -> Span | None:
    """Return the name that is the phrase's own: at its head, in apposition or part of it, not a possessor or modifier."""
    for name in names:
        if name.start <= head.i < name.end:
            return name
    person = next((name for name in names if LABELS[name.label_] == "PER" and _is_own(name, head)), None)
    if person is not None:
        return person
    return next((name for name in names if name.root.dep_ == "appos" and name.root.head == head), None)


def _introduced_name(doc: Doc, start: int, end: int, rules: Rules) -> Span | None:
    """Return the capitalised words a phrase opens with, if a comma and a role follow ("Ann Lind, the club's treasurer")."""
    stop = start
    while stop < end and doc[stop].text[0].isupper() and (doc[stop].is_alpha or "." in doc[stop].text):
        stop += 1
    if not 2 <= stop - start <= MAX_INTRODUCED or stop >= end or doc[stop].text != ",":
        return None
    bodies, places = rules.words("$body-words"), rules.words("$places")
    if any(token.text in bodies or token.text in places for token in doc[start:stop]):
        return None
    return doc[start:stop] if any(_is_in(token.lemma_.lower(), ROLES, rules) for token in doc[stop:end]) else None


def _is_own(name: Span, head: Token) -> bool:
    """Tell whether a person's name in a phrase is the phrase's own, not that of a possessor, a modifier or an adjunct."""
    if name.start == head.i + 1 and head.pos_ == "NOUN":
        return True
    root = name.root
    if root in head.ancestors:
        return True
    current = root
    while current != head:
        if current.dep_ in FOREIGN or any(other.dep_ == "case" for other in current.children):
            return False
        if current.dep_ == "compound" and current.head.pos_ != "PROPN":
            return False
        if current.head == current:
            return False
        current = current.head
    return True


def _unrecognised_name(head: Token, start: int, end: int, rules: Rules) -> tuple[Span | None, str]:
    """Return the capitalised words around a proper noun that no name component marked, and what they seem to be."""
    doc = head.doc
    first, last = head.i, head.i + 1
    while first > start and doc[first - 1].text[0].isupper() and doc[first - 1].pos_ in ("PROPN", "NOUN"):
        first -= 1
    while last < end and doc[last].text[0].isupper() and doc[last].pos_ in ("PROPN", "NOUN"):
        last += 1
    span = doc[first:last]
    lower = span.text.lower()
    if head.lemma_.lower() in rules.words("$role-nouns") and lower not in rules.words("$metonyms"):
        return None, ""
    if any(token.lower_ in rules.words("$institution-nouns") for token in span) or (head.is_upper and len(head) > 1):
        return span, "ORG"
    if lower in rules.words("$metonyms"):
        return span, "ORG"
    return span, "PER"


def _name_text(name: Span) -> str:
    return " ".join(name.text.removesuffix("'s").removesuffix("’s").split())


def _determiner(head: Token) -> str:
    left = [other for other in head.lefts if other.dep_ in ("det", "det:predet", "nummod", "nmod:poss", "amod")]
    for other in left:
        if other.dep_ != "amod" or other.lower_ in COUNTING:
            return "poss" if other.dep_ == "nmod:poss" else other.lower_
    return ""


def _is_plural(token: Token) -> bool:
    if any(other.dep_ == "conj" for other in token.children):
        return True
    if token.pos_ == "PRON":
        return token.lower_ in PLURAL_PRONOUNS
    return token.tag_ in ("NNS", "NNPS") or token.morph.get("Number", []) == ["Plur"]


def _count(head: Token, determiner: str, *, plural: bool) -> int | None:
    for other in head.children:
        if other.dep_ == "nummod":
            if other.lower_ in NUMBERS:
                return NUMBERS[other.lower_]
            if other.text.isdigit():
                return int(other.text)
    if determiner in NUMBERS:
        return NUMBERS[determiner]
    return None if plural else 1
