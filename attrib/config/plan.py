"""From paths and a command line to what a run is going to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrib.config.effective import parts_for, run_settings, settings_for
from attrib.config.found import Configurations
from attrib.config.paths import Selector
from attrib.config.settings import FailLevel, Overrides, Plan, RunSettings, Settings, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attrib.config.load import Configured


def plan(paths: Sequence[Path], overrides: Overrides) -> Plan:
    """Return what a run over files and folders is going to do.

    Raises UsageError and InputError as `find_stories` does, and ConfigError for a configuration that cannot be used.
    """
    configurations = Configurations(overrides)
    found = Selector(configurations, overrides).find(paths)
    return _planned(found.stories.values(), found.left_out, configurations, overrides)


def plan_stdin(name: str, overrides: Overrides) -> Plan:
    """Return what a run over standard input is going to do, which is read and configured as a file of that name."""
    configurations = Configurations(overrides)
    path = Path(name)
    left_out = Selector(configurations, overrides).leaves_out(path)
    stories = [] if left_out else [(path, configurations.at(path.parent))]
    return _planned(stories, [path] if left_out else [], configurations, overrides, stdin=True)


def settings_here(overrides: Overrides) -> Settings:
    """Return the settings in the working directory, for commands that read rules but no story; raises ConfigError."""
    here = Configurations(overrides).at(Path.cwd())
    settings, _ = settings_for(here, [here.content], overrides)
    return settings


def run_settings_here(overrides: Overrides) -> RunSettings:
    """Return what concerns a run in the working directory, for commands that read no story; raises ConfigError."""
    return run_settings(Configurations(overrides).at(Path.cwd()), overrides)


def _planned(
    stories: Iterable[tuple[Path, Configured]],
    left_out: Sequence[Path],
    configurations: Configurations,
    overrides: Overrides,
    *,
    stdin: bool = False,
) -> Plan:
    stories = tuple(stories)
    # Stories for which the same is said have the same settings, which are worked out once.
    known: dict[tuple[object, ...], tuple[Settings, FailLevel]] = {}
    targets = []
    for path, configured in stories:
        parts = parts_for(configured, path)
        key = (configured, *map(id, parts))
        if key not in known:
            known[key] = settings_for(configured, parts, overrides)
        targets.append(Target(path, *known[key]))
    here = configurations.at(Path.cwd())
    settings, fail_on = settings_for(here, [here.content], overrides)
    several = {target.settings for target in targets}
    return Plan(
        tuple(targets),
        several.pop() if len(several) == 1 else settings,
        run_settings(here, overrides),
        fail_on,
        stdin,
        tuple(left_out),
        tuple(configured for _, configured in stories),
        here,
    )
