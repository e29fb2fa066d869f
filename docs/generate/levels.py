"""docs/levels.md: every level of every policy, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown import table, text

from attrib.rules.load import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.rules.load import Rules
    from attrib.rules.schema import FindingRule, Policy

LETTERS: Final = {"error": "E", "warning": "W", "info": "I", "off": "-"}


def page() -> str:
    """Return the page."""
    return "\n".join(_lines(load_rules())).rstrip() + "\n"


def _lines(rules: Rules) -> Iterator[str]:
    yield "# Levels\n"
    yield "How loudly each [policy](policies.md) reports each [finding](rules.md#findings): E error, W warning, I info, - off."
    yield "**Bold** where somebody has read the requirement in the standard's own text, *slanted* where a report or a textbook"
    yield "quotes it, plain where it is our reading of the standard, or our own choice. `attrib policy show ID` adds the dates.\n"
    yield from table(
        ("code", "finding", *rules.policies),
        (
            (
                rule.code,
                f"[{rule.id}](rules.md#{rule.code.lower()}-{rule.id})",
                *(_level(rule, one) for one in rules.policies.values()),
            )
            for rule in sorted(rules.findings.values(), key=lambda rule: (rule.code, rule.id))
        ),
    )
    yield "## What the policies rest on\n"
    for policy in rules.policies.values():
        yield from _policy(policy, rules)


def _level(rule: FindingRule, policy: Policy) -> str:
    ruling = policy.ruling_on(rule)
    letter = LETTERS[str(ruling.level)]
    return {"text": f"**{letter}**", "quoted": f"*{letter}*"}.get(str(ruling.basis), letter)


def _policy(policy: Policy, rules: Rules) -> Iterator[str]:
    yield f"### {policy.id}\n"
    yield f"{text(policy.title or policy.id)}. {text(policy.description)}\n"
    for one in policy.rests_on:
        edition = f", {text(one.edition)}" if one.edition else ""
        yield f"- {text(one.title)}{edition}: {text(', '.join(one.where))} (seen {one.seen})"
    changed = [
        f"- {rule.id}: {name} {value}"
        for rule in rules.findings.values()
        for name, value in policy.ruling_on(rule).options.items()
        if value != rule.options[name].default
    ]
    if changed:
        yield "\nOptions that it sets:\n" if policy.rests_on else "Options that it sets:\n"
        yield from changed
    if policy.rests_on or changed:
        yield ""
