"""Tree patterns, matched from the tokens that can be their first node and along the edges of the parse.

spaCy's DependencyMatcher tries each node of each pattern on each token, and then every combination within a sentence.
Here the first node, mostly a cue, is looked up by its word, and the others are found by walking from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrib.rules.tokens import Anchors, TokenTests

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from attrib.rules.tokens import TokenTable
    from attrib.rules.values import TreePattern

Kin: TypeAlias = Literal["head", "ancestors", "children", "descendants", "siblings", "sentence"]
Side: TypeAlias = Literal["any", "right", "left", "next", "previous"]

Nodes: TypeAlias = tuple[int, ...]
"""The tokens of a pattern's nodes, in its order."""

RELATIONS: Final[Mapping[str, tuple[Kin, Side]]] = {
    "<": ("head", "any"),
    "<+": ("head", "next"),
    "<-": ("head", "previous"),
    "<++": ("head", "right"),
    "<--": ("head", "left"),
    "<<": ("ancestors", "any"),
    ">": ("children", "any"),
    ">+": ("children", "next"),
    ">-": ("children", "previous"),
    ">++": ("children", "right"),
    ">--": ("children", "left"),
    ">>": ("descendants", "any"),
    "$+": ("siblings", "next"),
    "$-": ("siblings", "previous"),
    "$++": ("siblings", "right"),
    "$--": ("siblings", "left"),
    ".": ("sentence", "next"),
    ";": ("sentence", "previous"),
    ".*": ("sentence", "right"),
    ";*": ("sentence", "left"),
}
"""What each of spaCy's relations relates a token to, and on which side of the token."""


@dataclass(frozen=True, slots=True)
class _Link:
    """A node after the first: the number of the node it hangs on, how, and the test it must pass."""

    left: int
    kin: Kin
    side: Side
    test: int


@dataclass(frozen=True, slots=True)
class _Branch:
    """Patterns that begin with the same nodes: the numbers of those that end here, and what others go on with."""

    patterns: list[int] = field(default_factory=list)
    further: dict[_Link, _Branch] = field(default_factory=dict)


