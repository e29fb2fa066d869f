"""Turning rules into matchers, which name the matches by the ids of the rules, and having spaCy check their patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from attrib.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

    from attrib.rules.load import Rules
    from attrib.rules.runs import RunMatcher
    from attrib.rules.schema import Blocker, ClaimRule, Frame, Marker
    from attrib.rules.trees import TreeMatcher
    from attrib.rules.values import TreePattern

    _WithTokens: TypeAlias = Frame | Blocker | ClaimRule | Marker
    _WithPattern: TypeAlias = Frame | ClaimRule
    _WithPhrases: TypeAlias = ClaimRule | Marker
    _Trees: TypeAlias = tuple[_WithPattern, Sequence[TreePattern]]


def compile_frames(rules: Rules, vocab: Vocab) -> TreeMatcher:
    """Return the matcher of the frames' tree patterns; raises RuleError A307 at one that is none.

    The nodes of a match stand in the order in which `Rules.frames[id].pattern` has them. The patterns of a frame with
    `for_each` are merged into one, which matches in a fraction of the time but also where cue and word do not belong
    together; whoever reads the matches checks the pair.
    """
    return _tree_matcher(_frame_trees(rules), vocab)


def compile_blockers(rules: Rules, vocab: Vocab) -> RunMatcher:
    """Return the matcher of the blockers; raises RuleError A307 at a pattern that is none."""
    return _run_matcher(rules.blockers.values(), vocab)


def compile_marker_tokens(rules: Rules, vocab: Vocab) -> RunMatcher:
    """Return the matcher of the markers' token patterns; raises RuleError A307 at one that is none."""
    return _run_matcher(rules.markers.values(), vocab)


def compile_marker_phrases(rules: Rules, nlp: Language) -> PhraseMatcher:
    """Return the matcher of the markers' phrases, on lower case, cut into tokens as the pipeline does."""
    return _phrase_matcher(rules.markers.values(), nlp)


def compile_claims(rules: Rules, vocab: Vocab) -> TreeMatcher:
    """Return the matcher of the claims' tree patterns; raises RuleError A307 at one that is none."""
    return _tree_matcher(_claim_trees(rules), vocab)


def compile_claim_tokens(rules: Rules, vocab: Vocab) -> RunMatcher:
    """Return the matcher of the claims' token patterns; raises RuleError A307 at one that is none."""
    return _run_matcher(rules.claims.values(), vocab)


def compile_claim_phrases(rules: Rules, nlp: Language) -> PhraseMatcher:
    """Return the matcher of the claims' phrases, on lower case, cut into tokens as the pipeline does."""
    return _phrase_matcher(rules.claims.values(), nlp)


def check_patterns(rules: Rules, vocab: Vocab) -> None:
    """Raise RuleError A307 at the first pattern of any rule that spaCy's own validation refuses."""
    from spacy.matcher import DependencyMatcher, Matcher

    trees = DependencyMatcher(vocab, validate=True)
    for rule, patterns in (*_frame_trees(rules), *_claim_trees(rules)):
        _add(trees.add, rule, "pattern", list(patterns))
    tokens = Matcher(vocab, validate=True)
    for some in (rules.frames, rules.blockers, rules.markers, rules.claims):
        for one in some.values():
            if one.tokens is not None:
                _add(tokens.add, one, "tokens", one.tokens)


def merged(patterns: Sequence[TreePattern]) -> tuple[TreePattern, ...]:
    """Return patterns of the same shape as one pattern that matches wherever one of them does."""
    if len(patterns) < 2:
        return tuple(patterns)
    nodes = [
        {**variants[0], "RIGHT_ATTRS": _merged_attributes([variant["RIGHT_ATTRS"] for variant in variants])}
        for variants in zip(*patterns, strict=True)
    ]
    return (nodes,)


def _merged_attributes(variants: Sequence[dict[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, first in variants[0].items():
        values = [variant[name] for variant in variants]
        if all(value == first for value in values):
            out[name] = first
            continue
        words = [value["IN"] if isinstance(value, dict) else [value] for value in values]
        out[name] = {"IN": sorted({word for some in words for word in some})}
    return out


def _frame_trees(rules: Rules) -> list[_Trees]:
    return [(frame, merged(frame.patterns)) for frame in rules.frames.values() if frame.patterns]


def _claim_trees(rules: Rules) -> list[_Trees]:
    return [(claim, claim.trees) for claim in rules.claims.values() if claim.trees]


def _tree_matcher(trees: Iterable[_Trees], vocab: Vocab) -> TreeMatcher:
    from attrib.rules.trees import TreeMatcher

    matcher = TreeMatcher(vocab)
    for rule, patterns in trees:
        _add(matcher.add, rule, "pattern", patterns)
    return matcher


def _run_matcher(rules: Iterable[_WithTokens], vocab: Vocab) -> RunMatcher:
    from attrib.rules.runs import RunMatcher

    matcher = RunMatcher(vocab)
    for rule in rules:
        if rule.tokens is not None:
            _add(matcher.add, rule, "tokens", rule.tokens)
    return matcher


def _phrase_matcher(rules: Iterable[_WithPhrases], nlp: Language) -> PhraseMatcher:
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for rule in rules:
        if rule.phrases is not None:
            matcher.add(rule.id, [nlp.make_doc(phrase) for phrase in rule.phrases])
    return matcher


def _add(add: Callable[[str, Any], None], rule: _WithTokens, field: str, patterns: Sequence[Any]) -> None:
    try:
        add(rule.id, patterns)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RuleError("A307", f"spaCy refuses `{field}` of `{rule.id}`: {error}", place=rule.origin) from None
