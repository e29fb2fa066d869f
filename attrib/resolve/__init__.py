"""Resolve: who each source is, over the whole story, and how well it is identified."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from attrib.report import UNNAMED, Source
from attrib.resolve.coreference import EntityTable
from attrib.resolve.entities import POINTERS
from attrib.resolve.gathering import BACKGROUND, Gathering
from attrib.resolve.lexicon import Lexicon
from attrib.resolve.markers import MarkerFinder
from attrib.resolve.naming import source_name
from attrib.resolve.status import StatusRules, standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language

    from attrib.extract import TokenAttribution
    from attrib.parse.document import ParsedStory
    from attrib.resolve.entities import Entity
    from attrib.resolve.gathering import Phrase
    from attrib.resolve.markers import StoryMarkers
    from attrib.resolve.mentions import Mention
    from attrib.rules.load import Rules
    from attrib.rules.schema import SourceRule

DEFINITE = POINTERS - {"poss"}
"""Determiners of somebody already introduced."""
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
        entities.update(_first_persons(attributions, entities))
        return self._report(parsed, attributions, entities, table)

    def _report(
        self,
        parsed: ParsedStory,
        attributions: Sequence[TokenAttribution],
        entities: Mapping[int, tuple[Entity, str]],
        table: EntityTable,
    ) -> Resolved:
        counts = Counter(entity.number for at, (entity, _) in entities.items() if attributions[at].expression)
        spoken = {entity.number for at, (entity, _) in entities.items() if attributions[at].cue_class == "speech"}
        rules = {entity.number: self._decide(entity, spoken=entity.number in spoken) for entity, _ in entities.values()}
        markers = self._markers_of(parsed, [entity for entity, _ in entities.values()], rules, table)
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
                name = source_name(entity, table, self._lexicon)
                source = self._source(parsed, markers, entity, rules[entity.number])
                statements = counts[entity.number]
                sources.append(replace(source, id=order[entity.number], name=name, statements=statements))
            links.append(Link(order[entity.number], how))
        return Resolved(tuple(sources), tuple(links))

    def _markers_of(
        self, parsed: ParsedStory, cited: Sequence[Entity], rules: Mapping[int, SourceRule], table: EntityTable
    ) -> StoryMarkers:
        unnamed = {entity.number: entity for entity in cited if _may_be_unnamed(entity, rules[entity.number])}
        others = [entity for entity in table.entities if entity.number not in {*unnamed, *table.joined}]
        anonymous = {number for number in unnamed if rules[number].status == "anonymous"}
        return self._markers.read(parsed, list(unnamed.values()), others, anonymous)

    def _source(self, parsed: ParsedStory, markers: StoryMarkers, entity: Entity, rule: SourceRule) -> Source:
        """Return an entity as a source, still without its number, name and statements."""
        told = markers.about(entity)
        status, tier = standing(rule, told)
        if told.side is None and status == "anonymous":
            told = replace(told, side=markers.employer_of(entity))
        return Source(
            id="",
            name="",
            status=status,
            tier=tier,
            plural=entity.is_plural,
            count=next((mention.count for mention in entity.mentions if mention.count is not None), None),
            mentions=tuple(parsed.span(mention.start, mention.end) for mention in entity.mentions),
            rule=rule.id,
            statements=0,
            anonymity=told if status in UNNAMED else None,
        )

    def _decide(self, entity: Entity, *, spoken: bool) -> SourceRule:
        """Return the status rule of the mention that says most: of its names if it has any, else of what is cited."""
        best = entity.fullest
        named = [replace(best, label=entity.label)] if best.name else []
        cited_at = {(mention.start, mention.end) for mention in entity.citations}
        cited = [mention for mention in entity.described if (mention.start, mention.end) in cited_at]
        told = named or _introductions(cited or entity.described)
        parts = [part for mention in told for part in mention.members or (mention,)]
        rules = [self._status.decide(part, spoken=spoken) for part in parts or entity.mentions[:1]]
        return max(rules, key=lambda rule: (rule.tier, rule.priority))


def _introductions(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions that say who somebody is: not "the Democrats" where these are the "several Democrats" before."""
    if not mentions or mentions[0].determiner in DEFINITE or not mentions[0].determiner:
        return mentions
    return [mention for mention in mentions if mention.determiner not in DEFINITE]


def _may_be_unnamed(entity: Entity, rule: SourceRule) -> bool:
    """Tell whether an entity is unnamed, or would be if it asked not to be named: officials of a body."""
    return rule.status in UNNAMED or (entity.is_plural and not entity.names and entity.is_human)


def _first_persons(
    attributions: Sequence[TokenAttribution], entities: Mapping[int, tuple[Entity, str]]
) -> dict[int, tuple[Entity, str]]:
    """Return whom "I" and "we" mean that stand in somebody's words, by attribution."""
    wanted = {at for at, (entity, _) in entities.items() if entity.first.text.lower() in FIRST_PERSON}
    speakers: dict[int, int] = {}
    for at in sorted(
        entities.keys() - wanted, key=lambda at: -sum(end - start for start, end in attributions[at].content)
    ):
        for start, end in attributions[at].content if wanted else ():
            speakers.update(dict.fromkeys(range(start, end), at))
    meant = {at: speakers.get(entities[at][0].first.head) for at in wanted}
    return {at: (entities[speaker][0], "speaker") for at, speaker in meant.items() if speaker is not None}


def link_phrases(phrases: Sequence[Phrase], lexicon: Lexicon) -> EntityTable:
    """Return the entities of a story's phrases: linked once to learn genders, and again with what was learnt."""
    genders: dict[int, str] = {}
    for _ in range(3):
        table = EntityTable(lexicon, genders)
        for phrase in phrases:
            table.add(phrase.mention, phrase.scene)
        known, genders = genders, table.genders()
        if genders == known:
            break
    table.settle()
    return table
