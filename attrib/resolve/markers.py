"""The words that declare a source's anonymity, and the reason they give for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

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

        self._rules = rules
        self._tokens = compile_marker_tokens(rules, nlp.vocab)
        self._phrases = compile_marker_phrases(rules, nlp)

    def about(self, parsed: ParsedStory, entity: Entity) -> Marks:
        """Return the markers that speak of an entity: in the sentences that mention it, or next to them about nobody else."""
        doc = parsed.doc
        marker: list[Range] = []
        reason: Range | None = None
        sentences = {doc[mention.head].sent.start: doc[mention.head].sent for mention in entity.mentions}
        for sentence in list(sentences.values()):
            following = doc[sentence.end].sent if sentence.end < len(doc) else None
            if following is not None and following.start not in sentences and _speaks_on(following):
                sentences[following.start] = following
        for start in sorted(sentences):
            for run in self._in_sentence(doc, sentences[start].start, sentences[start].end):
                marker.append(run)
                reason = reason or self._reason(doc, run, sentences[start].end)
        return Marks(tuple(marker), reason)

    def _in_sentence(self, doc: Doc, start: int, end: int) -> list[Range]:
        span = doc[start:end]
        found = []
        # On a span, spaCy's Matcher counts tokens from its beginning, PhraseMatcher from that of the document.
        for matcher, offset in ((self._tokens, start), (self._phrases, 0)):
            for key, first, last in matcher(span):
                rule = self._rules.markers[doc.vocab.strings[key]]
                if rule.marks == "anonymity":
                    found.append((offset + first, offset + last))
        return _outermost(found)

    def _reason(self, doc: Doc, marker: Range, end: int) -> Range | None:
        """Return the clause that begins with a word of reason within three words after the marker."""
        connectives = self._rules.words("$reason-words")
        for at in range(marker[1], min(marker[1] + 3, end)):
            if doc[at].lower_ in connectives:
                stop = at + 1
                while stop < end and doc[stop].text not in REASON_ENDS:
                    stop += 1
                return (at, stop) if stop - at > 2 else None
        return None


def _speaks_on(sentence: Span) -> bool:
    """Tell whether a sentence opens with a person already spoken of: a pronoun or "the official"."""
    return sentence[0].lower_ in SPOKEN_OF


def _outermost(runs: list[Range]) -> list[Range]:
    kept: list[Range] = []
    for run in sorted(set(runs), key=lambda run: (run[0], -run[1])):
        if not kept or run[0] >= kept[-1][1]:
            kept.append(run)
    return kept
