"""The class of a cue: which of the rules' cue classes lists its lemma."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from attrib.rules.load import Rules

OTHER = "other"
"""The class of a cue that stands in no list, such as "according"."""

PARTS = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}
"""Where a cue class lists a cue, by the part of speech of its head."""


class CueClasses:
    """The cue class of every lemma, by part of speech and by the take it is used with.

    A lemma may stand in several classes with different takes ("call for", "call a liar"); where the take is unknown,
    the first class that lists the lemma has it.
    """

    def __init__(self, rules: Rules) -> None:
        self._classes: dict[tuple[str, str], str] = {}
        self._by_take: dict[tuple[str, str, str], str] = {}
        for cue in rules.cues.values():
            for part in ("verbs", "nouns", "adjectives", "phrases"):
                for lemma, takes in getattr(cue, part).items():
                    self._classes.setdefault((part, lemma), cue.id)
                    self._by_take.update({(part, lemma, take): cue.id for take in takes})

    def of(self, token: Token, take: str = "") -> str:
        """Return the class of the cue whose head is `token`, used with `take`."""
        part = PARTS.get(token.pos_, "phrases")
        by_lemma = self._classes.get((part, token.lemma_), OTHER)
        return self._by_take.get((part, token.lemma_, take), by_lemma)

    def has_take(self, token: Token, take: str) -> bool:
        """Tell whether a cue class lists the lemma of `token` with `take`."""
        return (PARTS.get(token.pos_, "phrases"), token.lemma_, take) in self._by_take
