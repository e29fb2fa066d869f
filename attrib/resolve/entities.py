"""Coreference of sources: names with their parts, pronouns, "the official" and "another official", groups."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attrib.resolve.mentions import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attrib.resolve.mentions import Mention

PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
PLURAL = frozenset({"they", "them", "their", "we"})
FRESH = frozenset({"second", "third", "other", "some", "several", "many"}) | (NUMBERS.keys() - {"both"})
"""Determiners of somebody new."""
UNINITIALLED = frozenset({"of", "the", "and", "for"})
"""Words of a name that give its acronym no letter."""
HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir"})
DISTINCT = frozenset({"another", "other", "second"})
"""Determiners of somebody who is not the one before."""
POINTING = frozenset({"the", "this", "that", "poss"})
PRONOUN_REACH = 80
"""How many tokens back a pronoun may reach for its source."""


@dataclass
class Entity:
    """Somebody or something the story cites, while it is being put together from its mentions."""

    number: int
    mentions: list[Mention] = field(default_factory=list)
    members: tuple[int, ...] = ()

    @property
    def first(self) -> Mention:
        """Return the mention that introduced it."""
        return self.mentions[0]

    @property
    def last(self) -> Mention:
        """Return its latest mention."""
        return self.mentions[-1]

    @property
    def fullest(self) -> Mention:
        """Return the mention that says most: a full name before a short one, a description before a pronoun."""
        return max(self.mentions, key=_fullness)

    @property
    def names(self) -> set[str]:
        """Return all proper names used of it, in lower case."""
        return {mention.name.lower() for mention in self.mentions if mention.name}

    @property
    def label(self) -> str:
        """Return the kind of its name (PER, ORG, LOC), "" if it has none."""
        return next((mention.label for mention in self.mentions if mention.label), "")

    @property
    def is_plural(self) -> bool:
        """Tell whether it is more than one."""
        described = [mention for mention in self.mentions if mention.form != "pronoun"]
        return any(mention.plural for mention in described or self.mentions)

    @property
    def modifiers(self) -> frozenset[str]:
        """Return the words used to describe it."""
        return frozenset().union(*(mention.modifiers for mention in self.mentions))

    @property
    def lemmas(self) -> set[str]:
        """Return the head nouns used of it."""
        return {mention.lemma for mention in self.mentions if mention.form != "pronoun"}


def _fullness(mention: Mention) -> tuple[bool, int, bool, int, int]:
    return (
        mention.form != "pronoun",
        len(mention.name.split()),
        mention.determiner not in ("the", "both", "this", "that", "these", "those", "poss"),
        min(len(mention.text), 60),
        -mention.start,
    )


class EntityTable:
    """All entities of one story, built mention by mention in the order of the text."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._recent: dict[int, Entity] = {}
        self._by_phrase: dict[tuple[int, int], tuple[Entity, str]] = {}
        self._by_word: dict[str, dict[int, Entity]] = defaultdict(dict)

    def add(self, mention: Mention) -> tuple[Entity, str]:
        """Return the entity a mention belongs to, a new one if need be, and how it was linked."""
        phrase = (mention.start, mention.end)
        if phrase in self._by_phrase:
            return self._by_phrase[phrase]
        known, link = self._find(mention)
        entity = known if known is not None else Entity(len(self.entities))
        if known is None:
            link = "new"
            self.entities.append(entity)
        self._by_phrase[phrase] = (entity, link)
        entity.mentions.append(mention)
        self._recent.pop(entity.number, None)
        self._recent[entity.number] = entity
        for word in {*_name_words(mention.name), mention.lemma}:
            self._by_word[word][entity.number] = entity
        return entity, link

    def _find(self, mention: Mention) -> tuple[Entity | None, str]:
        if mention.form == "pronoun":
            return self._antecedent(mention), "pronoun"
        if mention.name:
            return self._same_name(mention), "name"
        return self._description(mention)

    def _by_recency(self, before: int) -> Iterator[Entity]:
        """Yield the entities mentioned before a token, the latest first."""
        return (entity for entity in reversed(self._recent.values()) if entity.last.start < before)

    def _sharing(self, words: Iterable[str], before: int) -> list[Entity]:
        """Return the entities that share a word of their names or heads, the latest first."""
        found = {number: entity for word in words for number, entity in self._by_word[word].items()}
        known = [entity for entity in found.values() if entity.last.start < before]
        return sorted(known, key=lambda entity: entity.last.start, reverse=True)

    def _antecedent(self, mention: Mention) -> Entity | None:
        word = mention.lemma if mention.lemma in PERSONAL else mention.text.lower()
        for entity in self._by_recency(mention.start):
            if mention.start - entity.last.start > PRONOUN_REACH:
                return None
            if word in PERSONAL and not entity.is_plural and any(known.human for known in entity.mentions):
                return entity
            if word in PLURAL and (entity.is_plural or entity.label == "ORG"):
                return entity
            if word == "it" and not entity.is_plural and any(known.body for known in entity.mentions):
                return entity
        return None

    def _same_name(self, mention: Mention) -> Entity | None:
        words = _name_words(mention.name)
        sharing = self._sharing(words, mention.start)
        for entity in sharing or (self._bodies(mention.start) if mention.label == "ORG" else ()):
            for name in entity.names:
                known = _name_words(name)
                if name == mention.name.lower() or (
                    words and known and _name_matches(words, known, entity.label or mention.label)
                ):
                    return entity
                if mention.label == "ORG" and _is_acronym(mention.name, name):
                    return entity
        return None

    def _bodies(self, before: int) -> list[Entity]:
        """Return the bodies named so far, whose initials an acronym may be."""
        return [entity for entity in self._by_recency(before) if entity.label == "ORG"]

    def _description(self, mention: Mention) -> tuple[Entity | None, str]:
        if mention.determiner in DISTINCT:
            return None, ""
        if mention.determiner in FRESH or (mention.determiner == "" and mention.modifiers and not mention.plural):
            return self._echoed(mention), "echo"
        same_head = [
            entity
            for entity in self._sharing([mention.lemma], mention.start)
            if mention.lemma in entity.lemmas
            and mention.modifiers - {"same", "two", "both"} <= entity.modifiers | entity.lemmas
        ]
        groups = [entity for entity in same_head if entity.is_plural]
        singles = [entity for entity in same_head if not entity.is_plural]
        if mention.plural:
            return _described_group(mention, groups, singles)
        return self._described_one(mention, groups, singles)

    def _described_one(
        self, mention: Mention, groups: list[Entity], singles: list[Entity]
    ) -> tuple[Entity | None, str]:
        """Return whom "the official" means: somebody so described, somebody with that title, or one of a group."""
        if singles and mention.determiner != "":
            return singles[0], "definite"
        if mention.determiner not in POINTING:
            return None, ""
        titled = self._titled(mention)
        if titled is not None:
            return titled, "title"
        return (groups[0], "member") if groups else (None, "")

    def _echoed(self, mention: Mention) -> Entity | None:
        """Return the headline's entity that the story now introduces in full, or None."""
        for entity in self._sharing([mention.lemma], mention.start):
            is_bare = len(entity.mentions) == 1 and entity.first.determiner == ""
            is_same = mention.lemma in entity.lemmas and entity.is_plural == mention.plural
            if is_bare and is_same and entity.first.modifiers <= mention.modifiers:
                return entity
        return None

    def _titled(self, mention: Mention) -> Entity | None:
        """Return the latest named person introduced with the noun as title or role, or the body with it in its name."""
        for entity in self._by_recency(mention.start):
            if entity.label == "ORG" and any(mention.lemma in name.split() for name in entity.names):
                return entity
            if entity.label == "PER" and mention.lemma in entity.modifiers:
                return entity
        return None


