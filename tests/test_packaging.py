"""What is in the wheel, and that it is built from the source distribution alone."""

from __future__ import annotations

import email
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import attrib

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder with a source distribution and the wheel built from it."""
    out = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def wheel(built):
    (path,) = built.glob("*.whl")
    assert path.name == f"attrib-{attrib.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(path) as file:
        yield file


def test_all_code_and_all_weights_are_in_the_wheel(wheel):
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "attrib").rglob("*") if path.is_file()}
    wanted = {name for name in package if "__pycache__" not in name}
    assert {"attrib/py.typed", "attrib/render/report.schema.json", "attrib/parse/english/meta.json"} < wanted
    assert wanted <= set(wheel.namelist())


def test_all_rules_are_in_the_wheel(wheel):
    rules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "rules").rglob("*") if path.is_file()}
    assert {name for name in wheel.namelist() if "_rules/" in name} == {f"attrib/_{name}" for name in rules}


def test_nothing_else_is_in_the_wheel(wheel):
    assert {name.split("/")[0] for name in wheel.namelist()} == {"attrib", f"attrib-{attrib.__version__}.dist-info"}
    assert [name for name in wheel.namelist() if name.endswith((".pyc", ".orig", ".swp"))] == []
    assert sum(entry.compress_size for entry in wheel.infolist()) < 25_000_000


def test_the_licences_are_in_the_wheel(wheel):
    metadata = email.message_from_bytes(wheel.read(f"attrib-{attrib.__version__}.dist-info/METADATA"))
    licences = {"LICENSE", "NOTICE.md", "LICENSES/CC-BY-SA-4.0.txt"}
    assert set(metadata.get_all("License-File")) == licences
    assert {f"attrib-{attrib.__version__}.dist-info/licenses/{name}" for name in licences} <= set(wheel.namelist())
    assert metadata["License-Expression"] == "MIT AND CC-BY-SA-4.0 AND CC-BY-4.0"
    assert metadata["Requires-Python"] == "<3.14,>=3.11"


def test_the_command_is_declared(wheel):
    entries = wheel.read(f"attrib-{attrib.__version__}.dist-info/entry_points.txt").decode()
    assert entries == "[console_scripts]\nattrib = attrib.__main__:main\n"


def test_the_source_distribution_holds_what_the_tests_need(built):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    needed = {
        ".ci/run",
        "README.md",
        "NOTICE.md",
        "corpus/port-strike.txt",
        "docs/generate/__main__.py",
        "rules/policies/default.yaml",
        "tests/conftest.py",
    }
    assert needed <= names
