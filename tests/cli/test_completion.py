"""Shell completion: the scripts in the shells themselves, and what they are told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from attrib.rules.load import load_rules

ROOT = Path(__file__).parents[2]

BASH = """\
source script.bash
COMP_LINE={line!r} COMP_WORDS=({line}) COMP_CWORD={last}
$(complete -p attrib | sed 's/.*-F \\([^ ]*\\).*/\\1/') attrib
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """\
autoload -Uz compinit && compinit -u -D
_arguments() {{ print -r -- "$@" }}
_files() {{ print files }}
mkdir functions && cp script.zsh functions/_attrib && fpath=($PWD/functions $fpath)
autoload -Uz _attrib
words=({line}) CURRENT={current}
_attrib
"""
FISH = """\
source script.fish
complete --do-complete {line!r}
"""


def needs(shell):
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.fixture
def shell(tmp_path, monkeypatch, cli):
    """A function that completes a command line in a shell and returns what it proposes, as it prints it."""
    program = tmp_path / "bin" / "attrib"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m attrib "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def complete(name, line):
        Path(f"script.{name}").write_text(cli("completion", name).out, encoding="utf-8")
        words = line.split(" ")
        asked = {"bash": BASH, "zsh": ZSH, "fish": FISH}[name].format(
            line=line if words[-1] or name == "fish" else f"{line}''", last=len(words) - 1, current=len(words)
        )
        start = [name, "-f"] if name == "zsh" else [name, "--norc"] if name == "bash" else [name, "--no-config"]
        done = subprocess.run([*start, "-c", asked], capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return complete


CASES = [
    ("attrib pol", {"policy"}),
    ("attrib policy d", {"diff"}),
    ("attrib check --since", {"--since"}),
    ("attrib check --fail-on w", {"warning"}),
    ("attrib check --policy stri", {"strict"}),
    ("attrib check --format conc", {"concise"}),
    ("attrib explain anonymity-un", {"anonymity-unexplained"}),
    ("attrib explain ANON-01", {"ANON-01"}),
    ("attrib check --ignore ANON-01,ANON-02", {"ANON-01,ANON-02"}),
    ("attrib rules list --kind find", {"findings"}),
]


@needs("bash")
@pytest.mark.parametrize(("line", "proposed"), CASES)
def test_bash(shell, line, proposed):
    assert set(shell("bash", line).split()) == proposed


@needs("bash")
def test_bash_leaves_files_to_the_shell(shell):
    assert shell("bash", "attrib check ").split() == []


@pytest.mark.slow
@needs("zsh")
@pytest.mark.parametrize(("line", "proposed"), CASES[:7])
def test_zsh(shell, line, proposed):
    said = shell("zsh", line)
    assert set(re.findall(r'^(?:\*: :\(\()?"(.+?)"(?::|\)|$)', said, re.MULTILINE)) == proposed, said


@pytest.mark.slow
@needs("fish")
@pytest.mark.parametrize(("line", "proposed"), CASES[:7])
def test_fish(shell, line, proposed):
    assert {one.partition("\t")[0] for one in shell("fish", line).splitlines()} == proposed


@needs("pwsh")
def test_powershell(shell, cli):
    Path("script.ps1").write_text(cli("completion", "powershell").out, encoding="utf-8")
    asked = ". ./script.ps1; (TabExpansion2 'attrib poli' 11).CompletionMatches.CompletionText"
    done = subprocess.run(["pwsh", "-NoProfile", "-c", asked], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.split() == ["policy"]


def asked(monkeypatch, line):
    monkeypatch.setenv("_ATTRIB_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))


def test_every_rule_is_proposed(cli, monkeypatch):
    """The rules are not loaded for this; what is read off their files must be the same."""
    asked(monkeypatch, "attrib explain ")
    rules = load_rules()
    names = {rule.id for kind in ("cues", "findings", "sources", "frames") for rule in rules.of_kind(kind).values()}
    assert names | {rule.code for rule in rules.findings.values()} <= set(cli().out.split())
    asked(monkeypatch, "attrib policy show ")
    assert set(cli().out.split()) == set(rules.policies)


def test_the_rules_of_a_pack_are_proposed(cli, monkeypatch, tmp_path):
    (tmp_path / "findings").mkdir()
    (tmp_path / "findings" / "ours.yaml").write_text("id: zebra-count\ncode: ZOO-01\n---\nid: zebra-two\n", "utf-8")
    asked(monkeypatch, f"attrib explain --rules {tmp_path} zebra")
    assert cli().out.split() == ["zebra-count", "zebra-two"]
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    Path(".attrib.yml").write_text("packs: ..", "utf-8")
    asked(monkeypatch, "attrib explain zebra")
    assert cli().out.split() == ["zebra-count", "zebra-two"]
    Path(".attrib.yml").write_text("packs: [", "utf-8")
    assert cli()[1:] == ("\n", "")


def test_groups_are_proposed(cli, monkeypatch):
    asked(monkeypatch, "attrib check --select AN")
    assert "ANON" in cli().out.split()


@pytest.mark.parametrize("line", ["attrib nonsense --zz ", "attrib explain --rules /no/such/folder anonymity-r", ""])
def test_nothing_spoils_the_line(cli, monkeypatch, line):
    asked(monkeypatch, line)
    assert cli().err == ""


def test_the_pipeline_is_not_loaded_for_it():
    program = (
        "import sys\nfrom attrib.cli import run\nrun([])\n"
        "heavy = {'spacy', 'textacy', 'lxml', 'docx'} & set(sys.modules)\nassert not heavy, heavy\n"
    )
    for line in ("attrib explain anon", "attrib check --policy s", "attrib check --format "):
        environment = os.environ | {
            "_ATTRIB_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
        }
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.strip()
