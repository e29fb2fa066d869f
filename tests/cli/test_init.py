"""`attrib init`: what it writes is valid, nothing is written over, and on a terminal it asks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
import yaml

from attrib import __version__
from attrib.config.starters import Origin, find_origin
from attrib.errors import UsageError

ZIZMOR = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
GITHUB = Path(".github/workflows/attrib.yml")
ORIGINS = [None, "https://github.com/desk/attrib", "https://gitlab.example.org/desk/attrib.git"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def passes(*words):
    done = subprocess.run([sys.executable, "-m", *map(str, words)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def written():
    return {path.as_posix() for path in Path().rglob("*") if path.is_file()}


def test_a_configuration_that_changes_nothing(cli):
    outcome = cli("init", "--no-input")
    assert (outcome.code, outcome.err, written()) == (0, "", {".attrib.yml"})
    assert outcome.out.startswith("written: .attrib.yml\n\nnext:\n  attrib check .\n")
    checked = cli("config", "check", ".attrib.yml")
    assert (checked.code, checked.err) == (0, "")


def test_a_configuration_above_that_holds_no_longer(cli, folder):
    (folder / ".attrib.yml").write_text("policy: ap\n", encoding="utf-8")
    (folder / "sport").mkdir()
    said = "no longer in force here: ../.attrib.yml; `extends: ../.attrib.yml` takes over what it says"
    assert said in cli("init", "sport", "--no-input").out.splitlines()
    assert "no longer" not in cli("init", "--force", "--no-input").out


@pytest.mark.parametrize("origin", ORIGINS)
def test_hook_and_workflow(cli, origin):
    said = cli("init", "--hook", "--workflow", "github", *(["--origin", origin] if origin else []))
    assert (said.code, written()) == (0, {".attrib.yml", ".pre-commit-config.yaml", GITHUB.as_posix()})
    (repo,) = yaml.safe_load(Path(".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert (repo["repo"], repo.get("rev")) == ((origin, f"v{__version__}") if origin else ("local", None))
    assert repo["hooks"][0]["id"] == "attrib"
    steps = yaml.safe_load(GITHUB.read_text(encoding="utf-8"))["jobs"]["stories"]["steps"]
    text = json.dumps(steps)
    expected = {
        None: f"'attrib=={__version__}'",
        ORIGINS[1]: f'"desk/attrib@v{__version__}"',
        ORIGINS[2]: f"'attrib @ git+{ORIGINS[2]}@v{__version__}'",
    }
    assert expected[origin] in text


@pytest.mark.slow
@pytest.mark.parametrize("origin", ORIGINS)
def test_their_readers_accept_them(cli, origin, folder):
    for module in ("pre_commit", "check_jsonschema"):
        pytest.importorskip(module)
    cli("init", "--hook", "--workflow", "github", *(["--origin", origin] if origin else []))
    passes("pre_commit", "validate-config", ".pre-commit-config.yaml")
    passes("check_jsonschema", "--builtin-schema", "vendor.github-workflows", GITHUB)
    said = cli("init", "--workflow", "gitlab", *(["--origin", origin] if origin else [])).out
    job = folder / "ci.yml"
    job.write_text(said.partition("add to .gitlab-ci.yml:\n\n")[2].partition("\n\nnext:")[0], encoding="utf-8")
    passes("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", job)


@pytest.mark.skipif(ZIZMOR is None, reason="zizmor is not installed")
def test_zizmor_finds_nothing_in_the_workflow(cli):
    cli("init", "--workflow", "github")
    subprocess.run([ZIZMOR, "--offline", "--quiet", "--no-progress", GITHUB], check=True)


def test_the_hook_takes_what_the_hooks_of_the_repository_take(cli):
    cli("init", "--hook")
    (repo,) = yaml.safe_load(Path(".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    manifest = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
    shipped = next(one for one in yaml.safe_load(manifest.read_text(encoding="utf-8")) if one["id"] == "attrib")
    own = {**shipped, "language": "system"}
    assert repo["hooks"][0] == {key: own[key] for key in own if key not in {"description", "types"}}


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_job_for_gitlab_is_printed(cli, origin):
    said = cli("init", "--workflow", "gitlab", *(["--origin", origin] if origin else [])).out
    assert written() == {".attrib.yml"}
    _, _, rest = said.partition("add to .gitlab-ci.yml:\n\n")
    text, _, _ = rest.partition("\n\nnext:")
    job = yaml.safe_load(text)["attrib"]
    assert job["variables"]["ATTRIB_PACKAGE"].startswith("attrib @ git+" if origin else "attrib==")


@pytest.mark.parametrize("name", [".attrib.yml", ".attrib.yaml"])
def test_nothing_is_written_over(cli, name):
    Path(name).write_text("policy: strict\n", encoding="utf-8")
    refused = cli("init", "--no-input")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"{name}: error[A134] there is such a file already\nhint: --force writes over it\n"
    assert Path(name).read_text(encoding="utf-8") == "policy: strict\n"
    assert cli("init", "--force").code == 0
    assert Path(name).read_text(encoding="utf-8") != "policy: strict\n"
    assert written() == {name}


def test_a_configuration_elsewhere_is_not_put_out_of_force(cli):
    """A file beside a pyproject.toml with a table for attrib would be read in its place."""
    Path("pyproject.toml").write_text("[tool.attrib]\npolicy = 'strict'\n", encoding="utf-8")
    for options in ([], ["--force"]):
        outcome = cli("init", "--no-input", *options)
        assert (outcome.code, "pyproject.toml: error[A134]" in outcome.err) == (2, True)
    assert cli("init", "--hook").code == 0
    assert written() == {"pyproject.toml", ".pre-commit-config.yaml"}


def test_a_configuration_is_kept_where_something_else_is_wanted(cli):
    Path(".attrib.yml").write_text("policy: strict\n", encoding="utf-8")
    said = cli("init", "--hook").out
    assert "kept as it is: .attrib.yml" in said
    assert Path(".attrib.yml").read_text(encoding="utf-8") == "policy: strict\n"


def test_a_workflow_is_not_written_over_and_then_nothing_else_is_written(cli):
    GITHUB.parent.mkdir(parents=True)
    GITHUB.write_text("name: ours\n", encoding="utf-8")
    assert cli("init", "--workflow", "github").code == 2
    assert written() == {GITHUB.as_posix()}


def test_hooks_of_others_are_never_written_over(cli):
    Path(".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    said = cli("init", "--hook", "--force").out
    assert Path(".pre-commit-config.yaml").read_text(encoding="utf-8") == "repos: []\n"
    assert "add to .pre-commit-config.yaml, under repos:\n\n  - repo: local\n" in said


def test_a_folder_that_is_not_there(cli):
    assert "error[A101]" in cli("init", "nowhere").err


@pytest.mark.parametrize("url", ["attrib", "--force", "https://x y", "https://example.org/a'b", "javascript:alert(1)"])
def test_an_address_that_is_none(cli, url):
    assert "error[A133]" in cli("init", f"--origin={url}").err
    assert written() == set()


@pytest.mark.parametrize(
    ("noted", "origin"),
    [
        (None, None),
        ('{"url": "file:///home/desk/attrib", "dir_info": {}}', None),
        (
            '{"url": "https://github.com/desk/attrib.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            Origin("https://github.com/desk/attrib.git", "abc"),
        ),
        (
            '{"url": "https://e.org/a", "vcs_info": {"vcs": "git", "requested_revision": "v9", "commit_id": "abc"}}',
            Origin("https://e.org/a", "v9"),
        ),
        ("not JSON", None),
    ],
)
def test_where_it_was_installed_from(monkeypatch, noted, origin):
    class Installed:
        def read_text(self, name):
            return noted

    monkeypatch.setattr(metadata, "distribution", lambda name: Installed())
    assert find_origin(None, "1.0.0") == origin


@pytest.mark.parametrize("url", ["https://github.com/d/a", "https://github.com/d/a.git", "git@github.com:d/a.git"])
def test_the_name_of_an_action(url):
    assert find_origin(url, "1.0.0").action == "d/a"
    with pytest.raises(UsageError):
        find_origin("github.com/d/a", "1.0.0")


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
@pytest.mark.parametrize(
    ("answers", "files"),
    [
        ("\n\n", {".attrib.yml"}),
        ("y\ngithub\n", {".attrib.yml", ".pre-commit-config.yaml", GITHUB.as_posix()}),
        ("no\nno\n", {".attrib.yml"}),
    ],
)
def test_questions_on_a_terminal(answers, files):
    import pty

    ours, theirs = pty.openpty()
    root = str(Path(__file__).parents[2])
    started = subprocess.Popen(
        [sys.executable, "-m", "attrib", "init"],
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": root},
    )
    os.write(ours, answers.encode())
    out, _ = started.communicate(timeout=60)
    asked = os.read(ours, 10_000).decode()
    os.close(ours)
    os.close(theirs)
    assert (started.returncode, written()) == (0, files)
    assert "before each commit" in asked
    assert "CI" in asked
    assert out.startswith(b"written: ")
