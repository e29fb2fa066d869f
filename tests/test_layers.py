"""The shape of the house: who may import whom, and how big a room may be."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for folder in ("attrib", "docs", "tests") for path in (ROOT / folder).rglob("*.py"))


def test_import_contracts_hold():
    """The contracts stand in pyproject.toml."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", done.stdout)


def test_every_part_of_the_package_has_its_layer():
    """A new stage is of no use to the contracts until they name it."""
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.importlinter]")[2]
    parts = {
        f"attrib.{path.stem}"
        for path in (ROOT / "attrib").iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or path.suffix == ".py"
    }
    unnamed = {part for part in parts if f'"{part}"' not in contracts and f"| {part}" not in contracts}
    unnamed = {part for part in unnamed if f'"{part} |' not in contracts}
    assert unnamed == {"attrib.__init__", "attrib.__main__"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_can_be_read_at_one_sitting(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) < 400
    assert module.stem not in {"utils", "util", "helpers", "common", "misc", "manager"}
