"""The examples that rules carry, run through the engine: what must fire fires, what must be silent is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrib.evaluate.matching import PatternMatchers
from attrib.evaluate.placing import collapsed
from attrib.read import match_length
from attrib.rules.schema import (
    Blocker,
    ClaimRule,
    ContentRule,
    FindingRule,
    Frame,
    Layout,
    Marker,
    Policy,
    Rule,
    Ruling,
    SourceRule,
)
from attrib.rules.values import FindingExample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from attrib.evaluate.matching import Stages
    from attrib.report import Attribution, Established, Part, Span, Story
    from attrib.rules.load import Rules
    from attrib.rules.values import FrameExample, SourceExample

TESTED: Final = (Frame, Blocker, Layout, SourceRule, Marker, ClaimRule, ContentRule, FindingRule)
"""The models of rules that carry examples."""

_ALL: Final = Policy(id="all", description="Every finding, at the level of its rule.")
_TODAY: Final = date(2026, 1, 1)
"""The day of the examples: what holds until an earlier one is over."""
_EDGE: Final = " \t\r\n\"'“”‘’`.,;:!?-–—()"


@dataclass(frozen=True, slots=True)
class RuleTestResult:
    """The outcome of one example; `message` says what was expected and what came, "" where the example holds."""

    kind: str
    rule_id: str
    text: str
    ok: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Example:
    """An example of a rule; `wanted` is the example as written, `fires` whether the rule must fire on it."""

    rule: Rule
    text: str
    wanted: Any
    fires: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as the engine reads it, and the ids of the rules of each kind that match words in it."""

    story: Story
    established: Established
    matched: Mapping[str, frozenset[str]]


def run_examples(stages: Stages, ids: Iterable[str] = ()) -> list[RuleTestResult]:
    """Return the outcome of every example of the rules with these ids, of all rules without any.

    Raises RuleError A307 at a pattern that spaCy's own validation refuses.
    """
    from attrib.rules.compile import check_patterns

    check_patterns(stages.rules, stages.nlp.vocab)
    chosen = frozenset(ids)
    examples = [one for rule in _rules(stages.rules) if not chosen or rule.id in chosen for one in _examples(rule)]
    texts = dict.fromkeys(one.text for one in examples if not isinstance(one.rule, Layout))
    read = dict(zip(texts, _read(stages, texts), strict=True))
    judging = _Judging(stages.rules)
    return [_outcome(one, read.get(one.text), judging) for one in examples]


def _rules(rules: Rules) -> Iterator[Rule]:
    for model in TESTED:
        yield from rules.of_kind(model.kind).values()


def _examples(rule: Rule) -> Iterator[_Example]:
    examples: Any = rule.examples  # type: ignore[attr-defined]
    for fires, some in ((True, examples.fires), (False, examples.silent)):
        for one in some:
            yield _Example(rule, one if isinstance(one, str) else one.text, one, fires)


def _read(stages: Stages, texts: Iterable[str]) -> Iterator[_Read]:
    matchers = PatternMatchers(stages.rules, stages.nlp)
    stories = [stages.read(f"example-{number}.{_suffix(text)}", text.encode()) for number, text in enumerate(texts)]
    for parsed, established in stages.establish(stories):
        matched = {kind: frozenset(count) for kind, count in matchers.count(parsed).items()}
        yield _Read(parsed.story, established, matched)


def _suffix(text: str) -> str:
    """Return how an example is read: as Markdown where it has front matter or a comment."""
    return "md" if text.startswith("---\n") or "<!--" in text else "txt"


