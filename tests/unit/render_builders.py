"""Reports for tests of writers, and readers of what they write."""

from __future__ import annotations

import csv
import io
import json
import re
from hashlib import sha256
from pathlib import Path

from jsonschema import Draft202012Validator

from attrib.report import Finding, Report, Source, Span, Story, StoryReport

SCHEMAS = Path(__file__).parents[1] / "schemas"


def schema(name):
    """Return what checks JSON against a schema of tests/schemas."""
    return Draft202012Validator(json.loads((SCHEMAS / name).read_text(encoding="utf-8")))


def new_story(text, path="stories/ferry.txt"):
    return Story(path, text, sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), ())


def new_finding(span, level="error", message="Nobody says so.", **fields):
    return Finding("unattributed-claim", "UNA-01", level, message, span, **{"fingerprint": "f0", **fields})


def new_source(name, *mentions):
    return Source("s1", name, "named", 7, False, 1, mentions, "person", 1)


def report_on(text, *findings, path="stories/ferry.txt", sources=(), suppressed=(), kinds=()):
    """Return a report on one story with some findings."""
    story = StoryReport(new_story(text, path), "default", (), sources, (), (), findings, suppressed)
    return Report("0.1.0", "default", (story,), kinds)


def report_at(text, words, **fields):
    """Return a report on one story with a finding at some words of it."""
    at = text.index(words)
    return report_on(text, new_finding(Span(at, at + len(words)), **fields))


def read_commands(log):
    """Return the commands of a log as GitHub's runner reads them, each a name, properties and a message.

    After https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands: a line that begins with `::`
    after white space, up to the next `::` a name and, after a space, properties between commas. The older form, `##[`
    anywhere in a line that is no such command, is refused.
    """
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        command = re.fullmatch(r"\s*::([a-z-]+)(?: (.*?))?::(.*)", line, re.DOTALL)
        if not command:
            assert "##[" not in line
            continue
        pairs = (pair.split("=", 1) for pair in (command[2] or "").split(",") if pair)
        properties = {name: _unescaped(value, more={"%3A": ":", "%2C": ","}) for name, value in pairs if value}
        found.append((command[1], properties, _unescaped(command[3])))
    return found


def _unescaped(text, more=None):
    for escape, char in {"%0D": "\r", "%0A": "\n", **(more or {}), "%25": "%"}.items():
        text = text.replace(escape, char)
    return text


def read_table(text):
    """Return the rows of a table of comma-separated values, each a dictionary."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
