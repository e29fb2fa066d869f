"""The shape of every kind of rule document; docs/rule-files.md tells what the fields mean.

A model knows where its document came from (`origin`) and its text as written (`source`). What `$` names stand for is
filled in by `attrib.rules.load`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, StrictBool, StrictFloat, StrictInt
from pydantic_core import PydanticCustomError

from attrib.errors import Place
from attrib.report import Level, Status


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _long(value: object) -> object:
    return {"level": value} if isinstance(value, str) else value


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "must be a date")


Text: TypeAlias = Annotated[str, Field(strict=True, min_length=1)]
Id: TypeAlias = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Texts: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
Words: TypeAlias = Annotated[frozenset[Text], BeforeValidator(_listed)]
Label: TypeAlias = Literal["PER", "ORG", "LOC"]
Labels: TypeAlias = Annotated[frozenset[Label], BeforeValidator(_listed)]
TokenPattern: TypeAlias = list[dict[str, Any]]
TokenPatterns: TypeAlias = Annotated[list[Annotated[TokenPattern, Field(min_length=1)]], Field(min_length=1)]
TreePattern: TypeAlias = Annotated[list[dict[str, Any]], Field(min_length=1)]
Phrases: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(min_length=1)]
Takes: TypeAlias = dict[Text, tuple[Id, ...]]

BlockName: TypeAlias = Literal["headline", "dateline", "byline", "credit"]
Grow: TypeAlias = Literal["clause", "phrase", "sentence", "rest", "none"]
Mark: TypeAlias = Literal["anonymity", "reason", "position", "side"]
Subject: TypeAlias = Literal["source", "attribution", "claim", "sentence", "quotation", "story"]
Scope: TypeAlias = Literal["each", "source", "sentence", "paragraph", "story"]
OptionName: TypeAlias = Annotated[str, Field(strict=True, pattern=r"^[a-z]+(_[a-z]+)*$")]
Number: TypeAlias = StrictInt | StrictFloat
Setting: TypeAlias = Literal["error", "warning", "info", "off"]
Day: TypeAlias = Annotated[date, BeforeValidator(_day)]
Basis: TypeAlias = Literal["text", "quoted", "reading"]
"""What a level rests on: the standard's own text, somebody's quotation of it, or our reading of it."""

OPTIONS: Final = "options"
"""What options are called in conditions (`$options.NAME`) and in messages (`{options.NAME}`)."""
_NOWHERE: Final = Place("")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TextExamples(_Model):
    """Texts on which a rule fires and texts on which it is silent."""

    fires: tuple[Text, ...] = Field(min_length=1)
    silent: tuple[Text, ...] = Field(min_length=1)


class FrameExample(_Model):
    """A text with the attribution that a frame finds in it; `content` has one text for each of its pieces."""

    text: Text
    source: Text | None = None
    cue: Text
    content: Texts = ()


class FrameExamples(_Model):
    """Texts in which a frame finds an attribution and texts in which it finds none."""

    fires: tuple[FrameExample, ...] = Field(min_length=1)
    silent: tuple[Text, ...] = Field(min_length=1)


class SourceExample(_Model):
    """A text and the noun phrase in it whose status is asked for."""

    text: Text
    source: Text


class SourceExamples(_Model):
    """Sources that a rule decides and sources that it leaves to others."""

    fires: tuple[SourceExample, ...] = Field(min_length=1)
    silent: tuple[SourceExample, ...] = Field(min_length=1)


class FindingExample(_Model):
    """A text and, where one is meant, the words that the finding marks."""

    text: Text
    at: Text | None = None


class FindingExamples(_Model):
    """Stories in which a finding is reported and stories in which it is not."""

    fires: tuple[FindingExample, ...] = Field(min_length=1)
    silent: tuple[Text, ...] = Field(min_length=1)


class Rule(_Model):
    """What all rule documents have in common."""

    kind: ClassVar[str]

    id: Id
    description: Text
    standard: dict[Text, Text] | Text | None = None
    since: Text | None = None
    disabled: StrictBool = False

    _origin: Place = PrivateAttr(default_factory=lambda: _NOWHERE)
    _source: str = PrivateAttr(default="")
    _patches: tuple[Place, ...] = PrivateAttr(default=())

    def written_at(self, origin: Place, source: str, patches: tuple[Place, ...]) -> Self:
        """Set where the rule was written and how, and return it."""
        self._origin, self._source, self._patches = origin, source, patches
        return self

    @property
    def origin(self) -> Place:
        """Return where the document begins."""
        return self._origin

    @property
    def source(self) -> str:
        """Return the document as it was written, followed by the patches applied to it."""
        return self._source

    @property
    def patches(self) -> tuple[Place, ...]:
        """Return where the patches applied to it begin, in the order applied."""
        return self._patches


class WordList(Rule):
    """A list of words, or a mapping of groups of them; `Rules.words` tells what it stands for with its `$` names."""

    kind = "lists"
    entries: tuple[Text, ...] | dict[Id, tuple[Text, ...]]


class CueClass(Rule):
    """A class of cues: for each lemma (for `phrases`, each phrase in lower case) the names of the takes it has."""

    kind = "cues"
    expression: StrictBool
    verbs: Takes = {}
    nouns: Takes = {}
    adjectives: Takes = {}
    phrases: Takes = {}


class Frame(Rule):
    """How a cue takes its source and its content: a tree pattern, token patterns, or takes done by mechanism.

    With `for_each`, the frame stands for one for each of its words, with the word in place of every `@` in `pattern`;
    after loading, `pattern` is that of the first.
    """

    kind = "frames"
    priority: StrictInt = 50
    pattern: TreePattern | None = None
    tokens: TokenPatterns | None = None
    for_each: Texts = ()
    takes: tuple[Id, ...] = ()
    grow: Grow
    source_from: Literal["node", "subject", "agent", "possessor", "none"] = "node"
    source_required: StrictBool = False
    may_be_act: StrictBool = False
    hearsay: StrictBool = False
    yields: StrictBool = False
    take: Text | None = None
    without_dependents: tuple[Text, ...] = ()
    blocked_by: tuple[Id, ...] = ()
    content_required: StrictBool = True
    examples: FrameExamples

    _patterns: tuple[TreePattern, ...] = PrivateAttr(default=())

    @property
    def patterns(self) -> tuple[TreePattern, ...]:
        """Return the tree patterns of the frame ready for spaCy, all with the same nodes: one for each `for_each`."""
        return self._patterns

    def made_ready(self, patterns: tuple[TreePattern, ...]) -> Self:
        """Set the tree patterns that are ready for spaCy, and return the frame."""
        self._patterns = patterns
        return self


class Blocker(Rule):
    """Words among which a cue is none."""

    kind = "blockers"
    tokens: TokenPatterns
    examples: TextExamples


class Layout(Rule):
    """A line, or its beginning, that makes a block other than a paragraph."""

    kind = "layout"
    block: BlockName
    where: Literal["line", "start", "first"]
    regex: Text
    examples: TextExamples


class SourceWhen(_Model):
    """What must hold of a source's noun phrase; None asks nothing."""

    head: Words | None = None
    modifier: Words | None = None
    determiner: Words | None = None
    text: Words | None = None
    entity: Labels | None = None
    contains: Labels | None = None
    proper: StrictBool | None = None
    plural: StrictBool | None = None
    pronoun: StrictBool | None = None


