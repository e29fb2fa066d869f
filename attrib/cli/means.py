"""How a run is done, which changes nothing in what it reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

if TYPE_CHECKING:
    from attrib.cache import Cache
    from attrib.config import RunSettings

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


def open_cache(run: RunSettings) -> Cache | None:
    """Return the cache that a run is to use, or None."""
    if run.cache is False:
        return None
    from attrib import __version__
    from attrib.cache import Cache

    return Cache(run.cache_dir or Path(CACHE_FOLDER), __version__)


def jobs_of(run: RunSettings) -> int:
    """Return with how many processes a run is to be done; 0 for one a processor core."""
    return 1 if run.jobs is None else run.jobs
