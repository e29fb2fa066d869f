"""Whatever a file holds, a check ends soon, with a report that is right about its places or with a clear error."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COUNT = 1000
LONGEST = 45
"""Seconds. The longest input takes some 5 on an idle machine."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What the command said of each input."""
    folder = tmp_path_factory.mktemp("hostile")
    program = [sys.executable, HERE / "under_bounds.py", folder, str(COUNT)]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", check=False, timeout=3000)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_a_thousand_inputs_end_well(outcomes):
    assert len(outcomes) == COUNT
    assert [one["name"] for one in outcomes if one["code"] not in (0, 1, 2)] == []
    assert [one["name"] for one in outcomes if one["seconds"] > LONGEST] == []


@pytest.mark.slow
def test_a_failure_says_what_is_wrong_and_where(outcomes):
    failed = [one for one in outcomes if one["code"] == 2]
    assert {one["told"].partition("error[")[2][:2] for one in failed} == {"A2"}
    assert [one["name"] for one in failed if not one["told"].startswith("a.") or "Traceback" in one["told"]] == []
    assert [one["name"] for one in failed if one["report"]] == []


@pytest.mark.slow
def test_a_report_is_right_about_its_places(outcomes):
    for one in (one for one in outcomes if one["code"] != 2):
        story = one["report"]
        assert one["rendered"], one["name"]
        spans = [(sentence["start"], sentence["end"]) for sentence in story["sentences"]]
        assert spans == sorted(spans), one["name"]
        places = [*spans, *((finding["start"], finding["end"]) for finding in story["findings"])]
        assert all(0 <= start <= end <= one["size"] for start, end in places), one["name"]


@pytest.mark.slow
def test_most_kinds_are_read_and_most_kinds_refused(outcomes):
    """The inputs ask something: neither are all refused nor does one kind always get the same answer."""
    codes = Counter(one["code"] for one in outcomes)
    assert min(codes[2], codes[0] + codes[1]) > COUNT // 5
