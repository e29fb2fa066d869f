"""Policies: which findings are reported, and how loudly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.errors import UsageError
from attrib.judge.compile import ready_findings
from attrib.rules.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.report import Level
    from attrib.rules.load import Rules


def resolve_policy(rules: Rules, policy: str) -> Mapping[str, Level]:
    """Return the level of each finding that a policy reports, by the finding's id, in load order.

    A finding of which neither the policy nor one it extends says anything has the level of its rule. Raises
    UsageError A109 for an unknown policy and RuleError for a finding that cannot be judged.
    """
    ready_findings(rules)
    if policy not in rules.policies:
        hint = suggest(policy, rules.policies) or f"one of {', '.join(rules.policies) or 'none'}"
        raise UsageError("A109", f"there is no policy called {policy!r}", hint=hint)
    settings = rules.policies[policy].rules
    levels: dict[str, Level] = {}
    for name, rule in rules.findings.items():
        setting = settings.get(name, rule.level)
        if setting != "off":
            levels[name] = setting
    return levels
