"""Which findings comments in a story and the file beside it hide, and what each of these comes to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final, NamedTuple

from attrib.report import Span, Suppressed, Suppression

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from attrib.report import Block, Directive, Finding, Story

_LAYOUT: Final = frozenset({"dateline", "byline", "credit"})
_LINE_ENDS: Final = frozenset("\r\n")


class Sifted(NamedTuple):
    """Findings that are reported, findings that are hidden, and what became of each comment and entry."""

    kept: tuple[Finding, ...]
    hidden: tuple[Suppressed, ...]
    suppressions: tuple[Suppression, ...]


@dataclass(frozen=True, slots=True)
class _Cover:
    """What one comment or entry says of one of the names in it: for each rule, the stretch in which it is not reported."""

    directive: Directive
    name: str
    stretches: Mapping[str, Span]
    unclosed: bool = False

    @property
    def nearness(self) -> tuple[bool, bool, int]:
        """Return what tells which of several covers of one finding is named: the one that is meant for it the most."""
        return self.directive.entry is not None, self.directive.action == "ignore", self.directive.span.start


def sift(
    findings: Sequence[Finding],
    story: Story,
    *,
    rules_of: Mapping[str, frozenset[str]],
    running: Collection[str],
    today: date,
) -> Sifted:
    """Return the findings of a story parted by what its comments and entries say.

    `rules_of` are the ids of the rules that go by each name, `running` the ids of those that this run looks for. What has
    a last day before today hides nothing.
    """
    reach = [cover for cover in _covers(story, rules_of) if not cover.directive.is_over(today)]
    over = [cover for cover in _covers(story, rules_of) if cover.directive.is_over(today)]
    reach.sort(key=lambda cover: cover.nearness, reverse=True)
    hides = [0] * len(reach)
    by: dict[int, Directive] = {}
    for number, found in _found(findings, story, reach):
        by[number] = reach[found[0]].directive
        for one in found:
            hides[one] += 1
    kept = tuple(finding for number, finding in enumerate(findings) if number not in by)
    hidden = tuple(_suppressed(findings[number], by[number]) for number in sorted(by))
    outcomes = [_outcome(cover, count, running, today) for cover, count in zip(reach, hides, strict=True)]
    outcomes += [_outcome(cover, 0, running, today) for cover in over]
    outcomes += _stray_ends(story, rules_of, today)
    outcomes.sort(key=lambda one: (one.directive.entry is not None, one.directive.span, str(one.directive.entry)))
    return Sifted(kept, hidden, tuple(outcomes))


def _found(findings: Sequence[Finding], story: Story, covers: Sequence[_Cover]) -> Iterator[tuple[int, list[int]]]:
    """Yield the numbers of the findings that are hidden, each with the numbers of what covers it."""
    by_print: dict[tuple[str, str], list[int]] = defaultdict(list)
    stretches: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, cover in enumerate(covers):
        for rule, stretch in cover.stretches.items():
            if cover.directive.entry:
                by_print[rule, cover.directive.entry.fingerprint].append(number)
            else:
                stretches[rule].append((stretch.start, stretch.end, number))
    sweeps = {rule: _Sweep(some) for rule, some in stretches.items()}
    for at, number in sorted((_where(finding, story), number) for number, finding in enumerate(findings)):
        finding = findings[number]
        found = [*by_print.get((finding.rule, finding.fingerprint), ())]
        if finding.rule in sweeps:
            found += sweeps[finding.rule].covering(at)
        if found:
            yield number, sorted(found)


class _Sweep:
    """Stretches with numbers, asked about offsets that never go back."""

    def __init__(self, stretches: list[tuple[int, int, int]]) -> None:
        self._ahead = sorted(stretches, reverse=True)
        self._open: list[tuple[int, int]] = []

    def covering(self, at: int) -> list[int]:
        """Return the numbers of the stretches that an offset lies in."""
        while self._ahead and self._ahead[-1][0] <= at:
            _, end, number = self._ahead.pop()
            heappush(self._open, (end, number))
        while self._open and self._open[0][0] <= at:
            heappop(self._open)
        return [number for _, number in self._open]


def _covers(story: Story, rules_of: Mapping[str, frozenset[str]]) -> Iterator[_Cover]:
    """Yield what comments and entries cover, each of their names by itself; a name that no rule goes by covers nothing."""
    starts = [block.start for block in story.blocks]
    enabled: dict[str, list[int]] = defaultdict(list)
    for one in story.directives:
        for rule in {rule for name in one.rules for rule in rules_of.get(name, ())} if one.action == "enable" else ():
            enabled[rule].append(one.span.start)
    for directive in story.directives:
        for name in directive.rules:
            rules = sorted(rules_of.get(name, ()))
            if directive.action == "ignore":
                stretch = Span(0, 0) if directive.entry else _next_block(directive, story, starts)
                yield _Cover(directive, name, dict.fromkeys(rules, stretch))
            elif directive.action == "disable":
                ends = {rule: _end_of(directive, enabled[rule]) for rule in rules}
                stretches = {
                    rule: Span(directive.span.end, len(story.text) + 1 if end is None else end)
                    for rule, end in ends.items()
                }
                yield _Cover(directive, name, stretches, unclosed=None in ends.values())


def _end_of(disabled: Directive, enabled: Sequence[int]) -> int | None:
    """Return the first of some offsets, in order, that stands after a comment, None where none does."""
    at = bisect_left(enabled, disabled.span.end)
    return enabled[at] if at < len(enabled) else None


def _stray_ends(story: Story, rules_of: Mapping[str, frozenset[str]], today: date) -> Iterator[Suppression]:
    """Yield what is enabled without having been disabled."""
    off: set[str] = set()
    for directive in story.directives:
        for name in directive.rules:
            rules = rules_of.get(name, frozenset())
            if directive.action == "disable":
                off |= rules
            elif directive.action == "enable":
                if off.isdisjoint(rules):
                    yield _made(directive, name, today)
                off -= rules


def _next_block(directive: Directive, story: Story, starts: Sequence[int]) -> Span:
    """Return where the block stands that a comment is about: its own, or else the first that begins after it.

    A dateline, and a byline or credit on the same line, goes together with what it stands before.
    """
    blocks = story.blocks
    place = directive.span
    number = bisect_right(starts, place.start) - 1 if directive.inside else -1
    if number < 0:
        number = bisect_left(starts, place.end)
    if number >= len(blocks):
        return Span(0, 0)
    last = number
    while last + 1 < len(blocks) and _goes_with(blocks[last], blocks[last + 1], story):
        last += 1
    end = blocks[last + 1].start if last + 1 < len(blocks) else len(story.text) + 1
    return Span(blocks[number].start, min(end, max(blocks[last].end, blocks[number].start + 1)))


def _goes_with(block: Block, after: Block, story: Story) -> bool:
    between = story.text[block.end : after.start]
    return block.kind == "dateline" or (block.kind in _LAYOUT and _LINE_ENDS.isdisjoint(between))


def _where(finding: Finding, story: Story) -> int:
    """Return where a finding begins; one without a place is at the beginning of the story."""
    if finding.span.start == finding.span.end and story.blocks:
        return story.blocks[0].start
    return finding.span.start


def _suppressed(finding: Finding, by: Directive) -> Suppressed:
    beside = by.entry is not None
    return Suppressed(
        finding,
        "sidecar" if beside else "comment",
        reason=by.reason,
        until=by.until,
        author=by.author,
        at=None if beside else by.span,
    )


def _made(directive: Directive, name: str, today: date) -> Suppression:
    days = None if directive.until is None else (directive.until - today).days
    return Suppression(directive, name, "unused", days=days)


def _outcome(cover: _Cover, hides: int, running: Collection[str], today: date) -> Suppression:
    made = _made(cover.directive, cover.name, today)
    if cover.directive.is_over(today):
        return replace(made, state="expired", unclosed=cover.unclosed)
    idle = not any(rule in running for rule in cover.stretches)
    return replace(made, state="used" if hides else "idle" if idle else "unused", unclosed=cover.unclosed, hides=hides)
