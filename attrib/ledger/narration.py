"""Sentences in the narrator's voice: whether an editor would ask "says who?", by the types of claim in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.ledger.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from attrib.ledger.claims import TypeMatch
    from attrib.rules.load import Rules

UNATTRIBUTED_WEIGHT = 1.0
"""The sum of the weights of types of claim from which a sentence in the narrator's voice needs a source."""


def narrated(doc: Doc, matches: Sequence[TypeMatch], rules: Rules) -> Verdict:
    """Return whether a sentence in the narrator's voice needs a source: by the weights of the types of claim in it."""
    found = _by_type(matches)
    exempt = next((rule for rule in found if rules.claims[rule].exempts), None)
    if exempt is not None:
        return Verdict("plain", None, carried=False, why=exempt)
    needing = weight(matches, rules) >= UNATTRIBUTED_WEIGHT
    telling = [rule for rule in found if (rules.claims[rule].weight > 0 if needing else rules.claims[rule].weight < 0)]
    why = ", ".join(_reason(rule, found[rule], doc) for rule in telling) or "no type of claim that needs a source"
    return Verdict("unattributed" if needing else "plain", None, carried=False, why=why)


def weight(matches: Sequence[TypeMatch], rules: Rules) -> float:
    """Return how strongly the types of claim in a sentence, given their matches, call for a source."""
    found = _by_type(matches)
    return round(
        sum(rules.claims[rule].weight * min(len(some), rules.claims[rule].counts) for rule, some in found.items()), 6
    )


def _by_type(matches: Sequence[TypeMatch]) -> dict[str, list[TypeMatch]]:
    found: dict[str, list[TypeMatch]] = {}
    for match in matches:
        found.setdefault(match.rule, []).append(match)
    return found


def _reason(rule: str, matches: Sequence[TypeMatch], doc: Doc) -> str:
    """Return a type of claim with the words that show it."""
    words = dict.fromkeys(doc[match.start : match.end].text for match in matches if match.start < match.end)
    shown = ", ".join(f"“{word}”" for word in words)
    return f"{rule} ({shown})" if shown else rule
