"""Names of rules and policies that begin like a word, for a shell that completes a command line.

Typer asks these functions by their parameters: what has been typed so far, and the word that is not finished.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

# A rule's file is not parsed for this: a person waits for the list with a finger on the key.
_FIELD: Final = re.compile(r"^(id|code|title|description): *(.+?) *$|^(---)", re.MULTILINE)


def rule_names(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the ids and codes of rules that begin like a word, each with what it is about."""
    return _named(context, incomplete, None)


def finding_names(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the ids, codes and groups of findings that begin like the last name of a list with commas."""
    begun, comma, last = incomplete.rpartition(",")
    found = _named(context, last, "findings")
    groups = dict.fromkeys(name.partition("-")[0] for name, _ in found if re.fullmatch(r"[A-Z]+-\d+", name))
    return [(f"{begun}{comma}{name}", about) for name, about in [*found, *((group, "") for group in groups)]]


def policy_names(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the ids of policies that begin like a word, each with its description."""
    return [(name, about) for name, about in _named(context, incomplete, "policies") if name.islower()]


def kind_names(incomplete: str) -> list[str]:
    """Return the kinds of rules that begin like a word."""
    from attrib.cli.lookup import kinds

    return [kind for kind in kinds() if kind.startswith(incomplete)]


def format_names(incomplete: str) -> list[tuple[str, str]]:
    """Return the formats of reports that begin like a word, each with what it is for."""
    from attrib.render import WRITERS

    return [(name, form.purpose) for name, form in WRITERS.items() if name.startswith(incomplete)]


def output_names(incomplete: str) -> list[tuple[str, str]]:
    """Return what `--output` takes before the file, where a word could become that."""
    return [(f"{name}:", about) for name, about in format_names(incomplete)]


def _named(context: typer.Context, incomplete: str, kind: str | None) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for file in _rule_files(context, kind):
        for rule in _rules_in(file.read_bytes().decode("utf-8", "replace")):
            about = (rule.get("title") or rule.get("description") or "").strip("\"'>|-")
            for name in (rule.get("id"), rule.get("code")):
                if name and name.startswith(incomplete):
                    found.setdefault(name, about)
    return sorted(found.items())


def _rule_files(context: typer.Context, kind: str | None) -> Iterator[Traversable]:
    """Yield the files of the shipped pack, of configured ones and of those named with --rules, of a kind or of all."""
    from pathlib import Path

    from attrib.rules.packs import shipped_pack

    packs: list[Traversable] = [shipped_pack(), *_configured(), *map(Path, context.params.get("rules") or ())]
    for pack in packs:
        for folder in pack.iterdir() if pack.is_dir() else ():
            if folder.is_dir() and kind in {None, folder.name}:
                yield from (file for file in folder.iterdir() if file.name.endswith((".yaml", ".yml")))


def _configured() -> tuple[Path, ...]:
    """Return the packs of the configuration in force; none where that is wrong, which is not the time to say."""
    from attrib.cli.options import make_overrides
    from attrib.config import settings_here
    from attrib.errors import AttribError

    try:
        return settings_here(make_overrides()).rules
    except AttribError:
        return ()


def _rules_in(text: str) -> Iterator[dict[str, str]]:
    rule: dict[str, str] = {}
    for name, value, end in _FIELD.findall(text):
        if end:
            yield rule
            rule = {}
        else:
            rule.setdefault(name, value)
    yield rule
