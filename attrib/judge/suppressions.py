"""Which findings comments in a story and the file beside it hide, and what each of these comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
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

    def hides(self, finding: Finding, at: int) -> bool:
        """Say whether a finding that begins at an offset is one of those that are meant."""
        stretch = self.stretches.get(finding.rule)
        if stretch is None:
            return False
        entry = self.directive.entry
        return entry.fingerprint == finding.fingerprint if entry else stretch.start <= at < stretch.end

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
    covers = sorted(_covers(story, rules_of), key=lambda cover: cover.nearness, reverse=True)
    hides = [0] * len(covers)
    kept: list[Finding] = []
    hidden: list[Suppressed] = []
    for finding in findings:
        at = _where(finding, story)
        found = [
            number
            for number, cover in enumerate(covers)
            if not cover.directive.is_over(today) and cover.hides(finding, at)
        ]
        for number in found:
            hides[number] += 1
        if found:
            hidden.append(_suppressed(finding, covers[found[0]].directive))
        else:
            kept.append(finding)
    outcomes = [_outcome(cover, count, running, today) for cover, count in zip(covers, hides, strict=True)]
    outcomes += _stray_ends(story, rules_of, today)
    outcomes.sort(key=lambda one: (one.directive.entry is not None, one.directive.span, str(one.directive.entry)))
    return Sifted(tuple(kept), tuple(hidden), tuple(outcomes))


def _covers(story: Story, rules_of: Mapping[str, frozenset[str]]) -> Iterator[_Cover]:
    """Yield what comments and entries cover, each of their names by itself; a name that no rule goes by covers nothing."""
    for directive in story.directives:
        for name in directive.rules:
            rules = sorted(rules_of.get(name, ()))
            if directive.action == "ignore":
                stretch = Span(0, 0) if directive.entry else _next_block(directive, story)
                yield _Cover(directive, name, dict.fromkeys(rules, stretch))
            elif directive.action == "disable":
                ends = {rule: _end_of(rule, directive, story, rules_of) for rule in rules}
                stretches = {
                    rule: Span(directive.span.end, len(story.text) + 1 if end is None else end)
                    for rule, end in ends.items()
                }
                yield _Cover(directive, name, stretches, unclosed=None in ends.values())


def _end_of(rule: str, disabled: Directive, story: Story, rules_of: Mapping[str, frozenset[str]]) -> int | None:
    """Return where the comment stands that ends what another has disabled, None where there is none."""
    return next(
        (
            one.span.start
            for one in story.directives
            if one.action == "enable"
            and one.span.start >= disabled.span.end
            and any(rule in rules_of.get(name, ()) for name in one.rules)
        ),
        None,
    )


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


def _next_block(directive: Directive, story: Story) -> Span:
    """Return where the block stands that a comment is about: its own, or else the first that begins after it.

    A dateline, and a byline or credit on the same line, goes together with what it stands before.
    """
    blocks = story.blocks
    place = directive.span
    number = sum(block.start <= place.start for block in blocks) - 1 if directive.inside else -1
    if number < 0:
        number = sum(block.start < place.end for block in blocks)
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
