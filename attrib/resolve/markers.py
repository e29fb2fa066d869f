"""What the story says of the terms on which an unnamed source spoke: marker, reason, position to know, side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from attrib.report import Anonymity
from attrib.resolve.bearers import Bearers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from attrib.parse.document import ParsedStory
    from attrib.report import Part, ReasonKind
    from attrib.resolve.entities import Entity
    from attrib.rules.load import Rules
    from attrib.rules.values import Mark

Range = tuple[int, int]
DECLARED: tuple[Mark, ...] = ("anonymity", "excuse")
"""Marks that say that a source is not to be named, and for which a sentence is searched until somebody is found."""
DESCRIBED: tuple[Mark, ...] = ("position", "familiarity", "side")
"""Marks that count only in the description of a source or in what is said of it."""
REASON_GAP = 4
"""How many words may stand between a marker and its reason where the grammar does not join them."""
BREAKS = frozenset({";", "—", "–", "”", '"', "''", "(", ")"})
"""Marks that end a reason or a description."""
JOINTS = frozenset({"and", "but", "who", "was", "were", "is", "are"})
"""Words that join a description to what stands after it."""
RELATIVES = frozenset({"who", "which", "whose"})
LONGEST = 30
"""How many words a reason or a description may have."""
PLACED, INTERESTED, AFFILIATED, WEAK = 4, 5, 3, 2
"""Tiers of an unnamed source: what newsrooms' ladders of description have in common."""


@dataclass
class Marks:
    """What is said of one unnamed source, as half-open token ranges in the order of the text."""

    runs: dict[Mark, list[Range]] = field(default_factory=lambda: defaultdict(list))
    reason: Range | None = None
    reason_kind: ReasonKind = "absent"

    def first(self, mark: Mark) -> Range | None:
        """Return the first words with a mark, or None."""
        return min(self.runs.get(mark, ()), default=None)


class MarkerFinder:
    """Finds markers with the rules of rules/markers."""

    def __init__(self, rules: Rules, nlp: Language) -> None:
        from attrib.rules.compile import compile_marker_phrases, compile_marker_tokens

        self._tokens = compile_marker_tokens(rules, nlp.vocab)
        self._phrases = compile_marker_phrases(rules, nlp)
        self._marks: dict[str, Mark] = {rule.id: rule.marks for rule in rules.markers.values()}

    def read(self, parsed: ParsedStory, unnamed: Sequence[Entity], others: Sequence[Entity]) -> StoryMarkers:
        """Return the markers of a story, which are looked for when they are first asked for.

        `unnamed` are the sources of whom anonymity can be said, `others` all else whom the story mentions.
        """
        return StoryMarkers(parsed, self, unnamed, others)

    def by_mark(self, parsed: ParsedStory) -> dict[Mark, list[Range]]:
        """Return the words with each mark as half-open token ranges, none within another and none over two sentences."""
        doc, strings = parsed.doc, parsed.doc.vocab.strings
        found = self._tokens(doc)
        if len(self._phrases):
            found += [(strings[key], start, end) for key, start, end in self._phrases(doc)]
        runs: dict[Mark, list[Range]] = defaultdict(list)
        for rule, start, end in found:
            if parsed.sentence_of[start] == parsed.sentence_of[end - 1]:
                runs[self._marks[rule]].append((start, end))
        return {mark: _outermost(some) for mark, some in runs.items()}


