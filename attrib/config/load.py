"""From a configuration file to what it says together with the files it extends, checked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrib.config.files import absolute, folder_of, nothing, read_file, shown
from attrib.config.globs import Glob, Globs
from attrib.errors import ConfigError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.rules.located import Mapping

EXCLUDED: Final = ("node_modules/", "site-packages/", "venv/")
"""What is left out where a file says nothing; hidden folders are left out in any case."""
APPENDED: Final = ("extend-select", "extend-exclude")
"""The lists to which a file adds what it extends; all others it replaces."""


@dataclass(frozen=True, eq=False)
class Configured:
    """What holds where a configuration file is the nearest: what it and those it extends say, merged.

    `path` is None and `content` empty where there is no such file; `folder` is where the file lies, or else the working
    directory. `files` are all files read, as shown to people, that in force first.
    """

    path: Path | None
    folder: Path
    files: tuple[str, ...]
    content: Mapping

    @property
    def named(self) -> str:
        """Return the files in words."""
        first, more = self.files[:1], ", ".join(self.files[1:])
        return "".join((*first, f" with {more}" if more else "")) or "no configuration file"

    def texts(self, key: str, within: Mapping | None = None) -> Iterator[tuple[str, Place]]:
        """Yield each text under a key that is a text or a list of them, with its place; none where the key is not there."""
        content = self.content if within is None else within
        if content.get(key) is not None:
            items = content.listed(key)
            yield from ((text, items.item_place(index)) for index, text in enumerate(items))

    def globs(self, key: str, within: Mapping | None = None) -> Globs:
        """Return the globs under a key."""
        return Globs(Glob(text, self._folders(place), place) for text, place in self.texts(key, within))

    def _folders(self, place: Place) -> tuple[Path, ...]:
        """Return what a glob may be relative to: its own file, and what extends that, which may lie elsewhere."""
        return tuple(dict.fromkeys((folder_of(place), self.folder)))

    @cached_property
    def excluded(self) -> Globs:
        """Return what is left out of folders."""
        if "exclude" in self.content:
            return self.globs("exclude") + self.globs("extend-exclude")
        folders = (self.folder, Path(self.folder.anchor))
        return Globs(Glob(text, folders) for text in EXCLUDED) + self.globs("extend-exclude")

    @cached_property
    def included(self) -> Globs | None:
        """Return which files of folders are stories, None where nothing is said of it."""
        return self.globs("include") if self.content.get("include") is not None else None

    @cached_property
    def overrides(self) -> tuple[tuple[Globs, Mapping], ...]:
        """Return the overrides in order, each with the stories for which it holds."""
        return tuple((self.globs("paths", one), one) for one in self.content.get("overrides", ()))

    def path_at(self, key: str) -> Path | None:
        """Return the path under a key, None where the key is not there."""
        value = self.content.get(key)
        return beside(self.content.value_place(key), value) if value is not None else None


def beside(place: Place, path: str) -> Path:
    """Return a path that is written relative to the file of a place, as shown to people."""
    return Path(shown(folder_of(place) / path))


def unconfigured() -> Configured:
    """Return what holds where there is no configuration file."""
    return Configured(None, Path.cwd(), (), nothing())


def load(path: Path, *, strictly: bool = True) -> Configured:
    """Return what a configuration file says; raises ConfigError, but unless `strictly` not for paths and globs in it."""
    files: list[str] = []
    content = _merged(path, None, (), files)
    loaded = Configured(path, absolute(path).parent, tuple(files), content)
    if strictly:
        _check_paths(loaded)
    return loaded


def validated(content: Mapping) -> None:
    """Raise ConfigError A503 at the first thing wrong with what a file says."""
    problems = problems_of(content)
    if problems:
        raise min(problems, key=lambda one: (one.place.line or 0, one.place.column or 0) if one.place else (0, 0))


def problems_of(content: Mapping) -> list[ConfigError]:
    """Return each thing wrong with what a file says: unknown keys, values of the wrong kind."""
    from pydantic import ValidationError

    from attrib.config.schema import Configuration
    from attrib.rules.problems import explain_all

    try:
        Configuration.model_validate(content)
    except ValidationError as error:
        found = explain_all(error, content, Configuration)
        return [ConfigError("A503", one.message, place=one.place, hint=one.hint) for one in found]
    return []


def extended(content: Mapping) -> Iterator[tuple[Path, Place]]:
    """Yield the files that a file extends, with where it says so."""
    items = content.listed("extends") if "extends" in content else []
    for index, name in enumerate(items):
        place = content.listed("extends").item_place(index)
        yield folder_of(place) / name, place


def _merged(path: Path, said_at: Place | None, above: tuple[str, ...], files: list[str]) -> Mapping:
    real = os.path.realpath(path)
    if real in above:
        circle = " → ".join(shown(one) for one in (*above[above.index(real) :], real))
        raise ConfigError("A505", f"files extend each other in a circle: {circle}", place=said_at)
    content = read_file(path, said_at)
    validated(content)
    files.append(shown(path))
    merged: Mapping | None = None
    for other, place in extended(content):
        base = _merged(other, place, (*above, real), files)
        merged = base if merged is None else _over(base, merged)
    return content if merged is None else _over(content, merged)


def _over(own: Mapping, base: Mapping) -> Mapping:
    """Return what a file says over what it extends."""
    from attrib.rules.located import Mapping

    merged = Mapping(own.file, own.at)
    for key in base:
        if key not in own:
            merged.put_from(base, key)
    for key in own:
        merged.put_from(own, key)
        if key not in base:
            continue
        if isinstance(own[key], Mapping) and isinstance(base[key], Mapping):
            merged[key] = _over(own[key], base[key])
        elif key in APPENDED:
            joined = base.listed(key).copy()
            for index in range(len(own.listed(key))):
                joined.put_from(own.listed(key), index)
            merged[key] = joined
    return merged


def _check_paths(loaded: Configured) -> None:
    """Raise ConfigError at a folder of rules that is not there, and at a glob that means nothing."""
    for problem in path_problems(loaded):
        raise problem


def path_problems(loaded: Configured) -> Iterator[ConfigError]:
    """Yield each folder of rules that is not there, and each glob that means nothing."""
    for pack, place in loaded.texts("packs"):
        if not beside(place, pack).is_dir():
            yield ConfigError("A501", f"there is no such folder of rules: {beside(place, pack)}", place=place)
    for key in ("include", "exclude", "extend-exclude"):
        yield from loaded.globs(key).problems
    for globs, _ in loaded.overrides:
        yield from globs.problems
