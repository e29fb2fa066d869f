"""Claims: propositions of a type that an editor weighs, in somebody's words or the narrator's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.extract.boundaries import trimmed
from attrib.ledger.wording import Wording, holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from attrib.extract import Range
    from attrib.parse.document import ParsedStory
    from attrib.rules.load import Rules
    from attrib.rules.schema import ClaimRule

CLAUSES = frozenset(
    {"ROOT", "ccomp", "conj", "advcl", "acl:relcl", "advcl:relcl", "parataxis", "csubj", "acl", "xcomp", "appos"}
)
CORE = frozenset({
    "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "aux", "aux:pass", "cop", "obj", "iobj", "xcomp", "compound:prt",
    "advmod", "expl",
})  # fmt: skip
RELATIVE_TAGS = frozenset({"WRB", "WDT"})


@dataclass(frozen=True)
class TypeMatch:
    """Where a claim rule matched; an empty range at its beginning stands for a sentence as a whole."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class TypedClause:
    """A clause with the types of claim found in it: its head, its core as a token range, the types with their words."""

    head: int
    core: Range
    types: Mapping[str, tuple[Range, ...]]


class ClaimFinder:
    """Finds types of claim with the rules of rules/claims."""

    def __init__(self, rules: Rules, nlp: Language) -> None:
        from attrib.rules.compile import compile_claim_phrases, compile_claim_tokens, compile_claims

        self._rules = rules.claims
        self._tokens = compile_claim_tokens(rules, nlp.vocab)
        self._phrases = compile_claim_phrases(rules, nlp)
        self._trees = compile_claims(rules, nlp.vocab)
        self._asks = any(rule.when is not None for rule in self._rules.values())
        self._whole = [rule for rule in self._rules.values() if not (rule.tokens or rule.phrases or rule.trees)]

    def matches(self, parsed: ParsedStory) -> list[TypeMatch]:
        """Return every match of a claim rule in a story, in order."""
        if not len(parsed.doc):
            return []
        wordings = _wordings(parsed) if self._asks else {}
        found = {match for match in self._matched(parsed.doc) if self._counts(match, parsed, wordings)}
        for number, wording in wordings.items():
            start = parsed.sentences[number][0]
            found |= {TypeMatch(rule.id, start, start) for rule in self._whole if _holds(rule, wording)}
        return sorted(found, key=lambda match: (match.start, match.end, match.rule))

    def _matched(self, doc: Doc) -> Iterator[TypeMatch]:
        yield from (TypeMatch(*match) for match in self._tokens(doc))
        yield from (TypeMatch(rule, nodes[0], nodes[0] + 1) for rule, nodes in self._trees(doc))
        if len(self._phrases):
            strings = doc.vocab.strings
            yield from (TypeMatch(strings[key], start, end) for key, start, end in self._phrases(doc))

    def _counts(self, match: TypeMatch, parsed: ParsedStory, wordings: Mapping[int, Wording]) -> bool:
        """Tell whether a match stands where its rule wants it."""
        rule = self._rules[match.rule]
        if rule.main and not _is_main(parsed.doc[match.start : match.end].root):
            return False
        return rule.when is None or holds(rule.when, wordings[parsed.sentence_of[match.start]])


def _wordings(parsed: ParsedStory) -> dict[int, Wording]:
    """Return the sentences by their numbers."""
    return {
        number: Wording(parsed.doc[slice(*parsed.sentences[number])], block.block.kind)
        for block in parsed.blocks
        if block.start < block.end
        for number in range(parsed.sentence_of[block.start], parsed.sentence_of[block.end - 1] + 1)
    }


def _holds(rule: ClaimRule, wording: Wording) -> bool:
    return rule.when is not None and holds(rule.when, wording)


def _is_main(token: Token) -> bool:
    return token.dep_ == "ROOT" or (token.dep_ == "conj" and token.head.dep_ == "ROOT")


def typed_clauses(doc: Doc, matches: Sequence[TypeMatch]) -> Iterator[TypedClause]:
    """Yield the clauses that hold a match, in order, each once with all its types."""
    by_clause: dict[int, list[TypeMatch]] = defaultdict(list)
    for match in matches:
        if match.start < match.end:
            by_clause[clause_head(doc[match.start : match.end].root).i].append(match)
    for head, found in sorted(by_clause.items()):
        types: dict[str, list[Range]] = defaultdict(list)
        for match in found:
            types[match.rule].append((match.start, match.end))
        yield TypedClause(head, _core(doc[head], found), {rule: _apart(runs) for rule, runs in types.items()})


def _apart(runs: Sequence[Range]) -> tuple[Range, ...]:
    """Return ranges without those that lie in another."""
    return tuple(
        run for run in runs if not any(other != run and other[0] <= run[0] and run[1] <= other[1] for other in runs)
    )


def clause_head(token: Token) -> Token:
    """Return the head of the clause a token stands in."""
    current = token
    while not _heads_clause(current):
        if current.head == current:
            return current
        current = current.head
    return current


def _heads_clause(token: Token) -> bool:
    if token.dep_ not in CLAUSES:
        return False
    return token.pos_ in ("VERB", "AUX", "ADJ") or any(child.dep_ == "cop" for child in token.children)


def _core(head: Token, matches: Sequence[TypeMatch]) -> Range:
    """Return subject, verb group and complements of a clause and the words that were matched, as one stretch."""
    inside = {head.i}
    for child in head.children:
        if child.dep_ in CORE and child.tag_ not in RELATIVE_TAGS:
            inside.update(range(child.left_edge.i, child.right_edge.i + 1))
    for match in matches:
        inside.update(range(match.start, match.end))
    return trimmed(head.doc, (min(inside), max(inside) + 1)) or (head.i, head.i + 1)
