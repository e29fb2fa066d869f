"""The words that declare a source's anonymity, and the reason they give for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language

    from attrib.parse.document import ParsedStory
    from attrib.resolve.entities import Entity
    from attrib.rules.load import Rules

Range = tuple[int, int]
SPOKEN_OF = frozenset({"he", "she", "they", "both", "the", "all"})
"""Words that begin a sentence about somebody already spoken of."""
REASON_ENDS = frozenset({",", ".", ";", "—", "–", "”", '"'})


@dataclass(frozen=True)
class Marks:
    """Where a source's anonymity is declared, and the reason given for it, as half-open token ranges."""

    marker: tuple[Range, ...]
    reason: Range | None


class MarkerFinder:
    """Finds anonymity markers with the rules of rules/markers."""

    def __init__(self, rules: Rules, nlp: Language) -> None:
        from attrib.rules.compile import compile_marker_phrases, compile_marker_tokens

        self._tokens = compile_marker_tokens(rules, nlp.vocab)
        self._phrases = compile_marker_phrases(rules, nlp)
        self._rules = frozenset(rule.id for rule in rules.markers.values() if rule.marks == "anonymity")
        self.connectives = rules.words("$reason-words")

    def read(self, parsed: ParsedStory) -> StoryMarkers:
        """Return the markers of a story, which are looked for when they are first asked for."""
        return StoryMarkers(parsed, self)

    def by_sentence(self, parsed: ParsedStory) -> dict[int, list[Range]]:
        """Return the markers of a story as half-open token ranges, by the number of the sentence that each lies in."""
        doc, strings = parsed.doc, parsed.doc.vocab.strings
        found = [(start, end) for rule, start, end in self._tokens(doc) if rule in self._rules]
        if len(self._phrases):
            found += [(start, end) for key, start, end in self._phrases(doc) if strings[key] in self._rules]
        runs: dict[int, list[Range]] = defaultdict(list)
        for start, end in found:
            if parsed.sentence_of[start] == parsed.sentence_of[end - 1]:
                runs[parsed.sentence_of[start]].append((start, end))
        return {at: _outermost(some) for at, some in runs.items()}


class StoryMarkers:
    """The anonymity markers of one story."""

    def __init__(self, parsed: ParsedStory, finder: MarkerFinder) -> None:
        self._parsed = parsed
        self._finder = finder

    @cached_property
    def _runs(self) -> Mapping[int, Sequence[Range]]:
        return self._finder.by_sentence(self._parsed)

    def about(self, entity: Entity) -> Marks:
        """Return the markers that speak of an entity: in the sentences that mention it, or next to them about nobody else."""
        mentioning = {self._parsed.sentence_of[mention.head] for mention in entity.mentions}
        following = {at + 1 for at in mentioning if self._speaks_on(at + 1)}
        marker: list[Range] = []
        reason: Range | None = None
        for at in sorted(mentioning | following):
            for run in self._runs.get(at, ()):
                marker.append(run)
                reason = reason or self._reason(run, self._parsed.sentences[at][1])
        return Marks(tuple(marker), reason)

    def _speaks_on(self, at: int) -> bool:
        """Tell whether a sentence opens with a person already spoken of: a pronoun or "the official"."""
        sentences = self._parsed.sentences
        return at < len(sentences) and self._parsed.doc[sentences[at][0]].lower_ in SPOKEN_OF

    def _reason(self, marker: Range, end: int) -> Range | None:
        """Return the clause that begins with a word of reason within three words after the marker."""
        doc = self._parsed.doc
        for at in range(marker[1], min(marker[1] + 3, end)):
            if doc[at].lower_ in self._finder.connectives:
                stop = at + 1
                while stop < end and doc[stop].text not in REASON_ENDS:
                    stop += 1
                return (at, stop) if stop - at > 2 else None
        return None


def _outermost(runs: list[Range]) -> list[Range]:
    kept: list[Range] = []
    for run in sorted(set(runs), key=lambda run: (run[0], -run[1])):
        if not kept or run[0] >= kept[-1][1]:
            kept.append(run)
    return kept
