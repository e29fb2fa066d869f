"""What the desk says beside the text: of a source, of a claim, of a sentence and of the story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from attrib.judge import metadata
from attrib.judge.fact import Fact, flag, number, text
from attrib.judge.wording import Wording
from attrib.report import Claim, Established, Sentence, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.judge.reading import Reading
    from attrib.report import Metadata, SourceMetadata


def _given(reading: Reading, _: object) -> bool:
    return reading.established.story.metadata.given


T = TypeVar("T")


def _note(find: Callable[[SourceMetadata], T]) -> Callable[[Reading, Source], T]:
    return lambda reading, source: find(metadata.about(reading, source))


def _said(find: Callable[[Metadata], str | None]) -> Callable[[Reading, Established], Wording]:
    def wording(_: Reading, story: Established) -> Wording:
        words = find(story.story.metadata)
        return _first((words,) if words else ())

    return wording


def _first(words: tuple[str, ...]) -> Wording:
    return Wording(tuple((Span(0, 0), one) for one in words[:1]))


OF_SOURCE: Final[tuple[Fact[Source], ...]] = (
    flag("metadata.given", "The desk says something about the story.", _given),
    flag("metadata.told", "The desk says something about the source.", metadata.is_told),
    flag("metadata.known_to", "The desk says who knows the source's identity.", _note(lambda one: bool(one.known_to))),
    number(
        "metadata.approval",
        "How high up its use was approved: 0 nowhere, 1 on the desk, 2 by a senior editor, 3 at the top.",
        _note(lambda one: metadata.rank(one.approval)),
    ),
    number(
        "metadata.approvers",
        "How many people approved its use.",
        _note(lambda one: metadata.approvers(one.approval)),
    ),
    number(
        "metadata.independent",
        "How many independent sources the desk knows behind it; not known where the desk does not say.",
        _note(lambda one: one.independent),
    ),
    flag("metadata.reason", "The desk knows why it is not named.", _note(lambda one: one.reason is not None)),
    flag(
        "metadata.authoritative",
        "The desk holds it to be an authority whose details leave no doubt.",
        _note(lambda one: one.authoritative),
    ),
    flag("metadata.on_record_too", "It is quoted by name in the same story.", _note(lambda one: one.on_record_too)),
    flag(
        "metadata.description_checked",
        "The desk has made sure that its description does not mislead.",
        _note(lambda one: one.description_checked),
    ),
    flag("metadata.obtained", "The desk knows how the document came.", _note(lambda one: one.obtained is not None)),
    flag("metadata.verified", "The desk knows how it was verified.", _note(lambda one: one.verified is not None)),
)
"""What the desk says of a source; false and 0 where it says nothing."""

_WITNESSED: Final = "The desk says that the reporter saw it."

OF_CLAIM: Final[tuple[Fact[Claim], ...]] = (
    flag(
        "metadata.witnessed",
        _WITNESSED,
        lambda reading, claim: metadata.is_witnessed(reading, claim.spans[0].start),
    ),
)
"""What the desk says of a claim."""

OF_SENTENCE: Final[tuple[Fact[Sentence], ...]] = (
    flag(
        "metadata.witnessed",
        _WITNESSED,
        lambda reading, sentence: metadata.is_witnessed(reading, sentence.span.start),
    ),
)
"""What the desk says of a sentence."""

OF_STORY: Final[tuple[Fact[Established], ...]] = (
    flag("metadata.given", "The desk says something about the story.", _given),
    number(
        "metadata.lead_approval",
        "How high up it was approved that the top rests on its source: 0 nowhere, 1 desk, 2 senior, 3 top.",
        lambda _, story: metadata.rank(story.story.metadata.lead),
    ),
    flag(
        "metadata.top_authoritative",
        "The desk holds a source that headline or lead cites to be an authority whose details leave no doubt.",
        lambda reading, _: metadata.is_top_authoritative(reading),
    ),
    flag("metadata.pool", "The desk says that it is pool copy.", lambda _, story: story.story.metadata.pool),
    text("metadata.agency", "The agency whose copy it uses, as the desk says.", _said(lambda one: one.agency)),
    flag(
        "metadata.agency_credited",
        "It names that agency; so it counts, too, where there is none.",
        lambda reading, story: metadata.is_credited(reading, story.story.metadata.agency),
    ),
    text("metadata.broke_by", "The outlet that broke the news, as the desk says.", _said(lambda one: one.broke_by)),
    flag(
        "metadata.broke_by_credited",
        "It names that outlet; so it counts, too, where there is none.",
        lambda reading, story: metadata.is_credited(reading, story.story.metadata.broke_by),
    ),
    text(
        "metadata.unmentioned",
        "The first place or body from which something came, as the desk says, and which it does not mention.",
        lambda reading, _: _first(metadata.unmentioned(reading)),
    ),
    number(
        "metadata.unmentioned_count",
        "How many such places and bodies there are.",
        lambda reading, _: len(metadata.unmentioned(reading)),
    ),
    flag(
        "metadata.policy_linked",
        "The desk says where the rules for unnamed sources can be read.",
        lambda _, story: story.story.metadata.unnamed_sources_policy is not None,
    ),
    text(
        "metadata.stray",
        "The first words of the metadata that fit nothing in it.",
        lambda reading, _: _first(metadata.strays(reading)),
    ),
    number(
        "metadata.strays",
        "How many words of the metadata fit nothing in it.",
        lambda reading, _: len(metadata.strays(reading)),
    ),
)
"""What the desk says of a story, and whether the story says it too."""
