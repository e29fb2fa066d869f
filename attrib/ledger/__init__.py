"""Ledger: one status a sentence with its source, and the claims a story makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.ledger.claims import ClaimFinder, typed_clauses
from attrib.ledger.sentences import Ledger, Verdict
from attrib.report import Attribution, AttributionKind, Claim, Established, Sentence

if TYPE_CHECKING:
    from spacy.language import Language

    from attrib.extract import Extracted, Range, TokenAttribution
    from attrib.parse.document import ParsedBlock, ParsedStory
    from attrib.resolve import Resolved
    from attrib.rules.load import Rules


@dataclass(frozen=True)
class Booked:
    """A sentence of the ledger with its token range."""

    run: Range
    verdict: Verdict


class Bookkeeper:
    """Keeps the ledger with one rule set compiled for one pipeline."""

    def __init__(self, rules: Rules, nlp: Language) -> None:
        self._rules = rules
        self._claims = ClaimFinder(rules, nlp)

    def establish(self, parsed: ParsedStory, extracted: Extracted, resolved: Resolved) -> Established:
        """Return everything that is established about a story, as offsets and strings only."""
        matches = self._claims.matches(parsed.doc) if len(parsed.doc) else []
        sources = {source.id: source for source in resolved.sources}
        ledger = Ledger(parsed, extracted.attributions, resolved.links, sources, matches, self._rules)
        verdicts = ledger.verdicts()
        booked = [Booked(run, verdict) for run, _, verdict in verdicts if run[0] < run[1]]
        return Established(
            story=parsed.story,
            sentences=tuple(_sentence(parsed, run, block, verdict) for run, block, verdict in verdicts),
            sources=resolved.sources,
            attributions=_attributions(parsed, extracted, resolved),
            claims=self._typed(parsed, extracted, resolved, booked, matches),
            unspoken=tuple(parsed.span(quote.start, quote.end) for quote in extracted.unspoken),
        )

    def _typed(self, parsed, extracted, resolved, booked, matches) -> tuple[Claim, ...]:  # type: ignore[no-untyped-def]
        sources = {source.id: source for source in resolved.sources}
        claims: list[Claim] = []
        for clause in typed_clauses(parsed.doc, matches):
            types = tuple(rule for rule in clause.types if not self._rules.claims[rule].exempts)
            home = next((entry for entry in booked if entry.run[0] <= clause.head < entry.run[1]), None)
            if not types or home is None:
                continue
            holder = _holder(extracted.attributions, clause.head)
            ref = resolved.links[holder].ref if holder is not None else None
            status = sources[ref].status if ref is not None else home.verdict.status
            if holder is None:
                ref = home.verdict.source if home.verdict.status not in ("plain", "unattributed") else None
            start, end = max(clause.core[0], home.run[0]), min(clause.core[1], home.run[1])
            claims.append(
                Claim(
                    id=f"c{len(claims) + 1}",
                    spans=(parsed.span(start, end),),
                    text=parsed.text(start, end),
                    types=types,
                    status=status,
                    source=ref,
                    attribution=f"a{holder + 1}" if holder is not None else None,
                )
            )
        return tuple(claims)


def _holder(attributions: tuple[TokenAttribution, ...], head: int) -> int | None:
    """Return the outermost attribution whose content holds a token, or None."""
    holding = [
        (sum(end - start for start, end in attribution.content), at)
        for at, attribution in enumerate(attributions)
        if any(start <= head < end for start, end in attribution.content)
    ]
    return max(holding)[1] if holding else None


def _sentence(parsed: ParsedStory, run: Range, block: ParsedBlock, verdict: Verdict) -> Sentence:
    from attrib.report import Span

    span = parsed.span(*run) if run[0] < run[1] else Span(block.block.start, block.block.end)
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
