"""The word lists by which noun phrases are read and followed back, compiled once for a rule set."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.rules.load import Rules


@dataclass(frozen=True)
class Lexicon:
    """What the rules know about nouns: which mean people, bodies and documents, and which mean the same office."""

    roles: frozenset[str]
    spokespeople: frozenset[str]
    titles: frozenset[str]
    plain_titles: frozenset[str]
    """Titles that hardly begin the name of a place or a body."""
    persons: frozenset[str]
    """All nouns for a person: roles, spokespeople, titles and what stands beside a name."""
    members: frozenset[str]
    institutions: frozenset[str]
    documents: frozenset[str]
    common: frozenset[str]
    """Nouns that are no names, whatever their first letter."""
    metonyms: frozenset[str]
    bodies: frozenset[str]
    outlets: frozenset[str]
    body_words: frozenset[str]
    places: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    figures: frozenset[str]
    epithets: frozenset[str]
    authors: frozenset[str]
    own_words: frozenset[str]
    shares: frozenset[str]
    relays: frozenset[str]
    one_of: frozenset[str]
    some_of: frozenset[str]
    kin: Mapping[str, frozenset[str]]
    """For each word of an office or a kind, the names of the groups it is in."""

    @classmethod
    def compile(cls, rules: Rules) -> Lexicon:
        """Return the lexicon of a rule set."""
        words = rules.words
        roles, spokespeople = words("$role-nouns"), words("$spokesperson-nouns")
        institutions, documents = words("$institution-nouns"), words("$document-nouns")
        return cls(
            roles=roles,
            spokespeople=spokespeople,
            titles=words("$titles"),
            plain_titles=words("$titles") - words("$titles-in-names"),
            persons=roles
            | spokespeople
            | words("$titles")
            | words("$role-appositives")
            | words("$public-figures")
            | words("$gender-words"),
            members=words("$party-members"),
            institutions=institutions,
            documents=documents,
            common=roles | spokespeople | institutions | documents | words("$vague-collectives"),
            metonyms=words("$metonyms"),
            bodies=words("$known-bodies"),
            outlets=words("$known-bodies.media"),
            body_words=words("$body-words"),
            places=words("$places"),
            masculine=words("$gender-words.masculine"),
            feminine=words("$gender-words.feminine"),
            figures=words("$public-figures"),
            epithets=words("$body-epithets"),
            authors=words("$study-authors"),
            own_words=words("$own-words"),
            shares=words("$shares-of-polls"),
            relays=words("$relay-verbs"),
            one_of=words("$partitives.one"),
            some_of=words("$partitives.several"),
            kin=_groups_of(rules, "role-kin"),
        )

    def kin_of(self, word: str) -> frozenset[str]:
        """Return the groups of words of one office or kind that a word is in."""
        return self.kin.get(word, frozenset())


def _groups_of(rules: Rules, name: str) -> Mapping[str, frozenset[str]]:
    entries = rules.lists[name].entries
    groups: dict[str, set[str]] = defaultdict(set)
    for group in entries if isinstance(entries, dict) else ():
        for word in rules.words(f"${name}.{group}"):
            groups[word].add(group)
    return {word: frozenset(found) for word, found in groups.items()}
