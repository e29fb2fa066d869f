"""Pairing quotation marks: curly or straight, nested, unbalanced, and running on into the next paragraph."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.parse.sentences import closes, opens, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

OPENERS = {"“": "double", "„": "double", "«": "guillemet", "‘": "single", "``": "double"}
CLOSERS = {"”": "double", "»": "guillemet", "’": "single"}
STRAIGHT = {'"': "straight", "''": "straight", "'": "straight-single"}
MARKS = OPENERS.keys() | CLOSERS.keys() | STRAIGHT.keys()
MIXED = {"straight": "double", "double": "straight"}
"""Families that writers and systems mix up: one may close what the other opened."""
SINGLES = frozenset({"single", "straight-single"})
MAX_OPEN_BLOCKS = 3
"""Over how many blocks without a mark an unclosed quotation may run to its closing mark."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words as a half-open range of tokens, marks included.

    `closed` is false where no closing mark was found before the paragraph's end; `continues` is true where the
    quotation takes up the unclosed one of the paragraph before. `depth` is 0 for a quotation inside no other.
    """

    start: int
    end: int
    closed: bool
    depth: int
    continues: bool = False


def pair_quotations(doc: Doc, blocks: Sequence[tuple[int, int]]) -> tuple[Quotation, ...]:
    """Return the quotations of a document in order, outer before inner.

    `blocks` are half-open token ranges; a quotation never crosses one, and marks that do not balance are no error: an
    opening mark without its fellow runs to the end of its block, and a closing mark without its fellow closes what the
    block before left open, or is ignored.
    """
    marks = [at for at, word in enumerate(words_of(doc)) if word in MARKS]
    paired = [
        _pair_block(doc, end, marks[bisect_left(marks, start) : bisect_left(marks, end)]) for start, end in blocks
    ]
    found: list[Quotation] = []
    unclosed = False
    for number, (start, end) in enumerate(blocks):
        quotes, stray = paired[number]
        in_block = list(quotes)
        if unclosed and in_block and in_block[0].start == start:
            in_block[0] = replace(in_block[0], continues=True)
        elif unclosed and stray is not None and all(quote.start >= stray for quote in in_block):
            in_block.insert(0, Quotation(start, stray, closed=True, depth=0, continues=True))
        elif unclosed and not in_block and _closes_soon(paired[number + 1 :]):
            in_block.append(Quotation(start, end, closed=False, depth=0, continues=True))
        unclosed = any(not quote.closed and quote.depth == 0 for quote in in_block)
        found += in_block
    return tuple(found)


def _closes_soon(following: Sequence[tuple[list[Quotation], int | None]]) -> bool:
    """Tell whether a closing mark without a fellow stands in one of the next blocks before any other mark."""
    for quotes, stray in following[:MAX_OPEN_BLOCKS]:
        if stray is not None:
            return all(quote.start >= stray for quote in quotes)
        if quotes:
            return False
    return False


def _pair_block(doc: Doc, end: int, marks: Sequence[int]) -> tuple[list[Quotation], int | None]:
    """Return the quotations of the block that ends at `end`, and where its first closing mark without a fellow ends."""
    quotes: list[Quotation] = []
    stack: list[tuple[str, int]] = []
    stray: int | None = None
    for at in marks:
        mark = _mark(doc[at], stack)
        if mark is None:
            continue
        family, opening = mark
        families = [name for name, _ in stack]
        if not opening and family not in families and MIXED.get(family) in families:
            family = MIXED[family]
        if opening and family not in families:
            stack.append((family, at))
        elif not opening and family in families:
            level = families.index(family)
            quotes.append(Quotation(stack[level][1], at + 1, closed=True, depth=0))
            del stack[level:]
        elif not opening and family not in SINGLES and stray is None:
            stray = at + 1
    if stack and stack[0][0] not in SINGLES:
        quotes.append(Quotation(stack[0][1], end, closed=False, depth=0))
    return _with_depths(quotes), stray


def _with_depths(quotes: Sequence[Quotation]) -> list[Quotation]:
    """Return a block's quotations in order, each with how many others it stands in.

    An unclosed single mark ("the ‘70s") has made none.
    """
    found: list[Quotation] = []
    ends: list[int] = []
    for quote in sorted(quotes, key=lambda quote: (quote.start, -quote.end)):
        ends = [end for end in ends if end > quote.start]
        found.append(replace(quote, depth=sum(quote.end <= end for end in ends)))
        ends.append(quote.end)
    return found


def _mark(token: Token, stack: list[tuple[str, int]]) -> tuple[str, bool] | None:
    text = token.text
    if text in OPENERS:
        return OPENERS[text], True
    if text in CLOSERS:
        return CLOSERS[text], False
    if text not in STRAIGHT:
        return None
    family = STRAIGHT[text]
    is_open = any(name in (family, MIXED.get(family)) for name, _ in stack)
    if opens(token) and not (is_open and closes(token)):
        return family, True
    if closes(token) or is_open:
        return family, False
    return (family, True) if family == "straight" else None
