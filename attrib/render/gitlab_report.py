"""GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from attrib.render.columns import Ruler
from attrib.render.machine import encodable, name_from_here
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.report import Level, Report, StoryReport

_SEVERITIES: Final[dict[Level, str]] = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the findings as one JSON array; lines are git's, and there are no columns."""
    del color, width
    issues = [issue for story in report.stories for issue in _issues(story)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issues(report: StoryReport) -> Iterator[dict[str, Any]]:
    path = name_from_here(report.story.path)
    ruler = Ruler(report.story, lone_cr=False)
    alike: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        area = ruler.area(finding.span)
        key = finding.rule, finding.fingerprint
        yield {
            # GitLab does not show check_name.
            "description": encodable(f"{finding.rule}: {finding.message}"),
            "check_name": finding.rule,
            "fingerprint": _fingerprint(path, *key, alike[key]),
            "severity": _SEVERITIES[finding.level],
            "location": {"path": path, "lines": {"begin": area.line, "end": area.last_line}},
        }
        alike[key] += 1


def _fingerprint(*recipe: str | int) -> str:
    """Return a digest that no other issue of the report has: GitLab drops what has the fingerprint of another."""
    return sha256(json.dumps(recipe).encode()).hexdigest()[:32]
