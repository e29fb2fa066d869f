"""What is known of a story as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.judge import stories
from attrib.judge.fact import Fact, flag, number, table, text, words
from attrib.judge.facts import metadata
from attrib.judge.facts.headline import OF_STORY
from attrib.report import ATTRIBUTED, STATUSES, Established, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from attrib.judge.reading import Reading


def _cited_as(status: Status) -> Callable[[Reading, Established], int]:
    return lambda _, story: sum(source.status == status for source in story.sources)


def _is_bylined(_: Reading, story: Established) -> bool:
    return bool(story.story.metadata.authors) or any(block.kind == "byline" for block in story.story.blocks)


STORY: Final[Mapping[str, Fact[Established]]] = table(
    *(
        number(status, f"How many sources are {status}.", _cited_as(status))
        for status in STATUSES
        if status in ATTRIBUTED
    ),
    number("sources", "How many sources it cites.", lambda _, story: len(story.sources)),
    number("attributions", "How many attributions it has.", lambda _, story: len(story.attributions)),
    number("claims", "How many claims it makes.", lambda _, story: len(story.claims)),
    number("sentences", "How many sentences it has.", lambda _, story: len(story.sentences)),
    number(
        "unattributed", "How many sentences need a source and have none.", lambda _, story: stories.unattributed(story)
    ),
    number("words", "How many words it has.", lambda reading, _: stories.words(reading)),
    text("text", "All its words.", lambda reading, _: reading.whole),
    flag("bylined", "A byline, or what the desk says about it, tells who wrote it.", _is_bylined),
    words(
        "top",
        "The statuses of those behind the headline and the lead.",
        lambda reading, _: stories.top(reading),
        STATUSES,
    ),
    flag(
        "top_anonymous",
        "Headline and lead rest on anonymous sources and on no others.",
        lambda reading, _: stories.is_top_anonymous(reading),
    ),
    number(
        "top_voices",
        "How many voices bear the lead at the least: those cited in it, and all who confirm something or say the same.",
        lambda reading, _: stories.top_voices(reading),
    ),
    words(
        "top_types",
        "The types of the claims in the lead, documents in claims/.",
        lambda reading, _: stories.top_types(reading),
    ),
    number(
        "best_tier",
        "The tier of the best identified source below the headline; 0 where nobody is cited.",
        lambda reading, _: stories.best_tier(reading),
    ),
    number(
        "unnamed",
        "How many sources below the headline are unnamed, people met on the spot, reporters and officials of a body as a whole apart.",
        lambda reading, _: len(stories.unnamed(reading)),
    ),
    number(
        "sourced_by",
        "The number of the paragraph that first cites a named person, a body or a document; infinite if none does.",
        lambda reading, _: stories.sourced_by(reading),
    ),
    number(
        "writers",
        "How many writers the bylines name: 0, 1, or 2 for more than one.",
        lambda reading, _: stories.writers(reading),
    ),
    flag("datelined", "It has a dateline with a place.", lambda reading, _: stories.is_datelined(reading)),
    flag("whereabouts", "A credit tells who reported from where.", lambda reading, _: stories.is_placed(reading)),
    number(
        "formulas",
        "How many times its text uses one of $familiarity-formulas.",
        lambda reading, _: len(stories.formulas(reading)),
    ),
    number(
        "words_per_formula",
        "How many words it has for each use of one of $familiarity-formulas; infinite if it uses none.",
        lambda reading, _: stories.words_per_formula(reading),
    ),
    text(
        "top_source", "The first anonymous source of headline and lead.", lambda reading, _: stories.top_source(reading)
    ),
    *metadata.OF_STORY,
    *OF_STORY,
)
