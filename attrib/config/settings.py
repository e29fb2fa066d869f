"""What a run is done with: the settings of each story, of the run as a whole, and what the command line asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from attrib.report import LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from attrib.config.load import Configured
    from attrib.judge import Selection
    from attrib.report import Level, Report
    from attrib.rules.values import Setting

FailLevel = Literal["error", "warning", "info", "never"]
Chosen = tuple[tuple[str, ...] | None, tuple[str, ...], tuple[str, ...]]
"""What is selected alone, selected as well, and ignored."""


def _today() -> date:
    return datetime.now().astimezone().date()


@dataclass(frozen=True)
class Settings:
    """What a story is read and judged with.

    `rules` are packs beside the shipped one, `pipeline` is a spaCy pipeline (None: the shipped one); the rest says which
    findings run, as in `attrib.judge.Selection`, with `under` as tuples of what a `Choice` is made of. Without `ignores`,
    comments and sidecars hide nothing; `today` is the day that the last days in them are held against, and no part of what
    makes settings equal.
    """

    policy: str = "default"
    rules: tuple[Path, ...] = ()
    pipeline: str | None = None
    levels: tuple[tuple[str, Setting], ...] = ()
    options: tuple[tuple[str, str, float], ...] = ()
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    under: tuple[Chosen, ...] = ()
    ignores: bool = True
    today: date = field(default_factory=_today, compare=False, repr=False)

    @property
    def selection(self) -> Selection:
        """Return which findings run, and how loudly."""
        from attrib.judge import Choice, Selection

        chosen = (self.select, self.extend_select, self.ignore, tuple(Choice(*one) for one in self.under))
        return Selection(self.policy, self.levels, self.options, *chosen)


@dataclass(frozen=True)
class Target:
    """One story to check: its file, what it is read and judged with, and from which level on its findings fail."""

    path: Path
    settings: Settings
    fail_on: FailLevel = "error"


@dataclass(frozen=True)
class RunSettings:
    """What concerns a run as a whole; None where neither a file nor the command line says anything.

    `baseline` is the file of findings that do not count, `cache` whether answers are kept, `cache_dir` where, and
    `jobs` how many processes work.
    """

    baseline: Path | None = None
    cache: bool | None = None
    cache_dir: Path | None = None
    jobs: int | None = None


@dataclass(frozen=True)
class Overrides:
    """What the command line says, which goes before what files say; None or empty where it says nothing.

    `config` is the only configuration file to read, with `isolated` none is; `exclude` are globs from the working
    directory. The rest is as in `Settings`, `Target` and `RunSettings`.
    """

    config: Path | None = None
    isolated: bool = False
    policy: str | None = None
    rules: tuple[Path, ...] = ()
    pipeline: str | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignores: bool = True
    fail_on: FailLevel | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool | None = None
    baseline: Path | None = None
    cache: bool | None = None
    cache_dir: Path | None = None
    jobs: int | None = None


@dataclass(frozen=True)
class Plan:
    """What a run is going to do: the stories in order, what stands for the run where they differ, and its own settings.

    With `stdin`, the only target is standard input, under the name by which it is read. `left_out` are the files and
    folders that are excluded, `configured` is what is configured for each target, `here` in the working directory.
    """

    targets: tuple[Target, ...]
    settings: Settings
    run: RunSettings
    fail_on: FailLevel = "error"
    stdin: bool = False
    left_out: tuple[Path, ...] = ()
    configured: tuple[Configured, ...] = field(default=(), repr=False, compare=False)
    here: Configured | None = field(default=None, repr=False, compare=False)

    @property
    def sources(self) -> tuple[Configured, ...]:
        """Return what is configured anywhere in the run, each once."""
        return tuple(dict.fromkeys((*self.configured, *([self.here] if self.here else []))))

    def fails(self, report: Report) -> bool:
        """Return whether a story has a finding at or above its fail level."""
        levels = {str(target.path): target.fail_on for target in self.targets}
        return any(
            reaches(finding.level, levels.get(story.story.path, self.fail_on))
            for story in report.stories
            for finding in story.findings
        )


def reaches(level: Level, fail_on: FailLevel) -> bool:
    """Return whether a finding's level is at or above a fail level."""
    return fail_on != "never" and LEVELS.index(level) <= LEVELS.index(fail_on)
