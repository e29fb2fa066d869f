"""Whether an attribution reports somebody's own expression, or a state of mind, an act, or words left unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.extract.cues import OTHER

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from attrib.extract.candidates import TokenAttribution
    from attrib.rules.load import Rules

NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
POSSIBLE = frozenset({"could", "may", "might", "can", "should", "must"})
"""Auxiliaries of what somebody has not said yet ("could declare")."""


class Expressions:
    """Tells expressions from the rest, by the cue classes, the frames and the list of acts."""

    def __init__(self, rules: Rules) -> None:
        self._classes = {cue.id for cue in rules.cues.values() if cue.expression} | {OTHER}
        self._acts = rules.words("$acts")
        self._act_frames = {frame.id for frame in rules.frames.values() if frame.may_be_act}

    def holds(self, doc: Doc, attribution: TokenAttribution) -> bool:
        """Tell whether the source of an attribution said, wrote or showed its content, as far as the story tells."""
        if attribution.quoted:
            return True
        if attribution.cue_class not in self._classes:
            return False
        cue = doc[attribution.cue_head]
        if attribution.rule in self._act_frames and cue.lemma_ in self._acts:
            return False
        return not any(child.lower_ in NEGATIONS or child.lower_ in POSSIBLE for child in cue.children)
