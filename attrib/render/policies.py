"""Policies for people and as JSON: the list of them, all that one says, and where two differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from attrib.render.explanation import told_options
from attrib.render.tables import new_table
from attrib.render.terminal import LEVEL_STYLES, WIDTH, line_of, printed
from attrib.report import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attrib.render.terminal import Line
    from attrib.rules.load import Rules
    from attrib.rules.schema import FindingRule, Policy, Ruling

COMMON: Final = "default"
"""The policy with which every other is compared."""
_STYLES: Final[Mapping[str, str]] = {**{str(level): style for level, style in LEVEL_STYLES.items()}, "off": "dim"}


def render_list(rules: Rules, *, color: bool = False, width: int = WIDTH) -> str:
    """Return a table of the policies: what each rests on, and how many findings it reports at each level."""
    table = new_table("policy", "title", "rests on", *LEVELS, fixed=("policy", *LEVELS))
    for policy in rules.policies.values():
        counts = (line_of((str(_count(policy, rules, level)), LEVEL_STYLES[level])) for level in LEVELS)
        table.add_row(policy.id, line_of((_title(policy), "")), line_of((_rests_on(policy), "")), *counts)
    return printed(table, color=color, width=width)


def render_policy(policy: Policy, rules: Rules, *, color: bool = False, width: int = WIDTH) -> str:
    """Return all that a policy says: what it rests on, and of each finding the level, its basis and its options."""
    base = _base_of(policy, rules)
    compared = ("in default",) if base else ()
    fixed = ("code", "finding", "level", "basis", "seen")
    table = new_table("code", "finding", "level", *compared, "basis", "seen", "options", fixed=fixed)
    for rule in _by_code(rules):
        ruling = policy.ruling_on(rule)
        other = [_other_level(base, rule, ruling)] if base else []
        told = (ruling.basis or "", str(ruling.seen or ""), told_options(ruling, rule))
        table.add_row(rule.code, rule.id, _level(ruling.level), *other, *told)
    return printed(*_heading(policy), "", table, color=color, width=width)


def render_difference(one: Policy, other: Policy, rules: Rules, *, color: bool = False, width: int = WIDTH) -> str:
    """Return a table of the findings of which two policies say different things."""
    table = new_table("code", "finding", one.id, other.id, fixed=("code", "finding"))
    rows = list(_differences(one, other, rules))
    for rule, *rulings in rows:
        table.add_row(rule.code, rule.id, *(_level(ruling.level, told_options(ruling, rule)) for ruling in rulings))
    return printed(
        table if rows else f"{one.id} and {other.id} say the same of every finding.", color=color, width=width
    )


def differ(one: Policy, other: Policy, rules: Rules) -> bool:
    """Say whether two policies say different things of any finding."""
    return any(True for _ in _differences(one, other, rules))


def list_json(rules: Rules) -> str:
    """Return the list of policies as JSON."""
    return _json({"policies": [_about(policy, rules) for policy in rules.policies.values()]})


def policy_json(policy: Policy, rules: Rules) -> str:
    """Return all that a policy says as JSON."""
    base = _base_of(policy, rules)
    findings = [
        {
            "code": rule.code,
            "id": rule.id,
            **_ruling(policy.ruling_on(rule)),
            "policy": policy.ruling_on(rule).policy or None,
            "default": base.level_of(rule) if base else None,
        }
        for rule in _by_code(rules)
    ]
    return _json({**_about(policy, rules), "findings": findings})


def difference_json(one: Policy, other: Policy, rules: Rules) -> str:
    """Return the findings of which two policies say different things as JSON."""
    findings = [
        {"code": rule.code, "id": rule.id, one.id: _ruling(first), other.id: _ruling(second)}
        for rule, first, second in _differences(one, other, rules)
    ]
    return _json({"policies": [one.id, other.id], "findings": findings})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _by_code(rules: Rules) -> list[FindingRule]:
    return sorted(rules.findings.values(), key=lambda rule: (rule.code, rule.id))


def _count(policy: Policy, rules: Rules, level: str) -> int:
    return sum(policy.level_of(rule) == level for rule in rules.findings.values())


def _title(policy: Policy) -> str:
    return policy.title or policy.id


def _rests_on(policy: Policy) -> str:
    return "; ".join(standard.title for standard in policy.rests_on) or "our reading"


def _base_of(policy: Policy, rules: Rules) -> Policy | None:
    return None if policy.id == COMMON else rules.policies.get(COMMON)


def _heading(policy: Policy) -> Iterator[Line | str]:
    yield line_of((f"{policy.id}: {_title(policy)}", "bold"))
    yield line_of((policy.description, ""))
    if policy.extends:
        yield line_of((f"Where it says nothing, {policy.extends} holds.", ""))
    for standard in policy.rests_on:
        edition = f", {standard.edition}" if standard.edition else ""
        where = f" ({', '.join(standard.where)}; seen {standard.seen})"
        yield line_of((f"Rests on {standard.title}{edition}{where}", ""))


def _level(level: str | None, more: str = "") -> Line:
    style = _STYLES.get(str(level), "")
    return line_of((str(level), style), (f" ({more})" if more else "", ""))


def _other_level(base: Policy, rule: FindingRule, ruling: Ruling) -> Line:
    other = base.ruling_on(rule)
    same = (other.level, other.options) == (ruling.level, ruling.options)
    return line_of(("", "")) if same else _level(other.level, told_options(other, rule))


def _differences(one: Policy, other: Policy, rules: Rules) -> Iterator[tuple[FindingRule, Ruling, Ruling]]:
    for rule in _by_code(rules):
        first, second = one.ruling_on(rule), other.ruling_on(rule)
        silent = first.level == second.level == "off"
        if not silent and (first.level, first.options) != (second.level, second.options):
            yield rule, first, second


def _about(policy: Policy, rules: Rules) -> dict[str, Any]:
    return {
        "id": policy.id,
        "title": _title(policy),
        "description": policy.description,
        "extends": policy.extends,
        "rests_on": [
            {"title": one.title, "edition": one.edition, "where": list(one.where), "seen": str(one.seen)}
            for one in policy.rests_on
        ],
        "counts": {level: _count(policy, rules, level) for level in LEVELS},
    }


def _ruling(ruling: Ruling) -> dict[str, Any]:
    return {
        "level": ruling.level,
        "basis": ruling.basis,
        "seen": str(ruling.seen) if ruling.seen else None,
        "options": ruling.options,
    }
