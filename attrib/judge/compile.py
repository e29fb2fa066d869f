"""The findings of the rules made ready for judging, with every fact, value and place they name checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING, Any, Final

from attrib.errors import Place, RuleError
from attrib.judge.conditions import ANY, COMPARISONS, LIMITS, Conditions, Test
from attrib.judge.facts import FACTS
from attrib.judge.places import PLACES
from attrib.judge.wording import normal
from attrib.rules.problems import suggest
from attrib.rules.schema import OptionInUse
from attrib.rules.values import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.judge.fact import Fact, FactKind
    from attrib.judge.places import Where
    from attrib.rules.load import Rules
    from attrib.rules.schema import ContentRule, FindingRule

_WANTED: Final[Mapping[FactKind, str]] = {
    "flag": "true or false",
    "number": "a number",
    "word": "a text",
    "words": "a text",
    "text": "a text",
}
_OPTION: Final = f"{OPTIONS}."
CARRIED: Final = frozenset({"carries", "source.carries"})
"""Facts of an attribution that follow from the rules in contents/, so that those cannot ask for them."""
_COST: Final[Mapping[FactKind, int]] = {"word": 0, "number": 1, "flag": 1, "words": 2, "text": 3}
"""How dear it is to ask for a fact, so that a condition fails on the cheap ones first."""
_DOCUMENT_END: Final = re.compile(r"^---\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Message:
    """A message with facts in it: stretches of text, each followed by a fact or by nothing."""

    parts: tuple[tuple[str, Fact[Any] | None], ...]


@dataclass(frozen=True, slots=True)
class ReadyFinding:
    """A finding's rule with its conditions, its messages and the place it marks."""

    rule: FindingRule
    conditions: Conditions
    message: Message
    at: Where
    related: tuple[tuple[Where, Message], ...]


@lru_cache(maxsize=4)
def ready_findings(rules: Rules) -> tuple[ReadyFinding, ...]:
    """Return the findings of the rules, ready for judging with their options as they are by default, in load order.

    Raises RuleError A306 at an unknown fact or place, A304 at a comparison or value that a fact does not have.
    """
    return tuple(_Compiler(rule, rules, {}).ready(rule) for rule in rules.findings.values())


def with_options(ready: ReadyFinding, rules: Rules, options: Mapping[str, float]) -> ReadyFinding:
    """Return a finding with numbers for some of its options."""
    defaults = {name: option.default for name, option in ready.rule.options.items()}
    return ready if {**defaults, **options} == defaults else _Compiler(ready.rule, rules, options).ready(ready.rule)


@lru_cache(maxsize=4)
def ready_contents(rules: Rules) -> Mapping[str, Conditions]:
    """Return what an attribution may carry, by id in load order, each with its conditions.

    They may ask for any fact of an attribution but what it or its source carries. Raises RuleError as
    `ready_findings` does.
    """
    return {rule.id: _Compiler(rule, rules, {}).conditions(rule.when) for rule in rules.contents.values()}


