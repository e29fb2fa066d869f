"""A story's text cut wherever something begins or ends, so that sentences, findings and places that overlap can be shown."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeAlias, TypeVar

from attrib.report import LEVELS, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from attrib.report import Block, BlockKind, Level, Sentence, Status, StoryReport

LETTERS: Final[dict[Status, str]] = {
    "named": "N",
    "organization": "O",
    "document": "D",
    "anonymous": "A",
    "vague": "V",
    "unattributed": "?",
    "plain": "",
}
"""What a sentence is marked with beside its tint; a plain one has no mark."""

# Characters that cannot be seen, that would turn the line, or that no document may hold.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff"
    "\ufffe\uffff\ud800-\udfff]"
)

N = TypeVar("N")
_Noted: TypeAlias = "tuple[Span, Level, N]"


class Run(NamedTuple):
    """Text to be shown as it is, or one character that is shown by its `code`."""

    text: str
    code: str = ""


class Stretch(NamedTuple, Generic[N]):
    """Text in which nothing begins or ends: its address, the worst level on it, the notes whose words end with it."""

    runs: list[Run]
    id: str | None
    level: Level | None
    notes: list[N]


class Voice(NamedTuple, Generic[N]):
    """A sentence, or what stands between two: status and mark, where the mark leads and what it says, and the text."""

    status: Status | None
    tag: str
    to: str | None
    says: str
    stretches: list[Stretch[N]]


class Passage(NamedTuple, Generic[N]):
    """A block of the story, and the notes on words that begin in it."""

    kind: BlockKind
    voices: list[Voice[N]]
    notes: list[N]


def runs_of(text: str) -> list[Run]:
    """Return a text as runs, each character that cannot be shown apart."""
    runs = []
    first = 0
    for found in _UNSEEN.finditer(text):
        if found.start() > first:
            runs.append(Run(text[first : found.start()]))
        runs.append(Run(found[0], f"U+{ord(found[0]):04X}"))
        first = found.end()
    if first < len(text):
        runs.append(Run(text[first:]))
    return runs


class Passages:
    """The text of a story, block by block; `sources` are the marks of its sources and where these lead, by their ids.

    `places` are what something else on the page refers to: they get an address, which begins with `id_`.
    """

    def __init__(
        self, report: StoryReport, id_: str, sources: Mapping[str, tuple[str, str]], places: Sequence[Span]
    ) -> None:
        self.report = report
        self._id = id_
        self._sources = sources
        self._blocks = [block for block in report.story.blocks if block.pieces]
        self._pieces = sorted(piece for block in self._blocks for piece in block.pieces)
        self._stand_ins = [one.span for one in report.story.stand_ins]
        self._sentences = sorted(report.sentences, key=lambda one: one.span)
        self._sentence_starts = [one.span.start for one in self._sentences]
        self._places = {place.start for place in places if self.address(place.start)}

    def address(self, offset: int) -> str | None:
        """Return the address of an offset that is one of the places, None where it is in no block's text."""
        at = bisect_right(self._pieces, Span(offset, len(self.report.story.text))) - 1
        inside = at >= 0 and self._pieces[at].start <= offset < self._pieces[at].end
        return f"{self._id}-at-{offset}" if inside else None

    def shows(self, span: Span) -> bool:
        """Return whether any of a span is text of a block."""
        return any(_in_block(span, block) for block in self._blocks)

    def with_notes(self, noted: Sequence[_Noted[N]]) -> list[Passage[N]]:
        """Return the text, block by block, with notes on its words; a note that touches no text is left out."""
        spans = [*(span for span, _, _ in noted), *(one.span for one in self._sentences)]
        boundaries = sorted({offset for span in spans for offset in (span.start, span.end)} | self._places)
        boundaries = [offset for offset in boundaries if not self._splits(offset)]
        placed: set[int] = set()
        passages = []
        for block in self._blocks:
            touching = [(at, one) for at, one in enumerate(noted) if _in_block(one[0], block)]
            first = [one for at, one in touching if at not in placed]
            placed.update(at for at, _ in touching)
            voices = self._voices(block, boundaries, [one for _, one in touching], first)
            passages.append(Passage(block.kind, list(voices), [note for _, _, note in first]))
        return passages

    def _voices(
        self, block: Block, boundaries: Sequence[int], noted: Sequence[_Noted[N]], first: Sequence[_Noted[N]]
    ) -> Iterator[Voice[N]]:
        """Yield a block's sentences; the numbers of the notes that come `first` in it stand where their words end."""
        spans = list(_cut(block, boundaries))
        ends: dict[Span, list[N]] = defaultdict(list)
        for words, _, note in first:
            ends[max(span for span in spans if words.overlaps(span))].append(note)
        for sentence, group in groupby(spans, key=self._sentence_at):
            yield self._voice(sentence, [self._stretch(span, noted, ends[span]) for span in group])

    def _stretch(self, span: Span, noted: Sequence[_Noted[N]], notes: list[N]) -> Stretch[N]:
        levels = [level for words, level, _ in noted if words.overlaps(span)]
        seen = self.report.story.shown
        runs = runs_of(seen.text[slice(*seen.run(span))])
        id_ = self.address(span.start) if span.start in self._places else None
        return Stretch(runs, id_, min(levels, key=LEVELS.index, default=None), notes)

    def _voice(self, sentence: Sentence | None, stretches: list[Stretch[N]]) -> Voice[N]:
        if sentence is None:
            return Voice(None, "", None, "", stretches)
        source = self.report.source(sentence.source)
        tag, to = self._sources.get(sentence.source or "", (LETTERS[sentence.status], None))
        who = source.name if source else sentence.why
        says = f"{sentence.status}: {who}" if who else sentence.status
        if sentence.carried:
            tag, says = f"({tag})", f"{says} (carried over)"
        return Voice(sentence.status, tag if sentence.status != "plain" else "", to, says, stretches)

    def _splits(self, offset: int) -> bool:
        """Return whether an offset lies within what is read as a whole, as in the middle of `&amp;`."""
        at = bisect_left(self._stand_ins, Span(offset, offset)) - 1
        return at >= 0 and self._stand_ins[at].start < offset < self._stand_ins[at].end

    def _sentence_at(self, span: Span) -> Sentence | None:
        at = bisect_right(self._sentence_starts, span.start) - 1
        return self._sentences[at] if at >= 0 and span.start < self._sentences[at].span.end else None


def _cut(block: Block, boundaries: Sequence[int]) -> Iterator[Span]:
    """Yield the text of a block as spans that no boundary lies within; boundaries are in rising order."""
    for piece in block.pieces:
        within = boundaries[bisect_right(boundaries, piece.start) : bisect_left(boundaries, piece.end)]
        yield from map(Span, (piece.start, *within), (*within, piece.end))


def _in_block(span: Span, block: Block) -> bool:
    return span.overlaps(Span(block.start, block.end)) and any(span.overlaps(piece) for piece in block.pieces)
