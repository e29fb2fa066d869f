"""`attrib check --watch`: stories are checked again whenever they, or what they are checked with, change."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, NoReturn, Self

from attrib.cli import failure
from attrib.cli.means import CACHE_FOLDER, Session
from attrib.cli.output import write
from attrib.cli.run import STDIN
from attrib.errors import AttribError, UsageError
from attrib.read.files import SIDECARS, SUFFIXES, is_own_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from attrib.config import Plan

SETTINGS: Final = frozenset({".attrib.yml", ".attrib.yaml", "pyproject.toml", ".gitignore"})
"""Names of files that say how stories are checked, or which."""
CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"
"""What empties a terminal, with what has been scrolled away."""

_ELSEWHERE: Final = frozenset({CACHE_FOLDER, ".git"})
_PAUSE: Final = 500
"""Milliseconds after which a watch that sees nothing says so."""


def keep_checking(paths: Sequence[Path], check: Callable[[Session], object]) -> NoReturn:
    """Check again and again, until somebody ends it; `check` tells the session its plan as soon as there is one.

    What is wrong with a file is shown, and the watch goes on. Raises UsageError where the command line is wrong.
    """
    if STDIN in paths:
        raise UsageError("A104", "standard input (-) cannot be watched", hint="leave out --watch")
    session = Session()
    is_first = True
    with _Watch() as watch:
        watch.follow(_places(paths, None))
        while True:
            session.refresh()
            try:
                _clear()
                check(session)
            except AttribError as error:
                if is_first and isinstance(error, UsageError):
                    raise
                failure.show(error)
            is_first = False
            watch.follow(_places(paths, session.plan))
            _say(session.plan)
            watch.wait(_Concern.of(paths, session.plan))


def _clear() -> None:
    if sys.stdout.isatty():
        write(CLEAR)


def _say(plan: Plan | None) -> None:
    number = len(plan.targets) if plan else 0
    stories = "1 story" if number == 1 else f"{number} stories"
    print(f"attrib: watching {stories}; Ctrl-C ends", file=sys.stderr, flush=True)  # noqa: T201


def _packs(plan: Plan | None) -> set[Path]:
    return {pack for target in plan.targets for pack in target.settings.rules} if plan else set()


def _places(paths: Iterable[Path], plan: Plan | None) -> set[tuple[Path, bool]]:
    """Return the folders to look into, each with whether what lies in its folders counts as well."""
    deep = {path for path in (*paths, *_packs(plan)) if path.is_dir()}
    files = {Path(file) for one in plan.sources for file in one.files} if plan else set()
    flat = {path.absolute().parent for path in (*paths, *files)} | {Path.cwd()}
    return {(path, True) for path in deep} | {(path, False) for path in flat if path.is_dir()}


@dataclass(frozen=True)
class _Concern:
    """What may change a report: all stories in some folders, what lies in packs of rules, and single files."""

    folders: frozenset[Path]
    packs: frozenset[Path]
    files: frozenset[Path]

    @classmethod
    def of(cls, paths: Iterable[Path], plan: Plan | None) -> Self:
        """Return what concerns a run on some paths, as far as it has been planned."""
        named = [path for path in paths if not path.is_dir()]
        beside = [path.with_suffix(suffix) for path in named if path.suffix for suffix in SIDECARS]
        said = [Path(file) for one in plan.sources for file in one.files] if plan else []
        known = [plan.run.baseline] if plan and plan.run.baseline else []
        return cls(
            frozenset(map(_whole, (path for path in paths if path.is_dir()))),
            frozenset(map(_whole, _packs(plan))),
            frozenset(map(_whole, (*named, *beside, *said, *known))),
        )

    def has(self, path: Path) -> bool:
        """Return whether a change of a file may change the report; that of a page that attrib has written does not."""
        whole = _whole(path)
        if path.name in SETTINGS or whole in self.files:
            return True
        if path.name.startswith(".") or not _ELSEWHERE.isdisjoint(path.parts):
            return False
        if not self.packs.isdisjoint(whole.parents):
            return True
        is_story = path.name.lower().endswith((*SUFFIXES, *SIDECARS)) and not is_own_page(path)
        return (is_story or path.is_dir()) and not self.folders.isdisjoint(whole.parents)


def _whole(path: Path) -> Path:
    """Return a path without links above its last part, and with none in it where it is a folder."""
    return Path(os.path.realpath(path if path.is_dir() else path.parent)) / ("" if path.is_dir() else path.name)


class _Watch:
    """Sees what changes in some folders, from the moment it follows them."""

    def __init__(self) -> None:
        self._places: set[tuple[Path, bool]] = set()
        self._seen: Queue[str] = Queue()
        self._stops = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stops.close()

    def follow(self, places: set[tuple[Path, bool]]) -> None:
        """Watch these folders, and no others."""
        if places == self._places:
            return
        self._stops.close()
        self._places = places
        for is_deep in (True, False):
            if folders := [path for path, deep in places if deep is is_deep]:
                self._start(folders, is_deep=is_deep)

    def wait(self, concern: _Concern) -> None:
        """Return when something has changed that counts, and what changed with it has been seen as well."""
        while True:
            seen = {Path(path) for path in self._next()}
            if any(concern.has(path) for path in seen):
                return

    def _next(self) -> Iterator[str]:
        while True:
            try:  # Not for ever: Windows does not hear Ctrl-C meanwhile.
                yield self._seen.get(timeout=1)
                break
            except Empty:
                continue
        while not self._seen.empty():
            yield self._seen.get()

    def _start(self, folders: list[Path], *, is_deep: bool) -> None:
        stop, ready = Event(), Event()
        thread = Thread(target=self._look, args=(folders, is_deep, stop, ready), daemon=True)
        thread.start()
        self._stops.callback(stop.set)
        ready.wait(10)

    def _look(self, folders: list[Path], is_deep: bool, stop: Event, ready: Event) -> None:
        from watchfiles import watch

        changes = watch(
            *folders,
            watch_filter=None,
            recursive=is_deep,
            stop_event=stop,
            rust_timeout=_PAUSE,
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        for several in changes:
            ready.set()
            for _, path in several:
                self._seen.put(path)
