"""The GitHub Action: its form, what it pins, and its steps run as the runner runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from .conftest import FOUND, ROOT, run

ZIZMOR = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
WORKFLOWS = [block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "runs-on:" in block]
USES = re.compile(r"uses: ([\w.-]+/[\w./-]+)@(\S+)(?: +# (v\d+\.\d+\.\d+))?")


def needs(module):
    return pytest.mark.skipif(find_spec(module) is None, reason=f"{module} is not installed")


@needs("check_jsonschema")
def test_the_action_keeps_to_githubs_schema():
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")


@needs("check_jsonschema")
def test_the_workflows_of_the_page_keep_to_githubs_schema(tmp_path):
    assert WORKFLOWS
    for number, text in enumerate(WORKFLOWS):
        path = tmp_path / f"{number}.yml"
        path.write_text(text, encoding="utf-8")
        run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", path)


@pytest.mark.skipif(ZIZMOR is None, reason="zizmor is not installed")
def test_zizmor_finds_nothing(tmp_path):
    done = run(ZIZMOR, "--offline", "--no-config", "--no-progress", "--quiet", ROOT / "action.yml", check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("text", [(ROOT / "action.yml").read_text(encoding="utf-8"), *WORKFLOWS])
def test_what_others_made_is_pinned_by_commit(text):
    used = [found for found in USES.findall(text) if not found[0].startswith("OWNER/")]
    assert used
    assert [name for name, commit, version in used if not re.fullmatch("[0-9a-f]{40}", commit) or not version] == []


def test_no_input_is_part_of_a_script():
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_the_page_names_each_input_and_output():
    assert [name for name in (*ACTION["inputs"], *ACTION["outputs"]) if f"`{name}`" not in PAGE] == []


# The steps, run.


@pytest.fixture(scope="module")
def runner(tmp_path_factory):
    """A folder for temporary files in which the action has installed attrib; one for all tests."""
    if os.name == "nt" or shutil.which("bash") is None:
        pytest.skip("the steps are run as on Linux and macOS")
    folder = tmp_path_factory.mktemp("runner")
    done = step("Install attrib", folder, folder, {"python-path": sys.executable})
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def step(name, temp, workspace, outputs=None, **inputs):
    """Run the script of a step as the runner does, and return how it ended and what it said."""
    found = next(one for one in STEPS if one["name"] == name)
    given = {key: str(about.get("default", "")) for key, about in ACTION["inputs"].items()} | inputs
    values = {f"inputs.{key}": value for key, value in given.items()}
    values |= {f"steps.python.outputs.{key}": value for key, value in (outputs or {}).items()}
    env = {key: re.sub(r"\$\{\{ (\S+) \}\}", lambda one: values[one[1]], text) for key, text in found["env"].items()}
    script = temp / "step.sh"
    script.write_text(found["run"], encoding="utf-8")
    for file in ("output", "summary"):
        (temp / file).write_text("", encoding="utf-8")
    return run(
        *("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script),
        folder=workspace,
        check=False,
        GITHUB_ACTION_PATH=str(ROOT),
        GITHUB_WORKSPACE=str(workspace),
        GITHUB_OUTPUT=str(temp / "output"),
        GITHUB_STEP_SUMMARY=str(temp / "summary"),
        RUNNER_TEMP=str(temp),
        RUNNER_OS="Linux",
        PYTHONPATH="",
        **env,
    )


def check(runner, newsroom, **inputs):
    """Run the step that checks, and return how it ended, its outputs and its summary."""
    done = step("Check stories", runner, newsroom, **{key.replace("_", "-"): value for key, value in inputs.items()})
    lines = (runner / "output").read_text(encoding="utf-8").splitlines()
    return done, dict(line.split("=", 1) for line in lines), (runner / "summary").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_repository_without_findings(runner, newsroom):
    done, outputs, summary = check(runner, newsroom)
    assert (done.returncode, done.stderr) == (0, "")
    assert (outputs["exit-code"], outputs["findings"], outputs["errors"], outputs["warnings"]) == ("0", "0", "0", "0")
    assert "::error" not in done.stdout
    assert summary.strip()
    assert json.loads(Path(outputs["sarif-file"]).read_text(encoding="utf-8"))["runs"][0]["results"] == []


@pytest.mark.slow
def test_a_repository_with_findings(runner, newsroom):
    Path("stories/ferry.md").write_text(FOUND, encoding="utf-8")
    done, outputs, summary = check(runner, newsroom)
    assert (done.returncode, outputs["exit-code"]) == (1, "1")
    annotations = re.findall(r"^::error title=ANON-01 [\w-]+,file=([^,]+),line=3,endLine=3,", done.stdout, re.MULTILINE)
    assert annotations == ["stories/ferry.md"]
    sarif = json.loads(Path(outputs["sarif-file"]).read_text(encoding="utf-8"))
    results = sarif["runs"][0]["results"]
    assert len(results) == int(outputs["findings"]) >= int(outputs["errors"]) > 0
    place = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "stories/ferry.md"
    assert "stories/ferry.md" in summary
    assert "ANON-01" in summary
    assert Path(outputs["markdown-file"]).read_text(encoding="utf-8").strip() == summary.strip()
    assert json.loads(Path(outputs["json-file"]).read_text(encoding="utf-8"))["summary"]["findings"]["error"] > 0


@pytest.mark.slow
def test_the_desk_says_what_fails(runner, newsroom):
    Path("stories/ferry.md").write_text(FOUND, encoding="utf-8")
    done, outputs, _ = check(runner, newsroom, fail_on="never")
    assert (done.returncode, outputs["exit-code"], int(outputs["errors"]) > 0) == (0, "0", True)


@pytest.mark.slow
def test_options_and_paths_go_through(runner, newsroom):
    Path("a desk").mkdir()
    Path("a desk/ferry.md").write_text(FOUND, encoding="utf-8")
    Path("a desk/more.md").write_text(FOUND, encoding="utf-8")
    done, _, summary = check(
        runner,
        newsroom,
        paths="ferry.md\n  more.md\n",
        working_directory="a desk",
        args="--select 'ANON-01'",
        summary="false",
    )
    assert set(re.findall(r"title=([\w-]+) .*?file=([^,]+)", done.stdout)) == {
        ("ANON-01", "a desk/ferry.md"),
        ("ANON-01", "a desk/more.md"),
    }
    assert summary == ""
    done, _, _ = check(runner, newsroom, paths="stories", policy="nonsense")
    assert done.returncode == 2


@pytest.mark.slow
def test_only_what_changed(runner, newsroom):
    Path("stories/old.md").write_text(FOUND, encoding="utf-8")
    run("git", "add", "--all")
    run("git", "commit", "--quiet", "--message", "Old")
    Path("stories/new.md").write_text(FOUND, encoding="utf-8")
    done, _, _ = check(runner, newsroom, since="HEAD")
    assert set(re.findall(r"file=([^,]+)", done.stdout)) == {"stories/new.md"}


@pytest.mark.slow
def test_a_job_that_cannot_be_done(runner, newsroom):
    """What attrib says may hold words of a story; the runner must not take them for commands."""
    Path("stories/broken.txt").write_bytes("::set-env name=A::“Caf\xe9”".encode("cp1252"))
    done, outputs, summary = check(runner, newsroom)
    assert (done.returncode, outputs, summary) == (2, {"exit-code": "2"}, "")
    before, token, rest = re.split(r"^::stop-commands::(\w+)$", done.stdout, maxsplit=1, flags=re.MULTILINE)
    words, _, after = rest.partition(f"\n::{token}::\n")
    assert "::" not in before
    assert "error[A203]" in words
    assert re.fullmatch(r"::error title=attrib could not do its job::[^\n]*A203[^\n]*\n", after)


@pytest.mark.slow
@pytest.mark.parametrize("value", ["$(touch pwned)", "`touch pwned`", "; touch pwned", "--output=json:pwned"])
def test_an_input_is_a_word_and_no_more(runner, newsroom, value):
    for name in ("paths", "policy", "config", "since", "working_directory", "fail_on"):
        done, _, _ = check(runner, newsroom, **{name: value})
        assert (done.returncode, Path("pwned").exists()) == (2, False), name


@pytest.mark.slow
def test_a_repository_cannot_pose_as_attrib(runner, newsroom):
    for name in ("attrib.py", "json.py", "pip.py", "runpy.py", "sitecustomize.py", "typer.py", "venv.py"):
        Path(name).write_text("raise SystemExit('taken over')", encoding="utf-8")
    done, _, _ = check(runner, newsroom)
    assert (done.returncode, "taken over" in done.stdout + done.stderr) == (0, False)
    (runner / "again").mkdir()
    done = step("Install attrib", runner / "again", newsroom, {"python-path": sys.executable})
    assert (done.returncode, "taken over" in done.stdout + done.stderr) == (0, False)
