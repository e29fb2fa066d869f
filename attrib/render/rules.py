"""Rules for people: the list of them, one rule's page, and the outcome of their own tests."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrib.render.terminal import LEVEL_STYLES, WIDTH, line_of, new_console, new_table, printed, safe
from attrib.rules.schema import FindingRule, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from attrib.rules.load import Rules

INDENT: Final = "  "


class RuleTestResult(Protocol):
    """The outcome of one example of one rule."""

    @property
    def kind(self) -> str:
        """Return the rule's kind."""

    @property
    def rule_id(self) -> str:
        """Return the rule's id."""

    @property
    def text(self) -> str:
        """Return the example's text."""

    @property
    def ok(self) -> bool:
        """Return whether the example holds."""

    @property
    def message(self) -> str:
        """Return what was expected and what came."""


def render_list(rules: Mapping[str, Iterable[Rule]], *, color: bool = False, width: int = WIDTH) -> str:
    """Return a table of rules for each kind: id, code and level of findings, and what the rule is for."""
    console, out = new_console(color=color, width=width)
    parts: list[RenderableType] = []
    for kind, some in rules.items():
        findings = kind == FindingRule.kind
        table = new_table(
            kind, *(("code", "level", "title") if findings else ("description",)), fixed=(kind, "code", "level")
        )
        for rule in some:
            if isinstance(rule, FindingRule):
                level = line_of((rule.level, LEVEL_STYLES[rule.level]))
                table.add_row(rule.id, rule.code, level, line_of((rule.title, "")))
            else:
                table.add_row(rule.id, line_of((_first_sentence(rule.description), "")))
        parts += [table, ""]
    return printed(console, out, *parts[:-1])


def render_page(rule: Rule, rules: Rules, *, width: int = WIDTH) -> str:
    """Return all there is to know about a rule: what it does, why, its examples, standards and levels."""
    lines = list(_page(rule, rules, width))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def render_tests(results: Sequence[RuleTestResult]) -> str:
    """Return the rule tests that failed, each with its example, and how many there were."""
    failed = [result for result in results if not result.ok]
    lines = [f"{one.kind}/{one.rule_id}: {safe(one.message)}\n    {safe(one.text)}" for one in failed]
    rules = len({(result.kind, result.rule_id) for result in results})
    lines.append(f"{len(results)} examples of {rules} rules: {len(failed)} failed")
    return "\n".join(lines) + "\n"


def _page(rule: Rule, rules: Rules, width: int) -> Iterator[str]:
    if isinstance(rule, FindingRule):
        yield f"{rule.code} {rule.id} ({rule.level})"
        yield rule.title
        yield from _section(
            "What it does", [f"Reports each {rule.on} with {_conditions(rule.when)}:", rule.message], width
        )
    else:
        yield f"{rule.kind}/{rule.id}"
    yield from _section("Why" if isinstance(rule, FindingRule) else "What it does", [rule.description], width)
    examples = getattr(rule, "examples", None)
    if examples is not None:
        yield from _section("Fires on", [_example(one) for one in examples.fires], width)
        yield from _section("Silent on", [_example(one) for one in examples.silent], width)
    if rule.standard:
        stated = rule.standard if isinstance(rule.standard, dict) else {"": rule.standard}
        yield from _section("Standards", [f"{name}: {text}".removeprefix(": ") for name, text in stated.items()], width)
    if isinstance(rule, FindingRule):
        levels = [f"{name}: {policy.level_of(rule)}" for name, policy in rules.policies.items()]
        yield from _section("Level in each policy", levels, width)
    yield from _section("Written in", [str(rule.origin), *(f"changed in {place}" for place in rule.patches)], width)


def _section(heading: str, entries: Iterable[str], width: int) -> Iterator[str]:
    yield ""
    yield heading
    for entry in entries:
        text = " ".join(safe(entry).split())
        yield from textwrap.wrap(
            text,
            width,
            initial_indent=INDENT,
            subsequent_indent=INDENT * 2,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _conditions(when: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_value(value)}" for name, value in when.items()) or "no further condition"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return " and ".join(f"{name} {_value(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return " or ".join(_value(part) for part in value)
    return str(value)


def _example(example: object) -> str:
    """Return an example with what is expected of it in brackets, whatever the kind of its rule."""
    if isinstance(example, str):
        return example
    fields = {name: getattr(example, name, None) for name in ("at", "source", "cue", "content")}
    expected = "; ".join(f"{name}: {_value(value)}" for name, value in fields.items() if value)
    text = str(getattr(example, "text", example))
    return f"{text} [{expected}]" if expected else text


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