class SourceRule(Rule):
    """The status and tier of the sources for which `when` holds.

    What is not `certain` to be somebody counts as a source in the ledger only where a verb of plain speech says so.
    """

    kind = "sources"
    status: Status
    tier: Annotated[StrictInt, Field(ge=0, le=7)]
    certain: StrictBool = True
    priority: StrictInt = 50
    when: SourceWhen
    examples: SourceExamples


class Marker(Rule):
    """Words that declare a source's anonymity, its reason, its position or its side; phrases are in lower case."""

    kind = "markers"
    marks: Mark
    tokens: TokenPatterns | None = None
    phrases: Phrases | None = None
    examples: TextExamples


class ClaimRule(Rule):
    """A type of claim, and how strongly it calls for a source."""

    kind = "claims"
    needs_source: StrictBool = True
    weight: StrictFloat = 1.0
    exempts: StrictBool = False
    tokens: TokenPatterns | None = None
    phrases: Phrases | None = None
    pattern: TreePattern | None = None
    examples: TextExamples


class Option(_Model):
    """A number in the conditions or messages of a finding that a policy may set."""

    default: Number
    description: Text


@dataclass(frozen=True, slots=True)
class OptionInUse:
    """The place of an option's number in a finding's conditions."""

    name: str

    def __str__(self) -> str:
        """Return the option as it is written in a rule file."""
        return f"${OPTIONS}.{self.name}"


