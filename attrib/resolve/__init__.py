"""Resolve: who each source is, over the whole story, and how well it is identified."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.report import UNNAMED, Source
from attrib.resolve.coreference import EntityTable
from attrib.resolve.gathering import BACKGROUND, Gathering
from attrib.resolve.lexicon import Lexicon
from attrib.resolve.markers import MarkerFinder
from attrib.resolve.status import StatusRules, standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language

    from attrib.extract import TokenAttribution
    from attrib.parse.document import ParsedStory
    from attrib.resolve.entities import Entity
    from attrib.resolve.gathering import Phrase
    from attrib.resolve.markers import StoryMarkers
    from attrib.rules.load import Rules
    from attrib.rules.schema import SourceRule

IMPERSONAL = frozenset({"i", "you", "one"})
FIRST_PERSON = frozenset({"i", "we"})


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
        self._lexicon = Lexicon.compile(rules)
        self._status = StatusRules(rules)
        self._markers = MarkerFinder(rules, nlp)

    def resolve(self, parsed: ParsedStory, attributions: Sequence[TokenAttribution]) -> Resolved:
        """Return the sources behind a story's attributions."""
        phrases = Gathering(parsed, attributions, self._lexicon).phrases()
        table = link_phrases(phrases, self._lexicon)
        entities: dict[int, tuple[Entity, str]] = {}
        for phrase in phrases:
            if phrase.at != BACKGROUND:
                entity, how = table.add(phrase.mention)
                entities[phrase.at] = (table.joined.get(entity.number, entity), how)
        return self._report(parsed, attributions, entities, table)

    def _report(
        self,
        parsed: ParsedStory,
        attributions: Sequence[TokenAttribution],
        entities: Mapping[int, tuple[Entity, str]],
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
                how = "unresolved" if entity.first.text.lower() not in IMPERSONAL else "new"
            if entity.number not in order:
                order[entity.number] = f"s{len(order) + 1}"
                sources.append(self._source(parsed, markers, entity, order[entity.number], counts[entity.number]))
            links.append(Link(order[entity.number], how))
        return Resolved(tuple(sources), tuple(links))

    def _markers_of(self, parsed: ParsedStory, cited: Mapping[int, Entity], table: EntityTable) -> StoryMarkers:
        unnamed = [entity for entity in cited.values() if self._may_be_unnamed(entity)]
        numbers = {entity.number for entity in unnamed}
        others = [one for one in table.entities if one.number not in numbers]
        anonymous = {entity.number for entity in unnamed if self._decide(entity).status == "anonymous"}
        return self._markers.read(parsed, unnamed, others, anonymous)

    def _may_be_unnamed(self, entity: Entity) -> bool:
        """Tell whether an entity is unnamed, or would be if it asked not to be named: officials of a body."""
        if self._decide(entity).status in UNNAMED:
            return True
        return entity.is_plural and not entity.names and any(mention.human for mention in entity.mentions)

    def _source(
        self, parsed: ParsedStory, markers: StoryMarkers, entity: Entity, number: str, statements: int
    ) -> Source:
        rule = self._decide(entity)
        told = markers.about(entity)
        status, tier = standing(rule, told)
        return Source(
            id=number,
            name=entity.fullest.text,
            status=status,
            tier=tier,
            plural=entity.is_plural,
            count=next((mention.count for mention in entity.mentions if mention.count is not None), None),
            mentions=tuple(parsed.span(mention.start, mention.end) for mention in entity.mentions),
            rule=rule.id,
            statements=statements,
            anonymity=told if status in UNNAMED else None,
        )

    def _decide(self, entity: Entity) -> SourceRule:
        """Return the status rule of the mention that says most, or of any that carries a name."""
        named = [replace(mention, label=entity.label) for mention in entity.mentions if mention.name]
        described = [
            mention for mention in entity.mentions if mention.form != "pronoun" and mention.human == entity.is_human
        ]
        cited = [mention for mention in described if mention in entity.citations]
        parts = [part for mention in named or cited or described for part in mention.members or (mention,)]
        rules = [self._status.decide(part) for part in parts or entity.mentions[:1]]
        return max(rules, key=lambda rule: (rule.tier, rule.priority))


def link_phrases(phrases: Sequence[Phrase], lexicon: Lexicon) -> EntityTable:
    """Return the entities of a story's phrases: linked once to learn genders, and again with what was learnt."""
    genders: dict[int, str] = {}
    for _ in range(3):
        table = EntityTable(lexicon, genders)
        for phrase in phrases:
            table.add(phrase.mention, phrase.scene)
        genders = table.genders()
    table.settle()
    return table
