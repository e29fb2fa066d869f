"""The example that `attrib init` writes, and the schema for editors: what both say is what attrib takes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from attrib.config import Overrides, plan
from attrib.config.schema import json_schema
from attrib.rules.located import RuleFile, read_documents

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "attrib" / "config" / "example.attrib.yml"
SCHEMA = ROOT / "attrib" / "config" / "config.schema.json"


def test_the_example_changes_nothing(desk):
    desk({"a.txt": ""})
    before = plan([Path("a.txt")], Overrides())
    desk({".attrib.yml": EXAMPLE.read_text(encoding="utf-8")})
    after = plan([Path("a.txt")], Overrides())
    assert (after.targets, after.run) == (before.targets, before.run)


def test_all_that_the_example_has_as_comments_is_right(cli, desk):
    text = EXAMPLE.read_text(encoding="utf-8")
    desk({"desk/.attrib.yml": uncommented(text), "house/attrib.yml": "", "desk/newsroom/README.md": ""})
    desk({"desk/newsroom/policies/ours.yaml": "id: ours\ndescription: Ours.\n"})
    os.chdir("desk")
    assert cli("config", "check") == (0, ".attrib.yml: nothing is wrong\n", "")
    (document,) = read_documents(RuleFile("", uncommented(text)))
    assert set(json_schema()["properties"]) - set(document.content) == {
        "pipeline", "exclude", "cache", "cache-dir", "jobs",
    }  # fmt: skip


def uncommented(text):
    """Return the example with its commented keys in force, in place of the empty ones."""
    lines = []
    for line in text.splitlines():
        bare = line.removeprefix("# ").removeprefix("#") if line.startswith(("#   ", "# ")) else line
        is_key = line.startswith("#   ") or (
            line.startswith("# ") and bare.split(":")[0] in json_schema()["properties"]
        )
        if line.startswith("#   ") and lines and lines[-1].endswith((": {}", ": []")):
            lines[-1] = lines[-1][:-3]
        if is_key or not line.startswith("#"):
            lines.append(bare)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "text", [EXAMPLE.read_text(encoding="utf-8"), uncommented(EXAMPLE.read_text(encoding="utf-8"))]
)
def test_the_schema_takes_the_example(text):
    Draft202012Validator.check_schema(json_schema())
    (document,) = read_documents(RuleFile("", text))
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(document.content)


@pytest.mark.parametrize(
    "content",
    [
        {"polcy": "ap"},
        {"select": [3]},
        {"rules": {"ANON-01": "eror"}},
        {"rules": {"ANON-01": {"levle": "info"}}},
        {"overrides": [{"policy": "ap"}]},
        {"jobs": -1},
        {"fail_on": "info"},
    ],
)
def test_the_schema_refuses_what_attrib_refuses(content):
    assert not Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).is_valid(content)
