"""Rules for people: the list of them, and the outcome of their own tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from attrib.render.tables import new_table
from attrib.render.terminal import LEVEL_STYLES, WIDTH, line_of, printed, safe
from attrib.rules.schema import FindingRule, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attrib.render.tables import Table
    from attrib.render.terminal import Line


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
    parts: list[str | Line | Table] = []
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
    return printed(*parts[:-1], color=color, width=width)


def render_tests(results: Sequence[RuleTestResult]) -> str:
    """Return the rule tests that failed, each with its example, and how many there were."""
    failed = [result for result in results if not result.ok]
    lines = [f"{one.kind}/{one.rule_id}: {safe(one.message)}\n    {safe(one.text)}" for one in failed]
    rules = len({(result.kind, result.rule_id) for result in results})
    lines.append(f"{len(results)} examples of {rules} rules: {len(failed)} failed")
    return "\n".join(lines) + "\n"


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
