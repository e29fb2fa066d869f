"""docs/facts.md: what a finding can ask for, put into its message and mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import code, table, text

from attrib.judge import FACTS, PLACES
from attrib.judge.conditions import COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {
    "flag": "true or false",
    "number": "a number",
    "word": "one word",
    "words": "words, of which one must do",
    "text": "a stretch of the story",
}


def page() -> str:
    """Return the page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield "# Facts\n"
    yield "What a finding can ask for in `when` and put into its `message`, by what it is `on`, and the places it can"
    yield "mark (`at`, `related`). [Rule files](rule-files.md) tells how conditions are written.\n"
    yield "A fact can be compared with a value or a list of values, of which one must hold, and by its kind with\n"
    yield from table(
        ("kind", "what it is", "comparisons"),
        ((name, KINDS[name], ", ".join(code(one) for one in some)) for name, some in COMPARISONS.items()),
    )
    for subject, facts in FACTS.items():
        yield f"## on: {subject}\n"
        yield f"Places: {', '.join(code(place) for place in PLACES[subject])}.\n"
        yield from table(
            ("fact", "kind", "what it says"),
            ((code(fact.name), fact.kind, text(fact.description) + _values(fact.values)) for fact in facts.values()),
        )


def _values(values: tuple[str, ...]) -> str:
    return f" One of {', '.join(code(value) for value in values)}." if values else ""
