"""The format attrib.report/1 as it is read back: fields that it does not know are passed over, as its page asks."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from attrib.report import (
    Anonymity,
    Attribution,
    AttributionKind,
    BlockKind,
    Finding,
    Level,
    Part,
    Position,
    ReasonKind,
    Sentence,
    Source,
    Span,
    Status,
)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class PartShape(_Shape):
    """Words and where they stand."""

    spans: tuple[tuple[int, int], ...]
    text: str

    def value(self) -> Part:
        """Return it as the report has it."""
        return Part(_spans(self.spans), self.text)


class CitedShape(PartShape):
    """Who is named at a cue, and who that is."""

    ref: str | None


class AttributionShape(_Shape):
    """An attribution."""

    id: str
    kind: AttributionKind
    rule: str
    cue_class: str = Field(alias="class")
    lemma: str
    cue: PartShape
    source: CitedShape | None
    content: PartShape
    link: str | None
    expression: bool

    def value(self) -> Attribution:
        """Return it as the report has it; a source known from before without words at the cue is its `ref` alone."""
        named = self.source if self.source is not None and self.source.spans else None
        return Attribution(
            id=self.id,
            kind=self.kind,
            rule=self.rule,
            cue_class=self.cue_class,
            cue_lemma=self.lemma,
            cue=self.cue.value(),
            content=self.content.value(),
            source=named.value() if named is not None else None,
            ref=self.source.ref if self.source is not None else None,
            link=self.link,
            expression=self.expression,
        )


class SentenceShape(_Shape):
    """A sentence of the ledger."""

    start: int
    end: int
    block: BlockKind
    status: Status
    source: str | None
    carried: bool
    why: str

    def value(self) -> Sentence:
        """Return it as the report has it."""
        return Sentence(Span(self.start, self.end), self.block, self.status, self.source, self.carried, self.why)


class FirstShape(_Shape):
    """Where a source is first mentioned."""

    where: Position = Field(alias="in")
    start: int
    end: int


class AnonymityShape(_Shape):
    """What is told of a source without a name."""

    marker: tuple[PartShape, ...]
    reason: PartShape | None
    reason_kind: ReasonKind
    position: PartShape | None
    familiarity: PartShape | None
    side: PartShape | None
    carries: tuple[str, ...]
    alone: tuple[str, ...]
    first: FirstShape | None

    def value(self) -> Anonymity:
        """Return it as the report has it."""
        return Anonymity(
            marker=tuple(part.value() for part in self.marker),
            reason=_value(self.reason),
            reason_kind=self.reason_kind,
            position=_value(self.position),
            familiarity=_value(self.familiarity),
            side=_value(self.side),
            carries=self.carries,
            alone=self.alone,
            first=Span(self.first.start, self.first.end) if self.first else None,
            first_in=self.first.where if self.first else None,
        )


class SourceShape(_Shape):
    """A source."""

    id: str
    name: str
    status: Status
    tier: int
    plural: bool
    count: int | None
    mentions: tuple[tuple[int, int], ...]
    rule: str
    statements: int
    anonymity: AnonymityShape | None = None

    def value(self) -> Source:
        """Return it as the report has it."""
        return Source(
            id=self.id,
            name=self.name,
            status=self.status,
            tier=self.tier,
            plural=self.plural,
            count=self.count,
            mentions=_spans(self.mentions),
            rule=self.rule,
            statements=self.statements,
            anonymity=self.anonymity.value() if self.anonymity else None,
        )


class FindingShape(_Shape):
    """A finding, with the line and column of its beginning."""

    rule: str
    code: str
    level: Level
    message: str
    start: int
    end: int
    line: int
    column: int
    fingerprint: str

    def value(self) -> Finding:
        """Return it as the report has it, without what else it refers to."""
        span = Span(self.start, self.end)
        return Finding(self.rule, self.code, self.level, self.message, span, fingerprint=self.fingerprint)


class StoryShape(_Shape):
    """A story with everything of it that is compared."""

    path: str
    sha256: str
    policy: str
    sentences: tuple[SentenceShape, ...]
    sources: tuple[SourceShape, ...]
    attributions: tuple[AttributionShape, ...]
    findings: tuple[FindingShape, ...]


def _spans(pairs: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def _value(part: PartShape | None) -> Part | None:
    return part.value() if part is not None else None
