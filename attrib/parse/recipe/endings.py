"""The way back from inflected words to lemmas: replacements of endings that get most of the given words right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    Rules = list[tuple[str, str]]

LONGEST_ENDING = 7
RULE_COST = 1.5
"""What one more rule costs, in words got wrong."""

KEEP = (0, "")


@dataclass
class Ending:
    """A node in a tree of endings, read backwards: changes of the words that end so, and the cost of each change.

    A change is the number of letters to cut and what to put in their place. `costs` has what this ending and the longer
    ones cost if a change holds for it; a change that no word here makes costs `strange`.
    """

    longer: dict[str, Ending] = field(default_factory=dict)
    words: Counter[tuple[int, str]] = field(default_factory=Counter)
    costs: dict[tuple[int, str], float] = field(default_factory=dict)
    strange: float = 0.0
    best: tuple[int, str] = KEEP

    def cost(self, change: tuple[int, str]) -> float:
        """Return what a change costs that a shorter ending's rule has brought here, or a rule of this ending's own."""
        kept = self.costs.get(change, self.strange)
        return min(kept, RULE_COST + self.costs[self.best]) if self.best in self.costs else kept

    def weigh(self, length: int) -> None:
        """Set the costs and the best change of this ending, `length` letters long, and of all longer ones."""
        changes = set(self.words)
        for ending in self.longer.values():
            ending.weigh(length + 1)
            changes |= ending.costs.keys()
        total = self.words.total()
        for change in sorted(changes):
            rest = sum(ending.cost(change) for ending in self.longer.values())
            self.costs[change] = total - self.words[change] + rest
        none = (-1, "")
        self.strange = total + sum(ending.cost(none) for ending in self.longer.values())
        fitting = [change for change in self.costs if change[0] <= length]
        self.best = min(fitting, key=lambda change: (self.costs[change], change), default=none)

    def choose(self, ending: str, change: tuple[int, str], rules: Rules) -> None:
        """Add the rules of this ending and of all longer ones to `rules`, where `change` holds unless a rule is added."""
        if self.best in self.costs and RULE_COST + self.costs[self.best] < self.costs.get(change, self.strange):
            change = self.best
            cut, new = change
            rules.append((ending, ending[: len(ending) - cut] + new))
        for letter, longer in sorted(self.longer.items()):
            longer.choose(letter + ending, change, rules)


def count_endings(pairs: Iterable[tuple[str, str]]) -> Rules:
    """Return the rules (ending of a form, what replaces it) with the fewest rules and mistakes, longest ending first.

    A form that no rule fits stays as it is. `pairs` are forms and their lemmas.
    """
    root = Ending()
    for form, lemma in pairs:
        kept = _shared(form, lemma)
        node = root
        for letter in reversed(form[-LONGEST_ENDING:]):
            node = node.longer.setdefault(letter, Ending())
        node.words[len(form) - kept, lemma[kept:]] += 1
    root.weigh(0)
    rules: Rules = []
    for letter, longer in sorted(root.longer.items()):
        longer.choose(letter, KEEP, rules)
    return sorted(rules, key=lambda rule: (-len(rule[0]), rule[0]))


def _shared(form: str, lemma: str) -> int:
    """Return how many letters the two have in common at their beginning."""
    pairs = zip(form, lemma, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(form), len(lemma)))


def apply(rules: Rules, form: str) -> str | None:
    """Return what the first rule that fits makes of a form; None if there is none or nothing is left of the form."""
    for ending, new in rules:
        if form.endswith(ending):
            return form.removesuffix(ending) + new or None
    return None