class FindingRule(Rule):
    """What is reported where all facts in `when` hold.

    A condition is a value, a list of values (any of them), or a mapping with `min`, `max`, `not`, `in`, `contains` and
    `lacks`; `any` is a list of conditions of which one must hold. `at` names the place marked, `related` further places
    with what is said there; `scope` is that of which one finding is reported only. `options` are the numbers that a
    policy may set; after loading, an `OptionInUse` stands in `when` for each `$options.NAME`.
    """

    kind = "findings"
    code: Annotated[str, Field(strict=True, pattern=r"^[A-Z]+-[0-9]+$")]
    title: Text
    level: Level
    on: Subject
    when: dict[Text, Any]
    at: Text | None = None
    scope: Scope = "each"
    related: dict[Text, Text] = {}
    message: Text
    options: dict[OptionName, Option] = {}
    examples: FindingExamples


class Standard(_Model):
    """What a policy rests on: a published standard, which edition, where it was seen, and when."""

    title: Text
    edition: Text | None = None
    where: Texts
    seen: Day


class Ruling(_Model):
    """What a policy says of one finding: its level (None: nothing), what that rests on, and numbers for its options.

    `seen` is the day on which the basis was last looked at. After loading, `policy` is the id of the policy that set
    the level: the policy itself, or one that it extends.
    """

    level: Setting | None = None
    basis: Basis | None = None
    seen: Day | None = None
    options: dict[Text, Number] = {}

    _policy: str = PrivateAttr(default="")

    @property
    def policy(self) -> str:
        """Return the id of the policy that set the level, an empty text if none did."""
        return self._policy

    def over(self, base: Ruling, policy: Policy) -> Ruling:
        """Return this ruling of a policy, with what it leaves out as in the policy's base, or as the policy has it."""
        own = self.level is not None
        ruling = Ruling(
            level=self.level or base.level,
            basis=self.basis or (policy.basis if own else base.basis),
            seen=self.seen or (policy.seen if own else base.seen),
            options={**base.options, **self.options},
        )
        ruling._policy = policy.id if own else base.policy
        return ruling


class Policy(Rule):
    """Which findings run and how loudly; after loading, `rules` includes those of the policies it extends.

    `basis` and `seen` are those of the levels in `rules` that say nothing else.
    """

    kind = "policies"
    title: Text | None = None
    extends: Id | None = None
    rests_on: tuple[Standard, ...] = ()
    basis: Basis | None = None
    seen: Day | None = None
    rules: dict[Text, Annotated[Ruling, BeforeValidator(_long)]] = {}

    def ruling_on(self, finding: FindingRule) -> Ruling:
        """Return what the policy says of a finding: all its options, and the rule's own level where it sets none."""
        ruling = self.rules.get(finding.id, Ruling())
        options = {name: option.default for name, option in finding.options.items()}
        filled = {"level": ruling.level or finding.level, "options": {**options, **ruling.options}}
        return ruling.model_copy(update=filled)

    def level_of(self, finding: FindingRule) -> Setting:
        """Return the level of a finding: the rule's own where neither the policy nor one it extends says anything."""
        ruling = self.rules.get(finding.id)
        return (ruling and ruling.level) or finding.level


KINDS: Final[dict[str, type[Rule]]] = {
    model.kind: model
    for model in (
        WordList, CueClass, Frame, Blocker, Layout, SourceRule, Marker, ClaimRule, FindingRule, Policy,
    )
}  # fmt: skip
"""The model of each kind, by the name of its folder."""
