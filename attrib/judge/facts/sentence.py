"""What is known of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from attrib.judge.fact import Fact, flag, number, table, text, word, words
from attrib.judge.facts.through import about_source
from attrib.judge.reading import Reading, overlap
from attrib.judge.wording import words_of
from attrib.report import POSITIONS, STATUSES, BlockKind, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCKS: Final = get_args(BlockKind)


def _types_in(reading: Reading, sentence: Sentence) -> frozenset[str]:
    inside = (
        claim for claim in reading.established.claims if any(overlap(span, sentence.span) for span in claim.spans)
    )
    return frozenset(kind for claim in inside for kind in claim.types)


SENTENCE: Final[Mapping[str, Fact[Sentence]]] = table(
    text("text", "The sentence.", lambda reading, sentence: reading.wording([sentence.span])),
    word("status", "Who stands behind it.", lambda _, sentence: sentence.status, STATUSES),
    flag("carried", "Its attribution stands in an earlier sentence.", lambda _, sentence: sentence.carried),
    word("block", "What it is part of.", lambda _, sentence: sentence.block, _BLOCKS),
    word("position", "Where it stands.", lambda reading, one: reading.position(one.span.start), POSITIONS),
    number("words", "How many words it has.", lambda reading, one: len(words_of(reading.text_of(one.span)))),
    words("types", "The types of the claims in it, documents in claims/.", _types_in),
    *about_source(lambda sentence: sentence.source),
)
