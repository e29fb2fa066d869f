"""Who stands behind a sentence: the attribution that carries its main assertion, or the narrator."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.ledger.accounts import goes_on
from attrib.ledger.narration import narrated
from attrib.ledger.speakers import Booked, SpeakerReader
from attrib.ledger.verdict import Verdict
from attrib.report import ATTRIBUTED, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from attrib.extract import Range, TokenAttribution
    from attrib.ledger.claims import TypeMatch
    from attrib.parse.document import ParsedBlock, ParsedStory
    from attrib.report import BlockKind
    from attrib.resolve import Link
    from attrib.rules.load import Rules

MIN_SHARE = 0.34
"""The share of a sentence's words an attribution must cover, unless its cue is the main verb."""
CARRIED_SHARE = 0.5
"""The share of a sentence that a quotation going on must cover for the sentence to be its speaker's."""

SPEECH = "speech"
EVIDENCE = "evidence"
"""The class of cues of what documents do."""
BELIEF = "belief"
ACCORDING = "according-to"
VERB_CLAUSE = "verb-clause"
HEADLINE_COLON = "headline-colon"
"""The frame of a headline whose source stands before a colon."""
SETS_ASIDE = frozenset({
    "after", "although", "as", "because", "before", "by", "even", "if", "once", "since", "though", "until", "when",
    "whether", "while", "without",
})  # fmt: skip
"""Conjunctions of a clause in which a report is said in passing."""


@dataclass(frozen=True)
class Voice:
    """One attribution as it bears on one sentence."""

    number: int
    share: float
    is_main: bool
    in_sentence: bool


class Ledger:
    """Decides sentence by sentence for one story."""

    def __init__(
        self,
        parsed: ParsedStory,
        attributions: Sequence[TokenAttribution],
        links: Sequence[Link],
        sources: Mapping[str, Source],
        *,
        matches: Mapping[int, Sequence[TypeMatch]],
        rules: Rules,
    ) -> None:
        self._parsed = parsed
        self._attributions = attributions
        self._links = links
        self._sources = sources
        self._rules = rules
        self._speakers = SpeakerReader(parsed, sources)
        self._matches = matches
        self._asking = _asking(parsed, sources.values())

    def verdicts(self) -> list[tuple[Range, ParsedBlock, Verdict]]:
        """Return every sentence as a token range with its block and verdict; a layout block has an empty range."""
        by_sentence = self._by_sentence()
        out: list[tuple[Range, ParsedBlock, Verdict]] = []
        booked: list[Booked] = []
        for block in self._parsed.blocks:
            if block.start == block.end:
                out.append(((0, 0), block, Verdict("plain", None, carried=False, why="layout")))
                continue
            for number in range(self._parsed.sentence_of[block.start], self._parsed.sentence_of[block.end - 1] + 1):
                run = self._parsed.sentences[number]
                verdict = self._decide(run, block, by_sentence[number], booked)
                out.append((run, block, verdict))
                booked.append(Booked(run, verdict))
        return out

    def _by_sentence(self) -> dict[int, list[int]]:
        """Return for each sentence the attributions that have words in it."""
        found: dict[int, list[int]] = defaultdict(list)
        of = self._parsed.sentence_of
        for number, attribution in enumerate(self._attributions):
            touched = {
                sentence for start, end in _ranges(attribution) for sentence in range(of[start], of[end - 1] + 1)
            }
            for sentence in touched:
                found[sentence].append(number)
        return found

    def _decide(self, run: Range, block: ParsedBlock, numbers: Sequence[int], before: Sequence[Booked]) -> Verdict:
        for voice in self._voices(run, numbers):
            verdict = self._attributed(voice, block.block.kind)
            if verdict is not None:
                return verdict
        unnamed = self._asking.get(self._parsed.sentence_of[run[0]])
        if unnamed is not None:
            return Verdict(unnamed.status, unnamed.id, carried=False, why="a source's anonymity")
        carried = self._carried(run, before) if block.block.kind == "paragraph" else None
        if carried is not None:
            return carried
        return narrated(self._parsed.doc, self._matches.get(self._parsed.sentence_of[run[0]], ()), self._rules)

    def _carried(self, run: Range, before: Sequence[Booked]) -> Verdict | None:
        """Return the verdict on a sentence without a cue that is somebody's all the same, by the sentences before it."""
        spoken = self._speakers.speaks(run, before)
        if spoken is not None or not before:
            return spoken
        same_paragraph = self._parsed.block_at(run[0]).start <= before[-1].run[0]
        return goes_on(self._parsed.doc[run[0] : run[1]], before[-1].verdict) if same_paragraph else None

    def _voices(self, run: Range, numbers: Sequence[int]) -> list[Voice]:
        """Return the attributions that bear on a sentence, the one that carries its main assertion first."""
        if not numbers:
            return []
        doc = self._parsed.doc
        words = {at for at in range(*run) if not doc[at].is_punct}
        root = doc[run[0] : run[1]].root.i
        voices = []
        for number in numbers:
            attribution = self._attributions[number]
            covered = _tokens(attribution, run)
            share = len(covered & words) / max(1, len(words))
            in_sentence = run[0] <= attribution.cue_head < run[1]
            is_main = in_sentence and (attribution.cue_head == root or self._holds(attribution, root))
            is_aside = in_sentence and not is_main and _is_aside(doc[attribution.cue_head], root)
            if (share >= (MIN_SHARE if in_sentence else CARRIED_SHARE) and not is_aside) or is_main:
                voices.append(Voice(number, share, is_main, in_sentence))
        return sorted(voices, key=lambda voice: (not voice.in_sentence, not voice.is_main, -voice.share, voice.number))

    @staticmethod
    def _holds(attribution: TokenAttribution, root: int) -> bool:
        return any(start <= root < end for start, end in attribution.content)

    def _attributed(self, voice: Voice, kind: BlockKind) -> Verdict | None:
        attribution = self._attributions[voice.number]
        link = self._links[voice.number]
        why = f"{attribution.rule} ({attribution.cue_class})"
        carried = not voice.in_sentence
        source = self._sources[link.ref] if link.ref is not None else None
        if source is None or not (
            attribution.expression or _shows(attribution, source) or _is_view(attribution, source)
        ):
            return self._hearsay(attribution, voice, why)
        certain = self._rules.sources[source.rule].certain or _is_speech(attribution)
        if source.name.lower() in ("i", "we", "you") or source.status not in ATTRIBUTED or not certain:
            return None
        if kind == "headline" and not self._is_headline_report(attribution, source):
            return None
        return Verdict(source.status, source.id, carried=carried, why=why)

    def _is_headline_report(self, attribution: TokenAttribution, source: Source) -> bool:
        """Tell whether a headline reports words: a clause or quotation, or a colon after somebody the story speaks of again."""
        if attribution.rule == HEADLINE_COLON:
            return len(source.mentions) > 1
        return bool(attribution.quoted) or not self._rules.frames[attribution.rule].may_be_act

    def _hearsay(self, attribution: TokenAttribution, voice: Voice, why: str) -> Verdict | None:
        """Return the verdict on what is passed on from nobody ("is expected to", "reportedly"), if it is that."""
        if attribution.source is not None or not voice.is_main or not self._rules.frames[attribution.rule].hearsay:
            return None
        return Verdict("vague", None, carried=not voice.in_sentence, why=why)


