"""Somebody or something a story cites, put together from its mentions."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrib.resolve.mentions import Mention

RECENT = 8
"""How many of its latest mentions an entity is weighed by when a pronoun may mean it."""
POINTERS = frozenset({"the", "both", "this", "that", "these", "those", "poss"})
"""Determiners of somebody already introduced."""
MAX_NAME = 60
"""Up to how many characters the longer of two phrases is the better one to call somebody by."""


@dataclass(frozen=True)
class Scene:
    """Where a mention stands: `clock` counts the sentences in the narrator's voice, `weight` is how prominent it is there.

    `barred` are the names, in lower case, of those whom a pronoun there cannot mean. `cited` tells whether the mention
    is the source of an attribution, `headline` whether it stands in the headline.
    """

    clock: int = 0
    weight: float = 1.0
    barred: frozenset[str] = frozenset()
    cited: bool = False
    headline: bool = False


@dataclass
class Entity:
    """Somebody or something the story cites, while it is being put together from its mentions."""

    number: int
    mentions: list[Mention] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    """All proper names used of it, in lower case, and how often."""
    lemmas: set[str] = field(default_factory=set)
    """The head nouns used of it."""
    modifiers: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    owners: set[int] = field(default_factory=set)
    """The numbers of those it is said to belong to or to speak for."""
    gender: str = ""
    """"m" or "f" where a title or a noun says so."""
    presumed: str = ""
    """The gender that the story's pronouns have given it."""
    recent: deque[tuple[int, float, int]] = field(default_factory=lambda: deque(maxlen=RECENT))
    """The clock, weight and first token of its latest mentions."""
    described: list[Mention] = field(default_factory=list)
    """The mentions that say by more than a pronoun who it is."""
    citations: list[Mention] = field(default_factory=list)
    """The mentions that are sources of attributions."""
    in_headline: bool = True
    """Whether only the headline has mentioned it."""
    _labels: Counter[str] = field(default_factory=Counter)
    _words: int = 0
    """How many words the fullest names have, by which alone the kind is told."""
    _human: bool = False
    _body: bool = False
    _plural: bool = False

    def take(self, mention: Mention, scene: Scene, *, indirectly: bool = False) -> None:
        """Add a mention; one that means it `indirectly` ("the authors" of a study) does not describe it."""
        self.mentions.append(mention)
        self.recent.append((scene.clock, scene.weight, mention.start))
        self.in_headline = self.in_headline and scene.headline
        if scene.cited:
            self.citations.append(mention)
        if mention.form != "pronoun" and (mention.name or not self.names):
            self.gender = self.gender or mention.gender
        if indirectly:
            return
        if mention.form == "pronoun":
            if not self.described:
                self._plural = self._plural or mention.plural
            return
        if mention.name:
            self.names[mention.name.lower()] = self.names.get(mention.name.lower(), 0) + 1
        self.described.append(mention)
        self.lemmas.add(mention.lemma)
        self.modifiers |= mention.modifiers
        self.roles |= mention.roles
        if mention.label:
            self._count_label(mention.label, len(mention.name.split()))
        self._human = self._human or mention.human
        self._body = self._body or mention.body
        self._plural = mention.plural or (self._plural and len(self.described) > 1)

    def _count_label(self, label: str, words: int) -> None:
        if words > self._words:
            self._words = words
            self._labels.clear()
        self._labels[label] += words == self._words

    @property
    def full_names(self) -> bool:
        """Tell whether any of its names has several words."""
        return self._words > 1

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
        return max(self.described or self.mentions, key=_fullness)

    @property
    def label(self) -> str:
        """Return the kind that its fullest names mostly are (PER, ORG, LOC), "" if it has none."""
        return max(self._labels, key=lambda label: self._labels[label], default="")

    def can_be(self, gender: str) -> bool:
        """Tell whether nothing in the story speaks against a gender."""
        return (self.gender or self.presumed) in ("", gender)

    @property
    def is_plural(self) -> bool:
        """Tell whether it is more than one."""
        return self._plural

    def absorb(self, other: Entity) -> None:
        """Take over the mentions of an entity that turned out to be the same."""
        self.mentions = sorted([*self.mentions, *other.mentions], key=lambda mention: mention.start)
        self.described += other.described
        self.citations += other.citations
        self.modifiers |= other.modifiers

    @property
    def is_human(self) -> bool:
        """Tell whether it is known to be a person."""
        return self.label == "PER" if self._labels else self._human

    @property
    def is_body(self) -> bool:
        """Tell whether it is known to be a body or a document."""
        return self._body and not (self._labels and self.label == "PER")


def _fullness(mention: Mention) -> tuple[int, bool, int, int]:
    return (
        len(mention.name.split()),
        mention.name != "" or mention.determiner not in POINTERS,
        min(len(mention.text), MAX_NAME),
        -mention.start,
    )
