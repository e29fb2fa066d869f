"""Putting words in place of `$` names, and checking what only the places of a document allow to be checked well."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrib.errors import RuleError
from attrib.rules.facts import read_content, read_finding, read_words
from attrib.rules.patterns import check_regex, check_relation, read_tokens, read_tree, takes_in, with_word
from attrib.rules.schema import (
    Blocker,
    ClaimRule,
    ContentRule,
    FindingRule,
    Frame,
    Layout,
    Marker,
    Rule,
    SourceRule,
    WordList,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.rules.located import Mapping, Sequence, Where
    from attrib.rules.words import Words

SOURCE_WORDS: Final = ("head", "modifier", "determiner", "text")
SENTENCE_WORDS: Final = ("begins", "ends", "lacks")


def expand(rule: Rule, content: Mapping, words: Words) -> Rule:
    """Return a rule with all its `$` names expanded; `content` is the document it was read from.

    Raises RuleError A304, A306 or A307 at what is wrong.
    """
    match rule:
        case Frame():
            return _ready_frame(rule, content, words)
        case Blocker() | ClaimRule() | Marker():
            return rule.model_copy(update=_ready_patterns(rule, content, words))
        case SourceRule():
            when = rule.when.model_copy(update=_words_in(content["when"], SOURCE_WORDS, words))
            return rule.model_copy(update={"when": when})
        case FindingRule():
            return rule.model_copy(update={"when": read_finding(rule, content, words)})
        case ContentRule():
            return rule.model_copy(update={"when": read_content(rule, content, words)})
        case Layout():
            check_regex(rule.regex, partial(content.value_place, "regex"))
        case WordList():
            words.of(f"${rule.id}", partial(content.value_place, "entries"))
    return rule


def _ready_frame(frame: Frame, content: Mapping, words: Words) -> Frame:
    _check_frame(frame, content)
    for at, label in enumerate(frame.without_dependents):
        check_relation(label, partial(content["without_dependents"].item_place, at))
    tokens = read_tokens(content["tokens"], words) if frame.tokens is not None else None
    written = trees_of(frame, content, words)
    used = [tree for tree in written if takes_in(tree) <= words.takes] if frame.for_each else written
    if written and not used:
        place = content.key_place("for_each")
        raise RuleError("A306", "no cue has a take for any word of `for_each`", place=place)
    trees = [read_tree(tree, words) for tree in used]
    if trees:
        _check_nodes(frame, [node["RIGHT_ID"] for node in trees[0]], partial(content.value_place, "pattern"))
    update: dict[str, Any] = {"tokens": tokens}
    if trees:
        update["pattern"] = trees[0]
    return frame.model_copy(update=update).made_ready(tuple(trees))


def trees_of(frame: Frame, content: Mapping, words: Words) -> list[Sequence]:
    """Return the tree patterns of a frame as written: none, one, or one for each word of `for_each`."""
    if frame.pattern is None:
        return []
    if not frame.for_each:
        return [content["pattern"]]
    each = read_words(content["for_each"], partial(content.value_place, "for_each"), words)
    return [with_word(content["pattern"], word) for word in each]


def _check_frame(frame: Frame, content: Mapping) -> None:
    if frame.pattern is None and frame.tokens is None and not frame.takes:
        raise RuleError("A304", "nothing to match: `pattern`, `tokens` or `takes` is missing", place=content.place())
    if frame.for_each and (frame.pattern is None or with_word(content["pattern"], "") == content["pattern"]):
        raise RuleError("A304", "no `@` in `pattern` for the words of `for_each`", place=content.key_place("for_each"))


def _check_nodes(frame: Frame, names: list[str], where: Where) -> None:
    if "cue" not in names:
        raise RuleError("A304", "no node of `pattern` is named `cue`", place=where())
    if frame.source_from == "node" and "source" not in names:
        hint = "name one, or say where the source is with `source_from`"
        raise RuleError("A304", "no node of `pattern` is named `source`", place=where(), hint=hint)


def _ready_patterns(rule: Blocker | ClaimRule | Marker, content: Mapping, words: Words) -> dict[str, Any]:
    update: dict[str, Any] = {}
    if content.get("tokens") is not None:
        update["tokens"] = read_tokens(content["tokens"], words)
    if content.get("pattern") is not None:
        update["pattern"] = read_tree(content["pattern"], words)
    if content.get("phrases") is not None:
        update["phrases"] = read_words(content["phrases"], partial(content.value_place, "phrases"), words)
    if isinstance(rule, ClaimRule):
        update |= _ready_claim(rule, content, words)
    if not update:
        fields = (
            "`tokens`, `phrases`, `pattern`, `patterns` or `when`"
            if isinstance(rule, ClaimRule)
            else "`tokens` or `phrases`"
        )
        raise RuleError("A304", f"nothing to match: {fields} is missing", place=content.place())
    return update


def _ready_claim(claim: ClaimRule, content: Mapping, words: Words) -> dict[str, Any]:
    update: dict[str, Any] = {}
    if claim.patterns is not None:
        update["patterns"] = [read_tree(tree, words) for tree in content["patterns"]]
    if claim.when is not None:
        update["when"] = claim.when.model_copy(update=_words_in(content["when"], SENTENCE_WORDS, words))
    return update


def _words_in(when: Mapping, keys: Iterable[str], words: Words) -> dict[str, frozenset[str]]:
    return {
        key: frozenset(read_words(when[key], partial(when.value_place, key), words))
        for key in keys
        if when.get(key) is not None
    }
