"""The conditions of findings (`when`), the words of sources' conditions, and the messages: checked and expanded."""

from __future__ import annotations

from functools import partial
from string import Formatter
from typing import TYPE_CHECKING, Any, Final

from attrib.errors import RuleError
from attrib.rules.located import Mapping, Sequence
from attrib.rules.problems import suggest
from attrib.rules.schema import OptionInUse
from attrib.rules.values import OPTIONS
from attrib.rules.words import is_name

if TYPE_CHECKING:
    from attrib.rules.located import Where
    from attrib.rules.schema import ContentRule, FindingRule
    from attrib.rules.words import Words

_COMPARISONS: Final = ("min", "max", "over", "under", "not", "in", "contains", "lacks")
_LIMITS: Final = ("min", "max", "over", "under")
_ANY: Final = "any"
_OPTION: Final = f"${OPTIONS}."


def read_words(value: object, where: Where, words: Words) -> tuple[str, ...]:
    """Return the words of a text, a list of texts or a `$` name, already known to be one of the three."""
    if isinstance(value, Sequence):
        return tuple(dict.fromkeys(words.expand(value, lambda at: partial(value.item_place, at))))
    return tuple(words.expand([str(value)], lambda _: where))


def read_finding(rule: FindingRule, content: Mapping, words: Words) -> dict[str, Any]:
    """Return the conditions of a finding as plain values, lists and mappings; `any` is a list of such mappings.

    Raises RuleError A304 at a condition or message that is none and at an option that nothing uses, A306 at an unknown
    `$` name or option.
    """
    options = _Options(rule)
    conditions = _conditions(content["when"], words, options)
    _check_message("message", rule.message, partial(content.value_place, "message"), options)
    for at, message in rule.related.items():
        _check_message(f"related.{at}", message, partial(content["related"].value_place, at), options)
    unused = next((name for name in rule.options if name not in options.used), None)
    if unused is not None:
        hint = f"write `${OPTIONS}.{unused}` after `min`, `max`, `over` or `under`, or `{{{OPTIONS}.{unused}}}` in a message"
        place = content[OPTIONS].key_place(unused)
        raise RuleError("A304", f"the option `{unused}` is used nowhere", place=place, hint=hint)
    return conditions


def read_content(rule: ContentRule, content: Mapping, words: Words) -> dict[str, Any]:
    """Return the conditions of a kind of content as `read_finding` does; they use no options."""
    return _conditions(content["when"], words, _Options(rule))


class _Options:
    """The options of a rule, and which of them its conditions and messages use."""

    def __init__(self, rule: FindingRule | ContentRule) -> None:
        self._rule = rule
        self.used: set[str] = set()

    def use(self, name: str, where: Where) -> OptionInUse:
        known = self._rule.options
        if name not in known:
            hint = suggest(name, known) or f"declare it: `{OPTIONS}: {{{name}: {{default: 1, description: ...}}}}`"
            raise RuleError("A306", f"unknown option `{name}` of `{self._rule.id}`", place=where(), hint=hint)
        self.used.add(name)
        return OptionInUse(name)


def _conditions(when: Mapping, words: Words, options: _Options) -> dict[str, Any]:
    return {
        fact: _alternatives(when[fact], partial(when.value_place, fact), words, options)
        if fact == _ANY
        else _condition(fact, when[fact], partial(when.value_place, fact), words, options)
        for fact in when
    }


def _check_message(key: str, message: str, where: Where, options: _Options) -> None:
    """Raise RuleError A304 if the braces of a finding's message do not each hold the name of a fact or an option."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(message) if name is not None]
    except ValueError as error:
        raise RuleError("A304", f"`{key}` is not right: {error}", place=where(), hint="write {{ for a brace") from None
    for name in names:
        if not name.replace(".", "_").isidentifier():
            raise RuleError("A304", f"`{{{name}}}` in `{key}` is not the name of a fact", place=where())
        if name.startswith(f"{OPTIONS}."):
            options.use(name.removeprefix(f"{OPTIONS}."), where)


def _alternatives(value: object, where: Where, words: Words, options: _Options) -> list[dict[str, Any]]:
    if not isinstance(value, Sequence) or not value or not all(isinstance(one, Mapping) and one for one in value):
        hint = "write the conditions of each alternative after a hyphen"
        raise RuleError("A304", f"`when.{_ANY}` must be a list of conditions", place=where(), hint=hint)
    return [_conditions(one, words, options) for one in value]


def _condition(fact: str, value: object, where: Where, words: Words, options: _Options) -> object:
    if not isinstance(value, Mapping):
        return _values(fact, value, where, words)
    if not value:
        raise RuleError("A304", f"`when.{fact}` must not be empty", place=where())
    result: dict[str, object] = {}
    for key, operand in value.items():
        if key not in _COMPARISONS:
            hint = suggest(key, _COMPARISONS) or f"known: {', '.join(_COMPARISONS)}"
            raise RuleError(
                "A304", f"unknown comparison `{key}` in `when.{fact}`", place=value.key_place(key), hint=hint
            )
        at = partial(value.value_place, key)
        result[key] = (
            _limit(f"{fact}.{key}", operand, at, options)
            if key in _LIMITS
            else _operand(f"{fact}.{key}", key, operand, at, words)
        )
    return result


def _limit(name: str, operand: object, where: Where, options: _Options) -> object:
    if isinstance(operand, str) and operand.startswith(_OPTION):
        return options.use(operand.removeprefix(_OPTION), where)
    if isinstance(operand, bool) or not isinstance(operand, int | float):
        raise RuleError("A304", f"`when.{name}` must be a number", place=where())
    return operand


def _operand(name: str, key: str, operand: object, where: Where, words: Words) -> object:
    values = _values(name, operand, where, words)
    return values if key == "not" or isinstance(values, list) else [values]


def _values(name: str, value: object, where: Where, words: Words) -> object:
    if is_name(value):
        return list(words.of(str(value), where))
    if not isinstance(value, Sequence):
        return _scalar(name, value, where)
    result: list[object] = []
    for at, item in enumerate(value):
        if is_name(item):
            result.extend(words.of(item, partial(value.item_place, at)))
        else:
            result.append(_scalar(name, item, partial(value.item_place, at)))
    if not result:
        raise RuleError("A304", f"`when.{name}` must not be empty", place=where())
    return result


def _scalar(name: str, value: object, where: Where) -> object:
    if not isinstance(value, str | bool | int | float):
        message = f"`when.{name}` must be a value, a list of values or a mapping of {', '.join(_COMPARISONS)}"
        raise RuleError("A304", message, place=where())
    return value
