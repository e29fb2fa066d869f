"""One rule's page, for whoever met it in a report: what it does and why, an example of each kind, what it rests on."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

from attrib.render.terminal import WIDTH, safe
from attrib.rules.schema import FindingRule, OptionInUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from attrib.rules.load import Rules
    from attrib.rules.schema import Policy, Rule, Ruling

_INDENT: Final = "  "
_WORDS_SHOWN: Final = 6
"""How many words of a list a page shows at most."""
_COMPARED: Final = {
    "in": "is",
    "not": "is not",
    "min": "is at least",
    "max": "is at most",
    "over": "is over",
    "under": "is under",
    "contains": "has",
    "lacks": "lacks",
}
_EITHER: Final = "any"


def render_page(rule: Rule, rules: Rules, *, width: int = WIDTH) -> str:
    """Return all there is to know about a rule: what it does, why, examples, options, standards and levels."""
    page = _finding(rule, rules, width) if isinstance(rule, FindingRule) else _other(rule, width)
    return "\n".join(line.rstrip() for line in page) + "\n"


def _finding(rule: FindingRule, rules: Rules, width: int) -> Iterator[str]:
    yield f"{rule.code} {rule.id} ({rule.level})"
    yield rule.title
    yield from _section("What it says", [rule.message], width)
    yield from _section("Why", [rule.description], width)
    bad = rule.examples.fires[0]
    yield from _example("A bad example", bad.text, f"marked: {bad.at}" if bad.at else None, width)
    yield from _example("A good example", rule.examples.silent[0], None, width)
    if rule.options:
        told = (f"{name} ({option.default}): {option.description}" for name, option in rule.options.items())
        yield from _section("Options, and what they are where a policy sets nothing else", told, width)
    yield from _standards(rule, width)
    yield "\nLevel in each policy"
    yield from _levels(rule, rules.policies)
    yield from _section(f"Reported of each {rule.on} where", _conditions(rule.when, rule), width)
    yield from _written(rule, width)


def _other(rule: Rule, width: int) -> Iterator[str]:
    yield f"{rule.kind}/{rule.id}"
    yield from _section("What it does", [rule.description], width)
    examples = getattr(rule, "examples", None)
    if examples is not None:
        yield from _section("Fires on", map(_with_roles, examples.fires), width)
        yield from _section("Silent on", map(_with_roles, examples.silent), width)
    yield from _standards(rule, width)
    yield from _written(rule, width)


def _standards(rule: Rule, width: int) -> Iterator[str]:
    if rule.standard:
        stated = rule.standard if isinstance(rule.standard, dict) else {"": rule.standard}
        yield from _section("Standards", (f"{name}: {text}".removeprefix(": ") for name, text in stated.items()), width)


def _written(rule: Rule, width: int) -> Iterator[str]:
    yield from _section("Written in", [str(rule.origin), *(f"changed in {place}" for place in rule.patches)], width)


def _section(heading: str, entries: Iterable[str], width: int) -> Iterator[str]:
    yield ""
    yield heading
    for entry in entries:
        yield from _wrapped(entry, width)


def _wrapped(entry: str, width: int) -> list[str]:
    """Return an entry on lines; one that is indented keeps its indentation."""
    depth = _INDENT * (1 + (len(entry) - len(entry.lstrip())) // len(_INDENT))
    return textwrap.wrap(
        " ".join(safe(entry).split()),
        width,
        initial_indent=depth,
        subsequent_indent=depth + _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _example(heading: str, text: str, note: str | None, width: int) -> Iterator[str]:
    """Yield a story with its lines as they are written, long ones wrapped."""
    yield ""
    yield heading
    for line in text.strip("\n").split("\n"):
        depth = _INDENT + line[: len(line) - len(line.lstrip())]
        wrapped = textwrap.wrap(safe(line.strip()), width, initial_indent=depth, subsequent_indent=depth)
        yield from wrapped or [""]
    if note:
        yield f"{_INDENT}[{safe(note)}]"


def _levels(rule: FindingRule, policies: Mapping[str, Policy]) -> Iterator[str]:
    size = max((len(name) for name in policies), default=0)
    for name, policy in policies.items():
        told = " ".join(told_of(policy.ruling_on(rule), rule))
        yield f"{_INDENT}{name:{size}}  {told}"


def told_of(ruling: Ruling, rule: FindingRule) -> list[str]:
    """Return what a policy says of a finding: the level, options that are not as by default, and what it rests on."""
    options = told_options(ruling, rule)
    basis = [text for text in (ruling.basis, ruling.seen and str(ruling.seen)) if text]
    return [str(ruling.level), *(f"({one})" for one in (options, ", ".join(basis)) if one)]


def told_options(ruling: Ruling, rule: FindingRule) -> str:
    """Return the options of a finding that a policy changes, each with its number."""
    return ", ".join(f"{name} {value}" for name, value in changed_options(ruling, rule).items())


def changed_options(ruling: Ruling, rule: FindingRule) -> dict[str, float]:
    """Return the options of a finding to which a policy gives another number than the default."""
    return {name: value for name, value in ruling.options.items() if value != rule.options[name].default}


def _conditions(when: Mapping[str, Any], rule: FindingRule) -> Iterator[str]:
    yield from _tests(when, rule)
    if _EITHER in when:
        yield "and one of these holds:"
        yield from _alternatives(when[_EITHER], rule, _INDENT)


def _tests(when: Mapping[str, Any], rule: FindingRule) -> list[str]:
    return [f"{fact} {_wanted(wanted, rule)}" for fact, wanted in when.items() if fact != _EITHER]


def _alternatives(several: Iterable[Mapping[str, Any]], rule: FindingRule, indent: str) -> Iterator[str]:
    """Yield a line for each alternative, and below it, indented, those that it has itself."""
    for one in several:
        below = one.get(_EITHER, ())
        yield f"{indent}- {', '.join([*_tests(one, rule), *(['and one of these'] if below else [])])}"
        yield from _alternatives(below, rule, indent + _INDENT)


def _wanted(wanted: object, rule: FindingRule) -> str:
    if not isinstance(wanted, dict):
        return f"is {_value(wanted, rule)}"
    return " and ".join(f"{_COMPARED[name]} {_value(value, rule)}" for name, value in wanted.items())


def _value(value: object, rule: FindingRule) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case OptionInUse():
            return f"{rule.options[value.name].default} (option {value.name})"
        case list() if len(value) > _WORDS_SHOWN + 1:
            shown = ", ".join(_value(part, rule) for part in value[:_WORDS_SHOWN])
            return f"{shown} or one of {len(value) - _WORDS_SHOWN} more"
        case list():
            return " or ".join(_value(part, rule) for part in value)
        case _:
            return str(value)


def _with_roles(example: object) -> str:
    """Return an example with what is expected of it in brackets, whatever the kind of its rule."""
    if isinstance(example, str):
        return example
    fields = {name: getattr(example, name, None) for name in ("source", "cue", "content")}
    expected = "; ".join(f"{name}: {_joined(value)}" for name, value in fields.items() if value)
    text = str(getattr(example, "text", example))
    return f"{text} [{expected}]" if expected else text


def _joined(value: object) -> str:
    return " or ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
