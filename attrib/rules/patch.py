"""Patches: how a newsroom's document changes one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.errors import RuleError
from attrib.rules.located import Mapping, Sequence
from attrib.rules.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.errors import Place

_ADDED_TO: Final = {
    "lists": ("entries",),
    "cues": ("verbs", "nouns", "adjectives", "phrases"),
    "policies": ("rules",),
}
"""The fields of each kind to which a patch adds; elsewhere it replaces."""


def merge(base: Mapping, patch: Mapping, kind: str) -> Mapping:
    """Return a document with a patch applied: mappings merged, other values replaced, null taking a field away.

    To the words of lists and cues and the rules of policies a patch adds, and takes away what it writes with a
    leading hyphen. Raises RuleError A305 where there is nothing to take away.
    """
    merged = base.copy()
    for key, value in patch.items():
        if key == "patch":
            continue
        if key in _ADDED_TO.get(kind, ()) and isinstance(value, Mapping | Sequence):
            _put(merged, patch, key, _add(base.get(key), value))
        elif isinstance(value, Mapping) and isinstance(base.get(key), Mapping):
            merged[key] = merge(base[key], value, "")
        elif value is None:
            merged.pop(key, None)
        else:
            merged.put_from(patch, key)
    return merged


def _put(merged: Mapping, patch: Mapping, key: str, value: object) -> None:
    if key not in merged:
        merged.put_from(patch, key)
    merged[key] = value


def _add(base: object, patch: Mapping | Sequence) -> Mapping | Sequence:
    if isinstance(patch, Mapping):
        if isinstance(base, Sequence):
            raise RuleError("A305", "the list has no groups", place=patch.place(), hint="write a list of words")
        return _add_keys(base if isinstance(base, Mapping) else Mapping(patch.file, patch.at), patch)
    if isinstance(base, Mapping):
        hint = f"name the group, one of {', '.join(base)}"
        raise RuleError("A305", "the list has groups", place=patch.place(), hint=hint)
    return _add_items(base if isinstance(base, Sequence) else Sequence(patch.file, patch.at), patch)


def _add_keys(base: Mapping, patch: Mapping) -> Mapping:
    merged = base.copy()
    for key, value in patch.items():
        taken = key.removeprefix("-")
        if taken != key:
            if taken not in merged:
                raise _nothing_to_take(taken, base, patch.key_place(key))
            del merged[taken]
        elif isinstance(value, Sequence) and isinstance(base.get(key), Sequence):
            merged[key] = _add_items(base[key], value)
        else:
            merged.put_from(patch, key)
    return merged


def _add_items(base: Sequence, patch: Sequence) -> Sequence:
    taken = {at: item[1:] for at, item in enumerate(patch) if isinstance(item, str) and item.startswith("-")}
    for at, word in taken.items():
        if word not in base:
            raise _nothing_to_take(word, base, patch.item_place(at))
    merged = Sequence(base.file, base.at)
    for at, item in enumerate(base):
        if item not in taken.values():
            merged.put_from(base, at)
    for at, item in enumerate(patch):
        if at not in taken and item not in merged:
            merged.put_from(patch, at)
    return merged


def _nothing_to_take(word: str, known: Iterable[object], place: Place) -> RuleError:
    hint = suggest(word, [one for one in known if isinstance(one, str)])
    return RuleError("A305", f"there is no `{word}` to take away", place=place, hint=hint)
