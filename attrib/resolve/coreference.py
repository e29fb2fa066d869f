"""Coreference of sources: names with their parts, titles, pronouns, "the official" and "another official", groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from attrib.resolve.entities import POINTERS, Entity, Scene
from attrib.resolve.mentions import NUMBERS
from attrib.resolve.names import initials_of, name_words, same_body, same_person, same_surname, sound_of
from attrib.resolve.salience import SURE, can_mean, is_person, most_prominent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from attrib.resolve.lexicon import Lexicon
    from attrib.resolve.mentions import Mention

FRESH = frozenset({"second", "third", "several"}) | (NUMBERS.keys() - {"both"})
"""Determiners of somebody new, unless a headline has had them."""
DISTINCT = frozenset({"another", "other", "second", "some", "many", "most", "few", "no"})
"""Determiners of somebody who is not the one before."""
REPEATING = frozenset({"same", "two", "both"})
"""Words that describe nobody further."""
NOTHING: Counter[str] = Counter()
CLEARLY = 2
"""How many times the evidence for one gender must exceed that for the other."""
MOST_ALIKE = 24
"""How many of the latest entities that share a word are looked at."""
INDIRECT = frozenset({"speaker", "study"})
"""Links of words that are not themselves about whom they are linked to."""
STUDIES = ("study", "poll")


class EntityTable:
    """All entities of one story, built mention by mention in the order of the text.

    `genders` says what is known from elsewhere in the story of those first mentioned at a token ("m" or "f").
    """

    def __init__(self, lexicon: Lexicon, genders: Mapping[int, str] | None = None) -> None:
        self.entities: list[Entity] = []
        self._lexicon = lexicon
        self._known_genders = genders or {}
        self._votes: dict[int, Counter[str]] = defaultdict(Counter)
        self._recent: dict[int, Entity] = {}
        self._by_phrase: dict[tuple[int, int], tuple[Entity, str]] = {}
        self._by_word: dict[str, dict[int, Entity]] = defaultdict(dict)
        self._at_token: dict[int, Entity] = {}
        self.joined: dict[int, Entity] = {}
        """Whom entities turned out to be, by their numbers."""

    def add(self, mention: Mention, scene: Scene | None = None) -> tuple[Entity, str]:
        """Return the entity a mention belongs to, a new one if need be, and how it was linked."""
        phrase = (mention.start, mention.end)
        if phrase in self._by_phrase:
            return self._by_phrase[phrase]
        scene = scene or Scene()
        known, link = self._find(mention, scene)
        entity = known if known is not None else self._new(mention)
        self._by_phrase[phrase] = (entity, link if known is not None else "new")
        self._at_token[mention.head] = entity
        entity.take(mention, scene, indirectly=known is not None and link in INDIRECT)
        for token in (mention.owner, *mention.patrons):
            if token in self._at_token:
                entity.owners.add(self._at_token[token].number)
        if known is None and mention.lemma in self._lexicon.spokespeople and not (entity.owners or mention.name):
            entity.owners.update(body.number for body in self._spoken_for(mention, scene))
        self._recent.pop(entity.number, None)
        self._recent[entity.number] = entity
        for word in self._index_words(mention, entity):
            self._by_word[word].pop(entity.number, None)
            self._by_word[word][entity.number] = entity
        return self._by_phrase[phrase]

    def settle(self) -> None:
        """Join to those named later whom the story called by an office or "he" before."""
        named = [entity for entity in self.entities if entity.label == "PER" and not entity.is_plural]
        by_role: dict[str, list[Entity]] = defaultdict(list)
        for entity in named:
            for role in entity.roles:
                by_role[role].append(entity)
        for entity in self.entities:
            if entity.names or entity.is_plural or not entity.is_human or entity.first.form == "pronoun":
                continue
            holders = [one for one in by_role[entity.first.lemma] if one.first.start > entity.first.start]
            alike = max(holders, key=lambda one: len(one.modifiers & entity.modifiers), default=None)
            is_early = entity.in_headline or entity.first.determiner == "the"
            if alike is not None and is_early and (len(holders) == 1 or alike.modifiers & entity.modifiers):
                self._join(entity, alike)

    def _join(self, entity: Entity, other: Entity) -> None:
        if _can_be(other, entity.first):
            other.absorb(entity)
            self.joined[entity.number] = other

    def owner_of(self, mention: Mention) -> Entity | None:
        """Return whom somebody belongs to or speaks for, if the story mentions them there."""
        return None if mention.owner is None else self._at_token.get(mention.owner)

    def genders(self) -> dict[int, str]:
        """Return the genders that titles and unmistakable pronouns give, by the token of the first mention."""
        found = {}
        for entity in self.entities:
            votes = self._votes.get(entity.number, NOTHING)
            voted = next((gender for gender, other in ("mf", "fm") if votes[gender] > CLEARLY * votes[other]), "")
            if gender := entity.gender or voted:
                found[entity.first.start] = gender
        return found

    def _spoken_for(self, mention: Mention, scene: Scene) -> list[Entity]:
        """Return the body of a spokesperson: of a kind that the phrase gives, else the only one named just before."""
        if mention.modifiers:
            kinds = self._sharing(mention.modifiers & self._lexicon.institutions, mention.start)
            return [entity for entity in kinds if entity.label == "ORG"][:1]
        near = []
        for entity in reversed(self._recent.values()):
            if scene.clock - entity.recent[-1][0] > SURE:
                break
            near += [entity] if entity.label == "ORG" else []
        return near if len(near) == 1 else []

    def _new(self, mention: Mention) -> Entity:
        entity = Entity(len(self.entities), presumed=self._known_genders.get(mention.start, ""))
        self.entities.append(entity)
        return entity

    def _index_words(self, mention: Mention, entity: Entity) -> Iterator[str]:
        """Yield the words under which a mention's entity is found: of its name, its offices, its kinds."""
        if mention.form == "pronoun":
            return
        yield mention.lemma
        yield from mention.roles
        for word in {mention.lemma, *mention.roles}:
            yield from (f"kin:{group}" for group in self._lexicon.kin_of(word))
        words = name_words(mention.name)
        yield from words
        if entity.label == "ORG":
            yield f"initials:{initials_of(mention.name)}"
            yield from (f"kin:{group}" for group in self._lexicon.kin_of(words[-1] if words else ""))
            if mention.name in self._lexicon.outlets:
                yield "kin:outlet"
        elif words:
            yield f"sound:{sound_of(words[-1])}"

    def _find(self, mention: Mention, scene: Scene) -> tuple[Entity | None, str]:
        if mention.form == "pronoun":
            return self._antecedent(mention, scene), "pronoun"
        if mention.name:
            return self._same_name(mention), "name"
        if scene.cited and mention.lemma in self._lexicon.own_words:
            speaker = self.owner_of(mention)
            return (speaker, "speaker") if speaker is not None and speaker.label else self._description(mention, scene)
        if scene.cited and mention.lemma in self._lexicon.shares:
            return self._study(mention, "poll"), "study"
        return self._description(mention, scene)

    def _by_recency(self, before: int) -> Iterator[Entity]:
        """Yield the entities mentioned before a token, the latest first."""
        return (entity for entity in reversed(self._recent.values()) if entity.recent[0][2] < before)

    def _sharing(self, words: Iterable[str], before: int) -> list[Entity]:
        """Return the entities that are indexed under one of some words, the latest first."""
        found = {
            number: entity
            for word in words
            for number, entity in islice(reversed(self._by_word.get(word, {}).items()), MOST_ALIKE)
        }
        known = [entity for entity in found.values() if entity.last.start < before]
        return sorted(known, key=lambda entity: entity.last.start, reverse=True)

    def _antecedent(self, mention: Mention, scene: Scene) -> Entity | None:
        fits = can_mean(mention, scene)
        if mention.gender:
            self._vote(mention, scene)
        return most_prominent(self._by_recency(mention.start), scene, mention.start, fits=fits)

    def _vote(self, mention: Mention, scene: Scene) -> None:
        """Count a pronoun as evidence of the gender of the only one whom it can mean, more so in one sentence."""
        near: list[Entity] = []
        for entity in self._by_recency(mention.start):
            if scene.clock - entity.recent[-1][0] > SURE or len(near) > 1:
                break
            if is_person(entity, mention.gender, scene):
                near.append(entity)
        if len(near) == 1:
            self._votes[near[0].number][mention.gender] += 2 - (scene.clock - near[0].recent[-1][0])

    def _same_name(self, mention: Mention) -> Entity | None:
        words = name_words(mention.name)
        if not words:
            return None
        exact = mention.name.lower()
        found: list[tuple[bool, int, Entity]] = []
        for entity in self._sharing(words, mention.start):
            if mention.gender and not entity.can_be(mention.gender):
                continue
            is_same = exact in entity.names
            if is_same or any(self._match(words, name, mention.label, entity) for name in entity.names):
                found.append((is_same, sum(entity.names.values()), entity))
        if found:
            return max(found, key=lambda one: one[:2])[2]
        return self._by_initials(mention) if mention.label == "ORG" else self._by_sound(words, mention)

    def _match(self, words: list[str], name: str, label: str, entity: Entity) -> bool:
        known = name_words(name)
        if not known:
            return False
        kinds = {label, entity.label}
        if kinds == {"ORG"}:
            return same_body(words, known)
        if kinds == {"PER"}:
            return (len(known) > 1 or len(words) == 1 or not entity.full_names) and same_person(words, known)
        return same_surname(words, known) if "PER" in kinds else words == known

    def _by_initials(self, mention: Mention) -> Entity | None:
        """Return the body whose initials a name is, or whose name gives these initials ("PTA", "Port Transit Authority")."""
        short = mention.name.replace(".", "")
        keys = [f"initials:{short.lower()}"] if short.isupper() and len(short) > 1 else []
        if initials := initials_of(mention.name):
            keys += [initials, ".".join(initials) + "."]
        for entity in self._sharing(keys, mention.start):
            if entity.label == "ORG":
                return entity
        return None

    def _by_sound(self, words: list[str], mention: Mention) -> Entity | None:
        """Return the person whose surname is spelt a little otherwise, if the name is a surname alone."""
        sound = sound_of(words[-1])
        if len(words) > 1 or not sound:
            return None
        alike = (entity for entity in self._sharing([f"sound:{sound}"], mention.start) if entity.label == "PER")
        return next(alike, None)

    def _description(self, mention: Mention, scene: Scene) -> tuple[Entity | None, str]:
        if mention.determiner in DISTINCT or mention.members:
            return None, ""
        is_introduced = mention.determiner in FRESH or (mention.determiner == "" and mention.modifiers)
        if is_introduced and (echoed := self._echoed(mention)) is not None:
            return echoed, "echo"
        if mention.determiner in FRESH or (is_introduced and not mention.plural):
            return None, ""
        same_head = [
            entity
            for entity in self._sharing([mention.lemma], mention.start)
            if mention.lemma in entity.lemmas
            and mention.modifiers - REPEATING <= entity.modifiers | entity.lemmas
            and self._same_owner(mention, entity)
            and not (mention.lemma in self._lexicon.members and entity.first.determiner not in ("", "the"))
        ]
        groups = [entity for entity in same_head if entity.is_plural]
        singles = [entity for entity in same_head if not entity.is_plural]
        if mention.plural:
            return self._described_group(mention, groups, singles)
        return self._described_one(mention, groups, singles, scene)

    def _same_owner(self, mention: Mention, entity: Entity) -> bool:
        """Tell whether a description belongs to whom an entity belongs to; one known by name must be known to do so."""
        owner = self.owner_of(mention)
        if owner is None or owner.number in entity.owners:
            return True
        return not entity.owners and not (entity.label and owner.names)

    def _described_one(
        self, mention: Mention, groups: list[Entity], singles: list[Entity], scene: Scene
    ) -> tuple[Entity | None, str]:
        """Return whom "the official" means: somebody so described, somebody with that title, or one of a group."""
        if mention.determiner not in POINTERS:
            return (singles[0], "definite") if singles and mention.determiner != "" else (None, "")
        titled = self._titled(mention)
        if singles and (titled is None or singles[0].last.start > titled.last.start):
            return singles[0], "definite"
        if titled is not None:
            return titled, "title"
        if groups:
            return groups[0], "member"
        return self._standing_out(mention, scene), "title"

    def _described_group(
        self, mention: Mention, groups: list[Entity], singles: list[Entity]
    ) -> tuple[Entity | None, str]:
        """Return the group a plural description takes up, or the one person that "the officials" turn out to be."""
        if groups:
            return next((group for group in groups if group.citations), groups[0]), "definite"
        if mention.determiner == "the" and len(singles) == 1:
            return singles[0], "definite"
        if mention.determiner not in POINTERS:
            return None, ""
        if mention.lemma in self._lexicon.authors:
            return self._study(mention, *STUDIES), "study"
        return self._of_kind(mention), "title"

    def _study(self, mention: Mention, *kinds: str) -> Entity | None:
        """Return the study or poll cited last."""
        found = self._sharing([f"kin:{kind}" for kind in kinds], mention.start)
        return next((entity for entity in found if not entity.label and not entity.is_human), None)

    def _echoed(self, mention: Mention) -> Entity | None:
        """Return the headline's entity that the story now introduces in full, or None."""
        for entity in self._sharing([mention.lemma], mention.start):
            is_bare = entity.in_headline and entity.first.determiner == ""
            is_same = mention.lemma in entity.lemmas and entity.is_plural == mention.plural
            if is_bare and is_same and entity.first.modifiers <= mention.modifiers:
                return entity
        return None

    def _titled(self, mention: Mention) -> Entity | None:
        """Return the latest named person introduced with the noun as title or role, or the body with it in its name."""
        for entity in self._sharing([mention.lemma], mention.start):
            if entity.label == "ORG" and any(mention.lemma in name.split() for name in entity.names):
                return entity
            is_named = entity.label == "PER" or (entity.label == "ORG" and not mention.human)
            is_so_called = is_named and mention.lemma in entity.roles
            if is_so_called and _can_be(entity, mention) and self._same_owner(mention, entity):
                return entity
        return self._of_kind(mention)

    def _of_kind(self, mention: Mention) -> Entity | None:
        """Return the latest entity of an office or kind that goes by several words ("the senator": "Sen. Ann Lind")."""
        if mention.determiner == "poss" and self.owner_of(mention) is None:
            return None
        groups = [f"kin:{group}" for group in self._lexicon.kin_of(mention.lemma)]
        for entity in self._sharing(groups, mention.start):
            is_alike = entity.label != "" or not (mention.human or entity.is_human)
            is_fit = is_alike and entity.is_plural == mention.plural and _can_be(entity, mention)
            if is_fit and self._same_owner(mention, entity):
                return entity
        return None

    def _standing_out(self, mention: Mention, scene: Scene) -> Entity | None:
        """Return the person or body that stands out where a noun is used that the story has not used of anybody."""
        if mention.determiner not in ("the", "poss"):
            return None
        if mention.lemma in self._lexicon.figures:
            return self._prominent(mention, scene, "PER")
        return self._prominent(mention, scene, "ORG") if mention.lemma in self._lexicon.epithets else None

    def _prominent(self, mention: Mention, scene: Scene, label: str) -> Entity | None:
        def fits(entity: Entity) -> float | None:
            is_fit = entity.label == label and not entity.is_plural and _can_be(entity, mention)
            return 0.0 if is_fit and self.owner_of(mention) != entity else None

        return most_prominent(self._by_recency(mention.start), scene, mention.start, fits=fits)


def _can_be(entity: Entity, mention: Mention) -> bool:
    """Tell whether a description of a person or of a thing, and its gender, fit an entity."""
    if mention.gender and not entity.can_be(mention.gender):
        return False
    return entity.is_human == mention.human or not (entity.is_human or mention.human)
