"""The facts of a source, asked of something that may have one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from attrib.judge.fact import Fact, Value
from attrib.judge.facts.source import SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.judge.reading import Reading
    from attrib.report import Source

T = TypeVar("T")


def about_source(ref: Callable[[T], str | None]) -> list[Fact[T]]:
    """Return the facts of sources as facts of something that may have one; they are not known where it has none."""

    def through(fact: Fact[Source]) -> Fact[T]:
        def find(reading: Reading, thing: T) -> Value:
            source = reading.source(ref(thing))
            return None if source is None else reading.value(fact, source)

        return Fact(f"source.{fact.name}", fact.kind, fact.description, find, fact.values)

    return [through(fact) for fact in SOURCE.values() if fact.name != "source"]
