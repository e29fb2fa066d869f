"""Accounts that go on without a cue: what would follow, in the words of whoever the sentence before is attributed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.ledger.verdict import Verdict
from attrib.report import ATTRIBUTED

if TYPE_CHECKING:
    from spacy.tokens import Span

BACKSHIFTED = frozenset({"would", "could", "might"})
"""Auxiliaries that reported speech in the past gives to what was said to lie ahead."""


def goes_on(sentence: Span, before: Verdict) -> Verdict | None:
    """Return the verdict that a sentence goes on with the account before it in its paragraph, or None.

    English reports what somebody said of the future with "would" and "could" ("He will resign, she said. The party would
    choose a leader in May"). Only that is carried: other sentences without a cue are the narrator's until they say otherwise.
    """
    if before.source is None or before.status not in ATTRIBUTED or before.status == "vague":
        return None
    if sentence[-1].text == "?" or not any(
        child.lower_ in BACKSHIFTED and child.dep_ in ("aux", "cop") for child in sentence.root.children
    ):
        return None
    return Verdict(before.status, before.source, carried=True, why="an account that goes on")
