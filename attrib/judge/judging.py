"""Judging one story: which findings hold, where they stand, what they say, and how they are told apart."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrib.judge.fingerprints import Found, with_fingerprints
from attrib.judge.places import FOR_ALL
from attrib.judge.policies import reported
from attrib.judge.reading import Reading
from attrib.judge.suppressions import sift
from attrib.judge.wording import Wording
from attrib.report import Attribution, Claim, Established, Finding, Related, Sentence, Source, Span, Suppression

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from attrib.judge.compile import Message, ReadyFinding
    from attrib.judge.fact import Hits, Value
    from attrib.judge.policies import Reported
    from attrib.judge.selection import Selection
    from attrib.report import Level, Suppressed
    from attrib.rules.load import Rules
    from attrib.rules.values import Subject

_LONGEST_SHOWN: Final = 80
"""How many characters of the story a message shows at most."""


class Judgement(NamedTuple):
    """What is found in a story: what is reported, what is hidden, and what became of the comments that hide."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    suppressions: tuple[Suppression, ...]


def judge(established: Established, rules: Rules, selection: Selection) -> tuple[Finding, ...]:
    """Return what a selection of findings finds in a story, hidden or not, in the order of the places marked.

    Raises UsageError A109 for an unknown policy, A108 for an unknown finding, and RuleError for a finding that cannot be judged.
    """
    return _found(reported(rules, selection), Reading(established, rules))


def judge_story(reading: Reading, selection: Selection, *, today: date, ignores: bool = True) -> Judgement:
    """Return what is found in a story, parted by what its comments and the file beside it hide on a day.

    Without `ignores` they hide nothing, but what they come to is found all the same. Raises as `judge` does.
    """
    findings, story = reported(reading.rules, selection), reading.established.story
    found = _found(findings, reading)
    if not story.directives:
        return Judgement(found, (), ())
    running = frozenset(one.finding.rule.id for one in findings)
    rules_of = _rules_of(reading.rules)
    kept, hidden, suppressions = sift(found, story, rules_of=rules_of, running=running, today=today)
    about = _found(findings, reading, suppressions)
    shown = sorted((*(kept if ignores else found), *about), key=lambda finding: (finding.span, finding.rule))
    return Judgement(tuple(shown), hidden if ignores else (), suppressions)


def _rules_of(rules: Rules) -> dict[str, frozenset[str]]:
    """Return the ids of the findings that go by each id and code."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for rule in rules.findings.values():
        by_name[rule.id].add(rule.id)
        by_name[rule.code].add(rule.id)
    return {name: frozenset(ids) for name, ids in by_name.items()}


def _found(
    findings: Iterable[Reported], reading: Reading, suppressions: Sequence[Suppression] | None = None
) -> tuple[Finding, ...]:
    """Return what findings find, those about some suppressions or all others, in the order of the places marked."""
    about = suppressions is not None
    chosen = [one for one in findings if (one.finding.rule.on == "suppression") == about]
    found = [
        one
        for ready, level in chosen
        for one in _apply(
            ready, reading, level, _things(ready.rule.on, reading) if suppressions is None else suppressions
        )
    ]
    found.sort(key=lambda one: (one.finding.span, one.finding.rule))
    return with_fingerprints(found, reading)


def _apply(ready: ReadyFinding, reading: Reading, level: Level, things: Sequence[object]) -> Iterator[Found]:
    seen: set[Hashable] = set()
    for thing in _candidates(ready, reading, things):
        hits = ready.conditions.met(reading, thing)
        if hits is None:
            continue
        finding = _finding(ready, reading, thing, hits, level)
        once = finding.message if isinstance(thing, Suppression) else _scope(ready.rule.scope, finding, reading)
        if once not in seen:
            seen.add(once)
            yield Found(finding, _known_by(ready, thing))


def _known_by(ready: ReadyFinding, thing: object) -> str | None:
    """Return by what a finding is known that is not about the words it marks."""
    if isinstance(thing, Suppression):
        fingerprint = thing.directive.entry.fingerprint if thing.directive.entry else ""
        return f"{thing.said} {fingerprint}"
    return "the story" if isinstance(thing, Established) and (ready.rule.at or "start") in FOR_ALL else None


def _candidates(ready: ReadyFinding, reading: Reading, things: Sequence[object]) -> Iterator[object]:
    """Yield the things that a finding may be about, in order: those for which its first condition holds, if that is cheap."""
    first = next(iter(ready.conditions.tests), None)
    if first is None or first.comparison != "in" or first.fact.kind not in {"word", "flag"}:
        return iter(things)
    assert isinstance(first.operand, frozenset)
    by_value = reading.index(first.fact, things)
    return (things[at] for at in sorted(at for value in first.operand for at in by_value.get(value, ())))


def _things(subject: Subject, reading: Reading) -> Sequence[object]:
    established = reading.established
    return {
        "source": established.sources,
        "attribution": established.attributions,
        "claim": established.claims,
        "sentence": reading.sentences,
        "quotation": established.unspoken,
        "story": (established,),
    }[subject]


def _finding(ready: ReadyFinding, reading: Reading, thing: Any, hits: Hits, level: Level) -> Finding:
    span = ready.at(reading, thing, hits) or _anywhere(thing)
    related = ((at(reading, thing, hits), message) for at, message in ready.related)
    return Finding(
        rule=ready.rule.id,
        code=ready.rule.code,
        level=level,
        message=_say(ready.message, reading, thing),
        span=span,
        claim=thing.id if isinstance(thing, Claim) else None,
        source=_source_of(thing),
        related=tuple(Related(at, _say(message, reading, thing)) for at, message in related if at and at != span),
    )


def _anywhere(thing: object) -> Span:
    """Return a place for a finding about a thing that lacks the place the rule asks for."""
    match thing:
        case Attribution():
            return thing.cue.spans[0]
        case Source() if thing.mentions:
            return thing.mentions[0]
        case _:
            return Span(0, 0)


def _source_of(thing: object) -> str | None:
    match thing:
        case Source():
            return thing.id
        case Attribution():
            return thing.ref
        case Claim() | Sentence():
            return thing.source
        case _:
            return None


def _scope(scope: str, finding: Finding, reading: Reading) -> Hashable:
    """Return what two findings of a rule must share for the later one to be left out."""
    place = finding.span.start
    return {
        "each": (finding.span, finding.source),
        "source": finding.source or finding.span,
        "sentence": reading.sentence_at(place),
        "paragraph": reading.block_at(place),
        "story": None,
    }[scope]


def _say(message: Message, reading: Reading, thing: object) -> str:
    said = "".join(text + (_shown(reading.value(fact, thing)) if fact else "") for text, fact in message.parts)
    return said[:1].upper() + said[1:]


def _shown(value: Value) -> str:
    match value:
        case Wording():
            return _shortened(value.text)
        case frozenset() | dict():
            return _listed(sorted(one.replace("-", " ") for one in value))
        case bool():
            return "yes" if value else "no"
        case float() if math.isinf(value):
            return "none"
        case None:
            return "unknown"
        case _:
            return str(value)


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_SHOWN:
        return text
    return text[:_LONGEST_SHOWN].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
