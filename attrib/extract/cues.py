"""The class of a cue: which of the rules' cue classes lists its lemma."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.rules.load import Rules

OTHER = "other"
"""The class of a cue that stands in no list, such as "according"."""


def cue_classes(rules: Rules) -> Mapping[str, str]:
    """Return the cue class of each lemma; the first class that lists a lemma has it."""
    classes: dict[str, str] = {}
    for cue in rules.cues.values():
        for lemmas in (cue.verbs, cue.nouns, cue.adjectives, cue.phrases):
            for lemma in lemmas:
                classes.setdefault(lemma, cue.id)
    return classes
