"""From paths and a command line to what a run is going to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrib.config.settings import Overrides, Plan, RunSettings, Settings, Target
from attrib.read.files import find_stories

if TYPE_CHECKING:
    from collections.abc import Sequence


def plan(paths: Sequence[Path], overrides: Overrides) -> Plan:
    """Return what a run over files and folders is going to do; raises UsageError and InputError as `find_stories` does."""
    settings = _settings(overrides)
    fail_on = overrides.fail_on or "error"
    targets = tuple(Target(path, settings, fail_on) for path in find_stories(paths))
    return Plan(targets, settings, _run_settings(overrides), fail_on)


def plan_stdin(name: str, overrides: Overrides) -> Plan:
    """Return what a run over standard input is going to do, which is read and configured as a file of that name."""
    settings = _settings(overrides)
    fail_on = overrides.fail_on or "error"
    return Plan((Target(Path(name), settings, fail_on),), settings, _run_settings(overrides), fail_on, stdin=True)


def _settings(overrides: Overrides) -> Settings:
    return Settings(
        policy=overrides.policy or "default",
        rules=overrides.rules,
        pipeline=overrides.pipeline,
        select=overrides.select,
        extend_select=overrides.extend_select,
        ignore=overrides.ignore,
    )


def _run_settings(overrides: Overrides) -> RunSettings:
    return RunSettings(overrides.baseline, overrides.cache, overrides.cache_dir, overrides.jobs)
