"""What hides findings, for people and programs: comments and entries, and the baseline."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrib.render.tables import new_table
from attrib.render.terminal import WIDTH, line_of, printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.render.terminal import Line
    from attrib.report import Report, Suppression, SuppressionState

IGNORES_SCHEMA: Final = "attrib.ignores/1"
_STYLES: Final[dict[SuppressionState, str]] = {
    "used": "green",
    "unused": "bold yellow",
    "expired": "bold yellow",
    "idle": "dim",
}


class Entry(Protocol):
    """An entry of a baseline."""

    @property
    def path(self) -> str:
        """Return the story's path, as seen from the baseline's folder."""

    @property
    def rule(self) -> str:
        """Return the finding's rule."""

    @property
    def fingerprint(self) -> str:
        """Return the finding's fingerprint."""

    @property
    def text(self) -> str:
        """Return words of the story at the finding's place."""


def render_ignores(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return what stories ask not to be told, each with what it comes to and why, and how much of it does what."""
    pairs = [(one, story.story.path) for story in report.stories for one in story.suppressions]
    lines = [line for one, path in pairs for line in _told(one, report, path)]
    counts = Counter(one.state for one, _ in pairs)
    told = ", ".join(f"{counts[state]} {state}" for state in _STYLES if counts[state])
    where = _many(len(report.stories), "story", "stories")
    total = line_of((f"{len(pairs)} in {where}" + (f": {told}" if told else ""), "bold"))
    return printed(*lines, *([""] if lines else []), total, color=color, width=width)


def _told(one: Suppression, report: Report, path: str) -> Iterator[Line]:
    """Yield the line that tells of a suppression, and the one that tells who wrote it and why."""
    directive = one.directive
    state = f"hides {one.hides}" if one.state == "used" else one.state
    yield line_of(
        ("{path}:{line}:{column} ".format(**_place(one, report, path)), "bold"),
        (one.said, "cyan"),
        (" ", ""),
        (state + (", not ended" if one.unclosed else ""), _STYLES[one.state]),
        (f", until {directive.until.isoformat()}" if directive.until else "", ""),
    )
    reason = ": ".join(part for part in (directive.author, directive.reason) if part)
    yield line_of(("    ", ""), (reason or "no reason is given", "" if directive.reason else "dim"))


def ignores_json(report: Report) -> str:
    """Return the same as one JSON object of the schema `attrib.ignores/1`."""
    shape = {
        "schema": IGNORES_SCHEMA,
        "policy": report.policy,
        "ignores": [_as_json(one, report, story.story.path) for story in report.stories for one in story.suppressions],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def render_baseline(entries: Sequence[Entry], *, color: bool = False, width: int = WIDTH) -> str:
    """Return a table of the entries of a baseline, and how many there are."""
    table = new_table("story", "finding", "words", "fingerprint", fixed=("fingerprint",))
    for one in entries:
        table.add_row(
            line_of((one.path, "")),
            line_of((one.rule, "cyan")),
            line_of((one.text, "")),
            line_of((one.fingerprint, "dim")),
        )
    stories = len({one.path for one in entries})
    total = line_of((f"{_many(len(entries), 'finding')} in {_many(stories, 'story', 'stories')}", "bold"))
    return printed(table, "", total, color=color, width=width) if entries else printed(total, color=color)


def _place(one: Suppression, report: Report, path: str) -> dict[str, Any]:
    if one.directive.entry:
        return {
            "path": one.directive.entry.path,
            "line": one.directive.entry.line,
            "column": one.directive.entry.column,
        }
    story = next(each.story for each in report.stories if each.story.path == path)
    line, column = story.line_and_column(one.directive.span.start)
    return {"path": path, "line": line, "column": column}


def _as_json(one: Suppression, report: Report, path: str) -> dict[str, Any]:
    directive = one.directive
    return {
        "story": path,
        **_place(one, report, path),
        "by": "sidecar" if directive.entry else "comment",
        "action": directive.action,
        "rule": one.rule,
        "fingerprint": directive.entry.fingerprint if directive.entry else None,
        "reason": directive.reason or None,
        "until": directive.until.isoformat() if directive.until else None,
        "author": directive.author,
        "state": one.state,
        "hides": one.hides,
        "unclosed": one.unclosed,
    }


def _many(count: int, one: str, more: str | None = None) -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"
