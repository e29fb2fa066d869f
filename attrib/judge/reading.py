"""A story as the judge reads it: what was established about it, indexed by place and by source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from attrib.judge.wording import Wording, find_phrase, normal, possessor
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from attrib.judge.fact import Fact, Hits, Value
    from attrib.report import Attribution, BlockKind, Claim, Established, Name, Position, Sentence, Source, Status
    from attrib.rules.load import Rules

T = TypeVar("T")

IDENTIFIED: Final[frozenset[Status]] = frozenset({"named", "organization", "document"})
"""The statuses of sources that can be asked or looked up."""
_ASSERTS_NOTHING: Final = frozenset({"denial", "refusal", "question"})
"""Classes of cues with which a source asserts nothing of its own."""
_START: Final = attrgetter("start")
REACH: Final = 100
"""How many characters are looked at to tell what stands right before or after a place."""
_OF_BLOCKS: Final[Mapping[BlockKind, Position]] = {
    "headline": "headline",
    "heading": "heading",
    "paragraph": "body",
    "dateline": "layout",
    "byline": "layout",
    "credit": "layout",
}


class Reading:
    """One story with the rules it is judged by. Sentences and blocks are numbered from 0 in the order of the text."""

    def __init__(self, established: Established, rules: Rules) -> None:
        self.established = established
        self.rules = rules
        self.sentences = tuple(sorted(established.sentences, key=lambda sentence: sentence.span))
        self._sentence_starts = [sentence.span.start for sentence in self.sentences]
        self._block_starts = [block.start for block in established.story.blocks]
        self._name_starts = [name.span.start for name in established.names]
        self._found: dict[object, object] = {}
        self._texts: dict[tuple[int, int], str] = {}
        self._values: dict[tuple[int, int], Value] = {}
        self._indexes: dict[int, dict[Value, list[int]]] = {}
        self.carried: dict[int, Mapping[str, Hits]] = {}
        """What attributions carry, each by its identity, as far as it has been asked for."""
        self._sources = {source.id: source for source in established.sources}
        self._attributions = {one.id: one for one in established.attributions}
        self._by_source: Mapping[str, list[Attribution]] = defaultdict(list)
        for attribution in established.attributions:
            if attribution.ref is not None:
                self._by_source[attribution.ref].append(attribution)
        paragraphs = (at for at, sentence in enumerate(self.sentences) if sentence.block == "paragraph")
        self._lead = next(paragraphs, None)

    @property
    def headline(self) -> tuple[Sentence, ...]:
        """Return the sentences of the headline."""
        return tuple(sentence for sentence in self.sentences if sentence.block == "headline")

    @property
    def lead(self) -> Sentence | None:
        """Return the first sentence of the first paragraph, or None."""
        return None if self._lead is None else self.sentences[self._lead]

    def once(self, find: Callable[[Reading], T]) -> T:
        """Return what a function finds in this story, which it is asked for once."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast("T", self._found[find])

    def value(self, fact: Fact[Any], thing: object) -> Value:
        """Return a fact of something established in this story, which is found once however often it is asked for."""
        key = (id(fact), id(thing))
        try:
            return self._values[key]
        except KeyError:
            value = self._values[key] = fact.find(self, thing)
            return value

    def index(self, fact: Fact[Any], things: Sequence[object]) -> Mapping[Value, list[int]]:
        """Return the numbers of some things by what a fact with one value, a word or a flag, is of them."""
        known = self._indexes.get(id(fact))
        if known is None:
            known = self._indexes[id(fact)] = defaultdict(list)
            for at, thing in enumerate(things):
                value = self.value(fact, thing)
                known[normal(value) if isinstance(value, str) else value].append(at)
        return known

    def source(self, ref: str | None) -> Source | None:
        """Return the source with this id, or None."""
        return None if ref is None else self._sources.get(ref)

    def attribution(self, ref: str | None) -> Attribution | None:
        """Return the attribution with this id, or None."""
        return None if ref is None else self._attributions.get(ref)

    def attributions_of(self, source: Source) -> tuple[Attribution, ...]:
        """Return the attributions that a source carries, in the order of their cues."""
        return tuple(self._by_source.get(source.id, ()))

    def attributions_in(self, spans: Iterable[Span]) -> list[Attribution]:
        """Return the attributions whose cues begin in the sentences that some spans touch, in the order of the sentences."""
        return [one for sentence in self._touched(spans) for one in self._by_sentence.get(sentence, ())]

    def sentences_in(self, span: Span) -> tuple[Sentence, ...]:
        """Return the sentences that share any of a span, in order."""
        return tuple(one for one in (self.sentences[at] for at in self._touched([span])) if one.span.overlaps(span))

    def people_from(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the names of persons that begin from one offset up to another, exclusive."""
        return tuple(name.span for name in self.names_in(Span(start, end)) if name.kind == "PER")

    def words(self, name: str) -> frozenset[str]:
        """Return the words a `$` name stands for; raises RuleError A306."""
        return self.rules.words(name)

    def sentence_at(self, offset: int) -> int | None:
        """Return the number of the sentence that an offset lies in or, between sentences, of the one before."""
        at = bisect_right(self._sentence_starts, offset) - 1
        return at if at >= 0 else None

    def status_before(self, offset: int) -> Status | None:
        """Return the status of the sentence before the one at an offset, None where its block has none before it."""
        here = self.sentence_at(offset)
        if not here:
            return None
        before = self.sentences[here - 1]
        return before.status if self.block_at(before.span.start) == self.block_at(offset) else None

    def block_at(self, offset: int) -> int:
        """Return the number of the block that an offset lies in, -1 before the first."""
        return bisect_right(self._block_starts, offset) - 1

    def position(self, offset: int) -> Position:
        """Return in which part of the story an offset lies."""
        at = self.sentence_at(offset)
        if at is None:
            return "body"
        return "lead" if at == self._lead else _OF_BLOCKS[self.sentences[at].block]

    def text_of(self, span: Span) -> str:
        """Return the words that a reader sees in a span, white space collapsed."""
        key = (span.start, span.end)
        known = self._texts.get(key)
        if known is None:
            known = self._texts[key] = self.established.story.words(span)
        return known

    def find(self, phrase: str, span: Span) -> Span | None:
        """Return where a phrase, as texts are compared, first stands in a span as whole words, or None."""
        words = r"\s+".join(re.escape(word).replace("'", "['’‘]") for word in phrase.split())
        pattern = re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)
        return next((self.place(found) for found in self.matches(pattern, span)), None)

    def matches(self, pattern: re.Pattern[str], span: Span) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern in the text that a reader sees in a span; `place` leads back to the file."""
        shown = self.established.story.shown
        return pattern.finditer(shown.text, *shown.run(span))

    def place(self, found: re.Match[str], group: str | int = 0) -> Span:
        """Return where in the file a match in what a reader sees stands, or a group of it."""
        return self.established.story.shown.span(*found.span(group))

    def before(self, offset: int) -> tuple[str, int]:
        """Return the last words a reader sees before an offset, at most `REACH` characters, and where they end."""
        shown = self.established.story.shown
        end = shown.run(Span(offset, offset))[0]
        words = shown.text[:end].rstrip()
        return words[-REACH:], shown.end(len(words) - 1) if words else 0

    def after(self, offset: int) -> str:
        """Return the text a reader sees from an offset on, at most `REACH` characters."""
        shown = self.established.story.shown
        start = shown.run(Span(offset, offset))[0]
        return shown.text[start : start + REACH]

    def wording(self, spans: Iterable[Span]) -> Wording:
        """Return the words in some spans, a piece for each."""
        return Wording(tuple((span, self.text_of(span)) for span in spans))

    def sentence_wording(self, offset: int) -> Wording:
        """Return the words of the sentence at an offset."""
        at = self.sentence_at(offset)
        return Wording(()) if at is None else self.wording([self.sentences[at].span])

    def paragraph_wording(self, offset: int) -> Wording:
        """Return the words of the block that an offset lies in."""
        at = self.block_at(offset)
        blocks = self.established.story.blocks
        return self.wording([blocks[at].span]) if 0 <= at < len(blocks) else Wording(())

    @cached_property
    def whole(self) -> Wording:
        """Return all words of the story, layout included, a piece for each block."""
        return self.wording(block.span for block in self.established.story.blocks)

    def names_in(self, span: Span) -> tuple[Name, ...]:
        """Return the proper names that begin in a span, in order."""
        names = self.established.names
        first, end = (bisect_left(self._name_starts, offset) for offset in (span.start, span.end))
        return names[first:end]

    def words_before(self, word: str) -> Sequence[str]:
        """Return the words that stand right before a word in the story, whatever marks stand about it."""
        return self._before.get(_straight(word), ())

    def words_after(self, word: str) -> Sequence[str]:
        """Return the words that stand right after a word in the story, where no mark stands between them."""
        return self._after.get(_straight(word), ())

    def is_narrated(self, at: Span, *, by: Attribution | None = None) -> bool:
        """Say whether words are the narrator's: in no unspoken quotation, and not in what a source says (`by`'s apart).

        What an attribution with no source passes on is the narrator's.
        """
        return not any(at.overlaps(span) for one, span in self.spoken_in(at) if one is None or one != by)

    def spoken_in(self, at: Span) -> list[tuple[Attribution | None, Span]]:
        """Return what sources say, and what nobody is found to say, in the sentences that a span touches."""
        return [pair for sentence in self._touched([at]) for pair in self._spoken.get(sentence, ())]

    def attributions_beside(self, offset: int) -> Sequence[Attribution]:
        """Return the attributions whose cues begin in the block that an offset lies in, in order."""
        return self._by_block.get(self.block_at(offset), ())

    def last_attribution_before(self, offset: int) -> Attribution | None:
        """Return the attribution with a source whose cue begins last before an offset, or None."""
        at = bisect_left(self._cue_starts, offset)
        return self._in_order[at - 1] if at else None

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Return the story's paragraphs, in order."""
        return tuple(one.span for one in self.established.story.blocks if one.kind == "paragraph")

    def paragraph_at(self, offset: int) -> int | None:
        """Return the number, from 1, of the paragraph that an offset lies in; None where it lies in none."""
        here = self.block_at(offset)
        if here < 0 or self.established.story.blocks[here].kind != "paragraph":
            return None
        return self.paragraphs_until(offset)

    def paragraphs_until(self, offset: int) -> int:
        """Return how many paragraphs begin up to an offset, that of the offset included."""
        return bisect_right(self.paragraphs, offset, key=_START)

    def types_in(self, sentence: Sentence) -> frozenset[str]:
        """Return the types of the claims in a sentence."""
        claims = (claim for number in self._touched([sentence.span]) for claim in self._claims.get(number, ()))
        inside = (claim for claim in claims if any(span.overlaps(sentence.span) for span in claim.spans))
        return frozenset(kind for claim in inside for kind in claim.types)

    def claims_in(self, attribution: Attribution) -> tuple[Claim, ...]:
        """Return the claims that an attribution carries or that lie in its content."""
        near = {
            claim.id: claim
            for sentence in self._touched(attribution.content.spans)
            for claim in self._claims.get(sentence, ())
            if any(one.overlaps(other) for one in claim.spans for other in attribution.content.spans)
        }
        near.update({claim.id: claim for claim in self._claims_of.get(attribution.id, ())})
        return tuple(sorted(near.values(), key=lambda claim: self._claim_order[claim.id]))

    @cached_property
    def identified_cues(self) -> tuple[int, ...]:
        """Return where the cues stand with which sources that can be asked or looked up assert something, in order."""
        return tuple(
            one.cue.spans[0].start
            for one in self.established.attributions
            if one.source is not None
            and one.expression
            and one.cue_class not in _ASSERTS_NOTHING
            and (source := self.source(one.ref)) is not None
            and source.status in IDENTIFIED
        )

    @cached_property
    def replies(self) -> tuple[int, ...]:
        """Return the numbers of the sentences that have one of `$reply-phrases`."""
        phrases = self.words("$reply-phrases")
        return tuple(
            number
            for number, one in enumerate(self.sentences)
            if find_phrase(normal(self.text_of(one.span)), phrases) is not None
        )

    def _touched(self, spans: Iterable[Span]) -> list[int]:
        """Return the numbers of the sentences that some spans touch."""
        numbers = {
            number
            for span in spans
            for number in range(self.sentence_at(span.start) or 0, (self.sentence_at(span.end - 1) or 0) + 1)
        }
        return sorted(numbers)

    @cached_property
    def _by_block(self) -> Mapping[int, list[Attribution]]:
        by_block: dict[int, list[Attribution]] = defaultdict(list)
        for one in self.established.attributions:
            by_block[self.block_at(one.cue.spans[0].start)].append(one)
        return by_block

    @cached_property
    def _in_order(self) -> tuple[Attribution, ...]:
        """The attributions with a source in the order of their cues, one a place: the first that was found there."""
        by_start: dict[int, Attribution] = {}
        for one in self.established.attributions:
            if one.ref is not None:
                by_start.setdefault(one.cue.spans[0].start, one)
        return tuple(by_start[start] for start in sorted(by_start))

    @cached_property
    def _cue_starts(self) -> tuple[int, ...]:
        return tuple(one.cue.spans[0].start for one in self._in_order)

    @cached_property
    def _spoken(self) -> Mapping[int, list[tuple[Attribution | None, Span]]]:
        """What sources say and what nobody is found to say, by sentence."""
        spoken: list[tuple[Attribution | None, Span]] = [
            (one, span) for one in self.established.attributions if one.source is not None for span in one.content.spans
        ]
        spoken += [(None, span) for span in self.established.unspoken]
        by_sentence: dict[int, list[tuple[Attribution | None, Span]]] = defaultdict(list)
        for one, span in spoken:
            for sentence in self._touched([span]):
                by_sentence[sentence].append((one, span))
        return by_sentence

    @cached_property
    def _by_sentence(self) -> Mapping[int, list[Attribution]]:
        """The attributions by the sentence that their cue begins in, or the first where it stands before all."""
        by_sentence: dict[int, list[Attribution]] = defaultdict(list)
        for one in self.established.attributions:
            by_sentence[self.sentence_at(one.cue.spans[0].start) or 0].append(one)
        return by_sentence

    @cached_property
    def _before(self) -> Mapping[str, list[str]]:
        before: dict[str, list[str]] = defaultdict(list)
        for block in self.established.story.blocks:
            words = self.text_of(block.span).split()
            for one, other in pairwise(words):
                before[_straight(possessor(other.strip("“”\"'.,;:()")))].append(one)
        return before

    @cached_property
    def _after(self) -> Mapping[str, list[str]]:
        after: dict[str, list[str]] = defaultdict(list)
        for block in self.established.story.blocks:
            words = self.text_of(block.span).split()
            for one, other in pairwise(words):
                after[_straight(one.lstrip("“\"'("))].append(other.lstrip("“\"'("))
        return after

    @cached_property
    def _claims(self) -> Mapping[int, list[Claim]]:
        by_sentence: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.established.claims:
            for sentence in self._touched(claim.spans):
                by_sentence[sentence].append(claim)
        return by_sentence

    @cached_property
    def _claims_of(self) -> Mapping[str, list[Claim]]:
        by_attribution: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.established.claims:
            if claim.attribution is not None:
                by_attribution[claim.attribution].append(claim)
        return by_attribution

    @cached_property
    def _claim_order(self) -> Mapping[str, int]:
        return {claim.id: number for number, claim in enumerate(self.established.claims)}


def _straight(word: str) -> str:
    return word.replace("’", "'")
