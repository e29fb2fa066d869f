"""Claims: propositions of a type that an editor weighs, in somebody's words or the narrator's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.extract.boundaries import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from attrib.extract import Range
    from attrib.rules.load import Rules

CLAUSES = frozenset(
    {"ROOT", "ccomp", "conj", "advcl", "acl:relcl", "advcl:relcl", "parataxis", "csubj", "acl", "xcomp", "appos"}
)
CORE = frozenset({
    "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "aux", "aux:pass", "cop", "obj", "iobj", "xcomp", "compound:prt",
    "advmod", "expl",
})  # fmt: skip
RELATIVE_TAGS = frozenset({"WRB", "WDT"})


@dataclass(frozen=True)
class TypedClause:
    """A clause with the claim types found in it: the head of the clause, its core as a token range, and the types."""

    head: int
    core: Range
    types: tuple[str, ...]


@dataclass(frozen=True)
class TypeMatch:
    """Where a claim rule matched."""

    rule: str
    start: int
    end: int


class ClaimFinder:
    """Finds claim types with the rules of rules/claims."""

    def __init__(self, rules: Rules, nlp: Language) -> None:
        from attrib.rules.compile import compile_claim_phrases, compile_claim_tokens, compile_claims

        self._tokens = compile_claim_tokens(rules, nlp.vocab)
        self._phrases = compile_claim_phrases(rules, nlp)
        self._trees = compile_claims(rules, nlp.vocab)

    def matches(self, doc: Doc) -> list[TypeMatch]:
        """Return every match of a claim rule, in order."""
        strings = doc.vocab.strings
        found = [TypeMatch(*match) for match in self._tokens(doc)]
        found += [TypeMatch(rule, min(nodes), max(nodes) + 1) for rule, nodes in self._trees(doc)]
        if len(self._phrases):
            found += [TypeMatch(strings[key], start, end) for key, start, end in self._phrases(doc)]
        return sorted(set(found), key=lambda match: (match.start, match.end, match.rule))


def typed_clauses(doc: Doc, matches: Sequence[TypeMatch]) -> Iterator[TypedClause]:
    """Yield the clauses that hold a match, in order, each once with all its types."""
    by_clause: dict[int, list[TypeMatch]] = defaultdict(list)
    for match in matches:
        by_clause[clause_head(doc[match.start : match.end].root).i].append(match)
    for head, found in sorted(by_clause.items()):
        yield TypedClause(head, _core(doc[head], found), tuple(dict.fromkeys(match.rule for match in found)))


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
