"""Configuration files: where they are found, and what is written in them, with places."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from attrib.errors import ConfigError, Place, RuleError

if TYPE_CHECKING:
    from attrib.rules.located import Mapping, RuleFile

PYPROJECT: Final = "pyproject.toml"
NAMES: Final = (".attrib.yml", ".attrib.yaml", PYPROJECT)
"""What a configuration file is called; where a folder has several, the first of these is read."""
TABLE: Final = ("tool", "attrib")
"""Where a configuration stands in a TOML file."""


def file_in(folder: Path) -> Path | None:
    """Return the configuration file in a folder, None where there is none.

    Raises ConfigError where a pyproject.toml cannot be read, for nobody knows whether it has a table for attrib.
    """
    for name in NAMES:
        path = folder / name
        if is_file(path) and (name != PYPROJECT or _has_table(path)):
            return path
    return None


def is_file(path: Path) -> bool:
    """Return whether there is a file; where the system does not let anybody look, there is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def read_file(path: Path, said_at: Place | None = None) -> Mapping:
    """Return what a configuration file says, with places; `said_at` is where it is named.

    Raises ConfigError A501 where it cannot be read or does not end in .yml, .yaml or .toml, A502 where it is not YAML
    or TOML, A503 where it is a TOML file without `[tool.attrib]`.
    """
    suffix = path.suffix.lower()
    if suffix not in {".yml", ".yaml", ".toml"}:
        hint = "a configuration file ends in .yml, .yaml or .toml"
        raise ConfigError("A501", f"`{shown(path)}` is no configuration file", place=said_at, hint=hint)
    file = _decoded(path, said_at)
    if suffix != ".toml":
        return _read_yaml(file)
    table = _table(file)
    if table is None:
        hint = f"write what is for attrib under [{'.'.join(TABLE)}]"
        raise ConfigError("A503", f"no [{'.'.join(TABLE)}] in this file", place=Place(file.path), hint=hint)
    return table


def nothing() -> Mapping:
    """Return what is said where there is no file: a mapping that is never asked for a place, made without reading YAML."""
    return cast("Mapping", {})


def shown(path: Path | str) -> str:
    """Return a path as it is shown to people: from the working directory where it is below that, else whole."""
    whole, here = absolute(path), Path.cwd()
    return str(whole.relative_to(here) if whole.is_relative_to(here) else whole)


def absolute(path: Path | str) -> Path:
    """Return a path from the root, without `..`; links stay as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links


def folder_of(place: Place) -> Path:
    """Return the absolute folder of the file of a place."""
    return absolute(place.path).parent


def _decoded(path: Path, said_at: Place | None = None) -> RuleFile:
    from attrib.read import bytes_of_file
    from attrib.rules.located import decode

    try:
        raw = bytes_of_file(path)
    except OSError as error:
        there = "there is no such configuration file" if isinstance(error, FileNotFoundError) else None
        reason = there or f"the configuration file cannot be read: {(error.strerror or str(error)).lower()}"
        if said_at is not None:
            reason += f": {shown(path)}"
        raise ConfigError("A501", reason, place=said_at or Place(shown(path))) from None
    try:
        return decode(shown(path), raw)
    except RuleError as error:
        raise _as_config_error(error, "A502") from None


def _read_yaml(file: RuleFile) -> Mapping:
    from attrib.rules.located import read_documents

    try:
        documents = list(read_documents(file))
    except RuleError as error:
        raise _as_config_error(error, "A502") from None
    if len(documents) > 1:
        place = documents[1].content.place()
        raise ConfigError("A502", "a second document in this file", place=place, hint="keep one, without `---`")
    return documents[0].content if documents else nothing_in(file)


def nothing_in(file: RuleFile) -> Mapping:
    """Return what a file with nothing but comments says."""
    from attrib.rules.located import Mapping

    return Mapping(file, 0)


def _as_config_error(error: RuleError, code: str) -> ConfigError:
    message = error.message.replace("rule file", "configuration file")
    return ConfigError(code, message, place=error.place, hint=error.hint)


def _has_table(path: Path) -> bool:
    file = _decoded(path)
    # Most such files are other programs' alone, and need not be read as TOML.
    return TABLE[-1] in file.text and _table(file) is not None


def _table(file: RuleFile) -> Mapping | None:
    from attrib.config.toml_places import read_toml
    from attrib.rules.located import Mapping

    here = read_toml(file)
    for key in TABLE:
        if key not in here:
            return None
        if not isinstance(here[key], Mapping):
            raise ConfigError("A503", f"`{key}` must be a table", place=here.value_place(key))
        here = here[key]
    return here
