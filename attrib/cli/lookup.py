"""Finding a rule or a policy by what a person calls it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from attrib.errors import UsageError

if TYPE_CHECKING:
    from attrib.rules.load import Rules
    from attrib.rules.schema import Policy, Rule


def kinds() -> tuple[str, ...]:
    """Return the kinds of rules, in the order in which they are listed."""
    from attrib.rules.schema import KINDS

    return tuple(KINDS)


def find_policy(name: str, rules: Rules) -> Policy:
    """Return the policy with an id; raises UsageError A109."""
    from attrib.judge import find_policy as find

    return find(rules, name.strip())


def find_rule(name: str, rules: Rules) -> Rule:
    """Return the first of the rules that `find_rules` finds; raises UsageError for an unknown name."""
    return find_rules(name, rules)[0]


def find_rules(name: str, rules: Rules) -> tuple[Rule, ...]:
    """Return the rule with an id or a kind and id ("sources/role-singular"), or the findings with a code in any case.

    Findings come first where an id is in use in several kinds. Raises UsageError for an unknown name.
    """
    wanted = name.strip()
    order = sorted(kinds(), key=lambda kind: kind != "findings")
    known: dict[str, Rule] = {}
    for kind in order:
        for rule in rules.of_kind(kind).values():
            known.setdefault(rule.id, rule)
            known[f"{kind}/{rule.id}"] = rule
    if wanted in known:
        return (known[wanted],)
    coded = tuple(rule for rule in rules.findings.values() if rule.code.lower() == wanted.lower())
    if coded:
        return coded
    names = [*known, *(rule.code for rule in rules.findings.values())]
    close = get_close_matches(wanted, names, n=1) or get_close_matches(wanted.upper(), names, n=1)
    hint = f"did you mean `{close[0]}`?" if close else "attrib rules list names them all"
    if any(rule.code.startswith(f"{wanted.upper()}-") for rule in rules.findings.values()):
        hint = f"`{wanted.upper()}` is a group of findings; attrib rules list --kind findings names those in it"
    raise UsageError("A108", f"there is no rule called {wanted!r}", hint=hint)
