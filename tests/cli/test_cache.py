"""The cache as the command line uses it: what a warm run imports, where the cache lies and how it is turned off."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("spacy", "textacy", "thinc", "numpy", "yaml", "attrib.rules.load", "attrib.judge")
PROBE = f"""
import sys
from attrib.cli import run
run(sys.argv[1:])
print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with two stories, one with metadata, and a cache that knows them."""
    there = tmp_path_factory.mktemp("desk")
    (there / "stories").mkdir()
    for name in ("bank-chairman.txt", "bank-chairman.attrib.yml", "clinic-infections.md"):
        shutil.copyfile(ROOT / "corpus" / name, there / "stories" / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ATTRIB_NO_CACHE")
        run(there, "check", "stories")
    return there


@pytest.fixture
def cached(monkeypatch):
    monkeypatch.delenv("ATTRIB_NO_CACHE")


def run(there, *arguments, program=PROBE):
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=there, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "arguments",
    [["check", "stories"], ["check", "stories", "--format", "json"], ["ledger", "stories"], ["sources", "stories"]],
    ids=" ".join,
)
def test_what_is_known_is_told_without_pipeline_and_rules(desk, cached, arguments):
    warm = run(desk, *arguments)
    assert warm.stderr == "\n"
    assert warm.stdout == run(desk, *arguments, "--no-cache").stdout


def test_it_lies_in_the_working_directory_for_its_owner_only(desk):
    assert sorted(path.name for path in desk.iterdir()) == [".attrib_cache", "stories"]
    assert (desk / ".attrib_cache").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("option", "variable"), [(True, False), (False, True)])
def test_it_may_lie_elsewhere_or_nowhere(cli, application, cached, monkeypatch, option, variable):
    asked = []
    monkeypatch.setattr(
        sys.modules["attrib.app"], "check_targets", lambda *_, cache, **__: asked.append(cache) or application.answer
    )
    if variable:
        monkeypatch.setenv("ATTRIB_CACHE_DIR", "elsewhere")
    cli("check", "a.txt", *(["--cache-dir", "elsewhere"] if option else []))
    monkeypatch.delenv("ATTRIB_CACHE_DIR", raising=False)
    if variable:
        monkeypatch.setenv("ATTRIB_NO_CACHE", "1")
    cli("check", "a.txt", *(["--no-cache"] if option else []))
    there, nowhere = asked
    assert there._folder.path == Path("elsewhere")
    assert nowhere is None


def test_standard_input_is_not_kept(cached, tmp_path):
    program = f"import io, sys; sys.stdin = io.TextIOWrapper(io.BytesIO(b'All is well, officials said.'))\n{PROBE}"
    done = run(tmp_path, "check", "-", program=program)
    assert done.stderr.startswith("spacy")
    assert list(tmp_path.iterdir()) == []


def test_it_is_found_and_emptied(desk, cli, tmp_path):
    shutil.copytree(desk / ".attrib_cache", tmp_path / "cache")
    folder = ["--cache-dir", tmp_path / "cache"]
    place, size = cli("cache", "where", *folder).out.splitlines()
    assert place == str(tmp_path / "cache")
    assert size.startswith("3 answers, 0.")
    assert cli("cache", "clean", *folder) == (0, "3 answers removed\n", "")
    assert cli("cache", "where", *folder).out.endswith("\n0 answers, 0.0 MB\n")
    assert cli("cache", "clean", "--cache-dir", tmp_path / "nowhere") == (0, "0 answers removed\n", "")


def test_it_cannot_be_emptied(cli, monkeypatch, tmp_path):
    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "entries").mkdir()
    monkeypatch.setattr("attrib.cache.folder.os.scandir", refuse)
    for command, act in (("where", "read"), ("clean", "emptied")):
        outcome = cli("cache", command, "--cache-dir", tmp_path)
        assert (outcome.code, outcome.out) == (2, "")
        assert f"error[A115] the cache cannot be {act}: permission denied" in outcome.err


def test_configuration_says_where_it_lies(cached, cli, monkeypatch, tmp_path):
    """In the folder of the configuration, wherever in it a run is started, or where that says."""
    below = tmp_path / "stories"
    below.mkdir()
    (below / "a.txt").write_text("All is well, officials said.")
    monkeypatch.chdir(below)
    (tmp_path / ".attrib.yml").write_text("policy: strict\njobs: 0\n")
    assert cli("check", "a.txt").code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".attrib.yml", ".attrib_cache", "stories"]
    assert cli("cache", "where").out.startswith(f"{tmp_path / '.attrib_cache'}\n2 answers")
    (tmp_path / ".attrib.yml").write_text("policy: strict\ncache-dir: kept\n")
    said = cli("check", "a.txt", "--verbose").err
    assert (tmp_path / "kept" / "entries").is_dir()
    for entry in (tmp_path / "kept" / "entries").iterdir():
        entry.write_bytes(b"damaged")
    assert "damaged" not in said
    assert "is damaged; it is made anew" in cli("check", "a.txt", "--verbose").err
    (tmp_path / ".attrib.yml").write_text("cache: false\n")
    assert cli("cache", "clean").code == 0
    cli("check", "a.txt")
    assert cli("cache", "where").out.endswith("\n0 answers, 0.0 MB\n")
