"""What the page of a run shows, made ready for its template: marks, notes, shares, and the addresses of places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from attrib.render.passages import LETTERS, Passage, Passages
from attrib.render.sources import facts_of
from attrib.render.terminal import shown
from attrib.render.text_report import about_link, summary, totals, words_at
from attrib.report import ATTRIBUTED, LEVELS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.report import Finding, Report, Sentence, Source, Status, StoryReport, Suppressed

MEANINGS: Final[dict[Status, str]] = {
    "named": "a person whose name the story gives",
    "organization": "a body that can be held to it",
    "document": "a report, filing, letter or post",
    "anonymous": "people who told somebody, and whom the story does not name",
    "vague": "nobody in particular: “critics”, “reportedly”",
    "unattributed": "nobody, where an editor would ask who says so",
    "plain": "nobody, and nobody is needed",
}
"""What the legend says of each status: who stands behind the sentence."""
_BY: Final = {"comment": "a comment in the story", "sidecar": "the file beside the story", "baseline": "the baseline"}


class Meaning(NamedTuple):
    """A line of the legend."""

    status: Status
    letter: str
    meaning: str


class Share(NamedTuple):
    """One status in the sourcing mix: how many sentences, and where its part of the bar lies, in percent.

    `size` is how its part is written on: "large", "small" (left out on narrow screens) or "" (not at all).
    """

    status: Status
    letter: str
    number: int
    percent: int
    start: str
    width: str
    middle: str
    size: str


class Elsewhere(NamedTuple):
    """Another place to look at: its address where the text shown has it, line and column, words, what it tells."""

    to: str | None
    place: str
    words: str
    message: str


class Note(NamedTuple):
    """A finding as a note beside its words: `id` is the note's address, `at` its words' where they are shown.

    `source` is who it is about, if that is in the table, and `link` how the words were taken for it.
    """

    finding: Finding
    number: int
    id: str
    at: str | None
    place: str
    source: Cited | None
    link: str | None
    related: list[Elsewhere]


class Cited(NamedTuple):
    """A source in the table: its address and mark, and what is told of it, each fact with its label."""

    id: str
    tag: str
    source: Source
    facts: list[tuple[str, str]]
    at: str | None
    place: str


class Kept(NamedTuple):
    """A finding that is not reported, and why."""

    finding: Finding
    place: str
    words: str
    why: str


@dataclass(frozen=True)
class StoryPart:
    """One story as the page shows it; every address in it begins with `id`."""

    id: str
    path: str
    totals: str
    sentences: int
    counts: list[int]
    shares: list[Share]
    general: list[Note]
    passages: list[Passage[Note]]
    sources: list[Cited]
    suppressed: list[Kept]

    @property
    def mix(self) -> str:
        """Return the sourcing mix in words, for who cannot see the bar."""
        told = ", ".join(f"{share.status} {share.number} ({share.percent} %)" for share in self.shares)
        return f"Sourcing mix of {self.sentences} sentences: {told}"


@dataclass(frozen=True)
class Page:
    """A run as its page shows it."""

    title: str
    version: str
    policy: str
    summary: str
    stories: list[StoryPart]
    legend: tuple[Meaning, ...] = tuple(Meaning(status, LETTERS[status], MEANINGS[status]) for status in STATUSES)
    levels: tuple[str, ...] = LEVELS


def page_of(report: Report) -> Page:
    """Return a run as its page shows it, stories in the order of the run."""
    stories = [_story(story, f"story-{number}") for number, story in enumerate(report.stories, 1)]
    title = f"{stories[0].path} – attrib" if len(stories) == 1 else "Who says so? – attrib"
    return Page(title, report.version, report.policy, shown(summary(report), color=False), stories)


def _story(report: StoryReport, id_: str) -> StoryPart:
    tagged = [(source, tag, f"{id_}-source-{tag}") for source, tag in _tags(report.sources)]
    firsts = [min(one.mentions) for one, _, _ in tagged if one.mentions]
    elsewhere = [related.span for finding in report.findings for related in finding.related]
    passages = Passages(report, id_, {one.id: (tag, to) for one, tag, to in tagged}, [*firsts, *elsewhere])
    ordered = sorted(report.findings, key=lambda finding: (finding.span, finding.code))
    sources = {one.id: _cited(one, tag, to, report, passages) for one, tag, to in tagged}
    notes = [
        _note(finding, id_, number, sources.get(finding.source or ""), within=passages)
        for number, finding in enumerate(ordered, 1)
    ]
    made = passages.with_notes([(note.finding.span, note.finding.level, note) for note in notes])
    return StoryPart(
        id=id_,
        path=report.story.path,
        totals=shown(totals(report), color=False),
        sentences=len(report.sentences),
        counts=[sum(one.level == level for one in report.findings) for level in LEVELS],
        shares=_shares(report.sentences),
        general=[note for note in notes if note.at is None],
        passages=made,
        sources=list(sources.values()),
        suppressed=[_kept(one, report) for one in report.suppressed],
    )


def _tags(sources: Sequence[Source]) -> Iterator[tuple[Source, str]]:
    """Yield the sources that can be asked or looked up with their marks, as A2: by status, then as the story has them."""
    numbers: dict[Status, int] = defaultdict(int)
    cited = [source for source in sources if source.status in ATTRIBUTED]
    for source in sorted(cited, key=lambda one: (STATUSES.index(one.status), min(one.mentions, default=None) or ())):
        numbers[source.status] += 1
        yield source, f"{LETTERS[source.status]}{numbers[source.status]}"


def _note(finding: Finding, id_: str, number: int, source: Cited | None, *, within: Passages) -> Note:
    report = within.report
    place = _place(finding.span.start, report)
    related = [
        Elsewhere(
            within.address(one.span.start),
            _place(one.span.start, report),
            words_at(one.span, report.story),
            one.message,
        )
        for one in finding.related
    ]
    note = f"{id_}-note-{number}"
    at = f"{note}-words" if within.shows(finding.span) else None
    return Note(finding, number, note, at, place, source, about_link(finding, report), related)


def _cited(source: Source, tag: str, to: str, report: StoryReport, passages: Passages) -> Cited:
    known = facts_of(source, source.anonymity, report) if source.anonymity else [("rule", source.rule)]
    facts = [(label, value) for label, value in known if value]
    if not source.mentions:
        return Cited(to, tag, source, facts, None, "")
    first = min(source.mentions).start
    return Cited(to, tag, source, facts, passages.address(first), _place(first, report))


def _kept(one: Suppressed, report: StoryReport) -> Kept:
    why = [_BY[one.by] if one.at is None else f"{_BY[one.by]} at {_place(one.at.start, report)}"]
    why += [one.reason] if one.reason else []
    why += [f"until {one.until}"] if one.until else []
    why += [f"by {one.author}"] if one.author else []
    span = one.finding.span
    return Kept(one.finding, _place(span.start, report), words_at(span, report.story), "; ".join(why))


def _shares(sentences: Sequence[Sentence]) -> list[Share]:
    """Return the statuses that occur with their shares, which make up a hundred percent."""
    total = len(sentences)
    counts = [(status, sum(one.status == status for one in sentences)) for status in STATUSES]
    found = [(status, count) for status, count in counts if count]
    whole = {status: count * 100 // total for status, count in found}
    rest = sorted(found, key=lambda one: -(one[1] * 100 % total))
    for status, _ in rest[: 100 - sum(whole.values())]:
        whole[status] += 1
    shares = []
    before = 0
    for status, count in found:
        start, width = 100 * before / total, 100 * count / total
        middle = start + width / 2
        shares.append(
            Share(
                status,
                LETTERS[status],
                count,
                whole[status],
                f"{start:.2f}%",
                f"{width:.2f}%",
                f"{middle:.2f}%",
                "large" if width >= 12 else "small" if width >= 4 else "",
            )
        )
        before += count
    return shares


def _place(offset: int, report: StoryReport) -> str:
    return "{}:{}".format(*report.story.line_and_column(offset))