class _Judging:
    """The judge of one rule alone: of a finding, with options as an example has them, or of a kind of content."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def marked(self, rule: FindingRule, read: _Read, options: Mapping[str, float]) -> list[str]:
        """Return the words that a finding marks in a text."""
        from attrib.judge import Reading, Selection, judge, judge_story

        if rule.on == "suppression":
            # What is hidden shows only where what it is hidden from runs as well.
            everything = replace(self._rules, policies={_ALL.id: _ALL})
            judgement = judge_story(Reading(read.established, everything), Selection(_ALL.id), today=_TODAY)
            spans = [one.span for one in judgement.findings if one.rule == rule.id]
            return [collapsed(read.story.text[span.start : span.end]) for span in spans]
        setting = Ruling(level=rule.level, options=dict(options))
        alone = Policy(id=rule.id, description="One finding alone.", rules={rule.id: setting})
        rules = replace(self._rules, findings={rule.id: rule}, policies={alone.id: alone})
        return [_words(read.story, one.span) for one in judge(read.established, rules, Selection(alone.id))]

    def carries(self, rule: ContentRule, read: _Read) -> bool:
        """Return whether an attribution in a text carries what a rule describes."""
        from attrib.judge import carried_in

        return any(rule.id in carried for carried in carried_in(read.established, self._rules))


def _outcome(example: _Example, read: _Read | None, judging: _Judging) -> RuleTestResult:
    rule = example.rule
    if isinstance(rule, Layout):
        message = _check_layout(rule, example)
    else:
        assert read is not None
        message = _check(rule, example, read, judging)
    return RuleTestResult(rule.kind, rule.id, example.text, not message, message)


def _check(rule: Rule, example: _Example, read: _Read, judging: _Judging) -> str:
    if isinstance(rule, Frame):
        return _check_frame(rule, example, read)
    if isinstance(rule, SourceRule):
        return _check_source(rule, example.wanted, read, fires=example.fires)
    if isinstance(rule, ContentRule):
        return _fires_or_not(example, fired=judging.carries(rule, read))
    if isinstance(rule, FindingRule):
        options = example.wanted.options if isinstance(example.wanted, FindingExample) else {}
        return _check_finding(example, judging.marked(rule, read, options))
    return _fires_or_not(example, fired=rule.id in read.matched[rule.kind])


def _check_layout(rule: Layout, example: _Example) -> str:
    return _fires_or_not(example, fired=match_length(rule, example.text.strip()) > 0)


def _fires_or_not(example: _Example, *, fired: bool) -> str:
    if fired == example.fires:
        return ""
    return "expected a match, got none" if example.fires else "expected no match, got one"


def _check_frame(rule: Frame, example: _Example, read: _Read) -> str:
    found = [_roles(one, read.story) for one in read.established.attributions if one.rule == rule.id]
    others = [one for one in read.established.attributions if one.rule != rule.id]
    if not example.fires:
        return f"expected nothing, got {_listed(found)}" if found else ""
    wanted = _wanted(example.wanted)
    if wanted in found:
        return ""
    instead = found or [(f"({one.rule})", *_roles(one, read.story)) for one in others]
    return f"expected {_shown(wanted)}, got {_listed(instead)}"


def _check_source(rule: SourceRule, wanted: SourceExample, read: _Read, *, fires: bool) -> str:
    phrase = _bare(wanted.source)
    deciding = [
        source.rule
        for source in read.established.sources
        if any(_bare(_words(read.story, span)) == phrase for span in source.mentions)
    ]
    if not deciding:
        names = ", ".join(f"“{source.name}”" for source in read.established.sources) or "nobody"
        return f"expected a source “{wanted.source}”, got {names}"
    if fires and rule.id not in deciding:
        return f"expected “{wanted.source}” to be decided by {rule.id}, got {', '.join(deciding)}"
    if not fires and rule.id in deciding:
        return f"expected “{wanted.source}” to be left to another rule"
    return ""


def _check_finding(example: _Example, marked: list[str]) -> str:
    got = ", ".join(f"“{words}”" for words in marked) or "nothing"
    if not example.fires:
        return f"expected no finding, got one at {got}" if marked else ""
    wanted: FindingExample = example.wanted
    if wanted.at is None:
        return "" if marked else "expected a finding, got nothing"
    if _bare(wanted.at) in map(_bare, marked):
        return ""
    return f"expected a finding at “{wanted.at}”, got {got}"


_Roles: TypeAlias = tuple[str | tuple[str, ...] | None, ...]


def _roles(found: Attribution, story: Story) -> _Roles:
    """Return source, cue and the pieces of content as examples are compared: without marks at their edges."""
    return (
        _bare(_part(found.source, story)) if found.source else None,
        _bare(_part(found.cue, story)),
        tuple(_bare(_words(story, span)) for span in found.content.spans),
    )


def _wanted(example: FrameExample) -> _Roles:
    source = _bare(example.source) if example.source is not None else None
    return source, _bare(example.cue), tuple(map(_bare, example.content))


def _part(part: Part, story: Story) -> str:
    return " ".join(_words(story, span) for span in part.spans)


def _words(story: Story, span: Span) -> str:
    return story.words(span)


def _bare(text: str) -> str:
    """Return words without punctuation at their edges; a text that is nothing else stays as it is."""
    return collapsed(text).strip(_EDGE) or text.strip()


def _listed(several: Iterable[_Roles]) -> str:
    return "; ".join(map(_shown, several)) or "nothing"


def _shown(roles: _Roles) -> str:
    parts = ("nobody" if one is None else one if isinstance(one, str) else " … ".join(one) for one in roles)
    return "[" + " · ".join(parts) + "]"
