"""A crash anywhere in the real engine is exit code 2 and a message; tests/cli/test_failures.py has the other failures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

STAGES = ["attrib.read.read_story", "attrib.parse.parse_stories", "attrib.judge.judge_story"]
METHODS = ["attrib.extract.Extractor.extract", "attrib.resolve.Resolver.resolve", "attrib.ledger.Bookkeeper.establish"]


@pytest.mark.parametrize("stage", STAGES + METHODS)
def test_a_stage_that_raises(cli, monkeypatch, stage):
    def fall(*_arguments, **_options):
        raise ZeroDivisionError("deep down")

    monkeypatch.setattr(stage, fall)
    outcome = cli("check", ROOT / "corpus" / "port-strike.txt")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("error[A999] this is a bug in attrib: ZeroDivisionError: deep down\n")


def test_a_story_that_the_system_refuses(cli, monkeypatch, tmp_path):
    """As `chmod 0` would, whoever runs the tests."""
    path = tmp_path / "story.txt"
    path.write_text("The bridge is shut, the mayor said.")

    read = Path.read_bytes

    def refuse(one):
        if one == path:
            raise PermissionError(13, "Permission denied")
        return read(one)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    outcome = cli("check", path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"{path}: error[A202] the file cannot be read: permission denied\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_report_that_cannot_be_written_is_no_success():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "attrib", "check", "corpus/quake-bulletin.txt", "--fail-on", "never"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "error[A" in done.stderr
