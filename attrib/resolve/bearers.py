"""Whom words about the terms of a conversation speak of ("asked not to be named"), among a story's unnamed sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.parse.labels import SUBJECTS
from attrib.resolve.mentions import PRONOUN_GENDERS
from attrib.resolve.salience import PLURAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from spacy.tokens import Token

    from attrib.extract.candidates import Range
    from attrib.parse.document import ParsedStory
    from attrib.resolve.entities import Entity

SPOKEN_OF = frozenset({"he", "she", "they", "both", "the", "all"})
"""Words that begin a sentence about somebody already spoken of."""
OBJECTS = frozenset({"obj", "iobj", "obl", "nmod"})
NOBODY = frozenset({"who", "which", "that", "whom", "whose", "it", "this", "there", "what"})
"""Subjects that stand for somebody named before, or for no person."""
POINTING = frozenset({"the", "this", "that", "these", "those", "both", "all", "each", "neither"})
GENERIC = frozenset({"person", "people", "source", "individual", "other", "one"})
"""Heads by which a story takes up unnamed people however it first called them."""
COUNTS = frozenset({"both", "all", "two", "three", "four", "five", "six", "none", "neither"})
"""Words that stand for so many just mentioned ("All three")."""
NEXT_TO = 3
"""How many words may stand between a source's name and words in apposition to it ("a banker, who was ...")."""
BETWEEN = frozenset(
    {",", "(", "-", "—", "–", "who", "was", "were", "is", "are", "both", "all", "has", "have", "had", "been"}
)
PRONOUN_SENTENCES = 2
"""How many sentences back a pronoun may reach for its source."""


@dataclass(frozen=True)
class _Known:
    """A mention of an entity: its tokens as a half-open range, its head, and whether the entity is unnamed."""

    start: int
    end: int
    head: int
    entity: Entity
    unnamed: bool


