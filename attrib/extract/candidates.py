"""What the frames find before boundaries are drawn: heads of cue, source and content in the parse."""

from __future__ import annotations

from dataclasses import dataclass, field

Range = tuple[int, int]
"""A half-open range of tokens."""


@dataclass(frozen=True, slots=True)
class TokenAttribution:
    """An attribution in tokens: ranges are half-open; `source` is None where nobody is named at the cue."""

    rule: str
    cue_class: str
    cue_head: int
    cue: Range
    source_head: int | None
    source: Range | None
    content: tuple[Range, ...]
    quoted: tuple[Range, ...] = field(default=())
    """The quotations among the content."""
    expression: bool = False
    """Whether the source is reported to have expressed the content."""
