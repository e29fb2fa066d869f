"""Stories as established, put together by hand from a text and the words that matter in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256

from attrib.report import (
    UNNAMED,
    Anonymity,
    Attribution,
    Block,
    Claim,
    Established,
    Metadata,
    Name,
    Part,
    Sentence,
    Source,
    Span,
    Story,
)

_SENTENCE = re.compile(r"\S.*?[.?!][”\"’]?(?=\s|$)|\S.*?$", re.DOTALL | re.MULTILINE)


@dataclass
class Draft:
    """A text in blocks set apart by empty lines, and what is to be established about it.

    Words stand for the first place where the text has them; `words#2` for the second, and so on.
    """

    text: str
    kinds: tuple[str, ...] = ("headline",)
    sources: list[Source] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    statuses: dict[str, str] = field(default_factory=dict)
    unspoken: list[Span] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    names: list[Name] = field(default_factory=list)

    def find(self, words: str) -> Span:
        """Return where words stand: the first place, or the one that `#2` and so on ask for."""
        words, _, number = words.partition("#")
        at = -1
        for _ in range(int(number or 1)):
            at = self.text.index(words, at + 1)
        return Span(at, at + len(words))

    def part(self, words: str | list[str]) -> Part:
        spans = tuple(self.find(one) for one in ([words] if isinstance(words, str) else words))
        return Part(spans, " ".join(self.text[span.start : span.end] for span in spans))

    def source(self, name: str, status: str, **more) -> Source:
        """Add a source; its id is s1, s2 and so on, its mention its name unless `mentions` are given."""
        mentions = tuple(self.find(words) for words in more.get("mentions", [name]))
        made = Source(
            id=f"s{len(self.sources) + 1}",
            name=name.partition("#")[0],
            status=status,
            tier=more.get("tier", 3),
            plural=more.get("plural", False),
            count=more.get("count"),
            mentions=mentions,
            rule=more.get("rule", "by-hand"),
            statements=more.get("statements", 1),
            anonymity=self._anonymity(more) if status in UNNAMED else None,
        )
        self.sources.append(made)
        return made

    def _anonymity(self, told: dict) -> Anonymity:
        parts = {name: self.part(told[name]) for name in ("reason", "position", "familiarity", "side") if name in told}
        return Anonymity(
            marker=tuple(self.part(words) for words in told.get("marker", [])),
            reason_kind=told.get("reason_kind", "given" if "reason" in told else "absent"),
            **parts,
        )

    def says(self, source: str | None, cue: str, content: str | list[str], **more) -> Attribution:
        """Add an attribution; `ref` is the id of its source, `lemma` its cue's dictionary form."""
        made = Attribution(
            id=f"a{len(self.attributions) + 1}",
            kind=more.get("kind", "indirect"),
            rule=more.get("rule", "verb-clause"),
            cue_class=more.get("class", "speech"),
            cue_lemma=more.get("lemma", "say"),
            cue=self.part(cue),
            content=self.part(content),
            source=self.part(source) if source else None,
            ref=more.get("ref"),
            link=more.get("link", "new" if more.get("ref") else None),
            expression=more.get("expression", True),
        )
        self.attributions.append(made)
        return made

    def claim(self, words: str | list[str], types: list[str], status: str, **more) -> Claim:
        """Add a claim."""
        part = self.part(words)
        made = Claim(
            f"c{len(self.claims) + 1}",
            part.spans,
            part.text,
            tuple(types),
            status,
            more.get("source"),
            more.get("attribution"),
            weight=more.get("weight", 2.0),
        )
        self.claims.append(made)
        return made

    def established(self) -> Established:
        """Return everything; a sentence has the status given for words in it, else that of the source speaking in it."""
        digest = sha256(self.text.encode()).hexdigest()
        story = Story("story.txt", self.text, digest, tuple(self._blocks()), self.metadata)
        return Established(
            story=story,
            sentences=tuple(self._sentences(story)),
            sources=tuple(self.sources),
            attributions=tuple(sorted(self.attributions, key=lambda one: one.cue.spans)),
            claims=tuple(self.claims),
            unspoken=tuple(self.unspoken),
            names=tuple(sorted(self.names, key=lambda name: name.span)),
        )

    def _blocks(self):
        for number, found in enumerate(re.finditer(r"\S.*?(?=\n\s*\n|\s*\Z)", self.text, re.DOTALL)):
            kind = self.kinds[number] if number < len(self.kinds) else "paragraph"
            yield Block(kind, (Span(*found.span()),))

    def _sentences(self, story: Story):
        statuses = {self.find(words).start: status for words, status in self.statuses.items()}
        by_id = {source.id: source for source in self.sources}
        for block in story.blocks:
            for found in _SENTENCE.finditer(self.text, block.start, block.end):
                span = Span(*found.span())
                here = [one for one in self.attributions if span.start <= one.cue.spans[0].start < span.end]
                given = next((status for at, status in statuses.items() if span.start <= at < span.end), None)
                speaker = next((by_id[one.ref] for one in here if one.ref), None)
                status = given or (speaker.status if speaker else "plain")
                ref = speaker.id if speaker and status == speaker.status else None
                yield Sentence(span, block.kind, status, ref, carried=False)


def read_case(case: dict) -> Draft:
    """Return the draft that a case file describes."""
    draft = Draft(case["text"], tuple(case.get("blocks", ["headline"])))
    for source in case.get("sources", []):
        draft.source(**source)
    for attribution in case.get("attributions", []):
        draft.says(**attribution)
    for claim in case.get("claims", []):
        draft.claim(**claim)
    draft.statuses.update(case.get("statuses", {}))
    draft.names.extend(Name(draft.find(name["words"]), name["kind"]) for name in case.get("names", []))
    draft.unspoken.extend(draft.find(words) for words in case.get("unspoken", []))
    return draft
