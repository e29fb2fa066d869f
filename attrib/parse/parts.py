"""What is parsed at a time: a block, or stretches of one too long for the pipeline's time and memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_PART: Final = 10_000
"""How many characters are parsed at a time: the pipeline takes about 10 kB of memory for each."""
LARGEST_BATCH: Final = 20_000
"""How many characters the pipeline is given together."""
LONGEST_WORD: Final = 500
"""How many characters without a space the tokenizer is given: its time grows with their square."""

_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_LONG_WORD: Final = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")


def parts_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield a block's text as half-open ranges that are parsed one by one: all of it, but for what nobody writes.

    A long text is cut after the last sentence that ends in its part, else after a space; a long word anywhere.
    """
    start = 0
    while start < len(text):
        end = min(start + LONGEST_PART, len(text))
        if end < len(text):
            end = _cut(text, start, end)
        word = _LONG_WORD.search(text, start, end)
        if word is not None:
            end = word.start() if word.start() > start else word.end() - 1
        yield start, end
        start = end


def in_batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield some texts in order, as many at a time as have about LARGEST_BATCH characters together."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > LARGEST_BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _cut(text: str, start: int, end: int) -> int:
    """Return where to cut a text between two offsets, the later the better."""
    sentences = [found.end() for found in _SENTENCE_END.finditer(text, start, end)]
    if sentences:
        return sentences[-1]
    space = text.rfind(" ", start + 1, end)
    return space + 1 if space > 0 else end
