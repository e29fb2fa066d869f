"""`attrib check --watch`: stories are checked again whenever they, or what they are checked with, change."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, NoReturn, Self

from attrib.cli import failure
from attrib.cli.means import CACHE_FOLDER, Session
from attrib.cli.output import write
from attrib.cli.run import STDIN
from attrib.errors import AttribError, UsageError
from attrib.read.files import SIDECARS, SUFFIXES

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
            watch.wait(session.plan)


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

    def wait(self, plan: Plan | None) -> None:
        """Return when something has changed that counts, and what changed with it has been seen as well."""
        packs = [pack.resolve() for pack in _packs(plan)]
        while True:
            seen = {Path(path) for path in self._next()}
            if any(_counts(path, packs) for path in seen):
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


def _counts(path: Path, packs: Iterable[Path]) -> bool:
    """Return whether a change of a file may change a report: of a story, of what is told beside it, of settings or rules."""
    if path.name in SETTINGS:
        return True
    if path.name.startswith(".") or not _ELSEWHERE.isdisjoint(path.parts):
        return False
    is_rule = any(pack in path.resolve().parents for pack in packs)
    return is_rule or path.name.lower().endswith((*SUFFIXES, *SIDECARS)) or path.is_dir()
