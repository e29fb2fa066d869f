"""What is asked about a source: how it is described, why it is not named, and who backs up a group."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrib.judge.wording import any_of, find_phrase, normal, possessor, singular, words_of
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.judge.reading import Reading
    from attrib.judge.wording import Wording
    from attrib.report import Attribution, ReasonKind, Source

_REASONS: Final[tuple[ReasonKind, ...]] = ("given", "rote", "trivial")
"""Kinds of reason, the best first."""
_ASIDE: Final = re.compile(r"[,;:()]| - ")
_LONGEST_HEAD: Final = 4
_TO_THE_NAME: Final = 3
"""How far behind a description its name may begin, in characters: after a comma or a bracket."""
_OF_A_BODY: Final = 3
"""From which tier on a description names a body."""
_NAME_BEFORE: Final = 60
"""How far before a description its name is looked for, in characters."""


def head_words(reading: Reading, name: str) -> frozenset[str]:
    """Return the head noun of a noun phrase, alone and with the words before it, as written and in the singular."""
    words = _core(reading, name)
    heads = {" ".join(words[-size:]) for size in range(1, min(_LONGEST_HEAD, len(words)) + 1)}
    ones = {" ".join([*head.split()[:-1], singular(head.split()[-1])]) for head in heads}
    return frozenset(heads | ones)


def is_several(reading: Reading, name: str) -> bool:
    """Say whether the head of a noun phrase is a plural by its form."""
    head = _core(reading, name)[-1:]
    return head != [singular(word) for word in head]


def _core(reading: Reading, name: str) -> list[str]:
    """Return the words of a noun phrase up to its head: all before an aside, a preposition or a clause about it."""
    words = words_of(_ASIDE.split(normal(name), maxsplit=1)[0]) or words_of(name)
    ends = reading.words("$phrase-ends")
    stop = next((at for at, word in enumerate(words) if at and word in ends), len(words))
    return words[:stop]


def is_plural(reading: Reading, source: Source) -> bool:
    """Say whether a source is more than one; of unnamed people the form of the noun will do ("Aides")."""
    unnamed = source.status in {"anonymous", "vague"}
    return source.plural or (unnamed and not is_pronoun(reading, source) and is_several(reading, source.name))


def mentions(reading: Reading, source: Source) -> tuple[tuple[Span, str], ...]:
    """Return the mentions of a source that are more than a pronoun, each with its words; all if none is."""
    pronouns = reading.words("$pronouns")
    every = tuple((span, reading.text_of(span)) for span in source.mentions)
    return tuple(one for one in every if normal(one[1]) not in pronouns) or every


def first_mention(reading: Reading, source: Source, *, where: frozenset[str]) -> Span | None:
    """Return the first mention in one of some positions, one that is more than a pronoun if there is any, or None."""
    for span, _ in mentions(reading, source):
        if reading.position(span.start) in where:
            return span
    return next((span for span in source.mentions if reading.position(span.start) in where), None)


def is_pronoun(reading: Reading, source: Source) -> bool:
    """Say whether the source is called nothing but "he", "they" and the like."""
    return normal(source.name) in reading.words("$pronouns")


def is_bare(reading: Reading, source: Source) -> bool:
    """Say whether no mention tells anything about the source, as "a source" and "two officials" do not."""
    openers = reading.words("$bare-openers")
    known = _all_without(openers, reading.words("$anonymity-phrases.bare-source-nps"))
    return all(_without(openers, text) in known for _, text in mentions(reading, source))


@lru_cache(maxsize=16)
def _all_without(openers: frozenset[str], phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(_without(openers, phrase) for phrase in phrases)


def _without(openers: frozenset[str], phrase: str) -> str:
    words = words_of(phrase)
    while len(words) > 1 and words[0] in openers:
        words.pop(0)
    return " ".join(words)


def is_described(reading: Reading, source: Source) -> bool:
    """Say whether a mention tells more of a source than a noun and a rank: a body, a place, how it knows.

    Not so words about its anonymity ("an aide, who asked not to be named").
    """
    return any(_tells(reading, source, span, text) for span, text in mentions(reading, source))


def _tells(reading: Reading, source: Source, span: Span, text: str) -> bool:
    ranks = reading.words("$bare-openers") | reading.words("$seniority") | reading.words("$definites")
    core = _core(reading, text)
    if any(word not in ranks for word in core[:-1]):
        return True
    terms = [one for one in (*source.marker, *(source.reason.spans if source.reason else ())) if span.overlaps(one)]
    until = min((one.start for one in terms), default=span.end)
    before = words_of(reading.text_of(Span(span.start, until))) if until > span.start else []
    return any(word not in reading.words("$pronouns") for word in before[len(core) :])


def is_definite(reading: Reading, source: Source) -> bool:
    """Say whether the first mention tells which one is meant ("the official", and of one person "her lawyer")."""
    first = next((text for _, text in mentions(reading, source)), "")
    words = _core(reading, first)
    if any_of(words[:1], reading.words("$definites")):
        return True
    owned = any_of(words[:1], reading.words("$possessives")) or any(word.endswith(("'s", "s'")) for word in words[:-1])
    return owned and not source.plural


def is_unnamed(reading: Reading, source: Source) -> bool:
    """Say whether a source is one that the story itself introduces, without a name, and that says something.

    Not so "he", "the official" that points to somebody else, one of a group introduced before, somebody whose own name
    stands beside the description, and words of which no rule knows that they mean somebody.
    """
    return (
        source.status == "anonymous"
        and source.statements > 0
        and is_somebody(reading, source)
        and group_of(reading, source) is None
        and own_name(reading, source) is None
        and _speaks_here(reading, source)
    )


def _speaks_here(reading: Reading, source: Source) -> bool:
    """Say whether the story itself has a source say something, rather than somebody it cites ("the Post, citing ...")."""
    said = [one for one in reading.attributions_of(source) if one.expression]
    return not said or any(reading.is_narrated(one.cue.spans[0], by=one) for one in said)


def is_somebody(reading: Reading, source: Source) -> bool:
    """Say whether the story brings up somebody unnamed: by no mere pronoun, not as "the mayor", and certainly somebody.

    What no rule knows to be somebody is somebody by a noun for a role, or with a word before it that speaks of one
    person, as in $lone-openers.
    """
    if is_pronoun(reading, source) or is_definite(reading, source):
        return False
    name = normal(source.name)
    if any_of([name, *words_of(name)[:1]], reading.words("$nobodies")):
        return False
    rule = reading.rules.sources.get(source.rule)
    if rule is None or rule.certain or any_of(head_words(reading, name), reading.words("$role-nouns")):
        return True
    words = words_of(name)
    if words[:2] == ["one", "of"]:
        return words[2:] == ["them"] or any_of(map(singular, words), reading.words("$role-nouns"))
    return any_of(words, reading.words("$lone-openers"))


def is_withheld(reading: Reading, source: Source) -> bool:
    """Say whether a source is unnamed, and neither somebody met on the spot nor a reporter."""
    incidental = reading.words("$bystanders") | reading.words("$reporters")
    return is_unnamed(reading, source) and not any_of(head_words(reading, source.name), incidental)


def is_office(reading: Reading, source: Source) -> bool:
    """Say whether a source is several of a body who are not counted ("ministry officials"): it is the body that speaks.

    Not so where the story says that they are not to be named.
    """
    described = source.tier >= _OF_A_BODY and source.count is None and not source.marker
    return source.status == "anonymous" and described and is_plural(reading, source)


def body_within(reading: Reading, source: Source) -> float:
    """Return how many sentences before the first mention below the headline a body stands; 0 in its own, else infinity.

    A body is a name of one, or a word of `$public-bodies`.
    """
    first = first_mention(reading, source, where=frozenset({"lead", "body"}))
    here = None if first is None else reading.sentence_at(first.start)
    if first is None or here is None:
        return math.inf
    for distance in range(here + 1):
        span = reading.sentences[here - distance].span
        own = {one for one in source.mentions if one.overlaps(span)}
        named = (one.span for one in reading.established.names if one.kind == "ORG" and one.span.overlaps(span))
        if any(one not in own for one in named):
            return distance
        if find_phrase(normal(reading.text_of(span)), reading.words("$public-bodies")):
            return distance
    return math.inf


def declined(reading: Reading, source: Source) -> Wording:
    """Return where a body that an unnamed source belongs to, by its description, declines to comment; no words if nowhere."""
    words = _body_words(reading, source.name)
    found = []
    for one in reading.established.attributions:
        other = reading.source(one.ref)
        refuses = one.cue_lemma.lower() in reading.words("$declining-cues") and "comment" in words_of(one.content.text)
        if refuses and other is not None and other.id != source.id and words & _body_words(reading, other.name):
            found.append(one.cue.spans[0])
    return reading.wording(found)


def _body_words(reading: Reading, name: str) -> frozenset[str]:
    """Return the words of a description that may name a body: all but its head, rank and small words."""
    words = [possessor(word) for word in words_of(name)]
    heads = {word for head in head_words(reading, name) for word in head.split()[-1:]} - reading.words(
        "$institution-nouns"
    )
    small = reading.words("$phrase-ends") | reading.words("$bare-openers") | reading.words("$seniority")
    return frozenset(word for word in words if word not in small | heads and len(word) > 1)


def own_name(reading: Reading, source: Source) -> Span | None:
    """Return a person's name that a description has as its own, or None.

    It stands before the description or after it, between commas, or at a noun in it: "the spokesman, Omar Field", "Ida
    Brandt, a clerk", "clerk Ida Brandt"; "an aide to Omar Field" is none.
    """
    ends, titles = reading.words("$phrase-ends"), reading.words("$titles.courtesy")
    for span in source.mentions:
        for name in reading.people_from(span.start - _NAME_BEFORE, span.end + _TO_THE_NAME):
            between = reading.text_of(Span(span.start, max(span.start, name.start)))
            before = [word for word in words_of(between) if word not in titles][-1:]
            if name.end <= span.start:
                if reading.text_of(Span(name.end, span.start)) == ",":
                    return name
            elif between.endswith((",", "(")) or (name.start < span.end and before and not any_of(before, ends)):
                return name
    return None


def group_of(reading: Reading, source: Source) -> Source | None:
    """Return the group, introduced before, that a source is presented as one of ("a second delegate"), or None."""
    opening = _core(reading, source.name)
    successors = reading.words("$successors")
    described = [word for word in opening if word not in successors | reading.words("$bare-openers")]
    head = singular(described[-1]) if described else None
    points_back = any_of(opening, successors) or (head is not None and any_of(opening[:1], reading.words("$definites")))
    if source.plural or not source.mentions or not points_back:
        return None
    earlier = [
        other
        for other in reading.established.sources
        if other.plural
        and other.status == source.status
        and other.mentions
        and other.mentions[0].start < source.mentions[0].start
        and (head is None or head in head_words(reading, other.name))
    ]
    return max(earlier, key=lambda other: other.mentions[0].start, default=None)


def reason(reading: Reading, source: Source) -> ReasonKind:
    """Return whether the story says why the source is not named: "given", "rote", "trivial" or "absent".

    A reason counts that is given for the source, for the group it is one of, or for another source in a paragraph
    that mentions it.
    """
    group = group_of(reading, source)
    own = next((kind for one in (source, group) if one and (kind := _own_reason(one)) != "absent"), None)
    kinds = {own} if own else _reasons_nearby(reading, source)
    return next((kind for kind in _REASONS if kind in kinds), "absent")


def _own_reason(source: Source) -> ReasonKind:
    return source.anonymity.reason_kind if source.anonymity else "absent"


def _reasons_nearby(reading: Reading, source: Source) -> set[ReasonKind]:
    blocks = {reading.block_at(span.start) for span in source.mentions}
    return {
        _own_reason(other)
        for other in reading.established.sources
        if other.reason and any(reading.block_at(span.start) in blocks for span in other.reason.spans)
    }


def around(reading: Reading, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the blocks that some words stand in, and the sentence after each of the words' own, in order."""
    blocks = reading.established.story.blocks
    places = list(spans)
    found = {blocks[at].span for at in {reading.block_at(span.start) for span in places}}
    for span in places:
        at = reading.sentence_at(span.start)
        if at is not None and at + 1 < len(reading.sentences):
            found.add(reading.sentences[at + 1].span)
    return tuple(sorted(found))


