"""Quotations that no cue introduces: who speaks them, as far as the sentences before leave no doubt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from attrib.ledger.verdict import Verdict
from attrib.parse.labels import SUBJECTS
from attrib.report import ATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.extract import Range
    from attrib.parse.document import ParsedStory
    from attrib.parse.quotations import Quotation
    from attrib.report import Source


@dataclass(frozen=True)
class Booked:
    """A sentence that has been decided, as a half-open token range, with its verdict."""

    run: Range
    verdict: Verdict


@dataclass(frozen=True)
class SpeakerReader:
    """Finds the speakers of quotations that stand without a cue in one story."""

    parsed: ParsedStory
    sources: Mapping[str, Source]

    def speaks(self, run: Range, before: Sequence[Booked]) -> Verdict | None:
        """Return the verdict on a sentence that lies in a quotation, by the sentences `before` it; None if it lies in none.

        A quotation is its speaker's to the end, and over the paragraphs it runs through. One that opens after a sentence of
        its paragraph, or after a colon, is spoken by whoever that sentence is attributed to or about.
        """
        quote = self._around(run)
        if quote is None or not before:
            return None
        if quote.start < run[0] or quote.continues:
            return self._same(before[-1])
        if not self._introduces(before[-1].run, quote):
            return None
        asked = self.parsed.doc[before[-1].run[1] - 1].text == "?"
        last = before[-2] if asked and len(before) > 1 else before[-1]
        return self._same(last) or self._about(last.run)

    def _around(self, run: Range) -> Quotation | None:
        """Return the outermost quotation that holds all words of a sentence, or None."""
        words = [token.i for token in self.parsed.doc[run[0] : run[1]] if token.is_alpha]
        if not words:
            return None
        before = bisect_right(self._outermost, words[0], key=attrgetter("start"))
        quote = self._outermost[before - 1] if before else None
        return quote if quote is not None and words[-1] < quote.end else None

    def _introduces(self, run: Range, quote: Quotation) -> bool:
        """Tell whether a sentence stands before a quotation in its paragraph, or ends in a colon above it."""
        same_paragraph = self.parsed.block_at(quote.start).start <= run[0]
        return same_paragraph or self.parsed.doc[run[0] : run[1]].text.endswith(":")

    @staticmethod
    def _same(booked: Booked) -> Verdict | None:
        verdict = booked.verdict
        if verdict.status not in ATTRIBUTED or verdict.source is None:
            return None
        return Verdict(verdict.status, verdict.source, carried=True, why="a quotation that goes on")

    def _about(self, run: Range) -> Verdict | None:
        """Return the verdict that the source a sentence is about speaks next."""
        root = self.parsed.doc[run[0] : run[1]].root
        subject = next((child for child in root.children if child.dep_ in SUBJECTS), None)
        source = self._mentioned.get(subject.i) if subject is not None else None
        if source is None or source.status not in ATTRIBUTED or source.status == "vague":
            return None
        return Verdict(source.status, source.id, carried=True, why="a quotation after its speaker")

    @cached_property
    def _outermost(self) -> tuple[Quotation, ...]:
        return tuple(sorted((one for one in self.parsed.quotations if one.depth == 0), key=attrgetter("start")))

    @cached_property
    def _mentioned(self) -> Mapping[int, Source]:
        """The tokens that begin in a mention of a source, each with the first such source."""
        found: dict[int, Source] = {}
        for source in self.sources.values():
            for mention in source.mentions:
                first, last = (bisect_left(self.parsed.starts, at) for at in (mention.start, mention.end))
                for token in range(first, last):
                    found.setdefault(token, source)
        return found
