"""Which configuration holds where, in one run: the nearest file, or the one that the command line names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.config.files import absolute, file_in
from attrib.config.load import load, unconfigured

if TYPE_CHECKING:
    from pathlib import Path

    from attrib.config.load import Configured
    from attrib.config.settings import Overrides


def nearest_file(folder: Path) -> Path | None:
    """Return the configuration file in an absolute folder or the nearest above it; raises ConfigError."""
    return next((found for place in (folder, *folder.parents) if (found := file_in(place)) is not None), None)


class Configurations:
    """The configurations of a run; each file is read once."""

    def __init__(self, overrides: Overrides) -> None:
        self._chosen = _chosen(overrides)
        self._at: dict[Path, Configured] = {}
        self._loaded: dict[Path, Configured] = {}

    def at(self, folder: Path | str) -> Configured:
        """Return what holds in a folder; raises ConfigError."""
        if self._chosen is not None:
            return self._chosen
        return self._nearest(absolute(folder))

    def _nearest(self, folder: Path) -> Configured:
        passed = []
        found: Configured | None = None
        for place in (folder, *folder.parents):
            if place in self._at:
                found = self._at[place]
                break
            passed.append(place)
            if (path := file_in(place)) is not None:
                found = self._loaded.setdefault(path, load(path))
                break
        found = found or unconfigured()
        self._at.update(dict.fromkeys(passed, found))
        return found


def _chosen(overrides: Overrides) -> Configured | None:
    if overrides.isolated:
        return unconfigured()
    return load(overrides.config) if overrides.config is not None else None
