"""What is known of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.judge import claims
from attrib.judge.fact import Fact, flag, number, table, text, word, words
from attrib.judge.facts import metadata
from attrib.judge.facts.headline import OF_CLAIM
from attrib.judge.facts.through import about_source
from attrib.judge.sources import around
from attrib.report import POSITIONS, STATUSES, Claim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.judge.reading import Reading
    from attrib.judge.wording import Wording


def _is_unspoken(reading: Reading, claim: Claim) -> bool:
    return any(span.overlaps(quote) for span in claim.spans for quote in reading.established.unspoken)


def _is_in_reason(reading: Reading, claim: Claim) -> bool:
    reasons = [span for source in reading.established.sources if source.reason for span in source.reason.spans]
    return any(span.overlaps(reason) for span in claim.spans for reason in reasons)


def _is_beside_report(reading: Reading, claim: Claim) -> bool:
    return any(one.expression for one in reading.attributions_in(claim.spans))


def _cue_lemma(reading: Reading, claim: Claim) -> str | None:
    attribution = reading.attribution(claim.attribution)
    return attribution.cue_lemma.lower() if attribution else None


def _surroundings(reading: Reading, claim: Claim) -> Wording:
    return reading.wording(around(reading, claim.spans))


CLAIM: Final[Mapping[str, Fact[Claim]]] = table(
    text("text", "The words of the claim.", lambda reading, claim: reading.wording(claim.spans)),
    words("types", "Its types, documents in claims/.", lambda _, claim: frozenset(claim.types)),
    number("weight", "How strongly the types in its sentence call for a source.", lambda _, claim: claim.weight),
    word("status", "Who stands behind it.", lambda _, claim: claim.status, STATUSES),
    flag("attributed", "It is part of an attribution.", lambda _, claim: claim.attribution is not None),
    word("cue_lemma", "The dictionary form of the head of the cue that attributes it.", _cue_lemma),
    number(
        "sourced_later",
        "How many sentences later it is said again with a source that can be asked or looked up; infinite if never.",
        claims.sourced_later,
    ),
    flag("quotes", "Its sentence has something in quotation marks.", claims.has_quotation),
    word(
        "follows",
        "Who stands behind the sentence before it in its paragraph.",
        claims.follows,
        (*STATUSES, "nothing"),
    ),
    flag("beside_report", "Its sentence also says that somebody said something.", _is_beside_report),
    flag("unspoken", "It lies in a quotation without speaker.", _is_unspoken),
    flag("in_reason", "It lies in a reason for a source's anonymity.", _is_in_reason),
    word("position", "Where it stands.", lambda reading, claim: reading.position(claim.spans[0].start), POSITIONS),
    text("sentence", "Its sentence.", lambda reading, claim: reading.sentence_wording(claim.spans[0].start)),
    *metadata.OF_CLAIM,
    text("surroundings", "The paragraphs it stands in, and the sentence after.", _surroundings),
    *OF_CLAIM,
    *about_source(lambda claim: claim.source),
)
