"""docs/rules.md: every rule that is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from markdown import code, quoted, table, text

from attrib.rules.load import Rules, load_rules
from attrib.rules.packs import shipped_pack
from attrib.rules.schema import KINDS, CueClass, FindingRule, Rule, WordList

if TYPE_CHECKING:
    from collections.abc import Iterator

ABOUT: Final = {
    "lists": "Words that other rules name by `$`.",
    "cues": "The words that carry an attribution, by class, and whether they are somebody's own expression.",
    "frames": "How a cue takes its source and its content. The marked words of an example are the content.",
    "blockers": "Where a word that looks like a cue is none.",
    "layout": "Which lines are a headline, dateline, byline or credit.",
    "sources": "How a source is identified. The first that holds decides, from the highest priority down.",
    "markers": "Words that declare a source's anonymity, its reason, its position or its side.",
    "claims": "What a sentence asserts, and how strongly that calls for a source.",
}
SHOWN: Final = ("default", "strict")
"""The policies whose levels stand beside the findings."""
PARTS: Final = ("verbs", "nouns", "adjectives", "phrases")


def page() -> str:
    """Return the page."""
    rules = load_rules()
    return "\n".join([*_intro(rules), *_findings(rules), *_others(rules)]).rstrip() + "\n"


def _intro(rules: Rules) -> Iterator[str]:
    yield "# The shipped rules\n"
    yield "`attrib rules show RULE` prints a rule as it is written, `attrib explain RULE` says what it is for."
    yield "[Rule files](rule-files.md) tells how rules are written and changed, [facts](facts.md) what a finding can ask for.\n"
    counts = (f"[{len(rules.of_kind(kind))} {kind}](#{kind})" for kind in ("findings", *ABOUT))
    yield f"There are {', '.join(counts)}.\n"


def _findings(rules: Rules) -> Iterator[str]:
    yield "## findings\n"
    yield "What is reported, and how loudly under the policies for no newsroom in particular. [Levels](levels.md) has them all.\n"
    yield from table(
        ("code", "rule", *SHOWN, "what it reports"),
        (
            (
                rule.code,
                f"[{rule.id}](#{rule.code.lower()}-{rule.id})",
                *(rules.policies[name].level_of(rule) for name in SHOWN),
                text(rule.title),
            )
            for rule in sorted(rules.findings.values(), key=lambda rule: rule.code)
        ),
    )
    for rule in sorted(rules.findings.values(), key=lambda rule: rule.code):
        yield from _finding(rule)


def _finding(rule: FindingRule) -> Iterator[str]:
    yield f"### {rule.code} {rule.id}\n"
    yield f"{text(rule.title)}. {text(rule.description)} Says: {code(rule.message)}\n"
    yield f"Reported of each {rule.on} with (in [{_file(rule)}]({_link(rule)}))\n"
    when = yaml.safe_dump(yaml.safe_load(rule.source)["when"], sort_keys=False, default_flow_style=None, width=100)
    yield f"```yaml\n{when}```\n"
    for name, option in rule.options.items():
        yield f"Option {code(name)}, {option.default} where a policy sets nothing else: {text(option.description)}\n"
    yield "Fires on\n"
    yield from quoted(rule.examples.fires[0].text, rule.examples.fires[0].at)
    yield "Silent on\n"
    yield from quoted(rule.examples.silent[0], None)
    if rule.standard:
        stated = rule.standard if isinstance(rule.standard, dict) else {"Standard": rule.standard}
        for name, said in stated.items():
            yield f"- {text(name)}: {text(said)}"
        yield ""


def _others(rules: Rules) -> Iterator[str]:
    for kind in KINDS:
        if kind not in ABOUT:
            continue
        yield f"## {kind}\n"
        yield f"{ABOUT[kind]}\n"
        some = list(rules.of_kind(kind).values())
        if kind == "sources":
            some.sort(key=lambda rule: -getattr(rule, "priority", 0))
        columns = COLUMNS[kind]
        yield from table(
            ("rule", *columns, "what it is"),
            (
                (f"[{rule.id}]({_link(rule)})", *(_cell(rule, one) for one in columns), text(_about(rule)))
                for rule in some
            ),
        )


COLUMNS: Final = {
    "lists": ("words",),
    "cues": ("expression", "words"),
    "frames": ("example",),
    "blockers": ("example",),
    "layout": ("block", "example"),
    "sources": ("status", "tier", "example"),
    "markers": ("marks", "example"),
    "claims": ("weight", "example"),
}


def _cell(rule: Rule, column: str) -> str:
    if column == "example":
        return _example(rule)
    if column == "words":
        return str(_word_count(rule))
    value = getattr(rule, column)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _word_count(rule: Rule) -> int:
    if isinstance(rule, WordList):
        groups = rule.entries.values() if isinstance(rule.entries, dict) else [rule.entries]
        return sum(len(group) for group in groups)
    assert isinstance(rule, CueClass)
    return sum(len(getattr(rule, part)) for part in PARTS)


def _about(rule: Rule) -> str:
    """Return what a rule is for; of a class of cues, its first words too."""
    if not isinstance(rule, CueClass):
        return rule.description
    words = [word for part in PARTS for word in getattr(rule, part)]
    return f"{rule.description} {', '.join(words[:12])}{', …' if len(words) > 12 else ''}"


def _example(rule: Rule) -> str:
    """Return the first text that a rule fires on, with what it finds there in bold."""
    example: Any = rule.examples.fires[0]  # type: ignore[attr-defined]
    if isinstance(example, str):
        return text(example)
    if rule.kind == "sources":
        return text(example.source)
    shown = text(example.text)
    for content in example.content:
        shown = shown.replace(text(content), f"**{text(content)}**", 1)
    return shown


def _file(rule: Rule) -> str:
    return f"rules/{Path(rule.origin.path).relative_to(str(shipped_pack())).as_posix()}"


def _link(rule: Rule) -> str:
    return f"../{_file(rule)}"