class _Compiler:
    """Makes the conditions and messages of one rule ready."""

    def __init__(self, rule: FindingRule | ContentRule, rules: Rules, options: Mapping[str, float]) -> None:
        self._rule = rule
        self._facts = FACTS[rule.on]
        if rule.kind == "contents":
            self._facts = {name: fact for name, fact in self._facts.items() if name not in CARRIED}
        self._options = {name: options.get(name, option.default) for name, option in rule.options.items()}
        self._negators = rules.words("$negators")

    def ready(self, rule: FindingRule) -> ReadyFinding:
        """Return the rule made ready."""
        return ReadyFinding(
            rule,
            self.conditions(rule.when),
            self._message(rule.message),
            self._where(rule.at),
            tuple((self._where(at), self._message(message)) for at, message in rule.related.items()),
        )

    def conditions(self, when: Mapping[str, Any]) -> Conditions:
        """Return conditions as they are tested."""
        tests = [test for name, value in when.items() if name != ANY for test in self._tests(name, value)]
        tests.sort(key=lambda test: _COST[test.fact.kind])
        return Conditions(tuple(tests), tuple(self.conditions(one) for one in when.get(ANY, ())))

    def _tests(self, name: str, value: object) -> list[Test]:
        fact = self._fact(name)
        if not isinstance(value, dict):
            return [Test(fact, "in", self._values(fact, value))]
        return [self._test(fact, comparison, operand) for comparison, operand in value.items()]

    def _test(self, fact: Fact[Any], comparison: str, operand: object) -> Test:
        allowed = COMPARISONS[fact.kind]
        if comparison not in allowed:
            hint = f"compare it with a value, a list of values or {', '.join(f'`{one}`' for one in allowed)}"
            raise self._error("A304", f"`{comparison}` cannot be asked of `{fact.name}`", fact.name, hint)
        if comparison in LIMITS:
            limit = self._options[operand.name] if isinstance(operand, OptionInUse) else operand
            assert isinstance(limit, int | float)
            return Test(fact, comparison, limit)
        return Test(fact, comparison, self._values(fact, operand), self._negators)

    def _values(self, fact: Fact[Any], value: object) -> frozenset[Any]:
        values = value if isinstance(value, list) else [value]
        for one in values:
            self._check(fact, one)
        return frozenset(normal(one) if isinstance(one, str) else one for one in values)

    def _check(self, fact: Fact[Any], value: object) -> None:
        right = {
            "flag": isinstance(value, bool),
            "number": isinstance(value, int | float) and not isinstance(value, bool),
        }.get(fact.kind, isinstance(value, str))
        if not right:
            raise self._error("A304", f"`{fact.name}` must be {_WANTED[fact.kind]}, not `{value}`", fact.name, None)
        if fact.values and value not in fact.values:
            hint = suggest(str(value), fact.values) or f"one of {', '.join(fact.values)}"
            raise self._error("A304", f"`{fact.name}` is never `{value}`", fact.name, hint)

    def _fact(self, name: str) -> Fact[Any]:
        if name in self._facts:
            return self._facts[name]
        hint = suggest(name, self._facts) or f"known: {', '.join(one for one in self._facts if '.' not in one)}"
        raise self._error("A306", f"unknown fact `{name}` of {_article(self._rule.on)}", name, hint)

    def _message(self, message: str) -> Message:
        parts: list[tuple[str, Fact[Any] | None]] = []
        for literal, name, spec, conversion in Formatter().parse(message):
            if spec or conversion:
                raise self._error("A304", f"`{{{name}}}` in a message takes no format", "message", None)
            if name is not None and name.startswith(_OPTION):
                parts.append((f"{literal}{self._options[name.removeprefix(_OPTION)]}", None))
            else:
                parts.append((literal, None if name is None else self._fact(name)))
        return Message(tuple(parts))

    def _where(self, name: str | None) -> Where:
        places = PLACES[self._rule.on]
        if name is None:
            return next(iter(places.values()))
        if name in places:
            return places[name]
        hint = suggest(name, places) or f"known: {', '.join(places)}"
        raise self._error("A306", f"unknown place `{name}` of {_article(self._rule.on)}", name, hint)

    def _error(self, code: str, message: str, word: str, hint: str | None) -> RuleError:
        return RuleError(code, message, place=_place_of(word, self._rule), hint=hint)


def _article(subject: str) -> str:
    return f"an {subject}" if subject[0] in "aeiou" else f"a {subject}"


def _place_of(word: str, rule: FindingRule | ContentRule) -> Place:
    """Return where a rule's text first has a word, in its latest patch that has it, or else where the rule begins."""
    documents = _DOCUMENT_END.split(rule.source)
    begins = (rule.origin, *rule.patches)
    wanted = re.compile(rf"(?<![\w.-]){re.escape(word)}(?![\w-])")
    for document, origin in reversed(list(zip(documents, begins, strict=False))):
        lines = document.strip("\r\n").splitlines()
        first = next((at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0)
        for at, line in enumerate(lines):
            found = wanted.search(line)
            if found and origin.line is not None and at >= first:
                return Place(origin.path, origin.line + at - first, found.start() + 1, line)
    return rule.origin
