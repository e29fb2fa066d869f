"""What starts without the language pipeline, and what the program says of itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

import attrib

HEAVY = ("spacy", "textacy", "thinc", "numpy", "sklearn")
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


def test_version(cli):
    assert cli("--version") == (0, f"attrib {attrib.__version__}\n", "")


@pytest.mark.parametrize("command", ["check", "ledger", "sources", "rules", "explain", "eval"])
def test_help_names_every_command(cli, command):
    assert f"\n  {command} " in cli("--help").out


def test_the_module_runs_as_a_program():
    done = subprocess.run([sys.executable, "-m", "attrib", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"attrib {attrib.__version__}\n")
