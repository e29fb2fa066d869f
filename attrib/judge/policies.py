"""Policies: which findings are reported, how loudly, and with which numbers for their options."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from attrib.errors import UsageError
from attrib.judge.compile import ReadyFinding, ready_findings, with_options
from attrib.judge.selection import Selection, check_selection
from attrib.report import FindingKind
from attrib.rules.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.report import Level
    from attrib.rules.load import Rules
    from attrib.rules.schema import Policy


class Reported(NamedTuple):
    """A finding that a policy reports, ready for judging, and its level."""

    finding: ReadyFinding
    level: Level


def find_policy(rules: Rules, name: str) -> Policy:
    """Return the policy with an id; raises UsageError A109."""
    if name not in rules.policies:
        hint = suggest(name, rules.policies) or f"one of {', '.join(rules.policies) or 'none'}"
        raise UsageError("A109", f"there is no policy called {name!r}", hint=hint)
    return rules.policies[name]


def resolve_policy(rules: Rules, selection: Selection) -> Mapping[str, Level]:
    """Return the level of each finding that a selection reports, by the finding's id, in load order.

    A finding of which neither the policy nor one it extends says anything has the level of its rule. Raises
    UsageError A109 for an unknown policy, A108 for an unknown finding, and RuleError for a finding that cannot be judged.
    """
    return {one.finding.rule.id: one.level for one in reported(rules, selection)}


@lru_cache(maxsize=16)
def reported(rules: Rules, selection: Selection) -> tuple[Reported, ...]:
    """Return the findings that run, with their options, in load order; raises as `resolve_policy` does."""
    findings = ready_findings(rules)
    chosen = find_policy(rules, selection.policy)
    check_selection(selection, rules)
    out = []
    for ready in findings:
        ruling = selection.ruling_on(ready.rule, chosen)
        if ruling.level and ruling.level != "off":
            out.append(Reported(with_options(ready, rules, ruling.options), ruling.level))
    return tuple(out)


def kinds_of(rules: Rules, selection: Selection) -> tuple[FindingKind, ...]:
    """Return the findings that run, for people and programs that ask what was looked for, in load order."""
    return tuple(
        FindingKind(rule.id, rule.code, level, rule.title, rule.description)
        for rule, level in ((one.finding.rule, one.level) for one in reported(rules, selection))
    )
