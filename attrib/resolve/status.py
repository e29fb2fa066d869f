"""The status and tier of a source, by the first rule of rules/sources that holds for its noun phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from attrib.resolve.mentions import Mention
    from attrib.rules.load import Rules
    from attrib.rules.schema import SourceRule, SourceWhen


class StatusRules:
    """The source rules in order of priority."""

    def __init__(self, rules: Rules) -> None:
        self._rules = sorted(rules.sources.values(), key=lambda rule: -rule.priority)

    def decide(self, mention: Mention) -> SourceRule:
        """Return the rule that decides a mention's status; the pack ends with one that always holds."""
        return next(rule for rule in self._rules if holds(rule.when, mention))


def holds(when: SourceWhen, mention: Mention) -> bool:
    """Tell whether every condition holds of a mention; a condition that is None asks nothing."""
    return (
        _is_in(when.head, mention.heads)
        and _is_in(when.modifier, mention.modifiers)
        and _is_in(when.determiner, (mention.determiner or "none",))
        and _is_in(when.text, (mention.text.lower(), mention.bare_text))
        and _is_in(when.entity, (mention.label,))
        and _is_in(when.contains, mention.contains)
        and when.proper in (None, mention.proper)
        and when.plural in (None, mention.plural)
        and when.pronoun in (None, mention.form == "pronoun")
    )


def _is_in(wanted: frozenset[str] | None, found: Collection[str]) -> bool:
    return wanted is None or not wanted.isdisjoint(found)
