"""What two runs say of the same story, put side by side: which of their things are the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeAlias, TypeVar, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from attrib.evaluate.runs import RunStory
    from attrib.report import Attribution, Finding, Sentence

T = TypeVar("T")
Turn: TypeAlias = Literal["gained", "lost", "changed"]
TURNS: Final[tuple[Turn, ...]] = get_args(Turn)


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """One thing that two runs do not both say: None where a run has nothing there; `fields` tell what changed."""

    before: T | None
    after: T | None
    fields: tuple[str, ...] = ()

    @property
    def turn(self) -> Turn:
        """Return whether it was gained, lost or changed."""
        if self.before is None:
            return "gained"
        return "lost" if self.after is None else "changed"

    @property
    def shown(self) -> T:
        """Return the thing as it is now, or as it was where it is lost."""
        one = self.after if self.after is not None else self.before
        assert one is not None
        return one


def attribution_changes(before: RunStory, after: RunStory) -> list[Change[Attribution]]:
    """Return the attributions gained, lost and changed, in order of place; changed ones share words of their cue."""

    def facts(one: Attribution, run: RunStory) -> dict[str, object]:
        return {
            "source": one.source.spans if one.source else (),
            "cue": one.cue.spans,
            "content": one.content.spans,
            "rule": one.rule,
            "class": one.cue_class,
            "lemma": one.cue_lemma,
            "kind": one.kind,
            "resolved": run.name_of(one.ref),
            "expression": one.expression,
        }

    changes = _changes(
        [_Thing(one, facts(one, before)) for one in before.attributions],
        [_Thing(one, facts(one, after)) for one in after.attributions],
        [
            lambda one, other: one.cue.spans == other.cue.spans,
            lambda one, other: any(a.overlaps(b) for a in one.cue.spans for b in other.cue.spans),
        ],
    )
    return sorted(changes, key=lambda change: (change.shown.cue.spans[:1], change.turn))


def finding_changes(before: RunStory, after: RunStory) -> list[Change[Finding]]:
    """Return the findings gained, lost and changed, in order of place; changed ones are of one rule and touch."""

    def facts(one: Finding) -> dict[str, object]:
        return {"rule": one.rule, "words": one.span, "level": one.level, "message": one.message}

    changes = _changes(
        [_Thing(one, facts(one)) for one in before.findings],
        [_Thing(one, facts(one)) for one in after.findings],
        [
            lambda one, other: (one.rule, one.span) == (other.rule, other.span),
            lambda one, other: one.rule == other.rule and one.span.overlaps(other.span),
        ],
    )
    return sorted(changes, key=lambda change: (change.shown.span, change.shown.rule, change.turn))


def sentence_changes(before: RunStory, after: RunStory) -> list[Change[Sentence]]:
    """Return the sentences whose status or source changed; each is held against the one that it overlaps most."""
    changes = []
    for old, new in _aligned(before.sentences, after.sentences):
        facts = (
            ("status", old.status, new.status),
            ("source", before.name_of(old.source), after.name_of(new.source)),
        )
        fields = tuple(name for name, was, now in facts if was != now)
        if fields:
            changes.append(Change(old, new, fields))
    return changes


@dataclass(frozen=True, slots=True)
class _Thing(Generic[T]):
    """One thing of one run, and what is compared of it."""

    value: T
    facts: Mapping[str, object]


def _changes(
    before: Sequence[_Thing[T]], after: Sequence[_Thing[T]], alike: Sequence[Callable[[T, T], bool]]
) -> list[Change[T]]:
    """Return what differs once each thing has found its like: an equal one first, then by each of `alike` in turn."""
    olds, news = list(before), list(after)
    _pair(olds, news, lambda one, other: one.facts == other.facts)
    changes: list[Change[T]] = []
    for test in alike:
        for old, new in _pair(olds, news, partial(_passes, test)):
            fields = tuple(name for name, fact in old.facts.items() if fact != new.facts[name])
            changes.append(Change(old.value, new.value, fields))
    changes += [Change(old.value, None) for old in olds]
    changes += [Change(None, new.value) for new in news]
    return changes


def _pair(
    olds: list[_Thing[T]], news: list[_Thing[T]], alike: Callable[[_Thing[T], _Thing[T]], bool]
) -> list[tuple[_Thing[T], _Thing[T]]]:
    """Return pairs of what is alike, in order, and take them from the two lists."""
    pairs = []
    left = []
    for old in olds:
        at = next((at for at, new in enumerate(news) if alike(old, new)), None)
        if at is None:
            left.append(old)
        else:
            pairs.append((old, news.pop(at)))
    olds[:] = left
    return pairs


def _passes(test: Callable[[T, T], bool], one: _Thing[T], other: _Thing[T]) -> bool:
    return test(one.value, other.value)


def _aligned(before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield each sentence of now with that of before which it overlaps most, and those of before that none took."""
    taken: set[int] = set()
    for new in after:
        at = max(range(len(before)), key=lambda at: before[at].span.shared(new.span), default=None)
        if at is not None and before[at].span.overlaps(new.span):
            taken.add(at)
            yield before[at], new
    for at, old in enumerate(before):
        new_one = max(after, key=lambda one: old.span.shared(one.span), default=None)
        if at not in taken and new_one is not None and old.span.overlaps(new_one.span):
            yield old, new_one
