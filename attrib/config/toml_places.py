"""TOML as mappings that know where each key and each value was written; tomllib reads it, but tells no places."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final, NamedTuple

from attrib.errors import ConfigError, Place
from attrib.rules.located import Mapping, RuleFile, Sequence

Path = tuple[str | int, ...]

_ERROR: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_SPACE: Final = re.compile(r"[ \t]*")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_TEXT: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}' r"|'''(?:[^']|'(?!''))*'{3,5}" r'|"(?:[^"\\\r\n]|\\.)*"' r"|'[^'\r\n]*'",
    re.DOTALL,
)
_SCALAR: Final = re.compile(r"[^,\]}#\r\n]*")


class _Spot(NamedTuple):
    key_at: int
    value_at: int


def read_toml(file: RuleFile) -> Mapping:
    """Return what a TOML file says, with places; raises ConfigError A502 where it is not TOML."""
    # tomllib reads CRLF as LF but counts code points of the text it is given.
    try:
        values = tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:
        message = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise _unreadable(file, message) from None
    whole: Mapping = _located(values, (), file, _Scanner(file.text).places())
    return whole


def _unreadable(file: RuleFile, message: str) -> ConfigError:
    found = _ERROR.search(message)
    said = message[: found.start()] if found else message
    place = Place(file.path)
    if found and found.group(1):
        lines = file.text.replace("\r\n", "\n").split("\n")
        line = int(found.group(1))
        place = Place(file.path, line, int(found.group(2)), lines[line - 1] if line <= len(lines) else "")
    elif found:
        place = file.place(len(file.text.rstrip()))
    return ConfigError("A502", f"not valid TOML: {said[:1].lower()}{said[1:]}", place=place)


def _located(value: Any, path: Path, file: RuleFile, places: dict[Path, _Spot]) -> Any:
    here = places.get(path, _Spot(0, 0))
    if isinstance(value, dict):
        mapping = Mapping(file, here.value_at)
        for key, part in value.items():
            at = places.get((*path, key), here)
            mapping.put(key, _located(part, (*path, key), file, places), key_at=at.key_at, value_at=at.value_at)
        return mapping
    if isinstance(value, list):
        sequence = Sequence(file, here.value_at)
        for index, part in enumerate(value):
            at = places.get((*path, index), here)
            sequence.put(_located(part, (*path, index), file, places), at.value_at)
        return sequence
    return value


class _Scanner:
    """Finds where keys and values begin in a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._places: dict[Path, _Spot] = {}
        self._tables: dict[Path, int] = {}

    def places(self) -> dict[Path, _Spot]:
        """Return the place of each key and each item, by its path."""
        table: Path = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._places

    def _header(self) -> Path:
        several = self._text.startswith("[[", self._at)
        self._at += 2 if several else 1
        keys = self._keys()
        self._at += 2 if several else 1
        path: Path = ()
        for key, at in keys:
            path = self._inside((*path, key))
            self._places.setdefault(path if isinstance(path[-1], str) else path[:-1], _Spot(at, at))
        if several:
            last = keys[-1][1]
            whole = path if isinstance(path[-1], str) else path[:-1]
            count = self._tables[whole] = self._tables.get(whole, 0) + 1
            path = (*whole, count - 1)
            self._places[path] = _Spot(last, last)
        return path

    def _inside(self, path: Path) -> Path:
        """Return a path, or that of the last table of the array of tables it leads to."""
        count = self._tables.get(path)
        return path if count is None else (*path, count - 1)

    def _pair(self, table: Path) -> None:
        keys = self._keys()
        path = table
        for key, at in keys:
            path = (*path, key)
            self._places.setdefault(path, _Spot(at, at))
        self._at += 1
        self._skip(_SPACE)
        self._places[path] = _Spot(keys[-1][1], self._at)
        self._value(path)

    def _keys(self) -> list[tuple[str, int]]:
        """Return the parts of a dotted key with their offsets, and stand behind it and the space that follows."""
        keys: list[tuple[str, int]] = []
        while True:
            start = self._skip(_SPACE)
            bare = _BARE.match(self._text, start)
            found = bare or _TEXT.match(self._text, start)
            assert found is not None
            self._at = found.end()
            keys.append((bare.group() if bare else str(tomllib.loads(f"key = {found.group()}")["key"]), start))
            if self._text[self._skip(_SPACE) : self._at + 1] != ".":
                return keys
            self._at += 1

    def _value(self, path: Path) -> None:
        first = self._text[self._at]
        if first == "[":
            self._items(path)
        elif first == "{":
            self._inline(path)
        else:
            self._skip(_TEXT if first in "\"'" else _SCALAR)

    def _items(self, path: Path) -> None:
        self._at += 1
        index = 0
        while self._text[self._skip(_BLANK)] != "]":
            self._places[*path, index] = _Spot(self._at, self._at)
            self._value((*path, index))
            index += 1
            if self._text[self._skip(_BLANK)] == ",":
                self._at += 1
        self._at += 1

    def _inline(self, path: Path) -> None:
        self._at += 1
        while self._text[self._skip(_BLANK)] != "}":
            self._pair(path)
            if self._text[self._skip(_BLANK)] == ",":
                self._at += 1
        self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        """Move behind what a pattern matches here, and return where that is."""
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at
