"""Which entry of the cue lexicon an attribution rests on: a lemma in a class with one of its takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from attrib.report import Span
from attrib.rules.words import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attrib.report import Attribution, Story
    from attrib.rules.load import Rules
    from attrib.rules.schema import Frame

_SLOT: Final = re.compile(rf"\$({'|'.join(PARTS)})\.([\w@-]+)")
_WORD: Final = re.compile(r"\w+")


class CueUse(NamedTuple):
    """A lemma in one part of a cue class with one take; `take` is empty where the frame asks the lexicon for none."""

    cue_class: str
    part: str
    lemma: str
    take: str


class CueUses:
    """The entries of a rule set's lexicon, and those that its frames ask for."""

    def __init__(self, rules: Rules) -> None:
        self._cues = rules.cues
        self._frames = rules.frames
        self._slots = {name: _slots(frame, rules) for name, frame in rules.frames.items()}

    def all(self) -> Iterator[CueUse]:
        """Yield every entry with each of its takes, in load order."""
        for cue in self._cues.values():
            for part in PARTS:
                for lemma, takes in getattr(cue, part).items():
                    yield from (CueUse(cue.id, part, lemma, take) for take in takes)

    def of(self, attribution: Attribution, story: Story) -> CueUse:
        """Return the entry that an attribution rests on; of takes with a preposition, that of the nearest one."""
        cue = self._cues.get(attribution.cue_class)
        lemmas = (attribution.cue_lemma, attribution.cue.text.lower())
        entries = [
            CueUse(attribution.cue_class, part, lemma, take)
            for part in PARTS
            for lemma in dict.fromkeys(lemmas)
            for take in (getattr(cue, part).get(lemma, ()) if cue is not None else ())
        ]
        slots = self._slots.get(attribution.rule, frozenset())
        asked = [one for one in entries if (one.part, one.take) in slots]
        if len(asked) > 1 and self._frames[attribution.rule].for_each:
            return min(asked, key=_Distance(attribution, story))
        if asked:
            return asked[0]
        return CueUse(attribution.cue_class, entries[0].part if entries else "", attribution.cue_lemma, "")


class _Distance:
    """How many words after the head of its cue an attribution has the preposition of a take."""

    def __init__(self, attribution: Attribution, story: Story) -> None:
        spans = [*attribution.cue.spans, *attribution.content.spans]
        start, end = attribution.cue.spans[0].start, max(span.end for span in spans)
        self._words = _WORD.findall(story.words(Span(start, end)).lower())

    def __call__(self, use: CueUse) -> int:
        word = use.take.rpartition("-")[2]
        return self._words.index(word) if word in self._words else len(self._words)


def _slots(frame: Frame, rules: Rules) -> frozenset[tuple[str, str]]:
    """Return the parts and takes that a frame asks the lexicon for, by its patterns or by what it says it takes."""
    slots = set(_SLOT.findall(frame.source))
    named = [*frame.takes, *([frame.take] if frame.take else [])]
    if not slots or frame.takes:
        slots.update((part, take) for part in PARTS for take in named)
    return frozenset((part, one) for part, take in slots for one in _filled(take, _each(frame, rules)))


def _each(frame: Frame, rules: Rules) -> list[str]:
    return [one for word in frame.for_each for one in (sorted(rules.words(word)) if word.startswith("$") else [word])]


def _filled(take: str, words: Iterable[str]) -> list[str]:
    return [take.replace("@", word) for word in words] if "@" in take else [take]
