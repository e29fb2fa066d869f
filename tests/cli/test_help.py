"""`--help` as a page of a manual: its parts, and examples that run."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from attrib.cli.examples import ENVIRONMENT, EXAMPLES, EXIT_CODES, GROUPS, PAGES

ROOT = Path(__file__).parents[2]
STORIES = Path(__file__).parents[1] / "cases" / "evaluate" / "own"
STORY = "Ferry stays in port\n\nThe ferry will not sail until June, officials said.\n"
POLICY = "id: newsroom\ndescription: Ours.\nextends: default\n"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with what the examples name; it is on a branch of a repository."""
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(STORY, encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(STORY)
    document.save("story.docx")
    Path("stories").mkdir()
    shutil.copy("story.txt", "stories/ferry.txt")
    shutil.copytree(STORIES, "gold")
    Path("newsroom/policies").mkdir(parents=True)
    Path("newsroom/policies/ours.yaml").write_text(POLICY, encoding="utf-8")
    return tmp_path


def in_a_repository():
    person = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org"]
    for words in (["init", "--quiet", "--initial-branch=main"], ["add", "--all"], [*person, "commit", "-qm", "Desk"]):
        subprocess.run(["git", *words], check=True)


LINES = list(dict.fromkeys(line for lines in EXAMPLES.values() for line in lines))


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_each_example_runs(cli, desk, monkeypatch, line):
    if "--since" in line:
        in_a_repository()
    if ".jsonl" in line:
        cli("check", "gold", "--format", "jsonl", "--output", "run.jsonl")
        cli("check", "gold", "--format", "jsonl", "--output", "later.jsonl", "--policy", "strict")
    if "baseline" in line:
        cli("baseline", "write", "stories")
    program, *words = shlex.split(line.replace(" >> ", " > ").partition(" > ")[0])
    if "<" in words:
        *words, _, file = words
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(file).read_bytes())))
    outcome = cli(*words)
    assert program == "attrib"
    assert outcome.code in {int(code) for code in EXIT_CODES[command_of(words)]} - {2}, outcome.err
    assert "error[" not in outcome.err


def command_of(words):
    return next(
        name
        for name in sorted(EXAMPLES, key=len, reverse=True)
        if ["attrib", *words][: len(name.split())] == name.split()
    )


def commands(cli, *path):
    """Yield each command as the words that a person types, found in the help itself."""
    yield path
    _, _, below = cli(*path, "--help").out.partition("\nCommands:\n")
    for name in re.findall(r"^  (\S+)  ", below.partition("\n\n")[0], re.MULTILINE):
        yield from commands(cli, *path, name)


def test_each_command_has_its_page(cli):
    """A new command needs examples, exit codes and pages to read on in attrib/cli/examples.py."""
    found = {" ".join(("attrib", *path)) for path in commands(cli)}
    assert found == set(EXAMPLES) == set(PAGES)
    groups = {name for name in found if any(other.startswith(f"{name} ") for other in found)} - {"attrib"}
    assert found - groups <= set(EXIT_CODES) <= found
    assert set(ENVIRONMENT) <= found


def test_the_groups_hold_no_option_that_no_command_has(cli):
    pages = [cli(*path, "--help").out for path in commands(cli)]
    named = {option for group in GROUPS.values() for option in group}
    assert {option for option in named if not any(f"{option} " in page for page in pages)} == set()


def test_a_page_has_its_parts_in_order(cli):
    said = cli("check", "--help").out
    headings = re.findall(r"^(\w[\w ]*):$", said, re.MULTILINE)
    assert headings[0] == "Arguments"
    assert headings[-5:] == ["Options", "Examples", "Exit codes", "Environment", "Read on"]
    assert headings[1:-5] == [title for title in GROUPS if title in headings]
    assert all(f"    $ {line}\n" in said for line in EXAMPLES["attrib check"])
    assert max(map(len, said.splitlines())) <= 80


def test_each_option_is_told_once(cli):
    for path in commands(cli):
        said, _, _ = cli(*path, "--help").out.partition("\nExamples:")
        told = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", said, re.MULTILINE)
        assert sorted(told) == sorted(set(told)), path


def test_variables_are_told_where_they_count_and_on_the_first_page(cli):
    told = set(re.findall(r"^  (ATTRIB_\w+) ", cli("check", "--help").out, re.MULTILINE))
    assert told >= {"ATTRIB_NO_CACHE", "ATTRIB_CACHE_DIR"}
    assert told <= set(re.findall(r"^  (ATTRIB_\w+) ", cli("--help").out, re.MULTILINE))


def test_commands_are_told_in_whole_sentences(cli):
    assert "..." not in cli("--help").out.partition("\nCommands:\n")[2].partition("\n\n")[0]


def test_the_pages_to_read_on_exist():
    assert [page for pages in PAGES.values() for page in pages if not (ROOT / page).exists()] == []
