"""What the story says of the terms on which an unnamed source spoke: marker, reason, position to know, side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from attrib.parse.labels import LABELS
from attrib.report import Anonymity
from attrib.resolve.bearers import Bearers
from attrib.resolve.extents import clause_from, clause_of, cut_short, verb_of, with_auxiliaries

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from spacy.language import Language

    from attrib.extract.candidates import Range
    from attrib.parse.document import ParsedStory
    from attrib.report import Part, ReasonKind
    from attrib.resolve.entities import Entity
    from attrib.rules.load import Rules
    from attrib.rules.values import Mark

DECLARED: tuple[Mark, ...] = ("anonymity", "excuse")
"""Marks that say that a source is not to be named, and for which a sentence is searched until somebody is found."""
DESCRIBED: tuple[Mark, ...] = ("position", "familiarity", "side")
"""Marks that count only in the description of a source or in what is said of it."""
EMPLOYERS = ("$organisation-modifiers", "$departments", "$demonyms")
"""Lists of the words before a role that tie it to a body or a country."""
BELONGING = frozenset({"at", "for", "from", "in", "inside", "of", "with"})
"""Words after a role that join it to its body ("a source at the ministry")."""
BODIES = frozenset(label for label, kind in LABELS.items() if kind != "PER")
"""Labels of names that a body has, or a place."""
REASON_GAP = 4
"""How many words may stand between a marker and its reason where the grammar does not join them."""


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
        self.employers = frozenset().union(*(rules.words(name) for name in EMPLOYERS))
        self._marks: dict[str, Mark] = {rule.id: rule.marks for rule in rules.markers.values()}

    def read(
        self, parsed: ParsedStory, unnamed: Sequence[Entity], others: Sequence[Entity], anonymous: Collection[int]
    ) -> StoryMarkers:
        """Return the markers of a story, which are looked for when they are first asked for.

        `unnamed` are the sources of whom anonymity can be said, `others` all else whom the story mentions; `anonymous`
        are the numbers of those who are anonymous even if nothing is said of it.
        """
        return StoryMarkers(parsed, self, unnamed, others, anonymous)

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
        self,
        parsed: ParsedStory,
        finder: MarkerFinder,
        unnamed: Sequence[Entity],
        others: Sequence[Entity],
        anonymous: Collection[int],
    ) -> None:
        self._parsed = parsed
        self._finder = finder
        self._unnamed = unnamed
        self._others = others
        self._anonymous = anonymous

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

    def employer_of(self, entity: Entity) -> Part | None:
        """Return the words in a source's description that say for whom it works or speaks, by country, body or field."""
        mention = entity.fullest
        if not mention.human or mention.form != "nominal":
            return None
        doc, known = self._parsed.doc, self._finder.employers
        joined = mention.head + 1 < mention.end and doc[mention.head + 1].lower_ in BELONGING
        end = mention.end if joined else mention.head
        telling = [
            at
            for at in range(mention.start, end)
            if at != mention.head and (doc[at].ent_type_ in BODIES or doc[at].lower_ in known)
        ]
        if not telling:
            return None
        end = telling[0] + 1
        while end in telling:
            end += 1
        return self._part((telling[0], end))

    def _described(self, marks: Marks, mark: Mark) -> Part | None:
        run = marks.first(mark)
        if run is None:
            return None
        return self._part(self._without_terms(clause_from(self._parsed, run)))

    def _without_terms(self, run: Range) -> Range:
        """Return a description up to where the terms of the conversation begin ("who was briefed and spoke anonymously")."""
        terms = [at for mark in DECLARED for at, _ in self._runs.get(mark, ()) if run[0] < at < run[1]]
        return cut_short(self._parsed.doc, run, terms)

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
        bearers = Bearers(self._parsed, self._unnamed, self._others, self._anonymous)
        everyone = {self._parsed.sentence_of[start] for start, _ in self._runs.get("everyone", ())}
        for mark in DECLARED:
            for run in self._runs.get(mark, ()):
                sentence = self._parsed.sentence_of[run[0]]
                for entity in bearers.of(run, everyone=sentence in everyone):
                    given[entity.number].runs[mark].append(run)
        for mark in DESCRIBED:
            for run in self._runs.get(mark, ()):
                for entity in bearers.described(run):
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
        return None if excuse is None else self._without_terms(clause_of(self._parsed, excuse))

    def _reason_at(self, marker: Range) -> Range | None:
        doc = self._parsed.doc
        verb = verb_of(doc[marker[0] : marker[1]].root)
        sentence = self._parsed.sentences[self._parsed.sentence_of[marker[0]]]
        near = [run for run in self._runs.get("reason", ()) if sentence[0] <= run[0] < sentence[1]]
        after = [run for run in near if run[0] >= marker[1]]
        before = [run for run in near if run[1] <= marker[0] and (run[0] == sentence[0] or doc[run[0] - 1].text == ",")]
        for run in (*after, *before):
            joined = verb in doc[run[0]].ancestors or verb.i == run[0]
            if joined or 0 <= run[0] - marker[1] < REASON_GAP:
                found = clause_from(self._parsed, run)
                if found[1] - found[0] > 1 and not found[0] <= marker[0] < found[1]:
                    return found
        risk = next((run for run in self._runs.get("risk", ()) if marker[1] <= run[0] < sentence[1]), None)
        return None if risk is None else with_auxiliaries(doc, clause_of(self._parsed, risk))

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


def _outermost(runs: list[Range]) -> list[Range]:
    kept: list[Range] = []
    for run in sorted(set(runs), key=lambda run: (run[0], -run[1])):
        if not kept or run[0] >= kept[-1][1]:
            kept.append(run)
    return kept
