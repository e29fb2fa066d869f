"""Whom a pronoun means, or "the senator" said of somebody never called so: whoever stands out most just before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from attrib.resolve.entities import Entity, Scene
    from attrib.resolve.mentions import Mention

REACH = 4
"""How many sentences in the narrator's voice back a pronoun may reach."""
FADING = 1.0
"""By how much an entity is less prominent with every sentence since."""
SURE = 1
"""Within how many sentences the only one whom a pronoun can mean is evidence of their gender."""
PLURAL = frozenset({"they", "them", "their", "we", "both"})
UNNAMED_PENALTY = 0.75
BODY_PENALTY = 0.75
"""By how much a body is less likely than people to be meant by "they"."""


def prominence(entity: Entity, scene: Scene, before: int) -> float:
    """Return how much an entity stands out at a place of the story before which it was mentioned."""
    return max(
        (weight - FADING * (scene.clock - clock) for clock, weight, at in entity.recent if at < before),
        default=float("-inf"),
    )


def most_prominent(
    entities: Iterable[Entity], scene: Scene, before: int, *, fits: Callable[[Entity], float | None]
) -> Entity | None:
    """Return the entity in reach that stands out most, the latest of several; `fits` adds to that, or is None for no.

    `entities` are ordered from the one mentioned last.
    """
    best, found = float("-inf"), None
    for entity in entities:
        if scene.clock - entity.recent[-1][0] > REACH:
            break
        added = fits(entity)
        if added is not None and (score := prominence(entity, scene, before) + added) > best:
            best, found = score, entity
    return found


def can_mean(mention: Mention, scene: Scene) -> Callable[[Entity], float | None]:
    """Return the test whether a pronoun can mean an entity."""
    word = mention.text.lower()
    if mention.gender:
        return lambda entity: _as_person(entity) if is_person(entity, mention.gender, scene) else None
    if word in PLURAL:
        return _as_they
    is_it = word in ("it", "its")
    return lambda entity: 0.0 if is_it and entity.is_body and not entity.is_plural else None


def is_person(entity: Entity, gender: str, scene: Scene) -> bool:
    """Tell whether an entity can be one person of a gender ("" for any), other than those named in what is said."""
    if not entity.is_human or entity.is_plural or (gender and not entity.can_be(gender)):
        return False
    return not scene.barred or scene.barred.isdisjoint(name.split()[-1] for name in entity.names)


def _as_person(entity: Entity) -> float:
    """Return how much less likely somebody is meant who has no name, nor words that tell man from woman."""
    if entity.names or entity.gender:
        return 0.0
    return -UNNAMED_PENALTY if entity.citations else -2 * UNNAMED_PENALTY


def _as_they(entity: Entity) -> float | None:
    if entity.is_plural and (entity.is_human or entity.is_body or entity.citations):
        return 0.0
    return -BODY_PENALTY if entity.label == "ORG" else None
