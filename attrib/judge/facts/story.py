"""What is known of a story as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.judge import stories
from attrib.judge.fact import Fact, flag, number, table, text, words
from attrib.judge.facts import metadata
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
    text(
        "top_source", "The first anonymous source of headline and lead.", lambda reading, _: stories.top_source(reading)
    ),
    *metadata.OF_STORY,
)
