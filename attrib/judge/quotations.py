"""What is asked about a quotation without speaker: what stands before it and after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Span

_SIGNED: Final = re.compile(r"\s*(?:-{1,2}|–|—)\s?[A-Z]")
"""A dash and a name, as below a motto."""


def is_introduced(reading: Reading, quotation: Span) -> bool:
    """Say whether a colon stands right before a quotation, or before the ones it follows on, or a dash and name after it."""
    if _SIGNED.match(reading.after(quotation.end)):
        return True
    before, end = reading.before(quotation.start)
    if before.endswith(":"):
        return True
    last = next((one for one in reading.established.unspoken if one.end == end), None)
    return last is not None and is_introduced(reading, last)


def is_continued(reading: Reading, quotation: Span) -> bool:
    """Say whether a quotation follows on another without speaker, with nothing between them."""
    _, end = reading.before(quotation.start)
    return any(one.end == end for one in reading.established.unspoken)


def follows(reading: Reading, quotation: Span) -> str:
    """Return who stands behind the sentence before a quotation in its paragraph; `nothing` if there is none."""
    return reading.status_before(quotation.start) or "nothing"