class Bearers:
    """The people of one story; `unnamed` are those of whom anonymity can be said, `others` whom pronouns may mean else.

    `anonymous` are the numbers of those unnamed who are anonymous whatever else is said of them.
    """

    def __init__(
        self, parsed: ParsedStory, unnamed: Sequence[Entity], others: Sequence[Entity], anonymous: Collection[int]
    ) -> None:
        self._parsed = parsed
        self._anonymous = [entity for entity in unnamed if entity.number in anonymous and _is_person(entity)]
        self._known = sorted(
            (
                _Known(mention.start, mention.end, mention.head, entity, is_unnamed)
                for some, is_unnamed in ((unnamed, True), (others, False))
                for entity in some
                for mention in entity.mentions
            ),
            key=lambda known: (known.start, known.end),
        )
        self._unnamed = list(unnamed)
        self._covering: dict[int, _Known] = {}
        for known in sorted(self._known, key=lambda known: known.start - known.end):
            self._covering.update(dict.fromkeys(range(known.start, known.end), known))

    def of(self, run: Range, *, everyone: bool = False) -> list[Entity]:
        """Return the unnamed sources that a declaration speaks of: one as a rule, several where it covers them.

        With `everyone`, words in the sentence extend it to the others ("like the others in this story").
        """
        found = self._of_predicate(run) or self._by_object(run) or self._nearest(run)
        others = [entity for entity in self._anonymous if everyone and found and entity not in found]
        return [*found, *others]

    def described(self, run: Range) -> list[Entity]:
        """Return the unnamed sources in whose description some words stand, or of whom they are said."""
        return self._of_predicate(run, first=True)

    def _of_predicate(self, run: Range, *, first: bool = False) -> list[Entity]:
        """Return the unnamed sources that some words modify or are said of, directly or (not with `first`) farther up."""
        root = self._parsed.doc[run[0] : run[1]].root
        covering = self._covering.get(root.i)
        if covering is not None and covering.start <= run[0] and run[1] <= covering.end:
            return _only_unnamed(covering)
        others: list[Entity] = []
        for token in _upwards(root):
            bearer = self._bearer(token)
            if bearer is None or bearer.i in range(*run):
                continue
            found = self._meant(bearer)
            if first or bearer.pos_ == "PRON" or any(map(_is_person, found)):
                return found
            others = others or found
        return others or self._beside(run)

    def _bearer(self, token: Token) -> Token | None:
        """Return the noun that a word says something of: what it modifies, or the subject of the clause that it heads."""
        if token.dep_ in ("acl", "acl:relcl"):
            return token.head
        if token.dep_ in ("nmod", "appos", "amod", "nmod:desc") and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return token.head
        subject = next((child for child in token.children if child.dep_ in SUBJECTS), None)
        if subject is None or subject.lower_ in NOBODY:
            return None
        return subject

    def _meant(self, noun: Token) -> list[Entity]:
        """Return the unnamed sources that a noun phrase means, by its head."""
        covering = self._covering.get(noun.i)
        if covering is not None and (covering.head == noun.i or noun.pos_ != "PRON"):
            return self._widened(noun, covering)
        if noun.lower_ in {*PRONOUN_GENDERS, *PLURAL, "who"}:
            return self._by_pronoun(noun)
        return self._by_description(noun)

    def _widened(self, noun: Token, known: _Known) -> list[Entity]:
        """Return the source of a mention, with all others that a plural description takes in."""
        if not known.unnamed:
            return []
        taken_in = self._by_description(noun) if _is_plural(noun) else []
        return [*taken_in, *([] if known.entity in taken_in else [known.entity])]

    def _by_pronoun(self, pronoun: Token) -> list[Entity]:
        here = self._parsed.sentence_of[pronoun.i]
        for known in reversed(self._known):
            if known.head >= pronoun.i:
                continue
            if here - self._parsed.sentence_of[known.head] > PRONOUN_SENTENCES:
                break
            if known.entity.is_plural and pronoun.lower_ in PRONOUN_GENDERS:
                continue
            return _only_unnamed(known)
        return []

    def _by_description(self, noun: Token) -> list[Entity]:
        """Return whom "the official" or "the people" means: the last so called, in the plural all of them."""
        opening = {child.lower_ for child in noun.children if child.dep_ in ("det", "det:predet")} | {noun.lower_}
        if POINTING.isdisjoint(opening):
            return []
        lemma = "person" if noun.lower_ == "people" else noun.lemma_.lower()
        before = [entity for entity in self._unnamed if entity.first.start < noun.i]
        if noun.lower_ in COUNTS:
            here = self._parsed.sentence_of[noun.i]
            spoken = (known for known in self._known if known.unnamed and known.head < noun.i)
            near = (one for one in spoken if here - self._parsed.sentence_of[one.head] <= PRONOUN_SENTENCES)
            return list({known.entity.number: known.entity for known in near}.values())
        called = [entity for entity in before if lemma in entity.lemmas]
        if lemma in GENERIC and not called:
            called = [entity for entity in before if entity.lemmas & GENERIC] or before
        if _is_plural(noun):
            return called
        return [max(called, key=lambda entity: _last_before(entity, noun.i))] if called else []

    def _by_object(self, run: Range) -> list[Entity]:
        """Return the unnamed source that words are done to ("granted anonymity to an official")."""
        doc = self._parsed.doc
        for token in doc[run[0] : run[1]]:
            for child in token.rights:
                if child.i >= run[1] and child.dep_ in OBJECTS:
                    covering = self._covering.get(child.i)
                    if covering is not None and covering.unnamed:
                        return [covering.entity]
        return []

    def _beside(self, run: Range) -> list[Entity]:
        """Return the unnamed source whose description the words follow, with nothing but a comma and "who" between."""
        at = run[0]
        while at and run[0] - at < NEXT_TO and self._parsed.doc[at - 1].lower_ in BETWEEN:
            at -= 1
        before = self._covering.get(at - 1)
        return _only_unnamed(before) if before is not None else []

    def _nearest(self, run: Range) -> list[Entity]:
        """Return the unnamed source mentioned last before some words in their sentence, or first after them.

        In a sentence that goes on about somebody, that is the source of the sentence before.
        """
        sentences, number = self._parsed.sentences, self._parsed.sentence_of[run[0]]
        found = self._in(sentences[number], run)
        opening = self._parsed.doc[sentences[number][0]].lower_
        if found is None and number and opening in SPOKEN_OF:
            found = self._in(sentences[number - 1], run)
        return [found.entity] if found is not None else []

    def _in(self, sentence: Range, run: Range) -> _Known | None:
        inside = [known for known in self._known if known.unnamed and sentence[0] <= known.head < sentence[1]]
        before = [known for known in inside if known.head < run[0]]
        return before[-1] if before else inside[0] if inside else None


def _only_unnamed(known: _Known) -> list[Entity]:
    return [known.entity] if known.unnamed else []


def _is_person(entity: Entity) -> bool:
    return any(mention.human and mention.form != "pronoun" for mention in entity.mentions)


def _upwards(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors


def _last_before(entity: Entity, at: int) -> int:
    return max((mention.start for mention in entity.mentions if mention.start < at), default=-1)


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS") or noun.lower_ in COUNTS | {"people", "they", "others"}