class TreeMatcher:
    """Finds the matches that spaCy's DependencyMatcher finds with the same patterns.

    Where a token has no annotation that a pattern asks for, the pattern does not match; spaCy's raises ValueError.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._tests = TokenTests(vocab)
        self._anchors: Anchors[_Branch] = Anchors(self._tests)
        self._roots: dict[int, _Branch] = {}
        self._rules: list[str] = []

    def __len__(self) -> int:
        """Return how many rules have patterns."""
        return len(set(self._rules))

    def add(self, rule: str, patterns: Iterable[TreePattern]) -> None:
        """Add the patterns of a rule, as the loader has checked them; raises ValueError for an unknown relation."""
        for pattern in patterns:
            unknown = [node["REL_OP"] for node in pattern[1:] if node["REL_OP"] not in RELATIONS]
            if unknown:
                raise ValueError(f"unknown relation {unknown[0]}")
            names = {node["RIGHT_ID"]: at for at, node in enumerate(pattern)}
            first, *tests = [self._tests.add(node["RIGHT_ATTRS"]) for node in pattern]
            if first not in self._roots:
                self._roots[first] = _Branch()
                self._anchors.add(first, self._roots[first])
            branch = self._roots[first]
            for node, test in zip(pattern[1:], tests, strict=True):
                link = _Link(names[node["LEFT_ID"]], *RELATIONS[node["REL_OP"]], test)
                branch = branch.further.setdefault(link, _Branch())
            branch.patterns.append(len(self._rules))
            self._rules.append(rule)

    def __call__(self, doc: Doc) -> list[tuple[str, Nodes]]:
        """Return each match as its rule and the tokens of its nodes, in the order of the pattern.

        The matches stand in the order of the patterns, those of one pattern in the order of their tokens.
        """
        table = self._tests.table(doc)
        walk = _Walk(doc, table)
        found: list[tuple[int, Nodes]] = []
        for at, branch in self._anchors.hits(table):
            walk.grow(branch, [(at,)], found)
        return [(self._rules[number], nodes) for number, nodes in sorted(found)]


class _Walk:
    """Ways from token to token of one document."""

    def __init__(self, doc: Doc, table: TokenTable) -> None:
        self._doc = doc
        self._table = table
        self._passing: dict[tuple[Kin, int, int], list[int]] = {}
        self._roots: dict[int, int] = {}

    def grow(self, branch: _Branch, matches: list[Nodes], found: list[tuple[int, Nodes]]) -> None:
        """Add to `found` the matches of all patterns on a branch, given those of their nodes up to there."""
        for number in branch.patterns:
            found += [(number, nodes) for nodes in matches]
        for link, further in branch.further.items():
            grown = [(*nodes, other) for nodes in matches for other in self._linked(nodes[link.left], link)]
            if grown:
                self.grow(further, grown, found)

    def _linked(self, at: int, link: _Link) -> Sequence[int]:
        """Return the tokens that a link leads to from the one `at`, in order."""
        if link.side in {"next", "previous"}:
            other = at + 1 if link.side == "next" else at - 1
            return [other] if self._are_kin(link.kin, at, other) and self._table.holds(link.test, other) else []
        found = self._kin(link.kin, link.test, at)
        if link.side == "right":
            return found[bisect_right(found, at) :]
        return found[: bisect_left(found, at)] if link.side == "left" else found

    def _are_kin(self, kin: Kin, at: int, other: int) -> bool:
        if not 0 <= other < self._table.length:
            return False
        if kin == "head":
            return self._heads[at] == other
        if kin == "children":
            return self._heads[other] == at
        if kin == "siblings":
            # The head of a root is the root, so what hangs on it counts as its sibling, as in spaCy.
            return self._heads[other] == self._heads[at] != other
        return self._root(other) == self._root(at)

    def _kin(self, kin: Kin, test: int, at: int) -> list[int]:
        """Return the tokens of a kind around the one `at` that pass a test, in order."""
        if kin == "siblings":
            return self._kin("children", test, self._heads[at])
        hub = self._root(at) if kin == "sentence" else at
        key = (kin, test, hub)
        found = self._passing.get(key)
        if found is None:
            found = self._passing[key] = [one for one in self._around(kin, hub) if self._table.holds(test, one)]
        return found

    def _around(self, kin: Kin, hub: int) -> Sequence[int]:
        if kin == "children":
            return self._children(hub)
        if kin == "head":
            return [self._heads[hub]] if self._heads[hub] != hub else []
        return sorted(self._above(hub) if kin == "ancestors" else self._below(hub, itself=kin == "sentence"))

    def _above(self, at: int) -> list[int]:
        found = []
        while self._heads[at] != at:
            at = self._heads[at]
            found.append(at)
        return found

    def _below(self, at: int, *, itself: bool) -> list[int]:
        found = [at]
        for token in found:
            found += self._children(token)
        return found if itself else found[1:]

    def _root(self, at: int) -> int:
        path = []
        while at not in self._roots and self._heads[at] != at:
            path.append(at)
            at = self._heads[at]
        root = self._roots.get(at, at)
        self._roots.update(dict.fromkeys(path, root))
        return root

    def _children(self, head: int) -> list[int]:
        order, begins = self._by_head
        return [at for at in order[begins[head] : begins[head + 1]] if at != head]

    @cached_property
    def _heads(self) -> list[int]:
        """Return the head of each token; that of a root is the root."""
        offsets: list[int] = self._doc.to_array("HEAD").astype("int64").tolist()
        return [at + offset for at, offset in enumerate(offsets)]

    @cached_property
    def _by_head(self) -> tuple[list[int], list[int]]:
        """Return the tokens in the order of their heads, and for each head where those begin that hang on it."""
        order = sorted(range(self._table.length), key=self._heads.__getitem__)
        begins = [0] * (self._table.length + 1)
        for head in self._heads:
            begins[head + 1] += 1
        return order, list(accumulate(begins))
