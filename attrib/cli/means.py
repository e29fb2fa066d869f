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


def open_cache(run: RunSettings) -> Cache | None:
    """Return the cache that a run is to use, or None."""
    if run.cache is False:
        return None
    from attrib import __version__
    from attrib.cache import Cache

    return Cache(run.cache_dir or Path(CACHE_FOLDER), __version__)
