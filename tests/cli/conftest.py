"""The command line run in this process, and a double of the application behind it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import ModuleType
from typing import NamedTuple

import pytest

import attrib
from attrib.cli import run
from attrib.config import Settings


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def cli(capsysbinary):
    """A function that runs a command line and returns its exit code and what it printed."""

    def call(*arguments):
        code = run([str(argument) for argument in arguments])
        printed = capsysbinary.readouterr()
        return Outcome(code, printed.out.decode(), printed.err.decode())

    return call


@dataclass
class Double:
    """What the application is asked, and what it answers: a report, or an exception to raise."""

    answer: object
    asked: list[tuple[object, ...]] = field(default_factory=list)
    Settings = Settings

    def give(self, *asked):
        self.asked.append(asked)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


@pytest.fixture
def application(monkeypatch, report, tmp_path_factory):
    """A double of attrib.app that answers every check with the report made by hand; the story a.txt is there to be named."""
    double = Double(report)
    folder = tmp_path_factory.mktemp("desk")
    (folder / "a.txt").write_text("draft")
    monkeypatch.chdir(folder)
    module = ModuleType("attrib.app")
    module.Settings = Settings
    module.check_paths = lambda paths, settings, **_means: double.give(list(paths), settings)
    module.check_targets = lambda targets, settings, **_means: double.give(
        [target.path for target in targets], settings
    )
    module.check_bytes = lambda name, raw, settings, _beside=None: double.give(name, raw, settings)
    module.evaluate = lambda folder, settings, *, form, view, before, compare: double.give(
        folder, settings, form, view, before, compare
    )
    module.cover = lambda folder, settings, *, progress: double.give(folder, settings)
    module.test_rules = lambda settings, ids: double.give(settings, ids)
    module.load_rules_for = lambda settings: double.give(settings)
    monkeypatch.setitem(sys.modules, "attrib.app", module)
    monkeypatch.setattr(attrib, "app", module, raising=False)
    return double


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A function that writes files in a new folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATTRIB_CONFIG", raising=False)

    def put(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return put
