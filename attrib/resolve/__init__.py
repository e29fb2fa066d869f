"""Resolve: who each source is, over the whole story, and how well it is identified."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.extract.boundaries import source_range
from attrib.report import UNNAMED, Source
from attrib.resolve.entities import Entity, EntityTable
from attrib.resolve.markers import MarkerFinder, tier_of
from attrib.resolve.mentions import Mention, read_mention
from attrib.resolve.status import StatusRules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from attrib.extract import TokenAttribution
    from attrib.parse.document import ParsedStory
    from attrib.resolve.markers import StoryMarkers
    from attrib.rules.load import Rules
    from attrib.rules.schema import SourceRule

RELATIVE = frozenset({"who", "which", "that", "whom"})
BACKGROUND = -1
"""Stands for the attribution of a name that none cites."""
SET_OFF = re.compile(r",? (?=\()|,\s+(?:who|which|whose|speaking|asking)\b")
"""Where the name of a source ends and what is set off from it begins."""
IMPERSONAL = frozenset({"I", "you", "one"})


@dataclass(frozen=True)
class Link:
    """The source an attribution was resolved to, by id, and how; `ref` is None where nobody could be found."""

    ref: str | None
    how: str | None


@dataclass(frozen=True)
class Resolved:
    """The sources of a story, and the link of each attribution in the order of the attributions."""

    sources: tuple[Source, ...]
    links: tuple[Link, ...]


class Resolver:
    """Resolves sources with one rule set compiled for one pipeline."""

    def __init__(self, rules: Rules, nlp: Language) -> None:
        self._rules = rules
        self._status = StatusRules(rules)
        self._markers = MarkerFinder(rules, nlp)

    def resolve(self, parsed: ParsedStory, attributions: Sequence[TokenAttribution]) -> Resolved:
        """Return the sources behind a story's attributions."""
        table = EntityTable()
        cited = [
            (mention, at)
            for at, attribution in enumerate(attributions)
            if (mention := self._mention(parsed, attribution)) is not None
        ]
        sourced = {token for mention, _ in cited for token in range(mention.start, mention.end)}
        background = [
            (mention, BACKGROUND)
            for mention in self._named(parsed)
            if sourced.isdisjoint(range(mention.start, mention.end))
        ]
        entities: dict[int, tuple[Entity, str]] = {}
        for mention, at in sorted([*cited, *background], key=_order):
            found = table.add(mention)
            if at != BACKGROUND:
                entities[at] = found
        return self._report(parsed, attributions, entities, table)

    def _mention(self, parsed: ParsedStory, attribution: TokenAttribution) -> Mention | None:
        if attribution.source_head is None or attribution.source is None:
            return None
        doc = parsed.doc
        head = doc[attribution.source_head]
        start, end = attribution.source
        if head.lower_ in RELATIVE:
            noun = _antecedent_noun(doc, head.i)
            if noun is not None:
                head = doc[noun]
                start, end = source_range(head)
        return read_mention(doc, head.i, start, end, self._rules)

    def _named(self, parsed: ParsedStory) -> list[Mention]:
        """Return the names in the story that no attribution cites, so that pronouns and short names can mean them."""
        mentions = []
        for ent in parsed.doc.ents:
            head = ent.root
            start, end = source_range(head)
            whole = any(child.dep_ == "conj" for child in head.children)
            run = (ent.start, ent.end) if whole else (min(start, ent.start), max(end, ent.end))
            mentions.append(read_mention(parsed.doc, head.i, *run, self._rules))
        return mentions

    def _report(
        self,
        parsed: ParsedStory,
        attributions: Sequence[TokenAttribution],
        entities: dict[int, tuple[Entity, str]],
        table: EntityTable,
    ) -> Resolved:
        counts = Counter(entity.number for at, (entity, _) in entities.items() if attributions[at].expression)
        markers = self._markers_of(parsed, {entity.number: entity for entity, _ in entities.values()}, table)
        order: dict[int, str] = {}
        sources: list[Source] = []
        links: list[Link] = []
        for at in range(len(attributions)):
            if at not in entities:
                links.append(Link(None, None))
                continue
            entity, how = entities[at]
            if how == "new" and entity.first.form == "pronoun" and len(entity.mentions) == 1:
                how = "unresolved" if entity.first.text not in IMPERSONAL else "new"
            if entity.number not in order:
                order[entity.number] = f"s{len(order) + 1}"
                sources.append(self._source(parsed, markers, entity, order[entity.number], counts[entity.number]))
            links.append(Link(order[entity.number], how))
        return Resolved(tuple(sources), tuple(links))

    def _markers_of(self, parsed: ParsedStory, cited: dict[int, Entity], table: EntityTable) -> StoryMarkers:
        unnamed = [entity for entity in cited.values() if self._decide(entity).status in UNNAMED]
        numbers = {entity.number for entity in unnamed}
        return self._markers.read(parsed, unnamed, [one for one in table.entities if one.number not in numbers])

    def _source(
        self, parsed: ParsedStory, markers: StoryMarkers, entity: Entity, number: str, statements: int
    ) -> Source:
        fullest = entity.fullest
        rule = self._decide(entity)
        anonymity = markers.about(entity) if rule.status in UNNAMED else None
        tier = tier_of(rule.tier, anonymity) if anonymity is not None and rule.status == "anonymous" else rule.tier
        return Source(
            id=number,
            name=SET_OFF.split(fullest.text, maxsplit=1)[0],
            status=rule.status,
            tier=tier,
            plural=entity.is_plural,
            count=next((mention.count for mention in entity.mentions if mention.count is not None), None),
            mentions=tuple(parsed.span(mention.start, mention.end) for mention in entity.mentions),
            rule=rule.id,
            statements=statements,
            anonymity=anonymity,
        )

    def _decide(self, entity: Entity) -> SourceRule:
        """Return the status rule of the mention that says most, or of any that carries a name."""
        rules = [self._status.decide(mention) for mention in entity.mentions if mention.form != "pronoun"]
        if not rules:
            return self._status.decide(entity.first)
        return max(rules, key=lambda rule: (rule.tier, rule.priority))


def _order(pair: tuple[Mention, int]) -> tuple[int, int, int]:
    mention, at = pair
    return mention.start, mention.end, at


def _antecedent_noun(doc: Doc, pronoun: int) -> int | None:
    """Return the head of the noun phrase a relative pronoun stands for."""
    token = doc[pronoun]
    verb = token.head
    for _ in range(3):
        if verb.dep_ in ("acl:relcl", "acl"):
            return verb.head.i
        verb = verb.head
    return None
