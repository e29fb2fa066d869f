"""What went wrong, with the words of the story."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from attrib.evaluate.attributions import KINDS, Labelled, Matched, Role, kind_of
from attrib.evaluate.groups import Grouping, group_of
from attrib.evaluate.marked import marked
from attrib.evaluate.outcomes import MISTAKEN, Sort, outcomes
from attrib.evaluate.placing import collapsed
from attrib.report import ATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from attrib.evaluate.findings import JudgedStory
    from attrib.evaluate.outcomes import Outcome
    from attrib.evaluate.sentences import Row
    from attrib.evaluate.view import Only
    from attrib.report import Attribution, AttributionKind, Story

LONGEST: Final = 70
"""How many characters of the words at a finding are shown."""
LONGEST_SENTENCE: Final = 160


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong answer: its place (`path:line:column`), what is wrong, and how bad it is (greater is worse)."""

    place: str
    message: str
    weight: float


@dataclass(frozen=True, slots=True)
class AttributionMistake:
    """An attribution that is not the gold's; `kinds` are those of what was found and of the gold, as far as there are any."""

    matched: Matched
    outcome: Outcome
    offset: int
    kinds: tuple[AttributionKind, ...]

    @property
    def sort(self) -> Sort:
        """Return which sort of mistake it is."""
        return self.outcome.sort

    @property
    def wrong(self) -> tuple[Role, ...]:
        """Return the roles that are not exactly the gold's."""
        return self.outcome.wrong

    @property
    def attribution(self) -> Attribution | None:
        """Return the attribution that was found, if one was."""
        at = self.outcome.found
        return None if at is None else self.matched.report.attributions[at]

    @property
    def place(self) -> str:
        """Return `path:line:column`."""
        return _place(self.matched.report.story, self.offset)

    def told(self) -> dict[str, str]:
        """Return the sentence with the parts marked as they are in the gold (`gold`) and as found (`found`)."""
        gold, found = self.outcome.gold, self.outcome.found
        sides: dict[str, Labelled] = {}
        if gold is not None:
            sides["gold"] = self.matched.gold[gold]
        if found is not None:
            sides["found"] = self.matched.predicted[found]
        around = [span for side in sides.values() for spans in side.spans.values() for span in spans]
        sentences = [one.span for one in self.matched.report.sentences]
        story = self.matched.report.story
        return {name: marked(story, sentences, side.spans, around=around) for name, side in sides.items()}

    def as_json(self) -> dict[str, object]:
        """Return it as a JSON object; what a missed attribution has not is null."""
        one, told = self.attribution, self.told()
        return {
            "place": self.place,
            "sort": self.sort,
            "wrong": list(self.wrong),
            "kind": self.kinds[0],
            "frame": one.rule if one else None,
            "class": one.cue_class if one else None,
            "lemma": one.cue_lemma if one else None,
            "gold": told.get("gold"),
            "found": told.get("found"),
        }


@dataclass(frozen=True, slots=True)
class MistakenGroup:
    """The mistakes of one group: of each sort how many there are (`counts`), and those that are shown."""

    name: str
    counts: Mapping[Sort, int]
    shown: tuple[AttributionMistake, ...]


def group_mistakes(
    stories: Iterable[Matched], grouping: Grouping, count: int, only: Only
) -> tuple[list[MistakenGroup], list[MistakenGroup]]:
    """Return the mistakes in what was found by their groups, and the missed attributions by their kinds.

    The groups with most mistakes come first. Of each sort in a group at most `count` are shown, in order of place:
    always the same ones, taken from all over the stories, so that a change of rules does not shuffle the rest.
    """
    found: dict[str, list[AttributionMistake]] = defaultdict(list)
    missed: dict[str, list[AttributionMistake]] = defaultdict(list)
    for matched in stories:
        for one in _attribution_mistakes(matched):
            if not _is_asked(one, only):
                continue
            if one.attribution is None:
                missed[one.kinds[0]].append(one)
            else:
                found[group_of(one.attribution, grouping)].append(one)
    groups = [_group(name, some, count) for name, some in found.items()]
    return (
        sorted(groups, key=lambda group: (-sum(group.counts.values()), group.name)),
        [_group(kind, missed[kind], count) for kind in KINDS if kind in missed],
    )


