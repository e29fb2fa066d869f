"""The facts that findings may ask for (`when`) and put into their messages, by what the finding is about."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from attrib.judge import attributions, sources, stories
from attrib.judge.fact import Fact, Value, flag, number, table, text, word, words
from attrib.judge.reading import POSITIONS, Position, Reading, overlap
from attrib.judge.wording import Wording, words_of
from attrib.report import (
    ATTRIBUTED,
    STATUSES,
    Attribution,
    AttributionKind,
    BlockKind,
    Claim,
    Established,
    Sentence,
    Source,
    Span,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from attrib.rules.schema import Subject

T = TypeVar("T")

_BLOCKS: Final = get_args(BlockKind)
_KINDS: Final = get_args(AttributionKind)
_LINKS: Final = ("new", "name", "pronoun", "definite", "member", "title", "echo", "group", "unresolved", "none")
_REASONS: Final = ("absent", "rote", "given")
_NO_SOURCE: Final = "none"
_LABEL: Final = re.compile(r"\W*[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,3}:\s")


def _named(name: str) -> Wording:
    return Wording(((Span(0, 0), name),))


def _cited_in(position: Position) -> Callable[[Reading, Source], bool]:
    return lambda reading, source: any(reading.position(span.start) == position for span in source.mentions)


def _cited_as(status: Status) -> Callable[[Reading, Established], int]:
    return lambda _, story: sum(source.status == status for source in story.sources)


def _is_counted(_: Reading, source: Source) -> bool:
    return source.plural and source.count is not None


def _is_quoted(reading: Reading, source: Source) -> bool:
    return any(one.kind != "indirect" for one in reading.attributions_of(source))


def _speaks_first(reading: Reading, source: Source) -> bool:
    quoted = (one for one in reading.established.attributions if one.kind != "indirect" and one.source is not None)
    first = next((one for one in quoted if reading.position(one.cue.spans[0].start) in ("lead", "body")), None)
    return first is not None and first.ref == source.id


SOURCE: Final[Mapping[str, Fact[Source]]] = table(
    text("source", "The same as `name`.", lambda _, source: _named(source.name)),
    text("name", "What the story calls it where it says most.", lambda _, source: _named(source.name)),
    text("wording", "All its mentions.", lambda reading, source: reading.wording(source.mentions)),
    word("status", "How it is identified.", lambda _, source: source.status, STATUSES),
    number("tier", "How well it is identified, from 7 (a named person) to 0 (nobody).", lambda _, source: source.tier),
    word("rule", "The rule in sources/ that gave the status.", lambda _, source: source.rule),
    words(
        "head",
        "The noun at the head of its name, as written and in the singular, alone and with the words before it.",
        lambda reading, source: sources.head_words(reading, source.name),
    ),
    flag("plural", "It is more than one.", lambda _, source: source.plural),
    number(
        "count", "How many they are said to be; not known where no number is given.", lambda _, source: source.count
    ),
    flag("counted", "They are several, and the story says how many.", _is_counted),
    flag("pronoun", 'It is called nothing but "he", "they" and the like.', sources.is_pronoun),
    flag("bare", "No mention says anything about it, as in $anonymity-phrases.bare-source-nps.", sources.is_bare),
    flag(
        "definite",
        'Its first mention says which one: "the minister of works", "the official", "her lawyer".',
        sources.is_definite,
    ),
    flag("marked", "The story says that it is not to be named.", lambda _, source: bool(source.marker)),
    word(
        "reason",
        "Why it is not named: absent; rote, if only by a formula in $rote-reasons; or given. A reason counts that is "
        "given for a group it is one of, or for another source in a paragraph that mentions it.",
        sources.reason,
        _REASONS,
    ),
    flag(
        "member",
        'It is one of an unnamed group introduced before ("a second delegate", "the German diplomat").',
        lambda reading, source: sources.group_of(reading, source) is not None,
    ),
    flag("surname_only", "A named person of whom the story gives but one name.", sources.is_surname_only),
    number(
        "statements",
        "How many expressions are attributed to it; 0 where it only thinks, wants or acts.",
        lambda _, source: source.statements,
    ),
    number("mentions", "How many times it is mentioned.", lambda _, source: len(source.mentions)),
    flag("in_headline", "The headline mentions it.", _cited_in("headline")),
    flag("in_lead", "The first sentence of the first paragraph mentions it.", _cited_in("lead")),
    flag("quoted", "It is quoted word for word somewhere.", _is_quoted),
    flag("first_quoted", "The first quotation below the headline is its.", _speaks_first),
)


def _start(attribution: Attribution) -> int:
    return attribution.cue.spans[0].start


def _at_cue(reading: Reading, attribution: Attribution) -> Wording:
    words_at_cue = attributions.source_words(reading, attribution)
    return Wording(((attribution.source.spans[0], words_at_cue),)) if attribution.source else _named(words_at_cue)


def _types(reading: Reading, attribution: Attribution) -> frozenset[str]:
    return frozenset(kind for claim in reading.claims_in(attribution) for kind in claim.types)


def _about_source(ref: Callable[[T], str | None]) -> list[Fact[T]]:
    """Return the facts of sources as facts of something that may have one; they are not known where it has none."""

    def through(fact: Fact[Source]) -> Fact[T]:
        def find(reading: Reading, thing: T) -> Value:
            source = reading.source(ref(thing))
            return None if source is None else fact.find(reading, source)

        return Fact(f"source.{fact.name}", fact.kind, fact.description, find, fact.values)

    return [through(fact) for fact in SOURCE.values() if fact.name != "source"]


ATTRIBUTION: Final[Mapping[str, Fact[Attribution]]] = table(
    text("source", "The source as named at the cue; failing that, its name.", _at_cue),
    text("cue", "The cue.", lambda reading, one: reading.wording(one.cue.spans)),
    text("content", "What is attributed.", lambda reading, one: reading.wording(one.content.spans)),
    text("sentence", "The sentence the cue stands in.", lambda reading, one: reading.sentence_wording(_start(one))),
    text("paragraph", "The block the cue stands in.", lambda reading, one: reading.paragraph_wording(_start(one))),
    word("kind", "Whether the content is quoted, not quoted or both.", lambda _, one: one.kind, _KINDS),
    word("rule", "The rule in frames/ that found it.", lambda _, one: one.rule),
    word("cue_class", "The class of the cue, a document in cues/.", lambda _, one: one.cue_class),
    word("cue_lemma", "The dictionary form of the cue's head.", lambda _, one: one.cue_lemma.lower()),
    flag("noun", "The cue is a noun.", attributions.is_noun),
    word("link", "How the source was found.", lambda _, one: one.link or _NO_SOURCE, _LINKS),
    flag("sourced", "A source is named at the cue.", lambda _, one: one.source is not None),
    flag(
        "resolved",
        "The story tells who the source is.",
        lambda _, one: one.ref is not None and one.link != "unresolved",
    ),
    flag(
        "pronoun",
        'The source at the cue is "he", "they" and the like.',
        lambda reading, one: attributions.is_pronoun(reading, one.source),
    ),
    flag("singled_out", 'The cue has "the person" where the story introduced several.', attributions.is_singled_out),
    flag(
        "narrated",
        "The cue is the narrator's, not in what another source says nor in a quotation without speaker.",
        lambda reading, one: reading.is_narrated(one.cue.spans[0], by=one),
    ),
    number(
        "named_within",
        "How many sentences later a named one of the source's kind is first cited; infinite if none is.",
        sources.named_within,
    ),
    words("types", "The types of the claims in it, documents in claims/.", _types),
    word("position", "Where the cue stands.", lambda reading, one: reading.position(_start(one)), POSITIONS),
    *_about_source(lambda one: one.ref),
)


def _is_unspoken(reading: Reading, claim: Claim) -> bool:
    return any(overlap(span, quote) for span in claim.spans for quote in reading.established.unspoken)


def _is_in_reason(reading: Reading, claim: Claim) -> bool:
    reasons = [span for source in reading.established.sources if source.reason for span in source.reason.spans]
    return any(overlap(span, reason) for span in claim.spans for reason in reasons)


def _types_in(reading: Reading, sentence: Sentence) -> frozenset[str]:
    inside = (
        claim for claim in reading.established.claims if any(overlap(span, sentence.span) for span in claim.spans)
    )
    return frozenset(kind for claim in inside for kind in claim.types)


CLAIM: Final[Mapping[str, Fact[Claim]]] = table(
    text("text", "The words of the claim.", lambda reading, claim: reading.wording(claim.spans)),
    words("types", "Its types, documents in claims/.", lambda _, claim: frozenset(claim.types)),
    word("status", "Who stands behind it.", lambda _, claim: claim.status, STATUSES),
    flag("attributed", "It is part of an attribution.", lambda _, claim: claim.attribution is not None),
    flag("unspoken", "It lies in a quotation without speaker.", _is_unspoken),
    flag("in_reason", "It lies in a reason for a source's anonymity.", _is_in_reason),
    word("position", "Where it stands.", lambda reading, claim: reading.position(claim.spans[0].start), POSITIONS),
    text("sentence", "Its sentence.", lambda reading, claim: reading.sentence_wording(claim.spans[0].start)),
    *_about_source(lambda claim: claim.source),
)

SENTENCE: Final[Mapping[str, Fact[Sentence]]] = table(
    text("text", "The sentence.", lambda reading, sentence: reading.wording([sentence.span])),
    word("status", "Who stands behind it.", lambda _, sentence: sentence.status, STATUSES),
    flag("carried", "Its attribution stands in an earlier sentence.", lambda _, sentence: sentence.carried),
    word("block", "What it is part of.", lambda _, sentence: sentence.block, _BLOCKS),
    word("position", "Where it stands.", lambda reading, one: reading.position(one.span.start), POSITIONS),
    number("words", "How many words it has.", lambda reading, one: len(words_of(reading.text_of(one.span)))),
    words("types", "The types of the claims in it, documents in claims/.", _types_in),
    *_about_source(lambda sentence: sentence.source),
)


def _is_full(reading: Reading, quotation: Span) -> bool:
    first, last = reading.sentence_at(quotation.start), reading.sentence_at(quotation.end - 1)
    if first is None or last is None:
        return False
    around = Span(reading.sentences[first].span.start, reading.sentences[last].span.end)
    beside = (Span(around.start, quotation.start), Span(quotation.end, around.end))
    return not any(words_of(reading.text_of(span)) for span in beside if span.start < span.end)


def _is_labelled(reading: Reading, quotation: Span) -> bool:
    return _LABEL.match(reading.text_of(quotation)) is not None


QUOTATION: Final[Mapping[str, Fact[Span]]] = table(
    text("text", "The quotation with its marks.", lambda reading, span: reading.wording([span])),
    number("words", "How many words it has.", lambda reading, span: len(words_of(reading.text_of(span)))),
    word("position", "Where it stands.", lambda reading, span: reading.position(span.start), POSITIONS),
    flag("full", "It is a sentence or more, with no words of the story's own beside it.", _is_full),
    flag("labelled", "It opens with a speaker's name and a colon, as transcripts do.", _is_labelled),
    text("sentence", "The sentence it begins in.", lambda reading, span: reading.sentence_wording(span.start)),
    text("paragraph", "The block it begins in.", lambda reading, span: reading.paragraph_wording(span.start)),
)

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
    flag("bylined", "It has a byline.", lambda _, story: any(block.kind == "byline" for block in story.story.blocks)),
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
)

FACTS: Final[Mapping[Subject, Mapping[str, Fact[Any]]]] = MappingProxyType(
    {
        "source": SOURCE,
        "attribution": ATTRIBUTION,
        "claim": CLAIM,
        "sentence": SENTENCE,
        "quotation": QUOTATION,
        "story": STORY,
    }
)
"""The facts known of each subject of a finding."""
