"""What the noun phrase of a source says: its head, number, names, determiner and modifiers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrib.extract.boundaries import source_range
from attrib.parse.labels import LABELS
from attrib.resolve.names import is_proper, name_of, name_text, names_in
from attrib.resolve.phrases import (
    DETERMINERS,
    apposed_names,
    core_noun,
    described_range,
    determiner_of,
    joined_end,
    left_start,
    members_of,
    owner_of,
    singular_of,
    titled_start,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from attrib.resolve.lexicon import Lexicon

Form = Literal["pronoun", "name", "nominal"]

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
PLURAL_PRONOUNS = frozenset(
    {"they", "we", "both", "some", "many", "most", "several", "others", "those", "these", "few"}
)
IRREGULAR = {"people": "person"}
"""Plurals that treebanks leave as they are, brought to the singular that a later "the person" uses."""
PRONOUN_GENDERS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}


@dataclass(frozen=True)
class Mention:
    """A noun phrase that names or describes somebody, as a half-open range of tokens.

    `text` is what it calls them, without what hangs on it. `name` is the proper name in it ("" if none), `label` the
    kind of that name (PER, ORG, LOC or ""), `contains` the kinds of all names in it. `human` and `body` tell what "she"
    and "it" may mean, `gender` is "m" or "f" where a title or noun says so. `roles` are the offices and kinds that it
    gives, `modifiers` all its other words in lower case, `count` how many it is said to be. `owner` is the token of
    whom it belongs to or speaks for; `members` are the phrases that it joins.
    """

    head: int
    start: int
    end: int
    text: str
    form: Form
    noun: str
    """The head as it is written, in lower case."""
    lemma: str
    determiner: str
    modifiers: frozenset[str]
    roles: frozenset[str]
    plural: bool
    count: int | None
    name: str
    label: str
    contains: frozenset[str]
    proper: bool
    human: bool
    body: bool
    gender: str
    owner: int | None
    heads: tuple[str, ...]
    """The head alone, and with the one and the two words before it ("worker", "aid worker"), in lower case."""
    members: tuple[Mention, ...] = ()
    patrons: tuple[int, ...] = ()
    """The tokens of whom a named person is said to work for."""

    @cached_property
    def bare_text(self) -> str:
        """Return the words in lower case without a leading article."""
        words = self.text.lower().split()
        return " ".join(words[1:] if words and words[0] in ("the", "a", "an") else words)


def read_mention(doc: Doc, head: int, start: int, end: int, lexicon: Lexicon) -> Mention:
    """Return what the noun phrase over tokens `start` to `end` (exclusive) says, given its head."""
    token, share = core_noun(doc[head], end, lexicon)
    names = names_in(doc, start, end)
    name, label = name_of(token, names, start, end, lexicon)
    members = tuple(_members(token, start, end, lexicon))
    if members or share is not None:
        name = None
    lemma = _lemma(token, lexicon)
    determiner = share if share is not None else determiner_of(token)
    plural = bool(members) or (share not in lexicon.one_of if share else _is_plural(token))
    if name is not None and label == "PER" and determiner != "the":
        plural = False
    first, last = _called(token, name, start, end, lexicon)
    if share is not None or (token.i != head and name is None):
        whole = described_range(doc[head], start, end, person=lemma in lexicon.persons)
        first, last = min(first, whole[0]), max(last, whole[1])
    elif members:
        last = max(last, joined_end(doc[members[-1].head], end))
    inner = [other for other in doc[start:end] if other.i != token.i and not other.is_punct]
    offices = _offices(token, name, lexicon)
    roles = _roles(offices, lexicon)
    return Mention(
        head=head,
        start=start,
        end=end,
        text=" ".join(doc[first:last].text.split()).removesuffix("'s").removesuffix("’s"),
        form="name" if name is not None else "pronoun" if token.pos_ == "PRON" else "nominal",
        noun=token.lower_,
        lemma=lemma,
        determiner=determiner,
        modifiers=frozenset(other.lower_ for other in inner if other.dep_ not in DETERMINERS),
        roles=roles,
        plural=plural,
        count=_count(token, start, determiner, plural=plural),
        name=name_text(name) if name is not None else "",
        label=label,
        contains=frozenset(LABELS[ent.label_] for ent in names),
        proper=name is not None and is_proper(token, lexicon),
        body=label in ("ORG", "LOC") or (not label and (lemma in lexicon.institutions or lemma in lexicon.documents)),
        human=label == "PER" or (name is None and lemma in lexicon.persons),
        gender=PRONOUN_GENDERS.get(token.lower_, "") or _gender(roles | {lemma}, lexicon),
        owner=owner_of(token, start, end) if name is None else None,
        heads=(
            lemma,
            *(f"{doc[at : token.i].text.lower()} {lemma}" for at in (token.i - 1, token.i - 2) if at >= start),
        ),
        members=members,
        patrons=tuple(at for noun in offices if name is not None and (at := owner_of(noun, 0, len(doc))) is not None),
    )


def _called(head: Token, name: Span | None, start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    doc = head.doc
    if name is None:
        return described_range(head, start, end, person=head.lemma_.lower() in lexicon.persons)
    first = titled_start(doc, name.start, start, lexicon)
    return first - (first > start and doc[first - 1].lower_ == "the"), name.end


def _members(head: Token, start: int, end: int, lexicon: Lexicon) -> list[Mention]:
    """Return the phrases that a phrase joins ("Ann Field and two officials") or that tell who several are, if any."""
    others = list(members_of(head, start, end))
    if not others:
        named = list(apposed_names(head)) if _is_plural(head) and head.pos_ == "NOUN" else []
        return [read_mention(head.doc, name.i, *source_range(name), lexicon) for name in named]
    first = read_mention(head.doc, head.i, left_start(head, start), _before(others[0], head), lexicon)
    if first.form == "nominal" and not first.determiner and head.tag_ == "NN" and others[-1].ent_type_:
        return []
    rest = [read_mention(head.doc, other.i, *_within(source_range(other), start, end), lexicon) for other in others]
    return [first, *rest]


def _before(other: Token, head: Token) -> int:
    """Return where the first of two joined phrases ends."""
    stop = other.left_edge.i
    while stop - 1 > head.i and (head.doc[stop - 1].dep_ in ("cc", "punct") or head.doc[stop - 1].is_punct):
        stop -= 1
    return max(stop, head.i + 1)


def _within(run: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    return max(run[0], start), min(run[1], end)


def _lemma(head: Token, lexicon: Lexicon) -> str:
    """Return the head's dictionary form; a capitalised plural that the tagger took for a name is brought to the singular."""
    if head.lower_ in lexicon.persons:
        return head.lower_
    lemma = IRREGULAR.get(head.lower_, singular_of(head))
    singular = lemma.removesuffix("s")
    if head.pos_ == "PROPN" and singular != lemma:
        known = singular in lexicon.roles or singular in lexicon.members or singular in lexicon.spokespeople
        return singular if known else lemma
    return lemma


