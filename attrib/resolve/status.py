"""The status and tier of a source, by the first rule of rules/sources that holds for its noun phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrib.report import Anonymity, Status
    from attrib.resolve.mentions import Mention
    from attrib.rules.load import Rules
    from attrib.rules.schema import SourceRule, SourceWhen

PLACED, INTERESTED, AFFILIATED, WEAK = 4, 5, 3, 2
"""Tiers of an unnamed source: what newsrooms' ladders of description have in common."""


class StatusRules:
    """The source rules in order of priority."""

    def __init__(self, rules: Rules) -> None:
        self._rules = sorted(rules.sources.values(), key=lambda rule: -rule.priority)

    def decide(self, mention: Mention, *, spoken: bool = True) -> SourceRule:
        """Return the rule that decides a mention's status; the pack ends with one that always holds.

        `spoken` tells whether a verb of plain speech has the source as its speaker.
        """
        return next(rule for rule in self._rules if holds(rule.when, mention, spoken=spoken))


def holds(when: SourceWhen, mention: Mention, *, spoken: bool = True) -> bool:
    """Tell whether every condition holds of a mention; a condition that is None asks nothing."""
    return (
        when.spoken in (None, spoken)
        and when.proper in (None, mention.proper)
        and when.plural in (None, mention.plural)
        and when.pronoun in (None, mention.form == "pronoun")
        and (when.entity is None or mention.label in when.entity)
        and (when.determiner is None or (mention.determiner or "none") in when.determiner)
        and (when.head is None or not when.head.isdisjoint(mention.heads))
        and (when.ending is None or mention.lemma.endswith(tuple(when.ending)))
        and (when.modifier is None or not when.modifier.isdisjoint(mention.modifiers))
        and (when.contains is None or not when.contains.isdisjoint(mention.contains))
        and (when.text is None or not when.text.isdisjoint((mention.text.lower(), mention.bare_text)))
    )


def standing(rule: SourceRule, told: Anonymity) -> tuple[Status, int]:
    """Return the status and the tier of a source, given the rule for its noun phrase and what else is said of it.

    Officials who would speak for their body do not where they ask not to be named.
    """
    if rule.status == "organization" and told.marker:
        return "anonymous", tier_of(AFFILIATED, told)
    return rule.status, tier_of(rule.tier, told) if rule.status == "anonymous" else rule.tier


def tier_of(tier: int, anonymity: Anonymity) -> int:
    """Return the tier of an unnamed source, given the tier of its noun phrase and what else is said of it.

    Only a source of known role and body rises above that: to 4 if the story says how it knows, to 5 if also whose
    side it is on. Anything said at all lifts it above the bare.
    """
    if tier < AFFILIATED:
        said = anonymity.position or anonymity.familiarity or anonymity.side
        return max(tier, WEAK) if said else tier
    if tier > AFFILIATED or anonymity.position is None:
        return tier
    return PLACED if anonymity.side is None else INTERESTED
