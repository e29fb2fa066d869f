"""The frozen values that walk the corridor, from the story as read (`attrib.story`) to the report as rendered.

Every offset is half-open and counts Unicode code points of the file as decoded, line ends untouched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003  who reads reports back needs the types of their fields
from typing import Literal, get_args

from attrib.story import (
    APPROVAL_LEVELS,
    Approval,
    ApprovalLevel,
    Block,
    BlockKind,
    Directive,
    DirectiveAction,
    Entry,
    Link,
    Metadata,
    RunPlace,
    Shown,
    SourceMetadata,
    Span,
    StandIn,
    Story,
)

__all__ = [
    "APPROVAL_LEVELS",
    "ATTRIBUTED",
    "LEVELS",
    "POSITIONS",
    "STATUSES",
    "UNNAMED",
    "Anonymity",
    "Approval",
    "ApprovalLevel",
    "Attribution",
    "AttributionKind",
    "Block",
    "BlockKind",
    "Claim",
    "Directive",
    "DirectiveAction",
    "Entry",
    "Established",
    "Finding",
    "FindingKind",
    "Level",
    "Link",
    "Metadata",
    "Name",
    "NameKind",
    "Part",
    "Position",
    "ReasonKind",
    "Related",
    "Report",
    "RunPlace",
    "Sentence",
    "Shown",
    "Source",
    "SourceMetadata",
    "Span",
    "StandIn",
    "Status",
    "Story",
    "StoryReport",
    "Suppressed",
    "Suppression",
    "SuppressionState",
    "Waiver",
]

Status = Literal["named", "organization", "document", "anonymous", "vague", "unattributed", "plain"]
AttributionKind = Literal["direct", "indirect", "mixed"]
Level = Literal["error", "warning", "info"]
NameKind = Literal["PER", "ORG", "LOC"]
ReasonKind = Literal["absent", "rote", "trivial", "given"]
SuppressionState = Literal["used", "unused", "expired", "idle"]
Waiver = Literal["comment", "sidecar", "baseline"]
Position = Literal["headline", "heading", "lead", "body", "layout"]

POSITIONS: tuple[Position, ...] = get_args(Position)
STATUSES: tuple[Status, ...] = get_args(Status)
FINGERPRINTS = 2
"""The version of the recipe that fingerprints are made by; those of two versions tell nothing of each other."""
UNNAMED: frozenset[Status] = frozenset({"anonymous", "vague"})
"""The statuses of a source that is nobody by name: what is told of it is its anonymity."""
LEVELS: tuple[Level, ...] = get_args(Level)
ATTRIBUTED: frozenset[Status] = frozenset({"named", "organization", "document", "anonymous", "vague"})
"""The statuses of a sentence that somebody, however vague, stands behind."""


@dataclass(frozen=True, slots=True)
class Part:
    """One role of an attribution: its spans in order and the words they hold, joined with a space."""

    spans: tuple[Span, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in the story: of a person (PER), a body (ORG) or a place (LOC), without title or role."""

    span: Span
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: a cue, what is attributed, and the source named at the cue (None if there is none).

    `cue_class` is the class of the cue in the rules (speech, belief, ...), `cue_lemma` its head's dictionary form.
    `ref` is the id of the source the name was resolved to, `link` how ("name", "pronoun", "definite", "new", ...).
    `expression` tells whether the source is reported to have expressed the content (said, wrote, showed), rather than
    to have thought, wanted or done it.
    """

    id: str
    kind: AttributionKind
    rule: str
    cue_class: str
    cue_lemma: str
    cue: Part
    content: Part
    source: Part | None
    ref: str | None
    link: str | None
    expression: bool = True


@dataclass(frozen=True, slots=True)
class Anonymity:
    """How an unnamed source is described, and what the story makes of it.

    `marker` holds the words that declare the anonymity, `reason` those that say why, `position` those that tell how
    the source knows, `familiarity` those that only claim that it does ("familiar with the matter"), `side` those that
    tell whose side it is on, by party, friends or foes, else by employer; `reason_kind` is "absent" without a reason,
    "rote" for a formula, "trivial" for a convenience, else "given".

    The rest is known once the whole story is: `carries` is what the source is used for (rules in contents/, "fact" and
    "quotation"), `alone` the ids of the attributions whose claim no other source backs, `first` where it is first
    mentioned (None if nowhere) and `first_in` in which part of the story.
    """

    marker: tuple[Part, ...] = ()
    reason: Part | None = None
    reason_kind: ReasonKind = "absent"
    position: Part | None = None
    familiarity: Part | None = None
    side: Part | None = None
    carries: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    first: Span | None = None
    first_in: Position | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody or something the story cites, with everything it says about how well they are identified.

    `tier` runs from 7 (a named person) to 0 (nobody); `count` is how many people it is said to be (None if not
    said); `rule` is the rule that gave the status; `statements` is how many expressions are attributed to the source.
    `anonymity` is None where the status is none of `UNNAMED`.
    """

    id: str
    name: str
    status: Status
    tier: int
    plural: bool
    count: int | None
    mentions: tuple[Span, ...]
    rule: str
    statements: int
    anonymity: Anonymity | None = None

    @property
    def marker(self) -> tuple[Span, ...]:
        """Return where the story declares that the source is not to be named."""
        return tuple(span for part in self.anonymity.marker for span in part.spans) if self.anonymity else ()

    @property
    def reason(self) -> Part | None:
        """Return the reason given for that, None if there is none."""
        return self.anonymity.reason if self.anonymity else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the ledger: who stands behind it, and whether that is carried over from an earlier sentence."""

    span: Span
    block: BlockKind
    status: Status
    source: str | None
    carried: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition the story asserts, with its types and who stands behind it.

    `cues` are the words that show each of the types, in their order; `weight` is how strongly all types in its sentence
    call for a source.
    """

    id: str
    spans: tuple[Span, ...]
    text: str
    types: tuple[str, ...]
    status: Status
    source: str | None
    attribution: str | None
    cues: tuple[Part, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a finding."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What an exacting editor would write in the margin, at a place in the story."""

    rule: str
    code: str
    level: Level
    message: str
    span: Span
    claim: str | None = None
    source: str | None = None
    fingerprint: str = ""
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is not reported, and by what: a comment in the story, its sidecar or the baseline.

    `until` is the last day on which that holds; `at` is the comment's place, None where it is no comment.
    """

    finding: Finding
    by: Waiver
    reason: str = ""
    until: date | None = None
    author: str | None = None
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """What becomes of one name in a comment, or in an entry of the file beside a story, that hides findings.

    It is "used" where it hides a finding, "idle" where the run does not look for what it names, "expired" where its last
    day has passed; `hides` counts what it hides, `days` are left until its last day (None: it has none), and one that is
    `unclosed` disables what is never enabled again.
    """

    directive: Directive
    rule: str
    state: SuppressionState
    unclosed: bool = False
    hides: int = 0
    days: int | None = None

    @property
    def said(self) -> str:
        """Return what it says of this name, as in a comment."""
        return f"{self.directive.action}[{self.rule}]"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A finding that a run looks for, whether or not it is made: its rule, and its level under the run's policy."""

    rule: str
    code: str
    level: Level
    title: str
    description: str


@dataclass(frozen=True)
class Established:
    """Everything the engine has established about a story before a policy judges it.

    `unspoken` are the quotations for which no speaker was found; `names` are the proper names outside layout, in order.
    """

    story: Story
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    unspoken: tuple[Span, ...]
    names: tuple[Name, ...] = ()


@dataclass(frozen=True)
class StoryReport:
    """Everything established about one story, and what one policy finds in it."""

    story: Story
    policy: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    suppressions: tuple[Suppression, ...] = ()

    def source(self, ref: str | None) -> Source | None:
        """Return the source with this id, or None."""
        return next((source for source in self.sources if source.id == ref), None)


@dataclass(frozen=True)
class Report:
    """The outcome of a run: one report a story, in the order of the paths given; `kinds` is what was looked for."""

    version: str
    policy: str
    stories: tuple[StoryReport, ...] = field(default=())
    kinds: tuple[FindingKind, ...] = ()

    def count(self, level: Level) -> int:
        """Return how many findings have this level."""
        return sum(finding.level == level for story in self.stories for finding in story.findings)
