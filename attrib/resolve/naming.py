"""What a source is called in a report: its fullest name or description, with those it belongs to by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrib.resolve.coreference import EntityTable
    from attrib.resolve.entities import Entity
    from attrib.resolve.lexicon import Lexicon
    from attrib.resolve.mentions import Mention

POSSESSIVES = frozenset({"his", "her", "its", "their"})


def source_name(entity: Entity, table: EntityTable, lexicon: Lexicon) -> str:
    """Return what a source is called: as it is described best, but after the body it speaks for, and not after "his"."""
    best = entity.fullest
    if best.name or best.form == "pronoun":
        return best.text
    owners = (table.entities[number] for number in sorted(entity.owners))
    owner = next((name for owner in owners if (name := _proper_name(table.joined.get(owner.number, owner)))), "")
    if not owner or owner.removeprefix("the ") in best.text:
        return best.text
    if best.lemma in lexicon.spokespeople:
        return f"{_bare(best)} for {owner}"
    first, _, rest = best.text.partition(" ")
    return f"{owner}’s {rest}" if first.lower() in POSSESSIVES and rest else best.text


def _proper_name(entity: Entity) -> str:
    """Return the name of a person, or that of a body as the story puts it."""
    if entity.label == "PER":
        return entity.fullest.name
    return re.sub(r"^The ", "the ", entity.fullest.text) if entity.label == "ORG" else ""


def _bare(spokesperson: Mention) -> str:
    article = spokesperson.determiner if spokesperson.determiner in ("a", "an", "another") else ""
    return f"{article} {spokesperson.noun}".strip()
