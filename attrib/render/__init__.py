"""The last stage: a report becomes text for a person or a program; one writer a format, imported when it is used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrib.render.terminal import WIDTH, Detail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attrib.errors import AttribError
    from attrib.report import Report

__all__ = ["WRITERS", "Format", "Writer"]


class Writer(Protocol):
    """What writes a report in one format."""

    def __call__(self, report: Report, *, color: bool = False, width: int = WIDTH) -> str:
        """Return the report as text that ends with a line end; `color` allows terminal escapes, `width` is in columns."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of reports: the module beside this one whose `render` writes it, and what it is for in a few words.

    `by_detail` is whether it tells more or less as `detail` asks; others tell all they have.
    `tells_errors` is whether a run that failed is told in the format; `render` then takes `errors` as well.
    """

    module: str
    purpose: str
    tells_errors: bool = False
    by_detail: bool = False

    def __call__(
        self, report: Report, *, color: bool = False, width: int = WIDTH, detail: Detail = Detail.usual
    ) -> str:
        """Return the report in this format, as a `Writer` does."""
        asked = {"detail": detail} if self.by_detail else {}
        text: str = self._render(report, color=color, width=width, **asked)
        return text

    def failed(self, report: Report, errors: Sequence[AttribError]) -> str:
        """Return the text of a run that could not be done, in a format that tells errors."""
        text: str = self._render(report, errors=errors)
        return text

    @property
    def _render(self) -> Any:
        return import_module(f"attrib.render.{self.module}").render


WRITERS: Final[Mapping[str, Format]] = {
    "text": Format("text_report", "for people: each finding with its line, then totals and sources", by_detail=True),
    "concise": Format("concise_report", "for people: one line a finding", by_detail=True),
    "grouped": Format("grouped_report", "for people: findings below the story they are of", by_detail=True),
    "markdown": Format("markdown_report", "for people: a comment on a pull request"),
    "html": Format("html_report", "for people: the story tinted by who stands behind it, notes in the margin, sources"),
    "json": Format("json_report", "one object with everything that was established", tells_errors=True),
    "jsonl": Format("jsonl_report", "one line a story, as in json"),
    "sarif": Format("sarif_report", "SARIF 2.1.0, with what is suppressed", tells_errors=True),
    "sarif-github": Format("sarif_github_report", "SARIF 2.1.0 for GitHub code scanning", tells_errors=True),
    "github": Format("github_report", "annotations of GitHub Actions"),
    "gitlab": Format("gitlab_report", "GitLab's code quality report"),
    "junit": Format("junit_report", "JUnit's XML: a failed test a finding", tells_errors=True),
    "rdjsonl": Format("rdjsonl_report", "reviewdog's diagnostics, a line each"),
    "checkstyle": Format("checkstyle_report", "Checkstyle's XML"),
    "csv": Format("csv_report", "a table for spreadsheets"),
}
"""The writer of each format, by the name that `--format` and `--output` take."""
