"""How a run is done, which changes nothing in what it reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

if TYPE_CHECKING:
    from attrib.app import Engines, How
    from attrib.cache import Cache
    from attrib.config import Plan, RunSettings

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

    def how(self, run: RunSettings) -> How:
        """Return how a run is to be done."""
        from attrib.app import Engines

        self._engines = self._engines or Engines()
        return {**how(run, self._caches), "engines": self._engines}

    def refresh(self) -> None:
        """Let the next run read rules that have changed."""
        if self._engines is not None:
            self._engines.forget_changed()
        for cache in self._caches.values():
            cache.forget_rules()


def how(run: RunSettings, caches: dict[Path, Cache] | None = None) -> How:
    """Return how a run is to be done, with one of these caches if it is among them."""
    jobs = 1 if run.jobs is None else run.jobs
    return {"cache": None if run.cache is False else _cache(run, caches if caches is not None else {}), "jobs": jobs}


def _cache(run: RunSettings, caches: dict[Path, Cache]) -> Cache:
    from attrib import __version__
    from attrib.cache import Cache

    folder = run.cache_dir or Path(CACHE_FOLDER)
    if folder not in caches:
        caches[folder] = Cache(folder, __version__)
    return caches[folder]
