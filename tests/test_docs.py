"""The documentation says what is so: generated pages, commands, examples, links, codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest
import yaml
from jsonschema import Draft202012Validator

import attrib
from attrib.cli import run
from attrib.render import WRITERS
from attrib.report import LEVELS, STATUSES, AttributionKind, BlockKind
from attrib.rules.load import load_rules

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "corpus" / "README.md"]
SCHEMA = json.loads(resources.files("attrib.render").joinpath("report.schema.json").read_text(encoding="utf-8"))
STORIES = ["corpus/port-strike.txt", "corpus/clinic-infections.md", "corpus/smelter-sale.txt"]


def attrib_says(*arguments, cwd=ROOT):
    done = subprocess.run(
        [sys.executable, "-m", "attrib", *arguments],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def real_report():
    """The JSON of a run over a few stories of the corpus."""
    return json.loads(attrib_says("check", *STORIES, "--format", "json"))


def test_generated_pages_are_up_to_date():
    """Run `python docs/generate` where this fails, and read the diff."""
    pages = [
        "README.md",
        "config.schema.json",
        "configuration.md",
        "facts.md",
        "formats.md",
        "levels.md",
        "rules.md",
        "wire-format.md",
    ]
    done = subprocess.run(
        [sys.executable, "docs/generate", "--check", *pages], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture
def help_of(monkeypatch, capsysbinary):
    """A function that returns what a command says with --help, asked in this process since there are many."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def ask(*command):
        assert run([*command, "--help"]) == 0
        return capsysbinary.readouterr().out.decode()

    return ask


def test_the_page_of_commands_has_each_command_with_its_options(help_of):
    """How help is laid out depends on the version of Typer, so the page itself is not compared."""
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (attrib[^\n]*)\n\n```text\n(.*?)```", page, re.MULTILINE | re.DOTALL))
    for command, section in sections.items():
        said = help_of(*command.split()[1:])
        assert re.findall(r"--[a-z-]+", section) == re.findall(r"--[a-z-]+", said), command
    assert set(sections) == set(_commands(help_of))


def _commands(help_of, *path):
    yield " ".join(("attrib", *path))
    _, _, below = help_of(*path).partition("\nCommands:\n")
    for name in re.findall(r"^  (\w+)", below.partition("\n\n")[0], re.MULTILINE):
        yield from _commands(help_of, *path, name)


# The report's schema.


def test_a_real_report_keeps_to_the_schema(real_report):
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(real_report)
    assert [story["path"] for story in real_report["stories"]] == STORIES
    assert all(story[part] for story in real_report["stories"] for part in ("sentences", "sources", "attributions"))


def test_a_report_with_everything_in_it_keeps_to_the_schema():
    """The golden report holds each kind of thing with and without what it may lack."""
    golden = ROOT / "tests" / "cases" / "render" / "report.json"
    Draft202012Validator(SCHEMA).validate(json.loads(golden.read_text(encoding="utf-8")))


def test_a_failed_run_keeps_to_the_schema(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "attrib", "check", "missing.txt", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    report = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(report)
    assert (done.returncode, [error["code"] for error in report["errors"]]) == (2, ["A101"])


def test_the_schema_asks_for_every_field_and_knows_no_other(real_report):
    """Each object of a real report is refused without any one of its fields, and with a strange one."""
    validator = Draft202012Validator(SCHEMA)
    assert validator.is_valid(real_report)
    for thing in _objects(real_report):
        for field in list(thing):
            value = thing.pop(field)
            assert not validator.is_valid(real_report), field
            thing[field] = value
        thing["strange"] = 1
        assert not validator.is_valid(real_report)
        del thing["strange"]


def _objects(report):
    """Yield the report, its totals, and of its first story one of each kind of object."""
    story = report["stories"][0]
    report["stories"] = [{**story, **{key: value[:2] for key, value in story.items() if isinstance(value, list)}}]
    story = report["stories"][0]
    yield report
    yield report["tool"]
    yield from (report["summary"], report["summary"]["sentences"], report["summary"]["findings"], story)
    yield from (story[kind][0] for kind in ("sentences", "sources", "attributions", "findings"))
    yield story["attributions"][0]["cue"]
    yield story["attributions"][0]["source"]


def test_the_schema_has_the_words_of_the_report():
    shapes = SCHEMA["$defs"]
    assert tuple(shapes["status"]["enum"]) == STATUSES
    assert tuple(shapes["finding"]["properties"]["level"]["enum"]) == LEVELS
    assert tuple(shapes["sentence"]["properties"]["block"]["enum"]) == get_args(BlockKind)
    assert tuple(shapes["attribution"]["properties"]["kind"]["enum"]) == get_args(AttributionKind)


def test_offsets_are_code_points_of_the_file(real_report):
    for story in real_report["stories"]:
        text = (ROOT / story["path"]).read_bytes().decode("utf-8")
        for attribution in story["attributions"]:
            words = [text[start:end] for start, end in attribution["cue"]["spans"]]
            assert " ".join(" ".join(words).split()) == attribution["cue"]["text"]


# The README.


def test_the_set_up_commands_are_the_ones_that_ci_runs():
    """`.ci/run` takes them from the README by these marks and puts its own folder for the environment."""
    commands = dict(re.findall(r"<!-- command: (\w+) -->\n```sh\n(.*?)\n```", README, re.DOTALL))
    assert commands == {
        "check": "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/attrib check corpus/port-strike.txt",
        "test": "python3 -m venv .venv-test && .venv-test/bin/pip install -e '.[dev]' && .venv-test/bin/pytest",
    }
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"run_readme_command (\w+) (\S+)", script) == [("test", ".venv-test"), ("check", ".venv")]


