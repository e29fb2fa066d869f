"""What a story says of its unnamed sources, from the text to the table that `attrib sources` prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "cases" / "anonymity"
CASES = yaml.safe_load((FOLDER / "terms.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def sources(engine):
    """The sources of each text of the cases."""
    stories = [engine.read(f"case-{number}.txt", case["text"].encode()) for number, case in enumerate(CASES)]
    return [report.sources for report in engine.check(stories)]


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=[case["text"][:60] for case in CASES])
def test_terms(sources, number, case):
    names = {source.name: source for source in sources[number]}
    source = names[case["source"]]
    told = source.anonymity
    parts = {"reason": told.reason, "position": told.position, "familiarity": told.familiarity, "side": told.side}
    found = {name: part.text for name, part in parts.items() if part is not None}
    assert found == {name: case[name] for name in parts if name in case}
    assert ([part.text for part in told.marker], told.reason_kind) == (case.get("marker", []), case["kind"])
    assert source.tier == case.get("tier", source.tier)


def test_the_table(golden):
    """The command as it is typed, on a story with a source of every sort."""
    done = subprocess.run(
        [sys.executable, "-m", "attrib", "sources", "tests/cases/anonymity/story.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    golden("anonymity/sources.txt", done.stdout)


def test_what_the_judge_adds(engine):
    story = engine.read("story.md", (FOLDER / "story.md").read_bytes())
    (report,) = engine.check([story])
    told = {source.name: source.anonymity for source in report.sources}
    official = told["A senior port official"]
    assert (official.carries, official.first_in) == (("attack", "fact", "quotation"), "body")
    cues = {one.id: one.content.text for one in report.attributions}
    assert [cues[one] for one in official.alone] == [
        "“The owner is a liar, and the crews know it.”",
        "40 letters had been printed",
    ]
    assert told["Ida Brandt"] is None