class StoryMarkers:
    """The markers of one story, given to the sources they speak of."""

    def __init__(
        self, parsed: ParsedStory, finder: MarkerFinder, unnamed: Sequence[Entity], others: Sequence[Entity]
    ) -> None:
        self._parsed = parsed
        self._finder = finder
        self._unnamed = unnamed
        self._others = others

    def about(self, entity: Entity) -> Anonymity:
        """Return what the story says of the terms on which an unnamed source spoke."""
        marks = self._given.get(entity.number, Marks())
        return Anonymity(
            marker=tuple(self._parsed.part([run]) for run in sorted(marks.runs["anonymity"])),
            reason=self._part(marks.reason),
            reason_kind=marks.reason_kind,
            position=self._described(marks, "position"),
            familiarity=self._described(marks, "familiarity"),
            side=self._described(marks, "side"),
        )

    def _described(self, marks: Marks, mark: Mark) -> Part | None:
        run = marks.first(mark)
        return None if run is None else self._part(self._without_terms(_clause(self._parsed, run)))

    def _without_terms(self, run: Range) -> Range:
        """Return a description up to where the terms of the conversation begin ("who was briefed and spoke anonymously")."""
        doc = self._parsed.doc
        terms = [at for mark in DECLARED for at, _ in self._runs.get(mark, ()) if run[0] < at < run[1]]
        end = min(terms, default=run[1])
        while end - 1 > run[0] and end < run[1] and (doc[end - 1].is_punct or doc[end - 1].lower_ in JOINTS):
            end -= 1
        return run[0], end

    def _part(self, run: Range | None) -> Part | None:
        return None if run is None else self._parsed.part([run])

    @cached_property
    def _runs(self) -> Mapping[Mark, Sequence[Range]]:
        return self._finder.by_mark(self._parsed)

    @cached_property
    def _given(self) -> Mapping[int, Marks]:
        """What is said of each unnamed source, by its number."""
        given: dict[int, Marks] = defaultdict(Marks)
        if not self._unnamed:
            return given
        bearers = Bearers(self._parsed, self._unnamed, self._others)
        everyone = {self._parsed.sentence_of[start] for start, _ in self._runs.get("everyone", ())}
        for mark in DECLARED:
            for run in self._runs.get(mark, ()):
                sentence = self._parsed.sentence_of[run[0]]
                for entity in bearers.of(run, everyone=sentence in everyone):
                    given[entity.number].runs[mark].append(run)
        for mark in DESCRIBED:
            for run in self._runs.get(mark, ()):
                for entity in bearers.within(run):
                    given[entity.number].runs[mark].append(run)
        for marks in given.values():
            marks.reason = self._reason_of(marks)
            marks.reason_kind = self._kind(marks.reason)
        return given

    def _reason_of(self, marks: Marks) -> Range | None:
        """Return the first reason that goes with a marker; failing that, words that are a reason by themselves."""
        for marker in sorted(marks.runs["anonymity"]):
            found = self._reason_at(marker)
            if found is not None:
                return found
        excuse = marks.first("excuse")
        return None if excuse is None else _clause(self._parsed, excuse)

    def _reason_at(self, marker: Range) -> Range | None:
        doc = self._parsed.doc
        clause = _clause_head(doc[marker[0] : marker[1]].root)
        sentence = self._parsed.sentences[self._parsed.sentence_of[marker[0]]]
        near = [run for run in self._runs.get("reason", ()) if sentence[0] <= run[0] < sentence[1]]
        after = [run for run in near if run[0] >= marker[1]]
        before = [run for run in near if run[1] <= marker[0] and (run[0] == sentence[0] or doc[run[0] - 1].text == ",")]
        for run in (*after, *before):
            joined = clause in doc[run[0]].ancestors or clause.i == run[0]
            if joined or 0 <= run[0] - marker[1] < REASON_GAP:
                found = _clause(self._parsed, run)
                if found[1] - found[0] > 1:
                    return found
        return None

    def _kind(self, reason: Range | None) -> ReasonKind:
        if reason is None:
            return "absent"

        def has(*marks: Mark) -> bool:
            runs = (run for mark in marks for run in self._runs.get(mark, ()))
            return any(run[0] < reason[1] and reason[0] < run[1] for run in runs)

        if has("risk"):
            return "given"
        if has("trivial"):
            return "trivial"
        return "rote" if has("rote", "excuse") else "given"


def tier_of(tier: int, anonymity: Anonymity) -> int:
    """Return the tier of an unnamed source, given the tier of its noun phrase and what else is said of it.

    Only a source of known role and body rises above that: to 4 if the story says how it knows, to 5 if also whose
    side it is on. Anything said at all lifts it above the bare.
    """
    if tier < AFFILIATED:
        said = anonymity.position or anonymity.familiarity or anonymity.side
        return max(tier, WEAK) if said else tier
    if tier > AFFILIATED or anonymity.position is None:
        return tier
    return PLACED if anonymity.side is None else INTERESTED


def _clause(parsed: ParsedStory, run: Range) -> Range:
    """Return some words to the end of the phrase or clause that they introduce or head."""
    doc, start = parsed.doc, run[0]
    stop = min(parsed.sentences[parsed.sentence_of[start]][1], start + LONGEST)
    root = _introduced(doc, run)
    end = max(run[1], min(root.right_edge.i + 1, stop))
    at = run[1]
    while at < end and not _ends_at(doc, at, root):
        at += 1
    while at > run[1] and doc[at - 1].is_punct:
        at -= 1
    return start, at


def _introduced(doc: Doc, run: Range) -> Token:
    """Return the head of the words that a run stands for: of the clause that it introduces, or of itself."""
    root = doc[run[0] : run[1]].root
    if root.dep_ in ("mark", "case", "cc", "fixed", "det", "aux", "aux:pass", "cop") and root.head.i >= run[0]:
        return root.head
    return root


def _ends_at(doc: Doc, at: int, root: Token) -> bool:
    """Tell whether a phrase ends before a token: at a mark, or at a comma beyond which something else begins."""
    token = doc[at]
    if token.text in BREAKS or token.is_sent_start:
        return True
    if token.text != ",":
        return False
    after = doc[at + 1] if at + 1 < len(doc) else None
    if after is None or after.lower_ in RELATIVES:
        return True
    return root not in (after, *after.ancestors) or after.pos_ in ("VERB", "AUX")


def _clause_head(token: Token) -> Token:
    current = token
    while current.pos_ not in ("VERB", "AUX") and current.head != current:
        current = current.head
    return current


def _outermost(runs: list[Range]) -> list[Range]:
    kept: list[Range] = []
    for run in sorted(set(runs), key=lambda run: (run[0], -run[1])):
        if not kept or run[0] >= kept[-1][1]:
            kept.append(run)
    return kept
