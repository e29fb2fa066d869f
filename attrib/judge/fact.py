"""What a fact is: something known about a source, an attribution and so on, that a finding may ask for by name."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from attrib.judge.reading import Reading
    from attrib.judge.wording import Wording
    from attrib.report import Span

T = TypeVar("T")

FactKind: TypeAlias = Literal["flag", "number", "word", "words", "text"]
Hits: TypeAlias = "dict[str, Hit]"
"""The first phrase found in each text asked for one, by the fact's name."""
Value: TypeAlias = "bool | float | str | frozenset[str] | Mapping[str, Hits] | Wording | None"
"""Words may be a mapping, to where that which makes each of them true was found. None is a fact that is not known, such as the status of a source where there is none."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that `contains` found, as it is compared, and the piece of the text that has it."""

    span: Span
    phrase: str


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A fact about things of one kind.

    A flag is true or false; a number may be infinite; a word is one of few, those in `values` if there are any;
    words are several of which a condition needs one; a text is a stretch of the story.
    """

    name: str
    kind: FactKind
    description: str
    find: Callable[[Reading, T], Value]
    values: tuple[str, ...] = ()


def table(*facts: Fact[T]) -> Mapping[str, Fact[T]]:
    """Return facts by name, not to be changed; no two may have one name."""
    by_name = {fact.name: fact for fact in facts}
    assert len(by_name) == len(facts), "two facts of one name"
    return MappingProxyType(by_name)


def flag(name: str, description: str, find: Callable[[Reading, T], bool | None]) -> Fact[T]:
    """Return a fact that is true or false."""
    return Fact(name, "flag", description, find)


def number(name: str, description: str, find: Callable[[Reading, T], float | None]) -> Fact[T]:
    """Return a fact that is counted."""
    return Fact(name, "number", description, find)


def word(
    name: str, description: str, find: Callable[[Reading, T], str | None], values: tuple[str, ...] = ()
) -> Fact[T]:
    """Return a fact that is one word."""
    return Fact(name, "word", description, find, values)


def words(
    name: str,
    description: str,
    find: Callable[[Reading, T], frozenset[str] | Mapping[str, Hits]],
    values: tuple[str, ...] = (),
) -> Fact[T]:
    """Return a fact that is any number of words."""
    return Fact(name, "words", description, find, values)


def text(name: str, description: str, find: Callable[[Reading, T], Wording | None]) -> Fact[T]:
    """Return a fact that is a stretch of the story."""
    return Fact(name, "text", description, find)
