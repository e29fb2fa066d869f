"""Extract: who says what in a parsed story, found by the rules of cues, frames and blockers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.extract.candidates import Range, TokenAttribution
from attrib.extract.cues import CueClasses
from attrib.extract.expression import Expressions
from attrib.extract.frames import FrameFinder
from attrib.extract.headlines import read_headline, read_speaker_label
from attrib.extract.nesting import Nesting
from attrib.extract.quotes import QuoteReader
from attrib.extract.tails import TailWords, read_tails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.vocab import Vocab

    from attrib.parse.document import ParsedStory
    from attrib.parse.quotations import Quotation
    from attrib.rules.load import Rules

__all__ = ["Extracted", "Extractor", "Range", "TokenAttribution"]

MIN_BARRING_WORDS = 5
"""Cues inside a quotation of at least so many words are the speaker's, not the writer's."""


@dataclass(frozen=True)
class Extracted:
    """The attributions of a story in order of their cues, and the quotations for which no speaker was found."""

    attributions: tuple[TokenAttribution, ...]
    unspoken: tuple[Quotation, ...]


class Extractor:
    """Finds attributions with one rule set compiled for one pipeline's vocabulary."""

    def __init__(self, rules: Rules, vocab: Vocab) -> None:
        from attrib.rules.compile import compile_blockers, compile_frames

        self._rules = rules
        self._classes = CueClasses(rules)
        self._nesting = Nesting(
            frozenset(frame.id for frame in rules.frames.values() if frame.yields),
            frozenset(cue.id for cue in rules.cues.values() if cue.expression),
        )
        self._tail_words = TailWords(rules.words("$verbs.clause"), rules.words("$occasions.times"))
        self._quoting = rules.words("$verbs.quote")
        self._naming = rules.words("$verbs.complement") | rules.words("$verbs.object-as")
        self._expressions = Expressions(rules)
        self._frames = FrameFinder(rules, self._classes, compile_frames(rules, vocab), compile_blockers(rules, vocab))

    def extract(self, parsed: ParsedStory) -> Extracted:
        """Return what the rules find in a story."""
        if not len(parsed.doc):
            return Extracted((), ())
        quoted = _quoted_tokens(parsed)
        found = self._frames.find(parsed.doc, quoted)
        found += self._by_layout(parsed, found)
        found += self._tails(parsed, found, quoted)
        found = self._nesting.outermost(parsed.doc, found)
        attributions, left = QuoteReader(parsed, self._quoting, self._naming, self._classes).attach(found)
        attributions = self._nesting.outermost(parsed.doc, attributions)
        marked = [replace(one, expression=self._expressions.holds(parsed.doc, one)) for one in attributions]
        ordered = sorted(marked, key=lambda attribution: (attribution.cue, attribution.rule))
        return Extracted(tuple(ordered), tuple(left))

    def _tails(
        self, parsed: ParsedStory, found: Sequence[TokenAttribution], quoted: frozenset[int]
    ) -> list[TokenAttribution]:
        taken = quoted | {other.cue_head for other in found if other.source is not None}
        return list(read_tails(parsed, self._tail_words, self._classes, taken))

    def _by_layout(self, parsed: ParsedStory, found: Sequence[TokenAttribution]) -> list[TokenAttribution]:
        added = []
        for block in parsed.blocks:
            if block.start == block.end:
                continue
            read = read_headline if block.block.kind == "headline" else read_speaker_label
            attribution = read(parsed, block, self._rules)
            if attribution is not None and not any(
                other.cue[0] <= attribution.cue_head < other.cue[1] for other in found
            ):
                added.append(attribution)
        return added


def _quoted_tokens(parsed: ParsedStory) -> frozenset[int]:
    return frozenset(
        at
        for quote in parsed.quotations
        if quote.depth == 0 and quote.end - quote.start > MIN_BARRING_WORDS
        for at in range(quote.start, quote.end)
    )