def named_within(reading: Reading, attribution: Attribution) -> float:
    """Return how many sentences after an attribution a named one of the source's kind is first cited; infinity if none.

    For the groups in `$vague-backing`, a name counts in a sentence that has one of the group's words or the head noun.
    """
    source = reading.source(attribution.ref)
    here = reading.sentence_at(attribution.cue.spans[0].start)
    if source is None or here is None:
        return math.inf
    heads = head_words(reading, source.name)
    statuses = {"named", "organization"} if any_of(heads, reading.words("$collective-bodies")) else {"named"}
    needed = _words_of_kind(reading, heads)
    distances = [math.inf]
    for other in reading.established.sources:
        first = first_mention(reading, other, where=frozenset({"lead", "body"}))
        if other.status not in statuses or first is None:
            continue
        there = reading.sentence_at(first.start)
        if there is None or there < here or first.start < attribution.cue.spans[0].start:
            continue
        if not needed or find_phrase(reading.sentence_wording(first.start).normal, needed):
            distances.append(there - here)
    return min(distances)


def _words_of_kind(reading: Reading, heads: frozenset[str]) -> frozenset[str]:
    backing = reading.rules.lists.get("vague-backing")
    if backing is None or not isinstance(backing.entries, dict):
        return frozenset()
    for group in backing.entries:
        if any_of(heads, reading.words(f"$vague-collectives.{group}")):
            return reading.words(f"$vague-backing.{group}") | heads
    return frozenset()
