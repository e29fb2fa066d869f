"""Judging one story: which findings hold, where they stand, what they say, and how they are told apart."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from attrib.judge.policies import reported
from attrib.judge.reading import Reading
from attrib.judge.wording import Wording, normal
from attrib.report import Attribution, Claim, Finding, Related, Sentence, Source, Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from attrib.judge.compile import Message, ReadyFinding
    from attrib.judge.fact import Hits, Value
    from attrib.judge.selection import Selection
    from attrib.report import Established, Level
    from attrib.rules.load import Rules
    from attrib.rules.values import Subject

_LONGEST_SHOWN: Final = 80
"""How many characters of the story a message shows at most."""
_FINGERPRINT_LENGTH: Final = 16


def judge(established: Established, rules: Rules, selection: Selection) -> tuple[Finding, ...]:
    """Return what a selection of findings finds in a story, in the order of the places marked.

    Raises UsageError A109 for an unknown policy, A108 for an unknown finding, and RuleError for a finding that cannot be judged.
    """
    findings = reported(rules, selection)
    reading = Reading(established, rules)
    found = [finding for ready, level in findings for finding in _apply(ready, reading, level)]
    found.sort(key=lambda finding: (finding.span, finding.rule))
    return _with_fingerprints(found, reading)


def _apply(ready: ReadyFinding, reading: Reading, level: Level) -> Iterator[Finding]:
    seen: set[Hashable] = set()
    for thing in _candidates(ready, reading):
        hits = ready.conditions.met(reading, thing)
        if hits is None:
            continue
        finding = _finding(ready, reading, thing, hits, level)
        once = _scope(ready.rule.scope, finding, reading)
        if once not in seen:
            seen.add(once)
            yield finding


def _candidates(ready: ReadyFinding, reading: Reading) -> Iterator[object]:
    """Yield the things that a finding may be about, in order: those for which its first condition holds, if that is cheap."""
    things = _things(ready.rule.on, reading)
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


def _with_fingerprints(findings: list[Finding], reading: Reading) -> tuple[Finding, ...]:
    """Return the findings with fingerprints that stay when text elsewhere in the story changes.

    Equal findings (same rule, words and sentence) are told apart by their order.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    out = []
    for finding in findings:
        key = (
            finding.rule,
            normal(reading.text_of(finding.span)),
            reading.sentence_wording(finding.span.start).normal,
        )
        recipe = "\n".join((*key, str(counts[key])))
        counts[key] += 1
        digest = hashlib.sha256(recipe.encode()).hexdigest()
        out.append(replace(finding, fingerprint=digest[:_FINGERPRINT_LENGTH]))
    return tuple(out)