def _offices(head: Token, name: Span | None, lexicon: Lexicon) -> list[Token]:
    """Return the nouns that stand before a name or in apposition to it."""
    doc = head.doc
    nouns = [] if name is None else list(doc[titled_start(doc, name.start, 0, lexicon) : name.start])
    if name is not None and head.i not in range(name.start, name.end):
        nouns.append(head)
    for at in {head.i} if name is None else {head.i, name.root.i}:
        beside = [other for other in doc[at].children if other.dep_ in ("appos", "nmod:desc") and other.pos_ == "NOUN"]
        nouns += [noun for other in beside for noun in (other, *(one for one in other.rights if one.dep_ == "conj"))]
    return nouns


def _roles(offices: list[Token], lexicon: Lexicon) -> frozenset[str]:
    """Return the words for the offices and kinds that nouns name, each also with the word before it."""
    roles: set[str] = set()
    for noun in offices:
        if noun.pos_ == "NOUN" or noun.lower_ in lexicon.persons:
            roles.update((noun.lower_, noun.lemma_.lower()))
            if noun.i:
                roles.add(f"{noun.nbor(-1).lower_} {noun.lemma_.lower()}")
    return frozenset(roles)


def _gender(words: frozenset[str], lexicon: Lexicon) -> str:
    is_man, is_woman = not words.isdisjoint(lexicon.masculine), not words.isdisjoint(lexicon.feminine)
    return "" if is_man == is_woman else "m" if is_man else "f"


def _is_plural(token: Token) -> bool:
    if token.pos_ == "PRON":
        return token.lower_ in PLURAL_PRONOUNS
    if token.text.islower() and token.tag_ != "NN" and token.lower_ == f"{singular_of(token)}s":
        return True
    return token.tag_ in ("NNS", "NNPS") or token.morph.get("Number", []) == ["Plur"]


def _count(head: Token, start: int, determiner: str, *, plural: bool) -> int | None:
    for other in head.children:
        if other.dep_ == "nummod" and other.i >= start:
            if other.lower_ in NUMBERS:
                return NUMBERS[other.lower_]
            if other.text.isdigit():
                return int(other.text)
    if determiner in NUMBERS:
        return NUMBERS[determiner]
    return None if plural else 1
