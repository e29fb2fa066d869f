"""Sentences in the narrator's voice: whether an editor would ask "says who?", by the types of claim in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.ledger.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

    from attrib.report import BlockKind
    from attrib.rules.load import Rules

UNATTRIBUTED_WEIGHT = 1.0
"""The sum of the weights of claim types from which a sentence in the narrator's voice needs a source."""
MIN_CLAIM_WORDS = 5


def narrated(sentence: Span, block: BlockKind, types: Sequence[str], rules: Rules) -> Verdict:
    """Return whether a sentence in the narrator's voice needs a source: by the weights of its claim types."""
    claims = rules.claims
    exempt = next((rule for rule in types if claims[rule].exempts), None)
    words = [token for token in sentence if token.is_alpha]
    if exempt is not None:
        return Verdict("plain", None, carried=False, why=exempt)
    if sentence[-1].text == "?" or len(words) < MIN_CLAIM_WORDS or block in ("headline", "heading"):
        return Verdict("plain", None, carried=False, why="no assertion to source")
    weighty = [rule for rule in types if claims[rule].needs_source]
    if sum(claims[rule].weight for rule in weighty) >= UNATTRIBUTED_WEIGHT:
        return Verdict("unattributed", None, carried=False, why=", ".join(weighty))
    return Verdict("plain", None, carried=False, why="no type of claim that needs a source")