def _asking(parsed: ParsedStory, sources: Iterable[Source]) -> dict[int, Source]:
    """Return the sentences that report a source's wish not to be named, by number, each with the first such source."""
    found: dict[int, Source] = {}
    for source in sources:
        for span in source.marker:
            number = parsed.sentence_of[parsed.token_at(span.start)]
            if parsed.span(*parsed.sentences[number]).holds(span):
                found.setdefault(number, source)
    return found


def _shows(attribution: TokenAttribution, source: Source) -> bool:
    """Tell whether a document shows what is attributed to it, which is its way to say it."""
    return attribution.cue_class == EVIDENCE and source.status == "document"


def _is_speech(attribution: TokenAttribution) -> bool:
    """Tell whether whoever stands at a cue has spoken beyond doubt: by the verb, by quotation marks, or "according to"."""
    return attribution.cue_class == SPEECH or bool(attribution.quoted) or attribution.rule == ACCORDING


def _is_view(attribution: TokenAttribution, source: Source) -> bool:
    """Tell whether people whom nobody can ask hold a view ("experts believe"), which is how such a view is reported."""
    return attribution.cue_class == BELIEF and attribution.rule == VERB_CLAUSE and source.status == "vague"


def _is_aside(cue: Token, root: int) -> bool:
    """Tell whether a cue stands where it does not carry its sentence: a noun ("his pledge to"), or in a clause set beside it."""
    if cue.pos_ == "NOUN":
        return True
    above = list(_up_to(cue, root))
    if above and all(token.dep_ == "xcomp" for token in above):
        return True
    return any(
        token.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in SETS_ASIDE for child in token.children)
        for token in above
    )


def _up_to(cue: Token, root: int) -> Iterator[Token]:
    """Yield a cue and the words above it in its tree, up to the root, which is left out."""
    token = cue
    while token.i != root:
        yield token
        if token.head == token:
            return
        token = token.head


def _ranges(attribution: TokenAttribution) -> list[Range]:
    return [attribution.cue, *attribution.content, *([attribution.source] if attribution.source else [])]


def _tokens(attribution: TokenAttribution, run: Range) -> set[int]:
    return {at for start, end in _ranges(attribution) for at in range(max(start, run[0]), min(end, run[1]))}
