"""The difference between two runs over the same stories, with or without gold that says which of them is right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeAlias, TypeVar

from attrib.errors import Place, UsageError
from attrib.evaluate.attributions import match_attributions, wrong_roles
from attrib.evaluate.pairing import Change, attribution_changes, finding_changes, sentence_changes
from attrib.evaluate.runs import story_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from attrib.evaluate.gold import Gold
    from attrib.evaluate.runs import Run, RunStory
    from attrib.report import Attribution, Finding, Sentence, Story

T = TypeVar("T")
Verdict: TypeAlias = Literal["exact", "right", "wrong", "expected"]
"""What gold says. Of an attribution: it has it word for word, it has it, it has it not. Of a sentence's status: it is
right or wrong. Of a finding: it is expected."""

_WORTH: Final[dict[Verdict | None, int]] = {None: 0, "wrong": 0, "right": 1, "expected": 1, "exact": 2}


@dataclass(frozen=True, slots=True)
class Judged(Generic[T]):
    """A change with what gold says of the thing before and after; None where it says nothing or there is no thing."""

    change: Change[T]
    before: Verdict | None = None
    after: Verdict | None = None

    @property
    def gain(self) -> int:
        """Return whether it is nearer the gold than before (above 0) or farther from it (below 0)."""
        return _WORTH[self.after] - _WORTH[self.before]


@dataclass(frozen=True)
class StoryDifference:
    """What two runs say differently of one story; `story` is None where its text is not at hand."""

    before: RunStory
    after: RunStory
    story: Story | None
    attributions: tuple[Judged[Attribution], ...]
    sentences: tuple[Judged[Sentence], ...]
    findings: tuple[Judged[Finding], ...]

    @property
    def differs(self) -> bool:
        """Tell whether anything is different."""
        return bool(self.attributions or self.sentences or self.findings)


@dataclass(frozen=True)
class Difference:
    """The difference between two runs: the stories that both read, and the paths of those that cannot be compared.

    `altered` are the stories whose text is not the same in both runs; `judged` are the things that gold has a say on, of
    `attributions`, `sentences` and `findings`.
    """

    before: Run
    after: Run
    stories: tuple[StoryDifference, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    altered: tuple[str, ...]
    judged: frozenset[str] = frozenset()

    @property
    def differing(self) -> tuple[StoryDifference, ...]:
        """Return the stories of which something different is said."""
        return tuple(story for story in self.stories if story.differs)

    @property
    def is_empty(self) -> bool:
        """Tell whether both runs read the same stories and say the same of each."""
        return not (self.differing or self.only_before or self.only_after or self.altered)


def compare(before: Run, after: Run, golds: Mapping[str, tuple[Gold, Story]] | None = None) -> Difference:
    """Return the difference between two runs; `golds` has gold and story by the paths of the later run.

    Stories are the same where their bytes are, whatever their paths. Without gold the text of a story that differs is
    read from its path, if it still lies there as it was. Raises UsageError A111 where there is no story in common.
    """
    pairs, olds, news = pair_stories(before.stories, after.stories)
    if not pairs:
        message = f"the runs have no story in common: {before.name} and {after.name}"
        hint = "a story is the same where its text is, whatever its path"
        raise UsageError("A111", message, place=Place(before.name), hint=hint)
    paths = {one.path for one in olds} & {one.path for one in news}
    return Difference(
        before,
        after,
        tuple(_compared(old, new, golds) for old, new in pairs),
        only_before=tuple(one.path for one in olds if one.path not in paths),
        only_after=tuple(one.path for one in news if one.path not in paths),
        altered=tuple(one.path for one in news if one.path in paths),
        judged=frozenset(_known(golds[new.path][0] for _, new in pairs) if golds is not None else ()),
    )


def _known(golds: Iterable[Gold]) -> Iterator[str]:
    for gold in golds:
        for name in ("attributions", "sentences", "findings"):
            if getattr(gold, name) is not None:
                yield name


def tally(several: Iterable[Judged[T]]) -> Counter[str]:
    """Return how many changes are `gained`, `lost` and `changed`, and what gold says of them.

    `gained right` and `lost right` are those that gold has or expects; `better` and `worse` those of the changed that
    are nearer the gold than before, and farther from it. `changed FIELD` tells what changed, how often.
    """
    counts: Counter[str] = Counter()
    for one in several:
        turn = one.change.turn
        counts[turn] += 1
        if turn == "changed":
            counts["better"] += one.gain > 0
            counts["worse"] += one.gain < 0
            counts.update(f"changed {field}" for field in one.change.fields)
        else:
            counts[f"{turn} right"] += one.gain != 0
    return counts


def pair_stories(
    before: Iterable[RunStory], after: Iterable[RunStory]
) -> tuple[list[tuple[RunStory, RunStory]], list[RunStory], list[RunStory]]:
    """Return the stories that both runs read, in the order of the later one, and what is left of each."""
    olds = list(before)
    pairs: list[tuple[RunStory, RunStory]] = []
    left: list[RunStory] = []
    for new in after:
        same = [old for old in olds if old.sha256 == new.sha256]
        if not same:
            left.append(new)
            continue
        old = next((old for old in same if old.path == new.path), same[0])
        olds.remove(old)
        pairs.append((old, new))
    return pairs, olds, left


def _compared(before: RunStory, after: RunStory, golds: Mapping[str, tuple[Gold, Story]] | None) -> StoryDifference:
    attributions = attribution_changes(before, after)
    sentences = sentence_changes(before, after)
    findings = finding_changes(before, after)
    if golds is not None:
        gold, story = golds[after.path]
        old, new = (_attribution_judge(run, gold, story, asked=bool(attributions)) for run in (before, after))
        return StoryDifference(
            before,
            after,
            story,
            _judged(attributions, old, new),
            _judged(sentences, _status_judge(gold), _status_judge(gold)),
            _judged(findings, _finding_judge(gold), _finding_judge(gold)),
        )
    differs = bool(attributions or sentences or findings)
    return StoryDifference(
        before,
        after,
        (story_of(after) or story_of(before)) if differs else None,
        tuple(Judged(one) for one in attributions),
        tuple(Judged(one) for one in sentences),
        tuple(Judged(one) for one in findings),
    )


def _judged(
    changes: Sequence[Change[T]], before: Callable[[T], Verdict | None], after: Callable[[T], Verdict | None]
) -> tuple[Judged[T], ...]:
    return tuple(
        Judged(
            one,
            before(one.before) if one.before is not None else None,
            after(one.after) if one.after is not None else None,
        )
        for one in changes
    )


def _attribution_judge(
    run: RunStory, gold: Gold, story: Story, *, asked: bool
) -> Callable[[Attribution], Verdict | None]:
    """Return what tells the verdict on an attribution of a run; nothing is matched where nobody will ask."""
    verdicts: dict[str, Verdict] = {}
    if gold.attributions is not None and asked:
        matched = match_attributions(gold.attributions, run.report_on(story))
        verdicts = dict.fromkeys((one.id for one in run.attributions), "wrong")
        for at, to in matched.links.items():
            exact = not wrong_roles(matched.gold[at], matched.predicted[to], story.text)
            verdicts[run.attributions[to].id] = "exact" if exact else "right"
    return lambda one: verdicts.get(one.id)


def _status_judge(gold: Gold) -> Callable[[Sentence], Verdict | None]:
    def judge(one: Sentence) -> Verdict | None:
        best = max(gold.sentences or (), key=lambda other: one.span.shared(other.span), default=None)
        if best is None or not one.span.overlaps(best.span):
            return None
        return "right" if one.status in best.statuses else "wrong"

    return judge


def _finding_judge(gold: Gold) -> Callable[[Finding], Verdict | None]:
    def judge(one: Finding) -> Verdict | None:
        expected = any(other.rule == one.rule and one.span.overlaps(other.span) for other in gold.findings or ())
        return "expected" if expected else None

    return judge
