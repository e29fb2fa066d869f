"""SARIF for GitHub code scanning, which shows results with suppressions as open alerts: it gets only what is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.render import sarif_report
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.errors import AttribError
    from attrib.report import Report


def render(report: Report, *, color: bool = False, width: int = WIDTH, errors: Sequence[AttribError] = ()) -> str:
    """Return the run as `sarif` does, without the findings that are not reported."""
    return sarif_report.render(report, color=color, width=width, errors=errors, suppressed=False)
