"""Fingerprints: by what a finding is known again after the story has been edited elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from attrib.judge.wording import normal, words_of
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.judge.reading import Reading
    from attrib.report import Finding

CONTEXT: Final = 4
"""How many words on either side of a finding's place, in its sentence, belong to its fingerprint."""
_LENGTH: Final = 16


class Found(NamedTuple):
    """A finding, and what it is known by in place of the words at its place, None if those are what it is about."""

    finding: Finding
    known_by: str | None = None


def with_fingerprints(found: Iterable[Found], reading: Reading) -> tuple[Finding, ...]:
    """Return findings with fingerprints; what is changed here changes `attrib.report.FINGERPRINTS`.

    A fingerprint is a digest of the rule, the words at the place, `CONTEXT` words of the sentence before and after them,
    and the finding's number among those that are equal in all this. Line breaks, case, marks and all other sentences are
    left out.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    out = []
    for finding, known_by in found:
        about = _words_at(finding.span, reading) if known_by is None else (known_by,)
        key = (finding.rule, *about)
        recipe = "\n".join((*key, str(counts[key])))
        counts[key] += 1
        digest = hashlib.sha256(recipe.encode("utf-8", "surrogatepass")).hexdigest()
        out.append(replace(finding, fingerprint=digest[:_LENGTH]))
    return tuple(out)


def _words_at(span: Span, reading: Reading) -> tuple[str, str, str]:
    text = reading.text_of(span)
    before = after = ""
    first, last = reading.sentence_at(span.start), reading.sentence_at(max(span.start, span.end - 1))
    if first is not None and last is not None:
        start, end = reading.sentences[first].span.start, reading.sentences[last].span.end
        before = reading.text_of(Span(start, span.start)) if start < span.start else ""
        after = reading.text_of(Span(span.end, end)) if span.end < end else ""
    words = " ".join(words_of(text)) or normal(text)
    return " ".join(words_of(before)[-CONTEXT:]), words, " ".join(words_of(after)[:CONTEXT])
