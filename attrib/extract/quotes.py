"""Quotations and who speaks them: the cue beside the marks, the colon before them, the quotation that goes on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from attrib.extract.boundaries import DASHES, EDGE, source_range
from attrib.extract.candidates import Range, TokenAttribution
from attrib.extract.cue_groups import cue_range
from attrib.extract.quote_cues import OPEN_ENDS, QuoteCues
from attrib.extract.subjects import subject
from attrib.parse.labels import TENSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from attrib.extract.cues import CueClasses
    from attrib.parse.document import ParsedStory
    from attrib.parse.quotations import Quotation

MAX_NAMED_WORDS = 8
"""How many tokens may stand between a cue of naming and the quoted name."""
MAX_SIGNATURE = 14
"""How many tokens a signature after a quotation may have."""
AS_CLAUSE = "as-clause"
"""The frame whose cue has its content in its own sentence, whatever follows ("As she told reporters, it is late.")."""
SPEECH_ENDS = OPEN_ENDS | {"."}
NOT_SPEAKERS = frozenset({"obl", "obl:unmarked", "compound", "nmod:desc", "nmod:poss"})
"""Relations of a noun near a cue that does not speak."""


@dataclass(frozen=True)
class QuoteReader:
    """Ties the quotations of one story to attributions."""

    parsed: ParsedStory
    cues: frozenset[str]
    naming: frozenset[str]
    classes: CueClasses

    def attach(self, found: Sequence[TokenAttribution]) -> tuple[list[TokenAttribution], list[Quotation]]:
        """Return the attributions with their quotations and those that quotations add, and the speech left over."""
        attributions = list(found)
        by_sentence = _by_sentence(self.parsed, found)
        left = [quote for quote in self.quotations if not self._attach_one(attributions, quote, by_sentence)]
        return attributions, [quote for quote in left if self._is_speech(quote)]

    def _attach_one(
        self,
        attributions: list[TokenAttribution],
        quote: Quotation,
        by_sentence: Mapping[int, Sequence[tuple[Range, int]]],
    ) -> bool:
        return (
            self._join(attributions, quote, by_sentence)
            or self._stand_beside(attributions, quote)
            or self._go_on(attributions, quote)
        )

    def _join(
        self,
        attributions: list[TokenAttribution],
        quote: Quotation,
        by_sentence: Mapping[int, Sequence[tuple[Range, int]]],
    ) -> bool:
        """Make a quotation part of the content that covers it or reaches up to it; return whether there is one."""
        at = self._holder(attributions, self._holding(quote, by_sentence), quote)
        if at is not None:
            attributions[at] = self._with_quote(attributions[at], quote)
            return True
        close = {number for _, number in by_sentence.get(self.parsed.sentence_of[quote.start], ())}
        at = self._reaching(attributions, sorted(close), quote)
        if at is not None:
            attributions[at] = self._with_quote(_through(attributions[at], quote.start), quote)
        return at is not None

    def _stand_beside(self, attributions: list[TokenAttribution], quote: Quotation) -> bool:
        """Add the attribution of the cue beside a quotation, in place of another of that cue; return whether there is one."""
        beside = self._beside(quote, attributions)
        if beside is None:
            return False
        same_cue = next((at for at, other in enumerate(attributions) if other.cue_head == beside.cue_head), None)
        if same_cue is None:
            attributions.append(beside)
        elif not self._speaks_after(attributions[same_cue], quote):
            attributions[same_cue] = beside
        return True

    def _go_on(self, attributions: list[TokenAttribution], quote: Quotation) -> bool:
        """Add a quotation to the one it goes on from, or one that follows its cue or is signed; return whether it is any."""
        at = self._continued(attributions, quote)
        if at is not None:
            attributions[at] = self._with_quote(attributions[at], quote)
            return True
        added = self._follows(quote, attributions) or self._signed(quote)
        if added is not None:
            attributions.append(added)
        return added is not None

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Return the outermost quotations."""
        return [quote for quote in self.parsed.quotations if quote.depth == 0]

    @cached_property
    def _near(self) -> QuoteCues:
        return QuoteCues(self.parsed, self.cues, self._quoted)

    @cached_property
    def _quoted(self) -> frozenset[int]:
        return frozenset(at for quote in self.quotations for at in range(quote.start, quote.end))

    def _holding(self, quote: Quotation, by_sentence: Mapping[int, Sequence[tuple[Range, int]]]) -> list[int]:
        """Return the numbers of the attributions that have content in common with a quotation."""
        of = self.parsed.sentence_of
        sentences = range(of[quote.start], of[quote.end - 1] + 1)
        pairs = (pair for sentence in sentences for pair in by_sentence.get(sentence, ()))
        return sorted({number for run, number in pairs if run[0] < quote.end and quote.start < run[1]})

    @staticmethod
    def _holder(attributions: Sequence[TokenAttribution], near: Sequence[int], quote: Quotation) -> int | None:
        """Return which of `near` already covers a good part of the quotation with its content, the innermost first."""
        best: tuple[int, int] | None = None
        for at in near:
            attribution = attributions[at]
            shared = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in attribution.content)
            if attribution.rule in ("verb-object", "verb-preposition") and shared < quote.end - quote.start - 2:
                continue
            if quote.start <= attribution.cue_head < quote.end:
                continue
            if shared * 3 > quote.end - quote.start:
                size = sum(end - start for start, end in attribution.content)
                if best is None or size < best[0]:
                    best = (size, at)
        return best[1] if best else None

    def _reaching(self, attributions: Sequence[TokenAttribution], close: Sequence[int], quote: Quotation) -> int | None:
        """Return which of `close` has content that ends a few words before a quotation in its clause, or None."""
        doc = self.parsed.doc
        for at in close:
            other = attributions[at]
            if not other.content or other.cue[1] > quote.start or other.quoted:
                continue
            last = other.content[-1][1]
            if not other.cue[1] <= other.content[-1][0] < last < quote.start <= last + MAX_NAMED_WORDS:
                continue
            between = doc[last : quote.start]
            if not any(token.is_punct or token.tag_ in TENSED or token.is_sent_start for token in between):
                return at
        return None

    def _with_quote(self, attribution: TokenAttribution, quote: Quotation) -> TokenAttribution:
        """Return the attribution with the whole quotation, marks included, among its content."""
        barred = set(range(*attribution.cue)) | set(range(*(attribution.source or (0, 0))))
        said = attribution.content
        if said and said[-1][0] == quote.start and self.parsed.doc[quote.end - 2].text in SPEECH_ENDS:
            said = (*said[:-1], (quote.start, quote.end))
        if said and said[0][0] >= quote.start and said[-1][1] <= quote.end:
            said = (self._said_in(self.parsed.doc[attribution.cue_head], quote),)
        inside = {at for run in said for at in range(*run)} | set(range(quote.start, quote.end))
        runs: list[Range] = []
        for at in sorted(inside - barred):
            if runs and self._goes_on(runs[-1][1], at):
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
        worded = tuple(run for run in runs if self._has_words(run))
        return replace(attribution, content=worded, quoted=(*attribution.quoted, (quote.start, quote.end)))

    def _goes_on(self, end: int, at: int) -> bool:
        """Tell whether a run that ends before token `end` goes on at `at`: next to it, or past one mark in its quotation."""
        if end == at:
            return True
        inside = any(quote.start < end and at < quote.end for quote in self.parsed.quotations)
        return inside and at - end == 1 and self.parsed.doc[end].is_punct

    def _has_words(self, run: Range) -> bool:
        return any(token.is_alpha or token.like_num for token in self.parsed.doc[run[0] : run[1]])

    def _beside(self, quote: Quotation, attributions: Sequence[TokenAttribution]) -> TokenAttribution | None:
        """Return the attribution of the cue that stands at the quotation in its own sentence, or None."""
        taken = {other.cue_head for other in attributions if other.quoted}
        near = self._near
        ways = (near.right_before, near.after, near.before, near.above)
        return self._spoken(next((cue for way in ways if (cue := way(quote, taken)) is not None), None), quote)

    def _follows(self, quote: Quotation, attributions: Sequence[TokenAttribution]) -> TokenAttribution | None:
        """Return the attribution of a cue in the sentence before the quotation, which stands alone, or None."""
        taken = {other.cue_head for other in attributions if other.quoted or other.rule == AS_CLAUSE}
        return self._spoken(self._near.sentence_before(quote, taken), quote)

    def _speaks_after(self, attribution: TokenAttribution, quote: Quotation) -> bool:
        """Tell whether a cue after a quotation reports what follows it: the quotation is a title, or a part of its source."""
        if self._is_speech(quote) or quote.end > attribution.cue[0]:
            return False
        after = [range(*run) for run in attribution.content if run[0] >= attribution.cue[1]]
        return any(self.parsed.doc[at].tag_ in TENSED for run in after for at in run)

    def _said_in(self, cue: Token, quote: Quotation) -> Range:
        """Return the content that a quotation beside its cue belongs to.

        That is all that the sentence says before the cue, the object that a cue of naming gives its quoted name to, the
        clause after the cue that the quotation closes, or else the quotation alone.
        """
        if cue.i >= quote.end:
            first = self.parsed.sentences[self.parsed.sentence_of[quote.start]][0]
            return (self._near.opening_of(first, quote), quote.end)
        if self._names(cue, quote):
            return (cue_range(cue)[1], quote.end)
        return (self._near.clause_before(cue, quote), quote.end)

    def _spoken(self, cue: Token | None, quote: Quotation) -> TokenAttribution | None:
        if (
            cue is None
            or self._is_title(quote, cue)
            or not (self._is_speech(quote) or self._adjoins(cue, quote) or self._names(cue, quote))
        ):
            return None
        named = self._speaker(cue, quote)
        if named is None and not _ends_with_colon(self.parsed.doc, quote):
            return None
        cue_at = cue_range(cue, _colon_after(cue, quote))
        source_at = (
            source_range(named, {*range(*cue_at), *range(quote.start, quote.end)}) if named is not None else None
        )
        return TokenAttribution(
            "quote-beside-cue",
            self.classes.of(cue),
            cue.i,
            cue_at,
            named.i if named is not None else None,
            source_at,
            (self._said_in(cue, quote),),
            ((quote.start, quote.end),),
        )

    def _is_title(self, quote: Quotation, cue: Token) -> bool:
        """Tell whether a participle gives a quotation as the name of something ("a memo titled “Facts”"), which nobody says."""
        return any(token.tag_ == "VBN" and token.dep_ == "acl" for token in (cue, self.parsed.doc[quote.start - 1]))

    def _names(self, cue: Token, quote: Quotation) -> bool:
        """Tell whether a cue of naming gives a quoted name to the object between the two ("called him a “rascal”")."""
        between = self.parsed.doc[cue.i + 1 : quote.start]
        if cue.i > quote.start or cue.lemma_ not in self.naming or not 0 < len(between) <= MAX_NAMED_WORDS:
            return False
        return not any(token.is_punct or token.tag_ in TENSED for token in between)

    def _adjoins(self, cue: Token, quote: Quotation) -> bool:
        """Tell whether a cue stands right before a quotation, or after one that ends as speech does ("Really," she said)."""
        if cue.i >= quote.end:
            return self.parsed.doc[quote.end - 2].text in SPEECH_ENDS
        return all(token.is_punct for token in self.parsed.doc[cue.i + 1 : quote.start])

    def _speaker(self, cue: Token, quote: Quotation) -> Token | None:
        """Return the subject of a quotation's cue; after an inverted "said" the noun phrase that follows it."""
        named = subject(cue)
        if named is not None and not self._is_quoted(named.i):
            return named
        return self._noun_between(quote.end, cue.i) or self._noun_after(cue)

    def _noun_between(self, start: int, end: int) -> Token | None:
        """Return the first noun phrase between a quotation and its cue, whatever the parser made of it."""
        for token in self.parsed.doc[start:end] if start < end else ():
            if token.pos_ in ("PROPN", "NOUN", "PRON") and token.dep_ not in NOT_SPEAKERS:
                return token
        return None

    def _noun_after(self, cue: Token) -> Token | None:
        """Return the noun phrase right after an inverted cue ("said the mayor")."""
        doc = self.parsed.doc
        for at in range(cue.i + 1, min(cue.i + 6, len(doc))):
            token = doc[at]
            if token.text in EDGE or token.pos_ in ("ADP", "SCONJ") or self._is_quoted(at):
                return None
            if token.pos_ in ("PROPN", "NOUN", "PRON") and token.dep_ not in NOT_SPEAKERS | {"obj", "iobj"}:
                return token
        return None

    def _is_quoted(self, at: int) -> bool:
        return at in self._quoted

    def _continued(self, attributions: Sequence[TokenAttribution], quote: Quotation) -> int | None:
        """Return the attribution that a quotation without a cue of its own goes on from, or None."""
        block = self.parsed.block_at(quote.start)
        split = self._split(attributions, quote)
        if split is not None:
            return split
        order = sorted(range(len(attributions)), key=lambda at: attributions[at].cue_head, reverse=True)
        for at in order:
            other = attributions[at]
            if not other.quoted or other.cue_head > quote.start:
                continue
            last = max(end for _, end in other.quoted)
            edge = max(last, other.cue[1], other.source[1] if other.source else 0)
            same_block = block.start <= other.cue_head < block.end
            between = set(self.parsed.sentence_of[edge : quote.start])
            if same_block and self._is_sentence(quote) and len(between) <= 1:
                return at
            if self._next_block(last, quote) and (quote.continues or self._fills_block(quote)):
                return at
            return None
        return None

    def _split(self, attributions: Sequence[TokenAttribution], quote: Quotation) -> int | None:
        """Return the attribution whose cue stands before a quotation in its sentence, or at the colon above it."""
        doc = self.parsed.doc
        home = doc[quote.start].sent.start
        above = doc[quote.start - 1].sent.start if quote.start and doc[quote.start - 1].text == ":" else home
        candidates = [
            (other.cue_head, at)
            for at, other in enumerate(attributions)
            if other.quoted and min(home, above) <= other.cue_head < quote.start
        ]
        return max(candidates)[1] if candidates else None

    def _signed(self, quote: Quotation) -> TokenAttribution | None:
        """Return the attribution of a quotation signed with a dash and a name at the end of its paragraph, or None."""
        doc = self.parsed.doc
        block = self.parsed.block_at(quote.start)
        rest = doc[quote.end : block.end]
        if not 2 <= len(rest) <= MAX_SIGNATURE or rest[0].text not in DASHES or quote.start != block.start:
            return None
        named = next((token for token in rest[1:] if token.pos_ in ("PROPN", "NOUN")), None)
        if named is None:
            return None
        return TokenAttribution(
            "quote-signed",
            "speech",
            rest[0].i,
            (rest[0].i, rest[0].i + 1),
            named.i,
            source_range(named, range(quote.start, rest[1].i)),
            ((quote.start, quote.end),),
            ((quote.start, quote.end),),
        )

    def _fills_block(self, quote: Quotation) -> bool:
        """Tell whether a quotation is all there is in its paragraph."""
        block = self.parsed.block_at(quote.start)
        return quote.start == block.start and block.end - quote.end <= 1

    def _next_block(self, last: int, quote: Quotation) -> bool:
        blocks = [block for block in self.parsed.blocks if block.end > block.start]
        return any(
            one.start < last <= one.end and other.start <= quote.start < other.end for one, other in pairwise(blocks)
        )

    def _is_sentence(self, quote: Quotation) -> bool:
        doc = self.parsed.doc
        return (
            bool(doc[quote.start].is_sent_start)
            or (quote.start + 1 < len(doc) and bool(doc[quote.start + 1].is_sent_start))
            or quote.start == 0
        )

    def _is_speech(self, quote: Quotation) -> bool:
        words = self.parsed.doc[quote.start : quote.end]
        return self._near.is_wordy(quote) and any(token.is_alpha and token.pos_ in ("VERB", "AUX") for token in words)


def _through(attribution: TokenAttribution, end: int) -> TokenAttribution:
    """Return an attribution with the last stretch of its content drawn out up to token `end`."""
    *before, (start, _) = attribution.content
    return replace(attribution, content=(*before, (start, end)))


def _ends_with_colon(doc: Doc, quote: Quotation) -> bool:
    return quote.start > 0 and doc[quote.start - 1].text == ":"


def _colon_after(cue: Token, quote: Quotation) -> list[Token]:
    doc = cue.doc
    if cue.i + 1 < len(doc) and doc[cue.i + 1].text == ":" and cue.i + 2 == quote.start:
        return [doc[cue.i + 1]]
    return []


def _by_sentence(parsed: ParsedStory, attributions: Sequence[TokenAttribution]) -> dict[int, list[tuple[Range, int]]]:
    """Return for each sentence the content that lies in it or reaches into it, with the numbers of its attributions."""
    found: dict[int, list[tuple[Range, int]]] = defaultdict(list)
    of = parsed.sentence_of
    for number, attribution in enumerate(attributions):
        for run in attribution.content:
            for sentence in range(of[run[0]], of[run[1] - 1] + 1):
                found[sentence].append((run, number))
    return found
