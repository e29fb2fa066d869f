"""What a claim rule can ask of the sentence it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from attrib.parse.labels import FINITE

if TYPE_CHECKING:
    from spacy.tokens import Span

    from attrib.report import BlockKind
    from attrib.rules.schema import SentenceWhen

HEADINGS: frozenset[BlockKind] = frozenset({"headline", "heading"})


@dataclass(frozen=True)
class Wording:
    """A sentence and the kind of block it stands in."""

    sentence: Span
    kind: BlockKind

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Return its words and marks in lower case, without quotation marks."""
        return tuple(token.lower_ for token in self.sentence if not token.is_quote)

    @cached_property
    def length(self) -> int:
        """Return how many words it has."""
        return sum(token.is_alpha for token in self.sentence)

    @cached_property
    def is_finite(self) -> bool:
        """Tell whether it has a finite verb."""
        return any(token.tag_ in FINITE for token in self.sentence)


def holds(when: SentenceWhen, wording: Wording) -> bool:
    """Tell whether every condition holds of a sentence; a condition that is None asks nothing."""
    return (
        (when.min_words is None or wording.length >= when.min_words)
        and (when.max_words is None or wording.length <= when.max_words)
        and (when.begins is None or (bool(wording.lower) and wording.lower[0] in when.begins))
        and (when.ends is None or (bool(wording.lower) and wording.lower[-1] in when.ends))
        and (when.lacks is None or when.lacks.isdisjoint(wording.lower))
        and when.finite in (None, wording.is_finite)
        and when.heading in (None, wording.kind in HEADINGS)
    )
