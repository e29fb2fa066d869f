"""What is known of a story's headline, and of an attribution that stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.judge import headlines
from attrib.judge.fact import Fact, flag, number, text

if TYPE_CHECKING:
    from attrib.report import Attribution, Claim, Established

_SOURCED: Final = (
    "The headline shows that it is somebody's claim: it names a source, quotes, or has a word of $headline-doubts."
)

OF_CLAIM: Final[tuple[Fact[Claim], ...]] = (
    flag("headline.sourced", _SOURCED, lambda reading, _: headlines.has_source(reading)),
)

OF_STORY: Final[tuple[Fact[Established], ...]] = (
    text("headline", "The headline.", lambda reading, _: reading.wording([one.span for one in reading.headline])),
    flag(
        "headline.sourced",
        _SOURCED,
        lambda reading, _: headlines.has_source(reading),
    ),
    flag(
        "headline.plan",
        'The headline announces something ("Depot to close").',
        lambda reading, _: headlines.is_plan(reading),
    ),
    flag(
        "headline.told",
        "The lead says what the headline says.",
        lambda reading, _: headlines.is_told(reading),
    ),
    text(
        "headline.claim_quotes",
        "What the headline quotes without a source, titles apart.",
        lambda reading, _: headlines.claim_quotes(reading),
    ),
    number(
        "headline.spoken_by",
        "The number of the paragraph that first has somebody say what the headline quotes without a source, or cites "
        "a named person, a body or a document; infinite if none does.",
        lambda reading, _: headlines.spoken_by(reading),
    ),
    number(
        "headline.claim_quoted",
        "How many words the headline quotes without a source.",
        lambda reading, _: headlines.claim_quoted(reading),
    ),
)

OF_ATTRIBUTION: Final[tuple[Fact[Attribution], ...]] = (
    flag(
        "verbatim",
        "In a headline: all that it quotes stands in the story below, word for word.",
        headlines.is_verbatim,
    ),
    number(
        "voices",
        "In a headline whose source is several without a name: how many cited below may be meant, at most. Of sources "
        "and insiders only the unnamed may be.",
        headlines.voices,
    ),
)
