"""A story as it was read: its text as decoded, the parts of it that are text, and what the desk says about it.

Every offset is half-open and counts Unicode code points of the file as decoded, line ends untouched.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003  who reads reports back needs the types of their fields
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BlockKind = Literal["headline", "dateline", "byline", "credit", "heading", "paragraph"]
ApprovalLevel = Literal["desk", "senior", "top"]
DirectiveAction = Literal["ignore", "disable", "enable"]

APPROVAL_LEVELS: tuple[ApprovalLevel, ...] = get_args(ApprovalLevel)

_LINE_END: Final = re.compile(r"\r\n?|\n")
_WHITE_SPACE: Final = re.compile(r"\s")
_START: Final = attrgetter("start")
_END: Final = attrgetter("end")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a story's text."""

    start: int
    end: int

    def shared(self, other: Span) -> int:
        """Return how many code points of the text lie in both, negative or 0 where none does."""
        return min(self.end, other.end) - max(self.start, other.start)

    def overlaps(self, other: Span) -> bool:
        """Return whether both have any of the text in common."""
        return self.start < other.end and other.start < self.end

    def without(self, others: Iterable[Span]) -> Iterator[Span]:
        """Yield what is left of it without some others, in order."""
        start = self.start
        for other in sorted(others):
            if start < min(other.start, self.end) and start < other.end:
                yield Span(start, min(other.start, self.end))
            start = max(start, other.end)
        if start < self.end:
            yield Span(start, self.end)

    def holds(self, other: Span) -> bool:
        """Return whether the other lies in this one, from its beginning to its end."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the story with one function; `pieces` are the parts of it that are text, in order.

    The block's text is its pieces joined as they are read (`Story.shown`), with each white-space character as one space.
    What lies between pieces (markup, hard line ends beyond one space, zero-width characters) is not text.
    """

    kind: BlockKind
    pieces: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Return where the block's text begins in the story."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Return where the block's text ends in the story."""
        return self.pieces[-1].end

    @property
    def span(self) -> Span:
        """Return the block's text in the story, with what lies between its pieces."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class StandIn:
    """A stretch of the file that a reader sees as other characters: `&ldquo;`, which is read as “."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the story that lead to an address of the web."""

    span: Span
    address: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved the use of something, and how high up they sit: an editor of the desk, a senior one, or the top."""

    by: tuple[str, ...]
    level: ApprovalLevel = "desk"


@dataclass(frozen=True, slots=True)
class SourceMetadata:
    """What the desk knows of a source, called `name` in the story or by words that `match`.

    `known_to` is who on the desk knows its identity, `independent` how many independent sources it stands for, `reason`
    why it is not named; `obtained` and `verified` tell how a document came and how it was checked.
    """

    name: str | None = None
    match: str | None = None
    known_to: tuple[str, ...] = ()
    approval: Approval | None = None
    independent: int | None = None
    reason: str | None = None
    authoritative: bool = False
    on_record_too: bool = False
    description_checked: bool = False
    obtained: str | None = None
    verified: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the desk says about a story beside its text; `given` tells whether it says anything but who wrote it.

    `witnessed` is True where the reporter saw everything, else words of the sentences that tell what was seen.
    `gathered_elsewhere` are the places and bodies from which came what was not gathered where the dateline says.
    """

    given: bool = False
    authors: tuple[str, ...] = ()
    witnessed: bool | tuple[str, ...] = ()
    sources: tuple[SourceMetadata, ...] = ()
    lead: Approval | None = None
    pool: bool = False
    agency: str | None = None
    broke_by: str | None = None
    gathered_elsewhere: tuple[str, ...] = ()
    unnamed_sources_policy: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a file beside a story: the fingerprint of the finding that it is about, and where it is written.

    Line and column count from 1.
    """

    fingerprint: str
    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Return `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Directive:
    """What a comment in a story says about findings: `ignore` in the next block, or `disable` until `enable`.

    `rules` are rule ids or codes as written, `until` the last day on which it holds, `span` the comment's place;
    `inside` tells that the comment stands in a paragraph's own text. What an `entry` of the file beside the story says is
    about one finding, and its `span` is the story's beginning.
    """

    action: DirectiveAction
    rules: tuple[str, ...]
    span: Span
    reason: str = ""
    until: date | None = None
    author: str | None = None
    inside: bool = False
    entry: Entry | None = None

    def is_over(self, today: date) -> bool:
        """Say whether its last day has passed."""
        return self.until is not None and self.until < today

    @property
    def written(self) -> str:
        """Return it as in a comment, without reason, day and name."""
        return f"{self.action}[{', '.join(self.rules)}]"


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as a reader sees it: its blocks' text, with a line end between two, and the way back to the file.

    White space is spaces. `pieces` are the stretches of the file that the text was made from and `begins` the index of
    the text at which each begins; `stands_in` tells of each whether all of it stands for all of its characters.
    """

    text: str
    begins: tuple[int, ...]
    pieces: tuple[Span, ...]
    stands_in: tuple[bool, ...]

    def start(self, index: int) -> int:
        """Return where in the file a character of the text begins; that of the text's end is the end of the last."""
        if index >= len(self.text):
            return self.pieces[-1].end if self.pieces else 0
        at = bisect_right(self.begins, index) - 1
        return self.pieces[at].start if self.stands_in[at] else self.pieces[at].start + index - self.begins[at]

    def end(self, index: int) -> int:
        """Return where in the file a character of the text ends."""
        at = bisect_right(self.begins, index) - 1
        return self.pieces[at].end if self.stands_in[at] else self.pieces[at].start + index - self.begins[at] + 1

    def span(self, start: int, end: int) -> Span:
        """Return where in the file the text from one index up to another, exclusive, stands."""
        begin = self.start(start)
        return Span(begin, self.end(end - 1) if start < end else begin)

    def run(self, span: Span) -> tuple[int, int]:
        """Return the indexes of the text between which the characters stand that a stretch of the file touches."""
        first = self._touched(bisect_right(self.pieces, span.start, key=_END), span.start)
        last = self._touched(bisect_left(self.pieces, span.end, key=_START) - 1, span.end, up=True)
        return first, max(first, last)

    def _touched(self, at: int, offset: int, *, up: bool = False) -> int:
        """Return the index of the text at an offset in a piece; of a piece that stands in, its beginning or its end."""
        if not 0 <= at < len(self.pieces):
            return len(self.text) if at > 0 else 0
        piece, begin = self.pieces[at], self.begins[at]
        end = self.begins[at + 1] if at + 1 < len(self.begins) else len(self.text)
        if self.stands_in[at]:
            return end if up else begin
        return min(max(begin, begin + offset - piece.start), end)


