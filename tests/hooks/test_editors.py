"""What docs/integrations.md tells editors to read is what attrib prints."""

from __future__ import annotations

import json
import re

from attrib.render import WRITERS

from .conftest import ROOT

PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")


def test_the_problem_matcher_for_vs_code(report):
    (written,) = re.findall(r'"regexp": ("(?:[^"\\]|\\.)*")', PAGE)
    matcher = re.compile(json.loads(written))
    lines = WRITERS["concise"](report).splitlines()
    found = [matcher.fullmatch(line) for line in lines]
    findings = [one for story in report.stories for one in story.findings]
    assert len(lines) == len(findings) == len([one for one in found if one])
    assert [(one[1], one[4]) for one in found] == [("stories/ferry.txt", finding.level) for finding in findings]
    assert all(one[2].isdigit() and one[3].isdigit() for one in found)


def test_the_error_format_for_vim(report):
    (written,) = re.findall(r"errorformat=(\S+?)`", PAGE.replace("\\ ", "_"))
    assert written == "%f:%l:%c:_%m"
    pattern = re.compile(r"[^:]+:\d+:\d+: .+")
    assert all(pattern.fullmatch(line) for line in WRITERS["concise"](report).splitlines())