def worst(mistakes: Sequence[Mistake], count: int) -> list[Mistake]:
    """Return the worst mistakes; of those equally bad, the earlier."""
    return sorted(mistakes, key=lambda one: -one.weight)[:count]


def sentence_mistakes(rows: Sequence[Row], story: Story) -> Iterator[Mistake]:
    """Yield the sentences with a wrong status; the worst are agreed, confuse somebody with nobody, and long."""
    for row in rows:
        if row.is_right:
            continue
        crossed = (row.status in ATTRIBUTED) != (row.gold.statuses[0] in ATTRIBUTED)
        got = f"{row.status} ({'; '.join(part for part in (row.source, row.why) if part)})"
        text = _cut(story.words(row.gold.span), LONGEST_SENTENCE)
        message = f"gold {'/'.join(dict.fromkeys(row.gold.statuses))}, got {got}: {text}"
        length = row.gold.span.end - row.gold.span.start
        weight = row.gold.is_agreed + crossed + length / len(story.text)
        yield Mistake(_place(story, row.gold.span.start), message, weight)


def finding_mistakes(judged: JudgedStory, story: Story, rule: str | None = None) -> Iterator[Mistake]:
    """Yield the findings, of one rule or of all, that the gold expects and that were not reported."""
    for gold in judged.missed:
        if rule not in {None, gold.rule}:
            continue
        words = _cut(story.words(gold.span), LONGEST)
        yield Mistake(_place(story, gold.span.start), f"missed {gold.rule} at “{words}”", 1)


def _attribution_mistakes(matched: Matched) -> Iterator[AttributionMistake]:
    for outcome in outcomes(matched):
        if outcome.sort not in MISTAKEN:
            continue
        kinds: list[AttributionKind] = []
        shown: list[Labelled] = []
        if outcome.found is not None:
            kinds.append(matched.report.attributions[outcome.found].kind)
            shown.append(matched.predicted[outcome.found])
        if outcome.gold is not None:
            kinds.append(kind_of(matched.gold[outcome.gold], matched.report.story))
            shown.append(matched.gold[outcome.gold])
        yield AttributionMistake(matched, outcome, _start(shown[0]), tuple(kinds))


def _is_asked(one: AttributionMistake, only: Only) -> bool:
    """Tell whether a mistake is one to show; a missed attribution has no frame and no class that could be asked for."""
    if only.finding is not None or (only.kind is not None and only.kind not in one.kinds):
        return False
    if only.frame is None and only.cue_class is None:
        return True
    found = one.attribution
    return found is not None and only.frame in {None, found.rule} and only.cue_class in {None, found.cue_class}


def _group(name: str, mistakes: Sequence[AttributionMistake], count: int) -> MistakenGroup:
    by_sort: dict[Sort, list[AttributionMistake]] = {sort: [] for sort in MISTAKEN}
    for one in mistakes:
        by_sort[one.sort].append(one)
    shown = [one for some in by_sort.values() for one in _sample(some, count)]
    return MistakenGroup(name, {sort: len(some) for sort, some in by_sort.items() if some}, tuple(shown))


def _sample(mistakes: Sequence[AttributionMistake], count: int) -> list[AttributionMistake]:
    order = {id(one): at for at, one in enumerate(mistakes)}
    return sorted(sorted(mistakes, key=_chance)[:count], key=lambda one: order[id(one)])


def _chance(one: AttributionMistake) -> bytes:
    """Return a number that is the same for the same words of the same story on every machine and every run."""
    name = PurePath(one.matched.report.story.path).name
    return sha256(f"{name}:{one.offset}".encode("utf-8", "backslashreplace")).digest()


def _place(story: Story, offset: int) -> str:
    line, column = story.line_and_column(offset)
    return f"{story.path}:{line}:{column}"


def _start(one: Labelled) -> int:
    return (one.spans["cue"] or one.spans["content"])[0].start


def _cut(text: str, longest: int) -> str:
    words = collapsed(text)
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
