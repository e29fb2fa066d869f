"""The parts of docs/configuration.md: the example that is shipped, the tables of keys, and the schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from markdown import code, table, text

from attrib.config.schema import Configuration, StoryOverride, json_schema, schema_text

PACKAGE: Final = Path(__file__).parents[2] / "attrib" / "config"
SCHEMA: Final = PACKAGE / "config.schema.json"


def schema() -> str:
    """Return the JSON Schema of configuration files as it is shipped."""
    return schema_text()


def example(_: str) -> str:
    """Return the configuration file that is shipped as an example."""
    return f"```yaml\n{(PACKAGE / 'example.attrib.yml').read_text(encoding='utf-8')}```\n"


def keys(name: str) -> str:
    """Return the table of the keys of a file (`file`) or of one of its overrides (`override`)."""
    model = {"file": Configuration, "override": StoryOverride}[name]
    shapes = json_schema() if name == "file" else json_schema()["$defs"]["StoryOverride"]
    rows = [
        (
            code(str(field.alias)),
            _kind(shapes["properties"][str(field.alias)]),
            _default(field.default, field.is_required()),
            _said(field.description or ""),
        )
        for field in model.model_fields.values()
    ]
    return "\n".join(table(("key", "value", "if not given", "what it says"), rows)) + "\n"


def _said(description: str) -> str:
    """Return a description with its code kept and nothing else in it markup."""
    parts = description.split("`")
    return "".join(
        code(part) if index % 2 else text(part) if part.strip() == part else _edged(part)
        for index, part in enumerate(parts)
    )


def _edged(part: str) -> str:
    lead, trail = (" " if part[:1] == " " else ""), (" " if part[-1:] == " " and part.strip() else "")
    return f"{lead}{text(part)}{trail}"


def _kind(shape: dict[str, Any]) -> str:
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(_kind(one) for one in shape["anyOf"] if one.get("type") != "null"))
    if "enum" in shape:
        return ", ".join(code(one) for one in shape["enum"])
    if shape.get("type") == "array":
        return "list of overrides" if "$ref" in shape["items"] else "list"
    return {
        "string": "text",
        "boolean": f"{code('true')}, {code('false')}",
        "integer": "whole number",
        "object": "mapping",
    }[shape["type"]]


def _default(value: Any, required: bool) -> str:  # noqa: FBT001  as pydantic gives it
    if required:
        return "an error"
    if value in (None, (), {}):
        return ""
    if isinstance(value, bool):
        return code(str(value).lower())
    return ", ".join(map(code, value)) if isinstance(value, tuple) else code(str(value))
