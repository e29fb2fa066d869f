"""What is known of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from attrib.judge import links, sentences, surroundings
from attrib.judge.fact import Fact, flag, number, table, text, word, words
from attrib.judge.facts import metadata
from attrib.judge.facts.through import about_source
from attrib.judge.fairness import accusation_in
from attrib.judge.wording import Wording, words_of
from attrib.report import POSITIONS, STATUSES, BlockKind, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.judge.reading import Reading

_BLOCKS: Final = get_args(BlockKind)


def _accused(reading: Reading, sentence: Sentence) -> Wording:
    found = accusation_in(reading, sentence.span)
    return reading.wording([found.name] if found else [])


def _answered(reading: Reading, sentence: Sentence) -> bool | None:
    found = accusation_in(reading, sentence.span)
    return None if found is None else found.answered


SENTENCE: Final[Mapping[str, Fact[Sentence]]] = table(
    text("text", "The sentence.", lambda reading, sentence: reading.wording([sentence.span])),
    text("own_words", "The sentence without quotations and without what sources say.", sentences.own_words),
    word("status", "Who stands behind it.", lambda _, sentence: sentence.status, STATUSES),
    flag("carried", "Its attribution stands in an earlier sentence.", lambda _, sentence: sentence.carried),
    word("block", "What it is part of.", lambda _, sentence: sentence.block, _BLOCKS),
    word("position", "Where it stands.", lambda reading, one: reading.position(one.span.start), POSITIONS),
    number("words", "How many words it has.", lambda reading, one: len(words_of(reading.text_of(one.span)))),
    words("types", "The types of the claims in it, documents in claims/.", lambda reading, one: reading.types_in(one)),
    flag(
        "credits_by_link",
        "It links to a news organisation that its paragraph and the two after it do not name.",
        links.credits_by_link_only,
    ),
    flag("cites", "Somebody is cited in it, by name or not.", lambda reading, one: sentences.cites(reading, one.span)),
    number(
        "cited_before",
        "How many paragraphs back somebody who can be asked or looked up asserts something last: 0 in its own "
        "paragraph, before or after it; infinite if nowhere.",
        lambda reading, one: surroundings.cited_before(reading, one.span.start),
    ),
    number(
        "first_cited",
        "In which paragraph of the story, counted from 1, somebody is cited first; infinite if nobody is.",
        lambda reading, _: sentences.first_cited(reading),
    ),
    number(
        "unsourced_run",
        "How many paragraphs in a row, up to its own, make claims and cite nobody; 0 if its own cites somebody.",
        sentences.unsourced_run,
    ),
    text(
        "nearby",
        "It with the two sentences before and the two after it.",
        lambda reading, one: surroundings.near(reading, one.span.start, before=2, after=2),
    ),
    text("paragraph", "The block it stands in.", lambda reading, one: reading.paragraph_wording(one.span.start)),
    text("accused", "Who stands accused of a wrong in it, by name, for the first time in the story.", _accused),
    flag("answered", "The accused, or somebody for them, is heard in the story, or was asked.", _answered),
    *metadata.OF_SENTENCE,
    *about_source(lambda sentence: sentence.source),
)
