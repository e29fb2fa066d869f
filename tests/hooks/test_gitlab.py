"""The job for GitLab CI: its form, and its script run by a shell as a runner would."""

from __future__ import annotations

import json
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from attrib import __version__
from attrib.config.starters import Starters

from .conftest import FOUND, ROOT, run

JOB = Starters(__version__).gitlab
PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")


@pytest.fixture
def job():
    return yaml.safe_load(JOB)["attrib"]


@pytest.mark.skipif(find_spec("check_jsonschema") is None, reason="check-jsonschema is not installed")
def test_the_job_keeps_to_gitlabs_schema(tmp_path):
    path = tmp_path / ".gitlab-ci.yml"
    path.write_text(JOB, encoding="utf-8")
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", path)


def test_the_page_shows_the_job():
    assert JOB in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def play(job, newsroom, tmp_path, **variables):
    """Run the script of the job in a repository, and return how it ended."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    program = tmp_path / "bin" / "attrib"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m attrib "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    given = {**job["variables"], **variables, "CI_PROJECT_DIR": str(newsroom)}
    given = {name: text.replace("$CI_PROJECT_DIR", str(newsroom)) for name, text in given.items()}
    lines = "\n".join(["set -eo pipefail", f"export PATH={program.parent}:$PATH", *job["script"]])
    return run("bash", "-c", lines, folder=newsroom, check=False, PYTHONPATH=str(ROOT), **given)


def reports(job):
    named = job["artifacts"]["reports"]
    quality = json.loads(Path(named["codequality"]).read_text(encoding="utf-8"))
    return quality, ET.parse(named["junit"]).getroot()


@pytest.mark.slow
def test_a_repository_without_findings(job, newsroom, tmp_path):
    done = play(job, newsroom, tmp_path)
    assert done.returncode == 0, done.stderr
    quality, tests = reports(job)
    assert (quality, list(tests.iter("failure"))) == ([], [])
    assert [path for path in job["cache"]["paths"] if path.startswith(".cache/attrib")]
    assert Path(".cache/attrib").is_dir()


@pytest.mark.slow
def test_a_repository_with_findings(job, newsroom, tmp_path):
    Path("stories/ferry.md").write_text(FOUND, encoding="utf-8")
    done = play(job, newsroom, tmp_path)
    assert done.returncode == 1
    assert re.search(r"^stories/ferry\.md:3:46: error\[ANON-01 ", done.stdout, re.MULTILINE)
    quality, tests = reports(job)
    assert {one["location"]["path"] for one in quality} == {"stories/ferry.md"}
    assert len(list(tests.iter("failure"))) == len(quality)


@pytest.mark.slow
def test_options_come_from_variables(job, newsroom, tmp_path):
    Path("stories/ferry.md").write_text(FOUND, encoding="utf-8")
    done = play(job, newsroom, tmp_path, ATTRIB_OPTIONS="--fail-on never --select ANON-01", ATTRIB_PATHS="stories")
    assert done.returncode == 0
    assert {one["check_name"] for one in reports(job)[0]} <= {"anonymity-unexplained", "ANON-01"}
