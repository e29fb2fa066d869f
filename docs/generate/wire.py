"""The tables of docs/wire-format.md, from the JSON Schema of the report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from markdown import code, table, text

SCHEMA: Final[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "attrib" / "render" / "report.schema.json").read_text(encoding="utf-8")
)


def fields(name: str) -> str:
    """Return the table of an object's fields, by its name among the schema's definitions; `report` is the whole."""
    shape = SCHEMA if name == "report" else SCHEMA["$defs"][name]
    rows = ((code(field), _type(value), text(value["description"])) for field, value in shape["properties"].items())
    return "\n".join(table(("field", "type", "what it is"), rows)) + "\n"


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return _name(value)
    if "anyOf" in value:
        return " or ".join(_type(one) for one in value["anyOf"])
    if "enum" in value:
        return ", ".join(code(one) for one in value["enum"])
    if "const" in value:
        return code(value["const"])
    if value["type"] == "array":
        return f"list of {_type(value['items'])}"
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return " or ".join(kinds)


def _name(value: dict[str, Any]) -> str:
    name = value["$ref"].rpartition("/")[2]
    return f"[{name}](#{name})"
