"""Ledger: one status a sentence with its source, and the claims a story makes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrib.ledger.claims import ClaimFinder, typed_clauses
from attrib.ledger.narration import weight
from attrib.ledger.sentences import Ledger
from attrib.parse.labels import LABELS
from attrib.report import ATTRIBUTED, Attribution, AttributionKind, Claim, Established, Name, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language

    from attrib.extract import Extracted, Range, TokenAttribution
    from attrib.ledger.claims import TypeMatch
    from attrib.ledger.verdict import Verdict
    from attrib.parse.document import ParsedBlock, ParsedStory
    from attrib.parse.quotations import Quotation
    from attrib.report import Source
    from attrib.resolve import Resolved
    from attrib.rules.load import Rules


class Bookkeeper:
    """Keeps the ledger with one rule set compiled for one pipeline."""

    def __init__(self, rules: Rules, nlp: Language) -> None:
        self._rules = rules
        self._claims = ClaimFinder(rules, nlp)

    def establish(self, parsed: ParsedStory, extracted: Extracted, resolved: Resolved) -> Established:
        """Return everything that is established about a story, as offsets and strings only."""
        matches = self._claims.matches(parsed)
        by_sentence: dict[int, list[TypeMatch]] = defaultdict(list)
        for match in matches:
            by_sentence[parsed.sentence_of[match.start]].append(match)
        sources = {source.id: source for source in resolved.sources}
        weights = {number: weight(some, self._rules) for number, some in by_sentence.items()}
        ledger = Ledger(parsed, extracted.attributions, resolved.links, sources, matches=by_sentence, rules=self._rules)
        verdicts = ledger.verdicts()
        booked = {run: verdict for run, _, verdict in verdicts if run[0] < run[1]}
        return Established(
            story=parsed.story,
            sentences=tuple(_sentence(parsed, run, block, verdict) for run, block, verdict in verdicts),
            sources=resolved.sources,
            attributions=_attributions(parsed, extracted, resolved),
            claims=self._typed(parsed, extracted, resolved, sources, booked=booked, matches=matches, weights=weights),
            unspoken=tuple(
                parsed.span(quote.start, quote.end)
                for quote in extracted.unspoken
                if not _has_speaker(parsed, booked, quote)
            ),
            names=tuple(Name(parsed.span(ent.start, ent.end), LABELS[ent.label_]) for ent in parsed.doc.ents),
        )

    def _typed(
        self,
        parsed: ParsedStory,
        extracted: Extracted,
        resolved: Resolved,
        sources: Mapping[str, Source],
        *,
        booked: Mapping[Range, Verdict],
        matches: Sequence[TypeMatch],
        weights: Mapping[int, float],
    ) -> tuple[Claim, ...]:
        """Return the clauses that hold a type of claim, each with whoever stands behind it."""
        holders = _holders(extracted.attributions)
        claims: list[Claim] = []
        for clause in typed_clauses(parsed.doc, [one for one in matches if self._rules.claims[one.rule].needs_source]):
            number = parsed.sentence_of[clause.head]
            run = parsed.sentences[number]
            verdict = booked[run]
            holder = holders.get(clause.head)
            ref = resolved.links[holder].ref if holder is not None else None
            if holder is None and verdict.status in ATTRIBUTED:
                ref = verdict.source
            start, end = max(clause.core[0], run[0]), min(clause.core[1], run[1])
            claims.append(
                Claim(
                    id=f"c{len(claims) + 1}",
                    spans=(parsed.span(start, end),),
                    text=parsed.text(start, end),
                    types=tuple(clause.types),
                    cues=tuple(parsed.part(words) for words in clause.types.values()),
                    weight=weights[number],
                    status=sources[ref].status if ref is not None else verdict.status,
                    source=ref,
                    attribution=f"a{holder + 1}" if holder is not None else None,
                )
            )
        return tuple(claims)


def _holders(attributions: Sequence[TokenAttribution]) -> dict[int, int]:
    """Return for each token the outermost attribution whose content holds it."""
    sizes = {at: sum(end - start for start, end in one.content) for at, one in enumerate(attributions)}
    holders: dict[int, int] = {}
    for at in sorted(sizes, key=lambda number: (sizes[number], number)):
        for start, end in attributions[at].content:
            holders.update(dict.fromkeys(range(start, end), at))
    return holders


def _has_speaker(parsed: ParsedStory, booked: Mapping[Range, Verdict], quote: Quotation) -> bool:
    """Tell whether somebody stands behind a sentence that lies in a quotation."""
    first, last = (parsed.sentence_of[at] for at in (max(quote.start - 1, 0), min(quote.end, len(parsed.doc) - 1)))
    inside = (
        run for run in parsed.sentences[first : last + 1] if quote.start <= run[0] + 1 and run[1] - 1 <= quote.end
    )
    return any(booked[run].status in ATTRIBUTED for run in inside if run in booked)


def _sentence(parsed: ParsedStory, run: Range, block: ParsedBlock, verdict: Verdict) -> Sentence:
    span = parsed.span(*run) if run[0] < run[1] else block.block.span
    return Sentence(span, block.block.kind, verdict.status, verdict.source, verdict.carried, verdict.why)


def _attributions(parsed: ParsedStory, extracted: Extracted, resolved: Resolved) -> tuple[Attribution, ...]:
    out = []
    for at, (found, link) in enumerate(zip(extracted.attributions, resolved.links, strict=True)):
        content = parsed.part(found.content)
        out.append(
            Attribution(
                id=f"a{at + 1}",
                kind=_kind(found),
                rule=found.rule,
                cue_class=found.cue_class,
                cue_lemma=parsed.doc[found.cue_head].lemma_,
                cue=parsed.part([found.cue]),
                content=content,
                source=parsed.part([found.source]) if found.source else None,
                ref=link.ref,
                link=link.how,
                expression=found.expression,
            )
        )
    return tuple(out)


def _kind(found: TokenAttribution) -> AttributionKind:
    """Return direct where all content is quoted, mixed where some is, else indirect."""
    quoted = {at for start, end in found.quoted for at in range(start, end)}
    inside = {at for start, end in found.content for at in range(start, end)}
    if not quoted & inside:
        return "indirect"
    return "direct" if inside <= quoted else "mixed"
