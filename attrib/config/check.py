"""Everything that is wrong with a configuration file, not only the first thing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from attrib.config.effective import packs_of
from attrib.config.files import read_file
from attrib.config.load import extended, load, path_problems, problems_of
from attrib.config.names import name_problems
from attrib.errors import AttribError, ConfigError, RuleError

if TYPE_CHECKING:
    from pathlib import Path


def every_problem(path: Path) -> list[AttribError]:
    """Return what is wrong with a configuration file, the files that it extends, its packs, and the names in it.

    Where the files cannot be understood, nothing else is looked at; where a pack cannot be loaded, names are not.
    What is wrong with one file comes in the order of its lines.
    """
    return sorted(_problems(path), key=_line)


def _line(problem: AttribError) -> tuple[str, int, int]:
    place = problem.place
    return (place.path, place.line or 0, place.column or 0) if place else ("", 0, 0)


def _problems(path: Path) -> list[AttribError]:
    found = _written_wrongly(path, set())
    if found:
        return found
    try:
        configured = load(path, strictly=False)
    except ConfigError as error:
        return [error]
    found.extend(path_problems(configured))
    if found:
        return found
    from attrib.rules.load import load_rules

    try:
        found.extend(name_problems(configured, load_rules(packs_of(configured))))
    except RuleError as error:
        found.append(error)
    return found


def _written_wrongly(path: Path, seen: set[str]) -> list[AttribError]:
    seen.add(os.path.realpath(path))
    try:
        content = read_file(path)
    except ConfigError as error:
        return [error]
    found: list[AttribError] = [*problems_of(content)]
    if found:
        return found
    for other, place in extended(content):
        if os.path.realpath(other) in seen:
            continue
        if not other.is_file():
            try:
                read_file(other, place)
            except ConfigError as error:
                found.append(error)
        else:
            found.extend(_written_wrongly(other, seen))
    return found
