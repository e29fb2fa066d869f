"""How a run is done, which changes nothing in what it reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrib.app import Engines, How
    from attrib.cache import Cache
    from attrib.config import Plan, RunSettings
    from attrib.config.load import Configured

CACHE_FOLDER: Final = ".attrib_cache"

NoCache: TypeAlias = Annotated[
    bool,
    typer.Option("--no-cache", envvar="ATTRIB_NO_CACHE", help="Neither use nor keep what earlier runs established."),
]
CacheDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--cache-dir",
        metavar="DIR",
        envvar="ATTRIB_CACHE_DIR",
        help="Where to keep what is established.",
        show_default=CACHE_FOLDER,
    ),
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=0,
        help="Check with N processes; 0: as many as there are cores.",
        show_default="1",
    ),
]
Watch: TypeAlias = Annotated[bool, typer.Option("--watch", help="Check again whenever something changes.")]


@dataclass
class Session:
    """What several runs of one process share: engines, and caches by their folders; `plan` is that of the last run."""

    plan: Plan | None = None
    _engines: Engines | None = None
    _caches: dict[Path, Cache] = field(default_factory=dict)

    def how(self, plan: Plan, tell: Callable[[str], None]) -> How:
        """Return how a plan is to be carried out; `tell` is told what a user may want to know of the cache."""
        from attrib.app import Engines

        self._engines = self._engines or Engines()
        return {**how(plan, tell, self._caches), "engines": self._engines}

    def refresh(self) -> None:
        """Let the next run read rules that have changed."""
        if self._engines is not None:
            self._engines.forget_changed()
        for cache in self._caches.values():
            cache.forget_rules()


def how(plan: Plan, tell: Callable[[str], None], caches: dict[Path, Cache] | None = None) -> How:
    """Return how a plan is to be carried out, with one of these caches if it is among them."""
    jobs = 1 if plan.run.jobs is None else plan.run.jobs
    cache = None if plan.run.cache is False else _cache(plan, tell, caches if caches is not None else {})
    return {"cache": cache, "jobs": jobs}


def cache_folder(run: RunSettings, here: Configured | None) -> Path:
    """Return where answers are kept: where it is said, else where the configuration lies, else in the working directory."""
    return run.cache_dir or (here.folder if here and here.path else Path()) / CACHE_FOLDER


def _cache(plan: Plan, tell: Callable[[str], None], caches: dict[Path, Cache]) -> Cache:
    from attrib import __version__
    from attrib.cache import Cache

    folder = cache_folder(plan.run, plan.here)
    if folder not in caches:
        caches[folder] = Cache(folder, __version__, tell)
    return caches[folder]
