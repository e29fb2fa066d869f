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
    """The cue class of every lemma, by part of speech; the first class that lists a lemma has it."""

    def __init__(self, rules: Rules) -> None:
        self._classes: dict[tuple[str, str], str] = {}
        for cue in rules.cues.values():
            for part in ("verbs", "nouns", "adjectives", "phrases"):
                for lemma in getattr(cue, part):
                    self._classes.setdefault((part, lemma), cue.id)

    def of(self, token: Token) -> str:
        """Return the class of the cue whose head is `token`."""
        return self._classes.get((PARTS.get(token.pos_, "phrases"), token.lemma_), OTHER)
