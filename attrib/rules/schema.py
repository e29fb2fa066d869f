"""The shape of every kind of rule document; docs/rule-files.md tells what the fields mean.

A model knows where its document came from (`origin`) and its text as written (`source`). What `$` names stand for is
filled in by `attrib.rules.load`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, Field, PrivateAttr, StrictBool, StrictFloat, StrictInt

from attrib.errors import Place
from attrib.report import Level, Status
from attrib.rules.values import (
    FROZEN,
    OPTIONS,
    Basis,
    BlockName,
    Day,
    FindingExamples,
    FrameExamples,
    Grow,
    Id,
    Labels,
    Mark,
    Number,
    OptionName,
    Phrases,
    Scope,
    Setting,
    SourceExamples,
    Subject,
    Takes,
    Text,
    TextExamples,
    Texts,
    TokenPatterns,
    TreePattern,
    TreePatterns,
    Words,
)

_NOWHERE: Final = Place("")


def _long(value: object) -> object:
    return {"level": value} if isinstance(value, str) else value


class _Model(BaseModel):
    model_config = FROZEN


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
    """What must hold of a source's noun phrase, or (`spoken`) of the verbs that cite it; None asks nothing."""

    head: Words | None = None
    ending: Words | None = None
    modifier: Words | None = None
    determiner: Words | None = None
    text: Words | None = None
    entity: Labels | None = None
    contains: Labels | None = None
    proper: StrictBool | None = None
    plural: StrictBool | None = None
    pronoun: StrictBool | None = None
    spoken: StrictBool | None = None


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


class SentenceWhen(_Model):
    """What must hold of a sentence; None asks nothing. Words are in lower case."""

    min_words: StrictInt | None = None
    max_words: StrictInt | None = None
    begins: Words | None = None
    ends: Words | None = None
    lacks: Words | None = None
    finite: StrictBool | None = None
    heading: StrictBool | None = None


class ClaimRule(Rule):
    """A type of claim, and how strongly it calls for a source, or, with a weight below 0, how strongly against.

    The weight is counted up to `counts` times in a sentence. With `main`, what matches counts only where it is the verb of a main clause; with `when`, only in such sentences.
    The first node of a tree pattern is the word that shows the type.
    """

    kind = "claims"
    needs_source: StrictBool = True
    weight: StrictFloat = 1.0
    counts: Annotated[StrictInt, Field(ge=1)] = 1
    exempts: StrictBool = False
    tokens: TokenPatterns | None = None
    phrases: Phrases | None = None
    pattern: TreePattern | None = None
    patterns: TreePatterns | None = None
    main: StrictBool = False
    when: SentenceWhen | None = None
    examples: TextExamples

    @property
    def trees(self) -> tuple[TreePattern, ...]:
        """Return its tree patterns."""
        return (*([self.pattern] if self.pattern else []), *(self.patterns or ()))


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


class ContentRule(Rule):
    """What an attribution carries (an opinion, an attack) where all facts of it in `when` hold, as in a finding."""

    kind = "contents"
    on: ClassVar[Subject] = "attribution"
    options: ClassVar[dict[str, Option]] = {}

    when: dict[Text, Any]
    examples: TextExamples


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

    `basis` and `seen` are those of the levels in `rules` that say nothing else. `others` is the level of all findings
    of which `rules` say nothing; after loading, as the policy or else the one it extends has it.
    """

    kind = "policies"
    title: Text | None = None
    extends: Id | None = None
    rests_on: tuple[Standard, ...] = ()
    basis: Basis | None = None
    seen: Day | None = None
    others: Setting | None = None
    rules: dict[Text, Annotated[Ruling, BeforeValidator(_long)]] = {}

    def ruling_on(self, finding: FindingRule) -> Ruling:
        """Return what the policy says of a finding: all its options, and the rule's own level where it sets none."""
        ruling = self.rules.get(finding.id, Ruling())
        options = {name: option.default for name, option in finding.options.items()}
        filled: dict[str, Any] = {"level": self.level_of(finding), "options": {**options, **ruling.options}}
        if ruling.level is None and self.others is not None:
            filled |= {"basis": self.basis, "seen": self.seen}
        return ruling.model_copy(update=filled)

    def level_of(self, finding: FindingRule) -> Setting:
        """Return the level of a finding: that for all others, or the rule's own, where the policy has none for it."""
        ruling = self.rules.get(finding.id)
        return (ruling and ruling.level) or self.others or finding.level


KINDS: Final[dict[str, type[Rule]]] = {
    model.kind: model
    for model in (
        WordList, CueClass, Frame, Blocker, Layout, SourceRule, Marker, ClaimRule, ContentRule, FindingRule, Policy,
    )
}  # fmt: skip
"""The model of each kind, by the name of its folder."""
