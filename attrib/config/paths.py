"""Which stories a run checks, of the files and folders that the command line names."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.config.files import absolute
from attrib.config.gitignore import Gitignore
from attrib.config.globs import Glob, Globs
from attrib.errors import UsageError
from attrib.read.files import entries, has_story, refuse_empty, refuse_missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attrib.config.found import Configurations
    from attrib.config.load import Configured
    from attrib.config.settings import Overrides


@dataclass
class Found:
    """The stories to check, each with what is configured for it, and what is left out."""

    stories: dict[str, tuple[Path, Configured]] = field(default_factory=dict)
    left_out: list[Path] = field(default_factory=list)


class Selector:
    """Finds stories, and leaves out what configuration, git and the command line exclude."""

    def __init__(self, configurations: Configurations, overrides: Overrides) -> None:
        self._configurations = configurations
        self._overrides = overrides
        self._gitignore = Gitignore()
        self._left_out_by: dict[Configured, Globs] = {}
        here = Path.cwd()
        self._asked = Globs(Glob(text, (here, Path(here.anchor))) for text in overrides.exclude)

    def find(self, paths: Iterable[Path]) -> Found:
        """Return the stories in files and folders, each once: files as given, folders walked in order of name.

        Raises UsageError A101 for a path that does not exist, A102 for a folder without stories and A103 where nothing
        is named; InputError for a folder that cannot be read; ConfigError for a configuration that cannot be used.
        """
        found = Found()
        named = 0
        for path in paths:
            named += 1
            self._add(path, found)
        if not named:
            raise UsageError("A103", "no story to check", hint="name a file or a folder")
        return found

    def leaves_out(self, path: Path) -> bool:
        """Return whether a file or folder that is named itself is left out: only with `force-exclude`."""
        whole = absolute(path)
        configured = self._configurations.at(whole.parent)
        if not (self._overrides.force_exclude or configured.content.get("force-exclude", False)):
            return False
        slash = "/" if path.is_dir() else ""
        ways = [*(f"{one}/" for one in reversed(whole.parents)), f"{whole}{slash}"]
        excluded = self._excluded(configured)
        ignored = self._gitignore.inside(whole.parent) if self._respects_git(configured) else None
        # What lies in an ignored folder is ignored, whatever is said of it alone.
        return any(globs.fit(way) for globs in (excluded, ignored or Globs()) for way in ways)

    def _add(self, path: Path, found: Found) -> None:
        refuse_missing(path)
        if self.leaves_out(path):
            found.left_out.append(path)
        elif path.is_dir():
            before = len(found.left_out)
            stories = list(self._walk(path, found.left_out))
            for story, configured in stories:
                found.stories.setdefault(os.path.realpath(story), (story, configured))
            if not stories and not any(map(has_story, found.left_out[before:])):
                refuse_empty(path)
        else:
            configured = self._configurations.at(path.parent)
            found.stories.setdefault(os.path.realpath(path), (path, configured))

    def _walk(self, root: Path, left_out: list[Path]) -> Iterator[tuple[Path, Configured]]:
        whole = absolute(root)
        # A folder that is named itself is walked whatever excludes it; what excludes things in it holds.
        above = self._gitignore.inside(whole)
        waiting = [(root, whole, above.beyond(f"{whole}/") if above is not None else None)]
        excluded: dict[Configured, Globs] = {}
        while waiting:
            folder, place, ignored = waiting.pop()
            configured = self._configurations.at(place)
            if configured not in excluded:
                excluded[configured] = self._excluded(configured).beyond(f"{whole}/")
            globs = (excluded[configured], *([ignored] if ignored and self._respects_git(configured) else []))
            files, folders = entries(folder)
            for name in files:
                way = str(place / name)
                if any(one.fit(way) for one in globs) or not (
                    configured.included is None or configured.included.fit_within(way)
                ):
                    left_out.append(folder / name)
                else:
                    yield folder / name, configured
            kept = [name for name in folders if not any(one.fit(f"{place / name}/") for one in globs)]
            left_out.extend(folder / name for name in folders if name not in kept)
            below = [(folder / name, place / name, self._gitignore.below(ignored, place / name)) for name in kept]
            waiting.extend(reversed(below))

    def _excluded(self, configured: Configured) -> Globs:
        if configured not in self._left_out_by:
            self._left_out_by[configured] = configured.excluded + self._asked
        return self._left_out_by[configured]

    def _respects_git(self, configured: Configured) -> bool:
        asked = self._overrides.respect_gitignore
        if asked is not None:
            return asked
        respects: bool = configured.content.get("respect-gitignore", True)
        return respects
