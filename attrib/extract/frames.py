"""Frames at work: what the dependency patterns of rules/frames match, drawn out to attributions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.extract.boundaries import content_ranges, run_on, run_through, runs_of, source_range, stands_apart
from attrib.extract.candidates import Range, TokenAttribution
from attrib.extract.cue_groups import cue_range
from attrib.extract.subjects import agent, child, possessor, subject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from attrib.extract.cues import CueClasses
    from attrib.rules.load import Rules
    from attrib.rules.runs import RunMatcher
    from attrib.rules.schema import Frame
    from attrib.rules.trees import TreeMatcher


@dataclass(frozen=True)
class FrameMatch:
    """One match of one frame: its nodes by name."""

    frame: Frame
    nodes: Mapping[str, Token]

    @property
    def cue(self) -> Token:
        """Return the head of the cue."""
        return self.nodes["cue"]

    @property
    def contents(self) -> list[Token]:
        """Return the heads of the content, in the order of the pattern."""
        return [token for name, token in self.nodes.items() if name.startswith("content")]


class FrameFinder:
    """The frames of a rule set, compiled for one vocabulary."""

    def __init__(self, rules: Rules, classes: CueClasses, frames: TreeMatcher, blockers: RunMatcher) -> None:
        self._rules = rules
        self._frames = frames
        self._blockers = blockers
        self._classes = classes
        self._times = rules.words("$occasions.times")
        self._occasions = self._times | rules.words("$occasions.places")
        self._names = {
            frame.id: tuple(node["RIGHT_ID"] for node in frame.patterns[0])
            for frame in rules.frames.values()
            if frame.patterns
        }

    def find(self, doc: Doc, barred: Collection[int]) -> list[TokenAttribution]:
        """Return the attributions the frames find, one a cue; cues at the tokens `barred` are passed over."""
        blocked = self._blocked(doc)
        by_cue: dict[int, list[FrameMatch]] = defaultdict(list)
        for match in self._matches(doc):
            at = match.cue.i
            if at in barred or any(at in blocked.get(name, ()) for name in match.frame.blocked_by):
                continue
            by_cue[at].append(match)
        found = (self._best(matches) for _, matches in sorted(by_cue.items()))
        return [attribution for attribution in found if attribution is not None]

    def _matches(self, doc: Doc) -> Iterator[FrameMatch]:
        for rule, tokens in self._frames(doc):
            frame = self._rules.frames[rule]
            nodes = {name: doc[at] for name, at in zip(self._names[frame.id], tokens, strict=True)}
            cue = nodes["cue"]
            if frame.without_dependents and child(cue, *frame.without_dependents) is not None:
                continue
            match = FrameMatch(frame, nodes)
            if frame.for_each and not self._classes.has_take(cue, _take(match)):
                continue
            yield match

    def _blocked(self, doc: Doc) -> dict[str, set[int]]:
        blocked: dict[str, set[int]] = defaultdict(set)
        for rule, start, end in self._blockers(doc):
            blocked[rule].update(range(start, end))
        return blocked

    def _best(self, matches: Sequence[FrameMatch]) -> TokenAttribution | None:
        for match in sorted(matches, key=_rank):
            attribution = self._draw(match)
            if attribution is not None:
                return attribution
        return None

    def _draw(self, match: FrameMatch) -> TokenAttribution | None:
        cue = match.cue
        named = _source_head(match)
        if named is None and match.frame.source_required:
            return None
        if match.frame.grow == "phrase" and match.contents[0].lower_ in self._times:
            return None
        cue_at = cue_range(cue, [match.nodes["particle"]] if "particle" in match.nodes else [])
        source_at = source_range(named, range(*cue_at)) if named is not None else None
        barred = set(range(*cue_at)) | (set(range(*source_at)) if source_at else set())
        barred |= _own_words(match, named)
        content = _content(match, cue_at, barred, self._occasions)
        if not content and match.frame.content_required:
            return None
        return TokenAttribution(
            match.frame.id,
            self._classes.of(cue, _take(match)),
            cue.i,
            cue_at,
            named.i if named is not None else None,
            source_at,
            content,
        )


def _rank(match: FrameMatch) -> tuple[int, list[int]]:
    return -match.frame.priority, [token.i for token in match.nodes.values()]


def _take(match: FrameMatch) -> str:
    word = next((match.nodes[name].lower_ for name in ("particle", "preposition") if name in match.nodes), "")
    return (match.frame.take or "").replace("@", word)


def _content(match: FrameMatch, cue: Range, barred: set[int], occasions: Collection[str]) -> tuple[Range, ...]:
    """Return the content of a match, grown as its frame says."""
    grow = match.frame.grow
    if grow == "sentence" and stands_apart(match.cue.doc, cue):
        sentence = match.cue.sent
        return runs_of(match.cue.doc, set(range(sentence.start, sentence.end)) - barred)
    content = content_ranges(match.contents, barred, introduced=grow != "phrase")
    if grow == "clause" and len(content) == 1 and cue[1] == content[0][0]:
        return (run_on(match.cue, content[0], barred),)
    if grow == "phrase" and len(content) == 1 and cue[1] <= content[0][0]:
        return (run_through(match.cue, content[0], barred, occasions),)
    return content


def _source_head(match: FrameMatch) -> Token | None:
    where = match.frame.source_from
    if where == "node":
        return match.nodes.get("source")
    finders = {"subject": subject, "agent": agent, "possessor": possessor}
    return finders[where](match.cue) if where in finders else None


def _own_words(match: FrameMatch, named: Token | None) -> set[int]:
    """Return the words between cue and content that belong to neither: the whole phrase of cue and source."""
    barred: set[int] = set()
    heads = match.contents
    if not all(match.cue.is_ancestor(head) for head in heads):
        inserted = match.nodes.get("source", match.cue) if match.frame.source_from == "node" else match.cue
        barred.update(token.i for token in inserted.subtree)
    if named is not None:
        barred.update(token.i for token in named.subtree if not any(_on_one_line(token, head) for head in heads))
    return barred


def _on_one_line(one: Token, other: Token) -> bool:
    """Tell whether two tokens are the same or one stands above the other in the tree."""
    return one == other or one.is_ancestor(other) or other.is_ancestor(one)
