"""`attrib cache`: where what earlier runs established is kept, and how to be rid of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from attrib.cli.means import CacheDir, cache_folder
from attrib.cli.options import make_overrides
from attrib.cli.output import safe_lines, write
from attrib.errors import Place, UsageError

if TYPE_CHECKING:
    from attrib.cache import Folder

app = typer.Typer(help="What earlier runs established: where it is kept, and how to be rid of it.")


@app.command("where")
def where(cache_dir: CacheDir = None) -> int:
    """Print the folder of the cache, and how much is in it."""
    folder = _folder(cache_dir)
    try:
        sizes = folder.sizes()
    except OSError as error:
        raise _refused(folder, "read", error) from error
    write(safe_lines(f"{folder.path}\n{len(sizes)} answers, {sum(sizes) / 1e6:.1f} MB\n"))
    return 0


@app.command("clean")
def clean(cache_dir: CacheDir = None) -> int:
    """Remove all answers that are kept; the next run works them out again."""
    folder = _folder(cache_dir)
    try:
        removed = folder.empty()
    except OSError as error:
        raise _refused(folder, "emptied", error) from error
    write(f"{removed} answers removed\n")
    return 0


def _folder(cache_dir: Path | None) -> Folder:
    from attrib.cache import Folder
    from attrib.config.effective import run_settings
    from attrib.config.found import Configurations

    overrides = make_overrides(cache_dir=cache_dir)
    here = Configurations(overrides).at(Path.cwd())
    return Folder(cache_folder(run_settings(here, overrides), here).absolute(), lambda _: None)


def _refused(folder: Folder, act: str, error: OSError) -> UsageError:
    reason = (error.strerror or str(error)).lower()
    return UsageError("A115", f"the cache cannot be {act}: {reason}", place=Place(str(folder.path)))
