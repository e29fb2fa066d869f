"""What is asked about a source: how it is described, why it is not named, and who backs up a group."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrib.judge.wording import any_of, find_phrase, normal, singular, words_of

if TYPE_CHECKING:
    from attrib.judge.reading import Reading
    from attrib.report import Attribution, ReasonKind, Source, Span

_REASONS: Final[tuple[ReasonKind, ...]] = ("given", "rote", "trivial")
"""Kinds of reason, the best first."""
_ASIDE: Final = re.compile(r"[,;:()]| - ")
_LONGEST_HEAD: Final = 4


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


def is_definite(reading: Reading, source: Source) -> bool:
    """Say whether the first mention tells which one is meant ("the official", and of one person "her lawyer")."""
    first = next((text for _, text in mentions(reading, source)), "")
    words = _core(reading, first)
    if any_of(words[:1], reading.words("$definites")):
        return True
    owned = any_of(words[:1], reading.words("$possessives")) or any(word.endswith(("'s", "s'")) for word in words[:-1])
    return owned and not source.plural


def is_somebody(reading: Reading, source: Source) -> bool:
    """Say whether the story brings up somebody unnamed: by no mere pronoun, not as "the mayor", and certainly somebody.

    What no rule knows to be somebody is somebody with a word before it that speaks of one person, as in $lone-openers.
    """
    if is_pronoun(reading, source) or is_definite(reading, source):
        return False
    rule = reading.rules.sources.get(source.rule)
    return rule is None or rule.certain or any_of(words_of(source.name), reading.words("$lone-openers"))


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
