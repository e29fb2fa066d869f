"""GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from attrib.render.columns import Ruler
from attrib.render.machine import encodable, name_from_here
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from attrib.report import Finding, Level, Report, StoryReport

_SEVERITIES: Final[dict[Level, str]] = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the findings as one JSON array; lines are git's, and there are no columns."""
    del color, width
    taken: set[str] = set()
    issues = [_issue(finding, story, taken) for story in report.stories for finding in story.findings]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(finding: Finding, report: StoryReport, taken: set[str]) -> dict[str, Any]:
    path = name_from_here(report.story.path)
    area = Ruler(report.story, lone_cr=False).area(finding.span)
    return {
        # GitLab does not show check_name.
        "description": encodable(f"{finding.rule}: {finding.message}"),
        "check_name": finding.rule,
        "fingerprint": _fingerprint(f"{path}\n{finding.rule}\n{finding.fingerprint}", taken),
        "severity": _SEVERITIES[finding.level],
        "location": {"path": path, "lines": {"begin": area.line, "end": area.last_line}},
    }


def _fingerprint(recipe: str, taken: set[str]) -> str:
    """Return a digest that no other issue of the report has: GitLab drops what has the fingerprint of another."""
    digest = sha256(recipe.encode()).hexdigest()[:32]
    while digest in taken:
        digest = sha256(digest.encode()).hexdigest()[:32]
    taken.add(digest)
    return digest
