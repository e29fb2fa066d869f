"""What is asked about a headline: whose words it gives, and whether the story below it can bear that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrib.judge.backing import says_the_same
from attrib.judge.sources import head_words, is_several
from attrib.judge.stories import TOLD, sourced_by
from attrib.judge.wording import any_of, find_phrase, normal, words_of

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.judge.wording import Wording
    from attrib.report import Attribution, Sentence, Source, Span

_QUOTED: Final = re.compile(r"[“\"‘](?P<words>[^“”\"‘]+?)[”\"’](?!\w)|(?<!\w)'(?P<plain>[^']+)'(?!\w)")
_CUT: Final = re.compile(r"\.\.\.|…|\[[^\]]*\]")
_PLAN: Final = re.compile(r"^\w[\w' -]*? (?:will|to|set to|due to|poised to) [a-z]{2,}")
_CLAUSE: Final = 4
"""From how many words on a quotation is somebody's sentence, and no phrase that can be bent to fit another."""


def attributions(reading: Reading) -> tuple[Attribution, ...]:
    """Return the attributions of the headline that name a source."""
    return tuple(
        one
        for one in reading.established.attributions
        if one.source is not None and reading.position(one.cue.spans[0].start) == "headline"
    )


def quotes(reading: Reading, sentence: Sentence) -> tuple[Span, ...]:
    """Return what stands between quotation marks of any kind in a headline, without the marks."""
    found = reading.matches(_QUOTED, sentence.span)
    return tuple(reading.place(one, "words" if one["words"] is not None else "plain") for one in found)


def claim_quotes(reading: Reading) -> Wording:
    """Return what the headline quotes and gives no source for; titles, in which every long word is a capital, apart."""
    given = [span for one in attributions(reading) for span in one.content.spans]
    found = [
        span
        for sentence in reading.headline
        for span in quotes(reading, sentence)
        if not any(span.overlaps(other) for other in given)
    ]
    return reading.wording([span for span in found if _is_speech(reading.text_of(span))])


def claim_quoted(reading: Reading) -> int:
    """Return how many words the headline quotes without a source."""
    return len(words_of(claim_quotes(reading).text))


def spoken_by(reading: Reading) -> float:
    """Return the number of the paragraph that first gives a source for what the headline quotes without one.

    The source is whoever says the quoted words or, failing that, the first named person, body or document. Infinity
    where there is neither.
    """
    wanted = [words_of(text) for _, text in claim_quotes(reading).pieces]
    told = [
        paragraph
        for one in reading.established.attributions
        if one.source is not None and (paragraph := reading.paragraph_at(one.cue.spans[0].start)) is not None
        if any(_stands_in(words, [words_of(one.content.text)]) for words in wanted)
    ]
    return min([sourced_by(reading), *told])


def _is_speech(words: str) -> bool:
    long = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return len(words_of(words)) > 1 and any(word[0].islower() for word in long)


def is_verbatim(reading: Reading, attribution: Attribution) -> bool | None:
    """Say whether all that an attribution in the headline quotes stands in the story below; None where it quotes nothing.

    What is cut from a quotation ("...", words in square brackets) is passed over. Of less than a clause it is enough
    that a sentence below has the words.
    """
    if attribution not in attributions(reading):
        return None
    quoted = [
        words_of(piece)
        for span in attribution.content.spans
        for found in reading.matches(_QUOTED, span)
        for piece in _CUT.split(found["words"] or found["plain"])
    ]
    below = [
        words_of(reading.text_of(one.span)) for one in reading.sentences if reading.position(one.span.start) in TOLD
    ]
    return all(_stands_in(piece, below) for piece in quoted if piece) if quoted else None


def _stands_in(words: list[str], below: list[list[str]]) -> bool:
    if len(words) < _CLAUSE:
        return any(set(words) <= set(sentence) for sentence in below)
    told = " ".join(word for sentence in below for word in sentence)
    return f" {' '.join(words)} " in f" {told} "


def voices(reading: Reading, attribution: Attribution) -> int | None:
    """Return how many cited below may be the several that a headline's source is, at most; None where it is not several.

    Of "sources" and "insiders" these are the unnamed; of others ("officials", "doctors") also all who have a name or an
    office, and groups. Documents are none.
    """
    if attribution not in attributions(reading) or not _is_several(reading, attribution):
        return None
    heads = head_words(reading, attribution.source.text if attribution.source else "")
    unnamed = any_of(heads, reading.words("$unnamed-ones"))
    statuses = {"anonymous"} if unnamed else {"anonymous", "named", "organization", "vague"}
    return sum(_voices_of(reading, source) for source in reading.established.sources if source.status in statuses)


def _is_several(reading: Reading, attribution: Attribution) -> bool:
    """Say whether a source is several people by the form of its words, none of them named ("sources", "two officials")."""
    source = reading.source(attribution.ref)
    if source is None or attribution.source is None or source.status not in {"anonymous", "vague", "organization"}:
        return False
    people = reading.words("$role-nouns") | reading.words("$unnamed-ones")
    words = attribution.source.text
    return is_several(reading, words) and any_of(head_words(reading, words), people)


def _voices_of(reading: Reading, source: Source) -> int:
    pronouns = reading.words("$pronouns")
    below = [reading.text_of(span) for span in source.mentions if reading.position(span.start) in TOLD]
    named = [text for text in below if normal(text) not in pronouns]
    if not below or not source.statements:
        return 0
    return max(2, source.count or 0) if any(is_several(reading, text) for text in named) else 1


def has_source(reading: Reading) -> bool:
    """Say whether the headline shows whose claim it is: with a source, with quotation marks, or with a word of doubt."""
    return bool(attributions(reading)) or any(
        quotes(reading, sentence) or _doubts(reading, reading.text_of(sentence.span)) for sentence in reading.headline
    )


def _doubts(reading: Reading, headline: str) -> bool:
    """Say whether a headline has a word of doubt; the month of May is none."""
    return find_phrase(normal(headline.replace("May", "")), reading.words("$headline-doubts")) is not None


def is_plan(reading: Reading) -> bool:
    """Say whether the headline announces something ("Depot to close in May")."""
    return any(_PLAN.search(normal(reading.text_of(sentence.span))) is not None for sentence in reading.headline)


def is_told(reading: Reading) -> bool:
    """Say whether the lead says what the headline says."""
    lead = reading.text_of(reading.lead.span) if reading.lead else ""
    return any(says_the_same(reading, reading.text_of(one.span), lead) for one in reading.headline)
