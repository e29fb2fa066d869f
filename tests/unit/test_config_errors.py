"""Whatever is wrong with a configuration file is said with its place, its line and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from attrib.config import Overrides, plan
from attrib.config.check import every_problem
from attrib.errors import ConfigError

CASES = Path(__file__).parents[1] / "cases" / "config"
HEAD = "# "


def shown(error):
    place = error.place
    where = ":".join(str(part) for part in (place.path, place.line, place.column) if part is not None)
    lines = [f"{where} {error.code} {error.message}"]
    lines += [f"line: {place.text}"] if place.text is not None else []
    return lines + ([f"hint: {error.hint}"] if error.hint else [])


def problems_of(case, folder, monkeypatch):
    """Return all that is wrong with a case's file in a folder of its own, without the comments that tell it."""
    monkeypatch.chdir(folder)
    lines = case.read_text(encoding="utf-8").splitlines(keepends=True)
    name = ".attrib.yml" if case.suffix == ".yml" else "pyproject.toml"
    text = "".join(lines[sum(line.startswith(HEAD) for line in lines) :])
    (folder / name).write_text(text, encoding="utf-8")
    return every_problem(Path(name))


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_error_shows_place_and_hint(case, tmp_path, monkeypatch, request):
    problems = problems_of(case, tmp_path, monkeypatch)
    found = [line for problem in problems for line in shown(problem)]
    text = case.read_text(encoding="utf-8")
    if request.config.getoption("--update-golden"):
        body = [line for line in text.splitlines(keepends=True) if not line.startswith(HEAD)]
        case.write_text("".join([f"{HEAD}{line}\n" for line in found] + body), encoding="utf-8")
    assert found
    assert [f"{HEAD}{line}" for line in found] == [line for line in text.splitlines() if line.startswith(HEAD)]


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_a_run_stops_at_one_of_the_errors(case, tmp_path, monkeypatch):
    """But names of findings and policies are known only to the rules, which a plan does not read."""
    problems = problems_of(case, tmp_path, monkeypatch)
    (tmp_path / "a.txt").write_text("draft")
    if all(problem.code == "A504" for problem in problems):
        assert plan([Path("a.txt")], Overrides()).targets
        return
    with pytest.raises(ConfigError) as caught:
        plan([Path("a.txt")], Overrides())
    assert shown(caught.value) in [shown(problem) for problem in problems]
