"""Globs as in .gitignore, over absolute paths."""

from __future__ import annotations

import os
import re
import warnings
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from attrib.errors import ConfigError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pathspec import GitIgnoreSpec
    from pathspec.pattern import Pattern


class Glob(NamedTuple):
    """A glob, the folders that it may be relative to (the first that a path lies below), and where it is written."""

    text: str
    folders: tuple[Path, ...]
    place: Place | None = None


@dataclass(frozen=True, eq=False)
class _Layer:
    """Globs relative to the same folders."""

    folders: tuple[str, ...]
    spec: GitIgnoreSpec

    def verdict(self, path: str, *, inside: bool) -> bool | None:
        relative = self._seen(path)
        if relative is None:
            return None
        if inside:
            return self.spec.check_file(relative).include
        fitting = (one.include for one in reversed(self.spec.patterns) if _fits(one, relative))
        return next(fitting, None)

    def beyond(self, root: str) -> _Layer:
        """Return the layer without the globs that fit a folder itself."""
        from pathspec import GitIgnoreSpec

        relative = self._seen(root)
        if relative is None:
            return self
        kept = [one for one in self.spec.patterns if not (one.include and one.match_file(relative))]
        return _Layer(self.folders, GitIgnoreSpec(kept))

    def _seen(self, path: str) -> str | None:
        """Return a path as seen from the first folder that it lies below, None for that folder itself."""
        found = (_below(folder, path) for folder in self.folders)
        return next((one for one in found if one is not None), None) or None


class Globs:
    """Globs in order, of which the last that fits a path decides; folders are told by a slash at the end of the path."""

    def __init__(self, globs: Iterable[Glob] = ()) -> None:
        self._globs = tuple(globs)

    def __add__(self, other: Globs) -> Globs:
        """Return these globs followed by others."""
        return Globs((*self._globs, *other._globs))

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self._globs)

    @property
    def problems(self) -> list[ConfigError]:
        """Return an error for each glob that means nothing."""
        return [
            ConfigError("A506", f"`{glob.text}` is not a glob as in .gitignore", place=glob.place)
            for glob in self._globs
            if _spec([glob.text]) is None
        ]

    def fit(self, path: str) -> bool:
        """Return whether an absolute path itself is meant, whatever holds of the folders that it is in."""
        return self._verdict(path, inside=False)

    def fit_within(self, path: str) -> bool:
        """Return whether an absolute path or a folder that it is in is meant."""
        return self._verdict(path, inside=True)

    def _verdict(self, path: str, *, inside: bool) -> bool:
        found = (layer.verdict(path, inside=inside) for layer in reversed(self._layers))
        return next((one for one in found if one is not None), False)

    def beyond(self, root: str) -> Globs:
        """Return the globs without those that fit a folder itself, for what is in it."""
        same = Globs(self._globs)
        same.__dict__["_layers"] = [layer.beyond(root) for layer in self._layers]
        return same

    @cached_property
    def _layers(self) -> Sequence[_Layer]:
        layers = []
        for folders, globs in groupby(self._globs, key=lambda glob: glob.folders):
            spec = _spec([glob.text for glob in globs])
            if spec is not None:
                layers.append(_Layer(tuple(map(str, folders)), spec))
        return layers


def _fits(pattern: Pattern, path: str) -> bool:
    """Return whether a pattern fits a path itself, not only a folder that it is in.

    In pathspec's expressions, the one named group is the slash behind a folder that a pattern fits.
    """
    regex = getattr(pattern, "regex", None)
    if pattern.include is None or regex is None:
        return False
    slash = next(iter(regex.groupindex), None)
    if slash is None:
        # All that is in a folder (`a/**`), but not the folder.
        return regex.search(path.removesuffix("/")) is not None
    return any(found.end(slash) in {-1, len(path)} for found in regex.finditer(path))


def _spec(lines: list[str]) -> GitIgnoreSpec | None:
    """Return lines as git reads them, None where one of them means nothing to it."""
    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings():
            # Of brackets in brackets, which git takes as they stand.
            warnings.simplefilter("ignore", FutureWarning)
            # pathspec takes `a/**/` for `a/`, but the folder itself is not meant.
            spec = GitIgnoreSpec.from_lines(f"{line[:-1]}/*/" if line.endswith("/**/") else line for line in lines)
    except (ValueError, re.error):
        return None
    return spec if all(one.include is not None for one in spec.patterns) else None


def _below(folder: str, path: str) -> str | None:
    """Return a path as seen from a folder above it, with slashes; None where it is not below the folder."""
    start = f"{folder.rstrip(os.sep)}{os.sep}"
    return path[len(start) :].replace(os.sep, "/") if path.startswith(start) else None
