"""A parsed story: one spaCy document over all its blocks, and the map from tokens back to the file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from attrib.parse.names import NameRules
from attrib.parse.parts import in_batches, parts_of
from attrib.parse.quotations import Quotation, pair_quotations
from attrib.parse.reported import mend_reports
from attrib.parse.sentences import guard_sentences, words_of
from attrib.report import Block, BlockKind, Part, Span, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from attrib.rules.load import Rules

JOINED: list[int | str] = [
    "SPACY", "TAG", "POS", "MORPH", "LEMMA", "NORM", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "ENT_ID", "ENT_KB_ID",
    "SENT_START",
]  # fmt: skip
"""The attributes of tokens that a story's document takes over from those of its blocks."""
PARSED_KINDS: frozenset[BlockKind] = frozenset({"headline", "heading", "paragraph"})
"""Blocks whose words are read for attributions; the others are layout and count as one plain sentence each."""


@dataclass(frozen=True)
class ParsedBlock:
    """A block as a half-open range of tokens; layout blocks have an empty range."""

    block: Block
    start: int
    end: int


@dataclass(frozen=True)
class ParsedStory:
    """A story with its document. `starts` and `ends` give each token's offsets in the story's text."""

    story: Story
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    blocks: tuple[ParsedBlock, ...]
    quotations: tuple[Quotation, ...]

    def token_at(self, offset: int) -> int:
        """Return the token that an offset lies in or, between tokens, the one before; the first before all."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the story from token `start` up to token `end` (exclusive)."""
        return Span(self.starts[start], self.ends[end - 1])

    def text(self, start: int, end: int) -> str:
        """Return the words of a half-open token range as one line."""
        return " ".join(self.doc[start:end].text.split())

    def part(self, ranges: Sequence[tuple[int, int]]) -> Part:
        """Return half-open token ranges as one part of an attribution."""
        return Part(
            tuple(self.span(start, end) for start, end in ranges),
            " ".join(self.text(start, end) for start, end in ranges),
        )

    def block_at(self, token: int) -> ParsedBlock:
        """Return the block that holds a token."""
        return self._text_blocks[bisect_right(self._block_starts, token) - 1]

    @cached_property
    def _text_blocks(self) -> tuple[ParsedBlock, ...]:
        return tuple(block for block in self.blocks if block.start < block.end)

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return tuple(block.start for block in self._text_blocks)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Return the sentences of all text blocks as half-open token ranges, in order; none crosses a block."""
        return tuple((sent.start, sent.end) for sent in self.doc.sents) if len(self.doc) else ()

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """Return for each token the number of its sentence."""
        return tuple(number for number, (start, end) in enumerate(self.sentences) for _ in range(start, end))


@dataclass(frozen=True)
class Reading:
    """What the rules tell the parse stage: what ends or begins sentences, what settles names, which verbs report."""

    abbreviations: frozenset[str]
    starters: frozenset[str]
    names: NameRules
    report_verbs: frozenset[str]

    @classmethod
    def compile(cls, rules: Rules) -> Reading:
        """Return what a rule set tells the parse stage."""
        return cls(
            rules.words("$abbreviations"),
            rules.words("$sentence-starters"),
            NameRules.compile(rules),
            rules.words("$verbs.clause"),
        )


def block_text(story: Story, block: Block) -> tuple[str, int]:
    """Return a block's text as a reader sees it, and where it begins in what the whole story shows."""
    start, end = story.shown.run(block.span)
    return story.shown.text[start:end], start


def parse_stories(nlp: Language, stories: Iterable[Story], reading: Reading) -> Iterator[ParsedStory]:
    """Yield the stories parsed, in order. Blocks are parsed one by one, so that no sentence runs over two.

    A block too long for that is parsed in parts (`parts_of`), each of which begins a sentence.
    """
    batch = list(stories)
    texts = [
        (number, block, text[start:end], begin + start)
        for number, story in enumerate(batch)
        for block in story.blocks
        if block.kind in PARSED_KINDS
        for text, begin in [block_text(story, block)]
        for start, end in parts_of(text)
    ]
    docs = (
        doc for some in in_batches(text for _, _, text, _ in texts) for doc in nlp.pipe(_prepare(nlp, some, reading))
    )
    parsed: list[list[tuple[Block, Doc, int]]] = [[] for _ in batch]
    for (number, block, _, begin), doc in zip(texts, docs, strict=True):
        parsed[number].append((block, doc, begin))
    for story, parts in zip(batch, parsed, strict=True):
        yield _join(nlp, story, parts, reading)


def _prepare(nlp: Language, texts: Iterable[str], reading: Reading) -> Iterator[Doc]:
    for text in texts:
        yield guard_sentences(nlp.make_doc(text), reading.abbreviations, reading.starters)


def _join(nlp: Language, story: Story, parts: Sequence[tuple[Block, Doc, int]], reading: Reading) -> ParsedStory:
    from spacy.tokens import Doc

    doc = _in_one(nlp, [part for _, part, _ in parts]) if parts else None
    starts: list[int] = []
    ends: list[int] = []
    blocks: list[ParsedBlock] = []
    for block, part, begin in parts:
        first = blocks.pop().start if blocks and blocks[-1].block is block else len(starts)
        blocks.append(ParsedBlock(block, first, len(starts) + len(part)))
        places = part.to_array(["IDX", "LENGTH"]).tolist()
        starts += [story.shown.start(begin + at) for at, _ in places]
        ends += [story.shown.end(begin + at + length - 1) for at, length in places]
    layout = [ParsedBlock(block, 0, 0) for block in story.blocks if block.kind not in PARSED_KINDS]
    ordered = sorted([*blocks, *layout], key=lambda parsed: parsed.block.start)
    joined = Doc(nlp.vocab) if doc is None else mend_reports(reading.names.correct(doc), reading.report_verbs)
    quotations = pair_quotations(joined, [(block.start, block.end) for block in blocks])
    return ParsedStory(story, joined, tuple(starts), tuple(ends), tuple(ordered), quotations)


def _in_one(nlp: Language, parts: Sequence[Doc]) -> Doc:
    """Return some documents as one, with a space between two, as `Doc.from_docs` does in more time."""
    from numpy import concatenate
    from spacy.tokens import Doc

    rows = [part.to_array(JOINED) for part in parts]
    spacy = JOINED.index("SPACY")
    for row in rows[:-1]:
        row[-1:, spacy] = 1
    joined = concatenate(rows)
    words = [word for part in parts for word in words_of(part)]
    doc = Doc(nlp.vocab, words=words, spaces=joined[:, spacy].astype(bool).tolist())
    return doc.from_array(JOINED, joined)  # type: ignore[arg-type]
