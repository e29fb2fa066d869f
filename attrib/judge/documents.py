"""What the story tells about a document it cites: who issued it, and how far from the citation that is said."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from attrib.judge.links import has_link
from attrib.judge.sources import mentions
from attrib.judge.surroundings import near
from attrib.judge.wording import any_of, find_phrase, normal, words_of

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Attribution, Source

_REACH: Final = 4
"""How many sentences off an issuer is looked for."""
_NUMBER_OR_TITLE: Final = re.compile(r"\d|[“\"]|\S\s+[A-Z]|\b[A-Z]{2}|\b[A-Z]\.[A-Z]")


def issuer_within(reading: Reading, attribution: Attribution) -> float | None:
    """Return how many sentences from the cue it is told who issued the document cited; infinity beyond four.

    It is told by the document's own name; by a body or person named in a sentence that mentions it, outside what is
    attributed; by a body named later; by a link; and by a phrase of `$publication-phrases`. None where neither a
    document nor anything vague is cited.
    """
    source = reading.source(attribution.ref)
    if source is None or source.status not in ("document", "vague"):
        return None
    if is_identified(reading, source) or _introduced_with_issuer(reading, source, attribution):
        return 0
    here = reading.sentence_at(attribution.cue.spans[0].start)
    if here is None:
        return math.inf
    around = range(max(0, here - _REACH), min(len(reading.sentences), here + _REACH + 1))
    found = (at for at in around if _names_issuer(reading, at, here, attribution) or _tells_origin(reading, at))
    return min((abs(at - here) for at in found), default=math.inf)


def is_identified(reading: Reading, source: Source) -> bool:
    """Say whether a mention of a document has a name, number, title or owner, so that it can be looked up."""
    if any(name for span in source.mentions for name in reading.names_in(span)):
        return True
    issuers, demonyms = reading.words("$issuers"), reading.words("$demonyms")
    owners = reading.words("$possessives")
    return any(
        find_phrase(normal(text), issuers) is not None
        or find_phrase(normal(text), demonyms) is not None
        or _NUMBER_OR_TITLE.search(text) is not None
        or any_of(words_of(text)[:1], owners)
        or any(word.endswith(("'s", "s'")) for word in words_of(text)[:-1])
        for _, text in mentions(reading, source)
    )


def _introduced_with_issuer(reading: Reading, source: Source, attribution: Attribution) -> bool:
    """Say whether a body or person is named in an earlier sentence that mentions a document ("the board's report")."""
    cue = attribution.cue.spans[0].start
    earlier = (reading.sentence_at(span.start) for span in source.mentions if span.start < cue)
    here = reading.sentence_at(cue)
    spans = (reading.sentences[at].span for at in earlier if at is not None and at != here)
    return any(name.kind in ("ORG", "PER") for span in spans for name in reading.names_in(span))


def _names_issuer(reading: Reading, at: int, here: int, attribution: Attribution) -> bool:
    span = reading.sentences[at].span
    if at < here or reading.position(span.start) not in ("lead", "body"):
        return False
    kinds = ("ORG", "PER") if at == here else ("ORG",)
    content = attribution.content.spans if at == here else ()
    names = (name for name in reading.names_in(span) if name.kind in kinds)
    return any(not any(name.span.overlaps(one) for one in content) for name in names)


def _tells_origin(reading: Reading, at: int) -> bool:
    start = reading.sentences[at].span.start
    text = near(reading, start, before=0, after=0).normal
    return has_link(reading, start) or find_phrase(text, reading.words("$publication-phrases")) is not None
