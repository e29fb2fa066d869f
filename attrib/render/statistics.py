"""What a run found, in numbers: how often each rule, and how many sentences of each status."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrib.render.json_report import indented
from attrib.render.tables import new_table
from attrib.render.terminal import LEVEL_STYLES, STATUS_STYLES, WIDTH, line_of, printed
from attrib.render.text_report import summary
from attrib.report import STATUSES, Span

if TYPE_CHECKING:
    from attrib.render.tables import Table
    from attrib.report import Level, Report, StoryReport

SCHEMA: Final = "attrib.statistics/1"
_READ: Final = frozenset({"headline", "heading", "paragraph"})


class Count(NamedTuple):
    """How often a rule was reported at a level, and in how many stories."""

    code: str
    rule: str
    level: Level
    findings: int
    stories: int


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return a table of the rules reported, the most frequent first, one of the statuses, and one line for the run."""
    words = _words(report)
    rules: list[str | Table] = [_rules(report, words), ""] if any(story.findings for story in report.stories) else []
    told = f"{words:,} words in headlines and paragraphs"
    return printed(*rules, _statuses(report), "", told, summary(report), color=color, width=width)


def render_json(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the same numbers as one JSON object, in the schema `attrib.statistics/1`."""
    del color, width
    words = _words(report)
    shape: dict[str, Any] = {
        "schema": SCHEMA,
        "tool": {"name": "attrib", "version": report.version},
        "policy": report.policy,
        "stories": len(report.stories),
        "words": words,
        "findings": [
            {**count._asdict(), "per_1000_words": _rate(count.findings, words)} for count in counts_of(report)
        ],
        "sentences": _sentences(report),
        "suppressed": dict(sorted(Counter(one.by for story in report.stories for one in story.suppressed).items())),
    }
    return indented(shape) + "\n"


def counts_of(report: Report) -> list[Count]:
    """Return how often each rule was reported at each level, the most frequent first, then by code."""
    findings: Counter[tuple[str, str, Level]] = Counter()
    stories: Counter[tuple[str, str, Level]] = Counter()
    for story in report.stories:
        kinds = [(one.code, one.rule, one.level) for one in story.findings]
        findings.update(kinds)
        stories.update(set(kinds))
    counts = [Count(*kind, number, stories[kind]) for kind, number in findings.items()]
    return sorted(counts, key=lambda one: (-one.findings, one[:3]))


def _rules(report: Report, words: int) -> Table:
    fixed = ("code", "level", "findings", "stories", "per 1,000 words")
    table = new_table("findings", "code", "rule", "level", "stories", "per 1,000 words", fixed=fixed)
    for at in (0, 4, 5):
        table.columns[at].right = True
    for one in counts_of(report):
        table.add_row(
            str(one.findings),
            line_of((one.code, "cyan")),
            one.rule,
            line_of((one.level, LEVEL_STYLES[one.level])),
            str(one.stories),
            f"{_rate(one.findings, words):.2f}",
        )
    return table


def _statuses(report: Report) -> Table:
    table = new_table("sentences", "status", "share", fixed=("sentences", "status", "share"))
    for at in (0, 2):
        table.columns[at].right = True
    numbers = _sentences(report)
    for status in STATUSES:
        share = numbers[status] / max(1, sum(numbers.values()))
        table.add_row(str(numbers[status]), line_of((status, STATUS_STYLES[status])), f"{share:.1%}")
    return table


def _sentences(report: Report) -> dict[str, int]:
    numbers = Counter(sentence.status for story in report.stories for sentence in story.sentences)
    return {status: numbers[status] for status in STATUSES}


def _words(report: Report) -> int:
    return sum(map(_words_of, report.stories))


def _words_of(report: StoryReport) -> int:
    """Return how many words a reader reads in a story: headlines and paragraphs, without layout."""
    read = [block for block in report.story.blocks if block.kind in _READ and block.pieces]
    return sum(len(report.story.words(Span(block.start, block.end)).split()) for block in read)


def _rate(count: int, words: int) -> float:
    return round(1000 * count / words, 2) if words else 0.0
