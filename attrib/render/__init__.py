"""The last stage: a report becomes text for a person or a program; one writer a format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from attrib.render import concise_report, grouped_report, json_report, jsonl_report, text_report
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.report import Report

__all__ = ["WRITERS", "Writer"]


class Writer(Protocol):
    """What writes a report in one format."""

    def __call__(self, report: Report, *, color: bool = False, width: int = WIDTH) -> str:
        """Return the report as text that ends with a line end; `color` allows terminal escapes, `width` is in columns."""


WRITERS: Final[Mapping[str, Writer]] = {
    "text": text_report.render,
    "concise": concise_report.render,
    "grouped": grouped_report.render,
    "json": json_report.render,
    "jsonl": jsonl_report.render,
}
"""The writer of each format, by the name that `--format` takes."""
