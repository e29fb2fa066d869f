"""What is known of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from attrib.judge import backing, contents, description, identities, sources
from attrib.judge.fact import Fact, flag, number, table, text, word, words
from attrib.judge.facts import metadata
from attrib.judge.wording import Wording
from attrib.report import POSITIONS, STATUSES, ReasonKind, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from attrib.judge.reading import Reading
    from attrib.report import Part, Position

_REASONS: Final = get_args(ReasonKind)


def named(name: str) -> Wording:
    """Return a name as words that stand nowhere in the story."""
    return Wording(((Span(0, 0), name),))


def _cited_in(position: Position) -> Callable[[Reading, Source], bool]:
    return lambda reading, source: any(reading.position(span.start) == position for span in source.mentions)


def _of(source: Source, part: str) -> Part | None:
    return getattr(source.anonymity, part) if source.anonymity else None


def _has(part: str) -> Callable[[Reading, Source], bool | None]:
    """Return whether a source that is not named has a part of a description; not known of one that is."""
    return lambda _, source: None if source.anonymity is None else _of(source, part) is not None


def _words_of(part: str) -> Callable[[Reading, Source], Wording | None]:
    def find(reading: Reading, source: Source) -> Wording | None:
        found = _of(source, part)
        return None if found is None else reading.wording(found.spans)

    return find


def _cited_below(reading: Reading, source: Source) -> bool:
    return any(reading.position(span.start) in ("lead", "body") for span in source.mentions)


def _is_counted(_: Reading, source: Source) -> bool:
    return source.plural and source.count is not None


def _is_quoted(reading: Reading, source: Source) -> bool:
    return any(one.kind != "indirect" for one in reading.attributions_of(source))


def _speaks_first(reading: Reading, source: Source) -> bool:
    quoted = (one for one in reading.established.attributions if one.kind != "indirect" and one.source is not None)
    first = next((one for one in quoted if reading.position(one.cue.spans[0].start) in ("lead", "body")), None)
    return first is not None and first.ref == source.id


SOURCE: Final[Mapping[str, Fact[Source]]] = table(
    text("source", "The same as `name`.", lambda _, source: named(source.name)),
    text("name", "What the story calls it where it says most.", lambda _, source: named(source.name)),
    text("wording", "All its mentions.", lambda reading, source: reading.wording(source.mentions)),
    text(
        "paragraphs",
        "The paragraphs that mention it, and the sentence after each mention.",
        lambda reading, source: reading.wording(sources.around(reading, source.mentions)),
    ),
    word("status", "How it is identified.", lambda _, source: source.status, STATUSES),
    number("tier", "How well it is identified, from 7 (a named person) to 0 (nobody).", lambda _, source: source.tier),
    word("rule", "The rule in sources/ that gave the status.", lambda _, source: source.rule),
    words(
        "head",
        "The noun at the head of its name, as written and in the singular, alone and with the words before it.",
        lambda reading, source: sources.head_words(reading, source.name),
    ),
    flag("plural", "It is more than one.", sources.is_plural),
    number(
        "count", "How many they are said to be; not known where no number is given.", lambda _, source: source.count
    ),
    flag("counted", "They are several, and the story says how many.", _is_counted),
    flag("pronoun", 'It is called nothing but "he", "they" and the like.', sources.is_pronoun),
    flag("bare", "No mention says anything about it, as in $anonymity-phrases.bare-source-nps.", sources.is_bare),
    flag("described", "A mention says more of it than a noun and a rank, its anonymity apart.", sources.is_described),
    flag(
        "definite",
        'Its first mention says which one: "the minister of works", "the official", "her lawyer".',
        sources.is_definite,
    ),
    flag(
        "somebody",
        'The story brings it up as somebody unnamed: it is no mere "he", not "the mayor", and nothing unknown.',
        sources.is_somebody,
    ),
    flag("marked", "The story says that it is not to be named.", lambda _, source: bool(source.marker)),
    word(
        "reason",
        "Why it is not named: absent; rote, if only by a formula; trivial, if only for comfort; or given. A reason "
        "counts that is given for a group it is one of, or for another source in a paragraph that mentions it.",
        sources.reason,
        _REASONS,
    ),
    flag("placed", "The story says how it knows.", _has("position")),
    text("position_to_know", "The words that say how it knows.", _words_of("position")),
    flag("familiar", 'The story only says that it knows ("familiar with the matter").', _has("familiarity")),
    flag("sided", "The story says whose side it is on.", _has("side")),
    text("side", "The words that say whose side it is on.", _words_of("side")),
    words("carries", "What it says: ids of rules in contents/ or `fact`, and `quotation`.", contents.carried_by),
    flag(
        "alone",
        "It says something for which the story has no other source that can be asked.",
        lambda reading, source: bool(backing.alone(reading, source)),
    ),
    word("first_in", "The part of the story that mentions it first.", description.first_in, POSITIONS),
    flag(
        "member",
        'It is one of an unnamed group introduced before ("a second delegate", "the German diplomat").',
        lambda reading, source: sources.group_of(reading, source) is not None,
    ),
    flag(
        "surname_only",
        "A person is quoted by one name, and the story gives no other name, title or role with it.",
        identities.is_surname_only,
    ),
    flag(
        "introduced",
        "The sentence that first names the person in full, or the next, says who it is; known of people with two names.",
        identities.has_role,
    ),
    flag(
        "affiliated",
        "A body is named or described with it, or in the sentence that mentions it first or the next.",
        identities.is_affiliated,
    ),
    flag("has_name", "A proper name of a person or a body is part of a mention.", identities.has_name),
    flag("namesake", "Somebody else with the same last name is cited too.", identities.has_namesake),
    flag(
        "unnamed",
        "The story introduces it without a name and lets it say something; not so the pronoun, the one already "
        "introduced, one of a group introduced before, and words that may mean nobody.",
        sources.is_unnamed,
    ),
    flag(
        "withheld",
        "It is unnamed, and neither one of $bystanders nor of $reporters.",
        sources.is_withheld,
    ),
    flag("office", 'It is several of a body, uncounted, who speak for it ("ministry officials").', sources.is_office),
    flag(
        "named_beside",
        "Its own name stands in or right after a description of it.",
        lambda reading, source: sources.own_name(reading, source) is not None,
    ),
    flag("in_body", "It is mentioned below the headline.", _cited_below),
    number(
        "body_within",
        "How many sentences before its first mention below the headline a body stands; 0 in its own, infinite if none.",
        sources.body_within,
    ),
    text("declined", "Where a body it belongs to, by its description, declines to comment.", sources.declined),
    flag(
        "first_name_only",
        "A person is quoted by one name, with an age or what they are right after it.",
        identities.is_first_name_only,
    ),
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
    *metadata.OF_SOURCE,
)
