"""What the desk says about a story, held against the story: which source a note is about, and what it leaves open."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from attrib.judge.sources import mentions
from attrib.judge.wording import find_phrase, normal
from attrib.report import APPROVAL_LEVELS, SourceMetadata

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.judge.reading import Reading
    from attrib.report import Approval, Source

_ARTICLES: Final = ("a ", "an ", "the ")
_UNSAID: Final = SourceMetadata()


def about(reading: Reading, source: Source) -> SourceMetadata:
    """Return what the desk says of a source: of each thing the first that is said, in notes by name before all others."""
    notes = [note for note in _notes(reading) if _fits(reading, note, source)]
    said: dict[str, Any] = {}
    for note in sorted(notes, key=lambda note: note.name is None):
        for field in fields(note):
            value = getattr(note, field.name)
            if value != getattr(_UNSAID, field.name):
                said.setdefault(field.name, value)
    return SourceMetadata(**said)


def rank(approval: Approval | None) -> int:
    """Return how high up an approval was given: 0 for none, 1 for an editor of the desk, 2 for a senior one, 3 for the top."""
    return APPROVAL_LEVELS.index(approval.level) + 1 if approval else 0


def approvers(approval: Approval | None) -> int:
    """Return how many people gave an approval."""
    return len(approval.by) if approval else 0


def is_witnessed(reading: Reading, offset: int) -> bool:
    """Say whether the reporter saw what the sentence at an offset tells."""
    witnessed = reading.established.story.metadata.witnessed
    if isinstance(witnessed, bool):
        return witnessed
    return _has(reading.sentence_wording(offset).normal, witnessed)


def strays(reading: Reading) -> tuple[str, ...]:
    """Return the words of the metadata that fit nothing in the story: of notes on sources, and of what was witnessed."""
    metadata = reading.established.story.metadata
    sources = reading.established.sources
    lost = [
        note.name or note.match or ""
        for note in _notes(reading)
        if not any(_fits(reading, note, one) for one in sources)
    ]
    seen = metadata.witnessed if isinstance(metadata.witnessed, tuple) else ()
    sentences = [reading.text_of(sentence.span) for sentence in reading.sentences]
    lost += [words for words in seen if not any(_has(normal(text), [words]) for text in sentences)]
    return tuple(lost)


def is_credited(reading: Reading, name: str | None) -> bool:
    """Say whether the story has a name in its text, credits and bylines included; of no name that it has."""
    return name is None or _has(reading.whole.normal, [name])


def unmentioned(reading: Reading) -> tuple[str, ...]:
    """Return the places and bodies from which something came and which the story does not mention."""
    elsewhere = reading.established.story.metadata.gathered_elsewhere
    return tuple(name for name in elsewhere if not is_credited(reading, name))


def _notes(reading: Reading) -> tuple[SourceMetadata, ...]:
    return reading.established.story.metadata.sources


def _fits(reading: Reading, note: SourceMetadata, source: Source) -> bool:
    called = [source.name, *(words for _, words in mentions(reading, source))]
    if note.name is not None:
        return _plain(note.name) in map(_plain, called)
    return any(_has(normal(words), [note.match or ""]) for words in called)


def _has(text: str, phrases: Iterable[str]) -> bool:
    return find_phrase(text, frozenset(map(normal, phrases))) is not None


def _plain(name: str) -> str:
    words = normal(name)
    return next((words.removeprefix(one) for one in _ARTICLES if words.startswith(one)), words)
