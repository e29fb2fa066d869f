"""What starts without the language pipeline, and what the program says of itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

import attrib
from attrib.render import WRITERS

FOR_PROGRAMS = ("json", "jsonl", "sarif", "sarif-github", "github", "gitlab", "rdjsonl", "csv")
HEAVY = ("spacy", "textacy", "thinc", "numpy", "sklearn", "lxml")
PROBE = f"""
import sys
from attrib.cli import run
code = run(sys.argv[1:])
print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["check", "--help"], ["rules", "list"], ["explain", "anonymity-unexplained"]],
    ids=" ".join,
)
def test_no_pipeline_is_imported(arguments):
    done = subprocess.run([sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "\n")
    assert done.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]], ids=" ".join)
def test_help_imports_no_writer_and_no_reader(arguments):
    probe = (
        "import sys; from attrib.cli import run; run(sys.argv[1:]);"
        "others = {'rich', 'yaml', 'jinja2', 'docx', 'msgspec', 'pathspec', 'watchfiles'};"
        "print(*[name for name in sys.modules if name in others or name.startswith(('xml', 'attrib.render.'))],"
        "file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "attrib.render.terminal\n")


@pytest.mark.parametrize("form", FOR_PROGRAMS)
def test_a_writer_for_programs_imports_no_writer_for_people(form):
    probe = (
        "import sys; from attrib.render import WRITERS; from attrib.report import Report;"
        "WRITERS[sys.argv[1]](Report('1', 'default'));"
        "print(*[name for name in sys.modules if name == 'rich' or name.startswith('xml')])"
    )
    done = subprocess.run([sys.executable, "-c", probe, form], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def test_two_runs_are_compared_without_a_pipeline(report, tmp_path):
    run = tmp_path / "run.jsonl"
    run.write_text(WRITERS["jsonl"](report), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", PROBE, "diff", run, run], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "\n")


def test_version(cli):
    assert cli("--version") == (0, f"attrib {attrib.__version__}\n", "")


@pytest.mark.parametrize("command", ["check", "ledger", "sources", "annotate", "rules", "explain", "eval", "diff"])
def test_help_names_every_command(cli, command):
    assert f"\n  {command} " in cli("--help").out


def test_the_module_runs_as_a_program():
    done = subprocess.run([sys.executable, "-m", "attrib", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"attrib {attrib.__version__}\n")


def test_public_names_are_there_and_import_nothing_heavy():
    probe = f"import sys, attrib; [getattr(attrib, name) for name in attrib.__all__]; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "[]\n")


def test_check_text_and_check_path_ask_the_application(application, tmp_path):
    assert attrib.check_text("Die Brücke", name="a.md") == application.answer.stories[0]
    assert attrib.check_path(tmp_path) == application.answer
    assert application.asked == [
        ("a.md", "Die Brücke".encode(), application.Settings()),
        ([tmp_path], application.Settings()),
    ]