def test_the_pack_of_the_readme_loads(tmp_path):
    files = re.findall(r"```yaml\n# newsroom/(\S+)\n(.*?)```", README, re.DOTALL)
    for name, text in files:
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    rules = load_rules([tmp_path])
    assert "venture" in rules.words("$verbs.quote") - load_rules().words("$verbs.quote")
    assert rules.policies["newsroom"].rules["unnamed-spokesperson"].level == "off"


def test_the_python_of_the_readme_runs(capsys):
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(program, "README.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.split()[0] in LEVELS for line in lines)


@pytest.mark.parametrize("line", re.findall(r"^(?:pbpaste \| )?(attrib \S.*?)(?:  +#.*)?$", README, re.MULTILINE))
def test_the_commands_of_the_readme_are_known(help_of, line):
    """Each option and each command that the README shows exists."""
    words = line.split()[1:]
    below = words[0] in {"baseline", "config", "ignores", "policy", "rules"} and len(words) > 1
    path = words[:2] if below else words[:1]
    said = help_of(*path)
    assert all(word in said for word in words if word.startswith("--"))


# Pages.


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if path.startswith(("https://", "mailto:")):
            continue
        linked = (page.parent / path) if path else page
        assert linked.exists(), target
        assert not anchor or anchor in _anchors(linked), target


def _anchors(page):
    """Return the anchors of a page's headings as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_reached_from_the_index():
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    pages = {page.name for page in DOCS.glob("*.md")} - {"index.md"}
    assert {name for name in pages if f"]({name})" not in index} == set()
    decisions = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    assert {page.name for page in DOCS.glob("adr/0*.md") if f"]({page.name})" not in decisions} == set()


@pytest.mark.parametrize("page", sorted(DOCS.glob("adr/0*.md")), ids=lambda page: page.stem)
def test_a_decision_has_its_parts(page):
    lines = page.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(f"# {int(page.name[:4])}. ")
    assert lines[2].startswith("Status: ")
    assert [line.split(".")[0] for line in lines if line.startswith("**")] == ["**Decision", "**What follows"]


def test_every_error_code_is_documented_and_no_other():
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| (A\d{3}) \|", page, re.MULTILINE)
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "attrib").rglob("*.py"))
    assert documented == sorted(set(re.findall(r"[\"\[](A\d{3})[\"\]]", sources)))


def test_every_format_is_described():
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\[`.*?\)) \|", page, re.MULTILINE)
    assert sorted(re.findall(r"`([a-z-]+)`", " ".join(rows))) == sorted(WRITERS)
    sampled = set(re.findall(r"^<!-- generated: format ([a-z-]+)", page, re.MULTILINE))
    assert set(WRITERS) - sampled == {"html", "json", "jsonl", "sarif-github"}


def test_the_words_of_the_report_are_explained():
    terms = (DOCS / "terms.md").read_text(encoding="utf-8")
    words = [*STATUSES, *LEVELS, *get_args(BlockKind), *get_args(AttributionKind)]
    assert [word for word in words if f"`{word}`" not in terms] == []


def test_the_changelog_speaks_of_this_version_or_of_what_is_to_come():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (?:\[?(\d+\.\d+\.\d+)\]? - \d{4}-\d\d-\d\d|(Unreleased))$", changelog, re.MULTILINE)
    assert headings
    assert headings[0] in {(attrib.__version__, ""), ("", "Unreleased")}


def test_yaml_in_the_pages_is_yaml():
    for page in PAGES:
        for block in re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            assert all(document is not None for document in yaml.safe_load_all(block))
