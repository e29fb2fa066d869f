"""Files as they were at a revision, asked of git; it is started for nothing else, and runs nothing in its turn."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrib.errors import Place, UsageError
from attrib.rules.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Neither a hook nor a pager nor a monitor of the file system is run, and nothing is fetched: not even in a partial clone.
_QUIET: Final = (
    "--no-pager",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
)
_KEPT: Final = (
    "PATH",
    "HOME",
    "XDG_CONFIG_HOME",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "SYSTEMROOT",
    "TEMP",
    "TMPDIR",
)
_SET: Final = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
_SHALLOW: Final = (
    "the clone is shallow; fetch its history (git fetch --unshallow, or fetch-depth: 0 of actions/checkout)"
)


@dataclass(frozen=True)
class Version:
    """A file as it was: its path in the repository then, and its bytes."""

    path: str
    raw: bytes

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the bytes in hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()

    def is_same(self, raw: bytes) -> bool:
        """Return whether a file has these bytes; git may check it out with other line ends than it keeps."""
        return self.raw == raw or _unix(self.raw) == _unix(raw)


def _unix(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def versions_at(files: Sequence[Path], revision: str) -> list[Version | None]:
    """Return each file as it was at a revision, None where it was not there; a file renamed since is found.

    Where the revision is not part of the history of what is checked out, it is the last commit common to both that
    counts. Raises UsageError: A130 where git cannot be used, A131 for a file outside a repository, A132 where the
    revision is none.
    """
    if not revision.strip() or revision.startswith("-") or not revision.isprintable():
        raise UsageError("A132", f"{revision!r} is no revision", hint="a branch, a tag or a commit: --since main")
    roots: dict[Path, str] = {}
    places = [_place(file, roots) for file in files]
    found: dict[tuple[str, str], Version] = {}
    for root in dict.fromkeys(root for root, _ in places):
        inside = [path for one, path in places if one == root]
        try:
            found.update({(root, path): version for path, version in _Repository(root).files_at(revision, inside)})
        except _RefusedError as error:
            raise UsageError("A130", f"git cannot tell what changed: {error}", place=Place(root)) from error
    return [found.get(place) for place in places]


def _place(file: Path, roots: dict[Path, str]) -> tuple[str, str]:
    """Return the root of the repository that a file is in, and its path there; `roots` are those of folders asked about."""
    real = Path(os.path.realpath(file))
    try:
        if real.parent not in roots:
            told = _git(str(real.parent), "rev-parse", "--show-toplevel")
            roots[real.parent] = told.decode("utf-8", "surrogateescape").rstrip("\r\n")
        root = roots[real.parent]
        return root, real.relative_to(os.path.realpath(root)).as_posix()
    except (_RefusedError, ValueError) as error:
        raise UsageError(
            "A131",
            f"the story is in no git repository, so nothing is known of what changed: {error}",
            place=Place(str(file)),
            hint="leave out --since, or check a story of a repository",
        ) from error


class _Repository:
    """A repository by its root."""

    def __init__(self, root: str) -> None:
        self._root = root

    def files_at(self, revision: str, paths: Iterable[str]) -> Iterator[tuple[str, Version]]:
        """Yield those of the files that were there at a revision, each with its path now."""
        base = self._base(revision)
        blobs = dict(self._tree(base))
        renamed: dict[str, str] | None = None
        wanted: dict[str, str] = {}
        for path in paths:
            if path not in blobs and renamed is None:
                renamed = dict(self._renamed(base))
            before = path if path in blobs else (renamed or {}).get(path)
            if before in blobs:
                wanted[path] = before
        contents = self._contents([blobs[before] for before in wanted.values()])
        for (path, before), raw in zip(wanted.items(), contents, strict=True):
            yield path, Version(before, raw)

    def _base(self, revision: str) -> str:
        """Return the last commit that a revision and what is checked out have in common."""
        try:
            commit = self._ask("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        except _RefusedError as error:
            hint = self._hint() or suggest(revision, self._names()) or "a branch, a tag or a commit: --since main"
            raise UsageError("A132", f"git knows no revision {revision!r}: {error}", hint=hint) from error
        try:
            return self._ask("merge-base", commit, "HEAD")
        except _RefusedError as error:
            hint = self._hint() or "name a revision of the same history"
            raise UsageError(
                "A132", f"what is checked out has no history in common with {revision!r}", hint=hint
            ) from error

    def _tree(self, commit: str) -> Iterator[tuple[str, str]]:
        """Yield the path and the id of each file in a commit."""
        for entry in _entries(self._run("ls-tree", "-r", "-z", "--full-tree", commit)):
            about, _, path = entry.partition("\t")
            _, kind, name = about.split()
            if kind == "blob":
                yield path, name

    def _renamed(self, commit: str) -> Iterator[tuple[str, str]]:
        """Yield the path now and the path then of each file renamed since a commit, as far as git knows of it."""
        compared = ("--cached", "--raw", "-z", "-M", "--diff-filter=R", "--no-ext-diff", "--no-textconv")
        entries = _entries(self._run("diff-index", *compared, "--ignore-submodules=all", commit, "--"))
        for _, before, now in zip(entries[::3], entries[1::3], entries[2::3], strict=True):
            yield now, before

    def _contents(self, names: Sequence[str]) -> Iterator[bytes]:
        """Yield the bytes of files by their ids."""
        told = self._run("cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
        at = 0
        for name in names:
            line_end = told.index(b"\n", at)
            about = told[at:line_end].split()
            if len(about) != 3:
                raise UsageError("A130", f"git lacks the file {name}", hint="the clone is partial; fetch all of it")
            at = line_end + 1 + int(about[2])
            yield told[line_end + 1 : at]
            at += 1

    def _hint(self) -> str | None:
        return _SHALLOW if self._ask("rev-parse", "--is-shallow-repository") == "true" else None

    def _names(self) -> list[str]:
        return self._ask("for-each-ref", "--format=%(refname:short)").split()

    def _ask(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "surrogateescape").strip()

    def _run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        return _git(self._root, *arguments, stdin=stdin)


class _RefusedError(Exception):
    """Git would not; the text is its own words."""


def _git(folder: str, *arguments: str, stdin: bytes = b"") -> bytes:
    program = shutil.which("git")
    if program is None:
        raise UsageError("A130", "git is not installed, and --since asks it what changed")
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _SET
    try:
        done = subprocess.run(  # noqa: S603  no shell; what a person typed follows --end-of-options
            [program, *_QUIET, "-C", folder, *arguments], input=stdin, capture_output=True, env=environment, check=False
        )
    except OSError as error:
        raise UsageError("A130", f"git cannot be started: {(error.strerror or str(error)).lower()}") from error
    if done.returncode != 0:
        words = " ".join(done.stderr.decode("utf-8", "replace").split()).removeprefix("fatal: ")
        raise _RefusedError(words or f"git ended with {done.returncode}")
    return done.stdout


def _entries(told: bytes) -> list[str]:
    return [os.fsdecode(entry) for entry in told.split(b"\0") if entry]
