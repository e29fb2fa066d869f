"""Who a story cites: `attrib sources`, and the table at the end of a text report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.render.tables import new_table
from attrib.render.terminal import STATUS_STYLES, WIDTH, line_of, printed
from attrib.report import ATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attrib.render.tables import Table
    from attrib.render.terminal import Line
    from attrib.report import Anonymity, Part, Report, Source, StoryReport

NOT_SAID: Final = "not said"
MOST_PLACES: Final = 6
"""How many places a cell lists; of more it gives the number."""


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return two tables for each story: its sources without a name with all that is told of them, then the others."""
    parts: list[str | Line | Table] = []
    for story in report.stories:
        parts += [*_story(story), ""]
    return printed(*parts[:-1], color=color, width=width)


def source_table(report: StoryReport) -> Table:
    """Return a table of a story's sources by falling tier, then in the order in which the story brings them.

    What is nobody that could be asked or looked up ("the long silence shows ...") is left out.
    """
    table = new_table(
        "source", "status", "tier", "said", "at", "anonymity", "rule", fixed=("status", "tier", "said", "at")
    )
    for source in _best_first(_cited(report)):
        table.add_row(*_short(source, report), line_of((_terms(source), "")), line_of((source.rule, "")))
    return table


def _story(report: StoryReport) -> Iterator[str | Line | Table]:
    path, sources = report.story.path, _cited(report)
    if not sources:
        yield line_of((f"{path}: no source", ""))
        return
    unnamed = [source for source in sources if source.anonymity is not None]
    others = [source for source in sources if source.anonymity is None]
    yield line_of((path, "bold"), (f": {_counted(len(unnamed), 'source')} without a name, {len(others)} with one", ""))
    if unnamed:
        yield ""
        yield _unnamed_table(unnamed, report)
    if others:
        yield ""
        yield _others_table(others, report)


def _unnamed_table(sources: list[Source], report: StoryReport) -> Table:
    table = new_table(
        "without a name", "tier", "people", "said", "first", "told of it", fixed=("tier", "people", "said")
    )
    for number, source in enumerate(sources):
        assert source.anonymity is not None
        if number:
            table.add_row()
        table.add_row(
            line_of((source.name, STATUS_STYLES[source.status])),
            str(source.tier),
            _people(source),
            str(source.statements),
            _first(source.anonymity, report),
            _lines_of(facts_of(source, source.anonymity, report)),
        )
    return table


def _others_table(sources: list[Source], report: StoryReport) -> Table:
    table = new_table(
        "with a name", "status", "tier", "said", "first", "rule", fixed=("status", "tier", "said", "first")
    )
    for source in _best_first(sources):
        table.add_row(*_short(source, report), line_of((source.rule, "")))
    return table


def _cited(report: StoryReport) -> list[Source]:
    return [source for source in report.sources if source.status in ATTRIBUTED]


def _best_first(sources: Iterable[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: -source.tier)


def _short(source: Source, report: StoryReport) -> tuple[Line, Line, str, str, str]:
    first = min((mention.start for mention in source.mentions), default=None)
    return (
        line_of((source.name, "")),
        line_of((source.status, STATUS_STYLES[source.status])),
        str(source.tier),
        str(source.statements),
        "" if first is None else _at(first, report),
    )


def _terms(source: Source) -> str:
    if source.anonymity is None:
        return ""
    words = [part.text for part in source.anonymity.marker]
    if source.anonymity.reason:
        words.append(f"reason: {source.anonymity.reason.text}")
    return "; ".join(words)


def _people(source: Source) -> str:
    if source.count is not None:
        return str(source.count)
    return "several" if source.plural else NOT_SAID


def _first(anonymity: Anonymity, report: StoryReport) -> str:
    if anonymity.first is None:
        return ""
    return f"{anonymity.first_in}\n{_at(anonymity.first.start, report)}"


def facts_of(source: Source, anonymity: Anonymity, report: StoryReport) -> list[tuple[str, str]]:
    """Return all that is told of an unnamed source, each with its label; what the story leaves out stands in one."""
    said = {
        "asked": "; ".join(_quoted(part) for part in anonymity.marker),
        "reason": _quoted(anonymity.reason) + _worth(anonymity),
        "how it knows": _quoted(anonymity.position),
        "claims to know": _quoted(anonymity.familiarity),
        "side": _quoted(anonymity.side),
    }
    facts = [(label, value) for label, value in said.items() if value]
    missing = [label for label in ("reason", "how it knows", "side") if not said[label]]
    if missing and source.status == "anonymous":
        facts.append((NOT_SAID, ", ".join(missing)))
    facts.append(("carries", ", ".join(anonymity.carries)))
    if anonymity.alone:
        facts.append(("alone at", _places(anonymity.alone, report)))
    facts.append(("rule", source.rule))
    return facts


def _lines_of(lines: list[tuple[str, str]]) -> list[Line]:
    return [line_of((f"{label}: ", "dim"), (value, "")) for label, value in lines]


def _worth(anonymity: Anonymity) -> str:
    return f" ({anonymity.reason_kind})" if anonymity.reason_kind in ("rote", "trivial") else ""


def _quoted(part: Part | None) -> str:
    return f"“{part.text}”" if part else ""


def _places(attributions: tuple[str, ...], report: StoryReport) -> str:
    """Return where the cues of some attributions stand."""
    starts = {one.id: one.cue.spans[0].start for one in report.attributions}
    places = [_at(starts[one], report) for one in attributions if one in starts]
    more = len(places) - MOST_PLACES
    return ", ".join(places) if more <= 0 else f"{', '.join(places[:MOST_PLACES])} and {more} more"


def _at(offset: int, report: StoryReport) -> str:
    return "{}:{}".format(*report.story.line_and_column(offset))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"
