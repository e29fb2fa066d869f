"""The conditions of findings (`when`), the words of sources' conditions, and the messages: checked and expanded."""

from __future__ import annotations

from functools import partial
from string import Formatter
from typing import TYPE_CHECKING, Any, Final

from attrib.errors import RuleError
from attrib.rules.located import Mapping, Sequence
from attrib.rules.problems import suggest
from attrib.rules.words import is_name

if TYPE_CHECKING:
    from attrib.rules.located import Where
    from attrib.rules.words import Words

_COMPARISONS: Final = ("min", "max", "not", "in", "contains", "lacks")
_ANY: Final = "any"


def read_words(value: object, where: Where, words: Words) -> tuple[str, ...]:
    """Return the words of a text, a list of texts or a `$` name, already known to be one of the three."""
    if isinstance(value, Sequence):
        return tuple(dict.fromkeys(words.expand(value, lambda at: partial(value.item_place, at))))
    return tuple(words.expand([str(value)], lambda _: where))


def read_conditions(when: Mapping, words: Words) -> dict[str, Any]:
    """Return the conditions of a finding as plain values, lists and mappings; `any` is a list of such mappings.

    Raises RuleError A304 at a condition that is none, A306 at an unknown `$` name.
    """
    return {
        fact: _alternatives(when[fact], partial(when.value_place, fact), words)
        if fact == _ANY
        else _condition(fact, when[fact], partial(when.value_place, fact), words)
        for fact in when
    }


def check_message(message: str, where: Where) -> None:
    """Raise RuleError A304 if the braces of a finding's message do not each hold the name of a fact."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(message) if name is not None]
    except ValueError as error:
        raise RuleError(
            "A304", f"`message` is not right: {error}", place=where(), hint="write {{ for a brace"
        ) from None
    for name in names:
        if not name.replace(".", "_").isidentifier():
            raise RuleError("A304", f"`{{{name}}}` in `message` is not the name of a fact", place=where())


def _alternatives(value: object, where: Where, words: Words) -> list[dict[str, Any]]:
    if not isinstance(value, Sequence) or not value or not all(isinstance(one, Mapping) and one for one in value):
        hint = "write the conditions of each alternative after a hyphen"
        raise RuleError("A304", f"`when.{_ANY}` must be a list of conditions", place=where(), hint=hint)
    return [read_conditions(one, words) for one in value]


def _condition(fact: str, value: object, where: Where, words: Words) -> object:
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
        result[key] = _operand(f"{fact}.{key}", key, operand, partial(value.value_place, key), words)
    return result


def _operand(name: str, key: str, operand: object, where: Where, words: Words) -> object:
    if key in ("min", "max"):
        if isinstance(operand, bool) or not isinstance(operand, int | float):
            raise RuleError("A304", f"`when.{name}` must be a number", place=where())
        return operand
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