@dataclass(frozen=True, slots=True)
class RunPlace:
    """A stretch of a Word document's text that one run holds: the paragraph and the run in it, both counted from 1."""

    span: Span
    paragraph: int
    run: int


@dataclass(frozen=True)
class Story:
    """One draft: where it came from, its text as decoded, its blocks in order, and what the desk says about it.

    `stand_ins` tell what in the blocks' pieces is read as other characters than it is written, in order and each within
    one piece; `links` are those of the markup. A Word document's text has a line for each paragraph of its body, and
    `runs` tell where its words stand in the file, in order; an OpenDocument text has none, and they are None for files
    that are text.
    """

    path: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    directives: tuple[Directive, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    links: tuple[Link, ...] = ()
    runs: tuple[RunPlace, ...] | None = None

    def holds_until(self, today: date) -> date | None:
        """Return the last day on which what is ignored today still is; None where no day changes that."""
        return min((one.until for one in self.directives if one.until and not one.is_over(today)), default=None)

    @cached_property
    def shown(self) -> Shown:
        """Return the story as a reader sees it; one without blocks is shown as it stands."""
        whole = (Block("paragraph", (Span(0, len(self.text)),)),) if self.text else ()
        return _show(self.text, self.blocks or whole, self.stand_ins)

    def words(self, span: Span) -> str:
        """Return the words that a reader sees in a stretch of the file, as one line; what is not text is left out."""
        return " ".join(self.shown.text[slice(*self.shown.run(span))].split())

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Return the offset at which each line begins; a line ends with LF, CRLF or a lone CR."""
        return (0, *(found.end() for found in _LINE_END.finditer(self.text)))

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both counted from 1; a byte order mark takes no column."""
        line = bisect_right(self.line_starts, offset)
        column = offset - self.line_starts[line - 1] + 1
        if line == 1 and self.text.startswith("\ufeff"):
            column = max(1, column - 1)
        return line, column

    def runs_of(self, span: Span) -> tuple[RunPlace, ...]:
        """Return the runs of a Word document that hold some of a span, in order; none for other files."""
        runs = self.runs or ()
        first = bisect_right(runs, span.start, key=lambda run: run.span.end)
        last = bisect_left(runs, span.end, key=lambda run: run.span.start)
        return runs[first:last]

    def line_text(self, line: int) -> str:
        """Return the text of a line counted from 1, without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n").removeprefix("\ufeff")


def _show(text: str, blocks: Sequence[Block], stand_ins: Sequence[StandIn]) -> Shown:
    parts: list[str] = []
    begins: list[int] = []
    pieces: list[Span] = []
    stands_in: list[bool] = []
    length = 0
    for words, piece, whole in _parts(text, blocks, stand_ins):
        parts.append(words)
        begins.append(length)
        pieces.append(piece)
        stands_in.append(whole)
        length += len(words)
    return Shown("".join(parts), tuple(begins), tuple(pieces), tuple(stands_in))


def _parts(text: str, blocks: Sequence[Block], stand_ins: Sequence[StandIn]) -> Iterator[tuple[str, Span, bool]]:
    """Yield what some blocks show, stretch by stretch, with its place and whether the stretch is read as a whole."""
    starts = [one.span.start for one in stand_ins]
    end = None
    for block in blocks:
        if end is not None:
            yield "\n", Span(end, end), True
        for piece in block.pieces:
            at = piece.start
            for one in stand_ins[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]:
                if at < one.span.start:
                    yield _WHITE_SPACE.sub(" ", text[at : one.span.start]), Span(at, one.span.start), False
                yield _WHITE_SPACE.sub(" ", one.text), one.span, True
                at = one.span.end
            if at < piece.end:
                yield _WHITE_SPACE.sub(" ", text[at : piece.end]), Span(at, piece.end), False
        end = block.end
