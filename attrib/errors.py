"""The tree of errors: each has a code, a message, a place and a hint, is raised low and rendered once.

AttribError
├── UsageError      A1xx  a flag, a path or a setting that cannot be followed
├── InputError      A2xx  a story that cannot be read
├── RuleError       A3xx  a rule file that cannot be used
├── PipelineError   A4xx  a language pipeline that cannot be used
└── ConfigError     A5xx  a configuration file that cannot be used
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where an error is: a path, and within it a line and a column counted from 1, with the line's text."""

    path: str
    line: int | None = None
    column: int | None = None
    text: str | None = None

    def __str__(self) -> str:
        """Return `path:line:column` as far as they are known."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


class AttribError(Exception):
    """An error a person can act on. The command line shows it and ends with exit code 2."""

    def __init__(self, code: str, message: str, *, place: Place | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        """Return the error on one line: place, code, message."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.code} {self.message}"

    def __reduce__(self) -> tuple[object, ...]:
        """Return what pickle needs, so that a worker process can hand the error back."""
        return _rebuild, (type(self), self.code, self.message, self.place, self.hint)


class UsageError(AttribError):
    """A flag, a path or a setting that cannot be followed."""


class InputError(AttribError):
    """A story that cannot be read."""


class RuleError(AttribError):
    """A rule file that cannot be used."""


class PipelineError(AttribError):
    """A language pipeline that cannot be used."""


class ConfigError(AttribError):
    """A configuration file that cannot be used."""


def _rebuild(kind: type[AttribError], code: str, message: str, place: Place | None, hint: str | None) -> AttribError:
    return kind(code, message, place=place, hint=hint)
