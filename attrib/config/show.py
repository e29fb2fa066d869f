"""The settings in force for a path, each with where it comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrib.config.effective import packs_of, parts_for
from attrib.config.files import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attrib.config.load import Configured
    from attrib.errors import Place
    from attrib.rules.located import Mapping

BUILT_IN: Final = "default"
"""Where a value comes from that no file sets."""
OF_STORIES: Final = ("policy", "rules", "select", "extend-select", "ignore", "fail-on")
"""The keys that overrides may have as well."""


class Row(NamedTuple):
    """A setting: its key, its value as it stands in JSON, and where it comes from (`FILE:LINE`, or `default`)."""

    key: str
    value: Any
    origin: str


def rows(configured: Configured, path: Path) -> list[Row]:
    """Return the settings in force for a path, in the order of the schema; levels and options are a row a finding."""
    parts = parts_for(configured, path)
    out: list[Row] = []
    for key, default in _defaults().items():
        if key in {"extends", "overrides"}:
            continue
        if key == "rules":
            out.extend(_rulings(parts))
        else:
            out.append(_row(configured, key, default, parts if key in OF_STORIES else parts[:1]))
    return out


def as_text(configured: Configured, path: Path) -> str:
    """Return the settings in force for a path as a table."""
    found = rows(configured, path)
    cells = [(row.key, _words(row.value), row.origin) for row in found]
    first, second = (max(len(cell[at]) for cell in cells) for at in (0, 1))
    lines = [f"{key:<{first}}  {value:<{second}}  {origin}" for key, value, origin in cells]
    return "\n".join([f"{shown(path)}: {configured.named}", "", *(line.rstrip() for line in lines)]) + "\n"


def as_json(configured: Configured, path: Path) -> str:
    """Return the settings in force for a path as a JSON object."""
    settings: dict[str, Any] = {}
    rules: dict[str, Any] = {}
    for row in rows(configured, path):
        told = {"value": row.value, "from": row.origin}
        if row.key.startswith("rules."):
            rules[row.key.removeprefix("rules.")] = told
        else:
            settings[row.key] = told
    whole = {"path": shown(path), "files": list(configured.files), "settings": settings, "rules": rules}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _defaults() -> dict[str, Any]:
    from attrib.config.schema import Configuration

    fields = Configuration.model_fields.values()
    return {str(field.alias): field.default for field in fields}


def _row(configured: Configured, key: str, default: Any, parts: list[Mapping]) -> Row:
    saying = [part for part in parts if part.get(key) is not None]
    if key in {"extend-select", "ignore"}:
        # A part that selects anew begins anew.
        first = max((index for index, part in enumerate(parts) if part.get("select") is not None), default=0)
        saying = [part for part in parts[first:] if part.get(key) is not None]
        values = [text for part in saying for text, _ in configured.texts(key, part)]
        return Row(key, values, _origin([part.key_place(key) for part in saying]))
    if not saying:
        return Row(key, list(default) if isinstance(default, tuple) else default, BUILT_IN)
    part = saying[-1]
    return Row(key, _value(configured, key, part), _origin([part.key_place(key)]))


def _value(configured: Configured, key: str, part: Mapping) -> Any:
    if key == "packs":
        return [str(path) for path in packs_of(configured)]
    if key in {"baseline", "cache-dir"}:
        return str(configured.path_at(key))
    if key in {"select", "include", "exclude", "extend-exclude"}:
        return [text for text, _ in configured.texts(key, part)]
    return part[key]


def _rulings(parts: list[Mapping]) -> Iterator[Row]:
    last: dict[str, Row] = {}
    for part in parts:
        for name, ruling in part.get("rules", {}).items():
            last.pop(name, None)
            last[name] = Row(f"rules.{name}", ruling, _origin([part["rules"].key_place(name)]))
    yield from last.values()


def _origin(places: list[Place]) -> str:
    return ", ".join(dict.fromkeys(f"{place.path}:{place.line}" for place in places)) or BUILT_IN


def _words(value: Any) -> str:
    """Return a value as a person would write it in a configuration file."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_words(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_words, value)) + "]"
    return str(value)
