"""The names that pages give their parts: which hold the story, which stand beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.rules.load import Rules

_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_MODIFIER: Final = re.compile(r"^(?:has|with|without|no|is|not)[-_].*|--.*", re.DOTALL)
"""What only says how a part looks or what is in it: `article--with-comments`, `has-sidebar`."""
_NAMED_BY: Final = ("class", "id", "data-component", "data-testid", "data-gu-name")
"""Attributes that name a part; on pages whose classes are made by a program the others still speak."""
_LONGEST: Final = 200
"""A name longer than this many characters names nothing."""

Phrase: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class PageNames:
    """Names of a page's parts, as phrases of words: `article-body` is `articleBody` and `c-article__body` too.

    `furniture` is lines that belong to the page and not to the story, in lower case.
    """

    story: frozenset[Phrase] = frozenset()
    boxes: frozenset[Phrase] = frozenset()
    bylines: frozenset[Phrase] = frozenset()
    unseen: frozenset[Phrase] = frozenset()
    noted: frozenset[Phrase] = frozenset()
    furniture: frozenset[str] = frozenset()

    @classmethod
    def compile(cls, rules: Rules) -> PageNames:
        """Return the names in the list `pages` of a rule set; raises RuleError A306 where a part of it is missing."""

        def phrases(key: str) -> frozenset[Phrase]:
            return frozenset(map(_phrase, rules.words(f"$pages.{key}")))

        return cls(
            story=phrases("story"),
            boxes=phrases("boxes"),
            bylines=phrases("bylines"),
            unseen=phrases("unseen"),
            noted=phrases("noted"),
            furniture=frozenset(line.lower() for line in rules.words("$pages.furniture")),
        )

    def is_story(self, attributes: Mapping[str, str]) -> bool:
        """Say whether a part is named as the text of the story: a name ends so."""
        names = (*_names(attributes, whole=True), *_names(attributes, whole=False))
        return any(name[at:] in self.story for name in names for at in range(len(name)))

    def is_box(self, attributes: Mapping[str, str]) -> bool:
        """Say whether a part is named as something that stands beside the story."""
        return _has(attributes, self.boxes)

    def is_byline(self, attributes: Mapping[str, str]) -> bool:
        """Say whether a part is named as who wrote the story."""
        return _has(attributes, self.bylines)

    def hidden(self, attributes: Mapping[str, str]) -> bool:
        """Say whether a part is named as one that readers do not see."""
        return _has(attributes, self.unseen)

    def notes(self, attributes: Mapping[str, str]) -> bool:
        """Say whether a part is named as the sign of a note."""
        return _has(attributes, self.noted)


def _phrase(name: str) -> Phrase:
    return tuple(word.lower() for word in _WORD.findall(name))


def _has(attributes: Mapping[str, str], phrases: frozenset[Phrase]) -> bool:
    return any(
        name[at:end] in phrases
        for name in _names(attributes, whole=False)
        for at in range(len(name))
        for end in range(at + 1, min(at + 4, len(name)) + 1)
    )


def _names(attributes: Mapping[str, str], *, whole: bool) -> tuple[Phrase, ...]:
    given = (attributes.get(key, "") for key in _NAMED_BY)
    return tuple(_read(name, whole=whole) for value in given if value for name in value.split())


@lru_cache(maxsize=4096)
def _read(name: str, *, whole: bool) -> Phrase:
    if len(name) > _LONGEST:
        return ()
    return _phrase(name if whole else _MODIFIER.sub("", name))


NO_NAMES: Final = PageNames()
"""For whoever has no rules: parts are then known by their elements alone."""