def _described_group(mention: Mention, groups: list[Entity], singles: list[Entity]) -> tuple[Entity | None, str]:
    """Return the group a plural description takes up, or the one person that "the officials" turn out to be."""
    if groups:
        return groups[0], "definite"
    if mention.determiner == "the" and len(singles) == 1:
        return singles[0], "definite"
    return None, ""


def _name_words(name: str) -> list[str]:
    return [word for word in name.lower().replace("’s", "").replace("'s", "").split() if word not in HONORIFICS]


def _name_matches(words: list[str], known: list[str], label: str) -> bool:
    """Tell whether two names can mean the same: surname or first name and full name; for bodies, the words of one."""
    short, long = sorted((words, known), key=len)
    if label != "PER":
        return short == long[: len(short)] or (len(short) > 1 and set(short) <= set(long))
    if short == long[:1]:
        return True
    return short[-1] == long[-1] and (len(short) == 1 or short[0][0] == long[0][0])


def _is_acronym(short: str, long: str) -> bool:
    """Tell whether one of two names is made of the initials of the other ("PTA", "Port Transit Authority")."""
    if not short.isupper() or len(short) < 2:
        short, long = long.upper(), short
    initials = "".join(word[0] for word in long.split() if word[0].isalpha() and word not in UNINITIALLED)
    return len(long.split()) > 1 and short.replace(".", "") == initials.upper()
