"""Answers by all that they rest on."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from attrib.cache.folder import Folder
from attrib.cache.signature import pipeline_signature, program_signature
from attrib.rules.folders import digest_of_folders, shipped_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from attrib.report import FindingKind, StoryReport


class Cache:
    """The answers of earlier runs of a version of attrib, in a folder; what they rest on is looked at once.

    `tell` is told what a user may want to know.
    """

    def __init__(self, folder: Path, version: str, tell: Callable[[str], None] = lambda _: None) -> None:
        self._folder = Folder(folder, tell)
        self._tell = tell
        self._program = program_signature(version)
        self._rules: dict[tuple[Path, ...], str | None] = {}
        self._pipelines: dict[str | None, str | None] = {}

    def shelf(self, packs: tuple[Path, ...], pipeline: str | None, settings: str) -> Shelf | None:
        """Return the answers for packs beside the shipped one, a pipeline and other settings written as text.

        None where rules or pipeline cannot be told from others.
        """
        if packs not in self._rules:
            self._rules[packs] = digest_of_folders([shipped_pack(), *packs])
        if pipeline not in self._pipelines:
            self._pipelines[pipeline] = pipeline_signature(pipeline)
        rules, weights = self._rules[packs], self._pipelines[pipeline]
        if rules is None or weights is None:
            self._tell("cache: not used, as the rules or the pipeline cannot be told from others")
            return None
        return Shelf(self._folder, rules, _key(self._program, rules, weights, settings), self._tell)

    def forget_rules(self) -> None:
        """Look at the rules anew when they are next asked for."""
        self._rules.clear()

    def clean(self) -> None:
        """Remove what is old."""
        self._folder.clean()


class Shelf:
    """The answers under one set of rules and settings; `rules` is the digest of the rules."""

    def __init__(self, folder: Folder, rules: str, key: str, tell: Callable[[str], None]) -> None:
        self.rules = rules
        self._folder = folder
        self._key = key
        self._tell = tell

    def slot(self, name: str, raw: bytes, beside: bytes | None, today: date) -> Slot:
        """Return the place for the report on a file of this name, with these bytes and those of its sidecar, on a day."""
        about = "" if beside is None else sha256(beside).hexdigest()
        # A finding that is ignored tells where that is written, so that it counts how the file is called.
        called = name if any(b"ignores" in one for one in (raw, beside or b"")) else ""
        key = _key(self._key, PurePath(name).suffix.lower(), sha256(raw).hexdigest(), about, called)
        return Slot(self._folder, key, self._tell, today, is_dated=b"until" in (beside or b""))

    def kinds(self) -> tuple[FindingKind, ...] | None:
        """Return what a run with these settings looks for, if it is known."""
        from attrib.cache.entries import unpack_kinds

        content = self._folder.read(_key(self._key, "kinds"))
        try:
            return None if content is None else unpack_kinds(content)
        except ValueError:
            return None

    def keep_kinds(self, kinds: tuple[FindingKind, ...]) -> None:
        """Keep what a run with these settings looks for."""
        from attrib.cache.entries import pack_kinds

        self._folder.write(_key(self._key, "kinds"), pack_kinds(kinds))


class Slot:
    """The place for the report on one story; it holds none of the story itself."""

    def __init__(self, folder: Folder, key: str, tell: Callable[[str], None], today: date, *, is_dated: bool) -> None:
        self._folder = folder
        self._key = key
        self._tell = tell
        self._today = today
        self._is_dated = is_dated

    def find(self, name: str, raw: bytes) -> StoryReport | None:
        """Return the report, if it is known, on the bytes for which the place was asked for, under this name."""
        from attrib.cache.entries import unpack

        content = self._folder.read(self._key)
        if content is None:
            return None
        try:
            return unpack(content, name, raw, self._today)
        except ValueError:
            self._tell(f"cache: the entry {self._key} does not fit; it is made anew")
            return None

    def keep(self, report: StoryReport) -> None:
        """Keep the report."""
        from attrib.cache.entries import pack

        until = [*(one.until for one in report.story.directives), *(one.until for one in report.suppressed)]
        try:
            content = pack(report, today=self._today if self._is_dated or any(until) else None)
        except UnicodeEncodeError:
            return  # A path that is not text stands in the report.
        self._folder.write(self._key, content)


def _key(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
