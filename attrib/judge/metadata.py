"""What the desk says about a story, held against the story: which source a note is about, and what it leaves open."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from attrib.judge.sources import group_of, mentions
from attrib.judge.wording import find_phrase, normal, words_of
from attrib.report import APPROVAL_LEVELS, SourceMetadata

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.judge.reading import Reading
    from attrib.report import Approval, Source

_ARTICLES: Final = ("a ", "an ", "the ")
_UNSAID: Final = SourceMetadata()


def about(reading: Reading, source: Source) -> SourceMetadata:
    """Return what the desk says of a source: of each thing the first that is said, in notes by name before all others.

    What is said of an unnamed group holds of one who is presented as part of it.
    """
    if not _notes(reading):
        return _UNSAID
    group = group_of(reading, source)
    bearers = (source,) if group is None else (source, group)
    said: dict[str, Any] = {}
    for note in (note for one in bearers for note in _notes_on(reading, one)):
        for field in fields(note):
            value = getattr(note, field.name)
            if value != getattr(_UNSAID, field.name):
                said.setdefault(field.name, value)
    return SourceMetadata(**said)


def is_told(reading: Reading, source: Source) -> bool:
    """Say whether the desk says anything of a source."""
    return about(reading, source) != _UNSAID


def rank(approval: Approval | None) -> int:
    """Return how high up an approval was given: 0 for none, 1 for an editor of the desk, 2 for a senior one, 3 for the top."""
    return APPROVAL_LEVELS.index(approval.level) + 1 if approval else 0


def approvers(approval: Approval | None) -> int:
    """Return how many people gave an approval."""
    return len(approval.by) if approval else 0


def is_top_authoritative(reading: Reading) -> bool:
    """Say whether the desk holds a source that headline or lead cites to be an authority."""
    return any(
        about(reading, source).authoritative
        and any(reading.position(span.start) in ("headline", "lead") for span in source.mentions)
        for source in reading.established.sources
    )


def is_witnessed(reading: Reading, offset: int) -> bool:
    """Say whether the reporter saw what the sentence at an offset tells."""
    witnessed = reading.established.story.metadata.witnessed
    if isinstance(witnessed, bool):
        return witnessed
    return bool(witnessed) and _has(reading.sentence_wording(offset).normal, witnessed)


def strays(reading: Reading) -> tuple[str, ...]:
    """Return the words of the metadata that stand nowhere in the story: of notes on sources, and of what was witnessed."""
    metadata = reading.established.story.metadata
    called = [note.match or _plain(note.name or "") for note in _notes(reading)]
    seen = metadata.witnessed if isinstance(metadata.witnessed, tuple) else ()
    return tuple(words for words in (*called, *seen) if not _has(reading.whole.normal, [words]))


def is_credited(reading: Reading, name: str | None) -> bool:
    """Say whether the story has a name in its text, credits and bylines included; of no name that it has."""
    return name is None or _has(reading.whole.normal, [name])


def unmentioned(reading: Reading) -> tuple[str, ...]:
    """Return the places and bodies from which something came and which the story does not mention."""
    elsewhere = reading.established.story.metadata.gathered_elsewhere
    return tuple(name for name in elsewhere if not is_credited(reading, name))


def _notes(reading: Reading) -> tuple[SourceMetadata, ...]:
    return reading.established.story.metadata.sources


def _notes_on(reading: Reading, source: Source) -> list[SourceMetadata]:
    return sorted(
        (note for note in _notes(reading) if _fits(reading, note, source)), key=lambda note: note.name is None
    )


def _fits(reading: Reading, note: SourceMetadata, source: Source) -> bool:
    called = [source.name, *(words for _, words in mentions(reading, source))]
    if note.name is None:
        return any(_has(normal(words), [note.match or ""]) for words in called)
    return any(_begins_with(words, _plain(note.name), reading) for words in map(_plain, called))


def _begins_with(called: str, name: str, reading: Reading) -> bool:
    """Say whether what a source is called is a name, or a name and more about it after an aside or a preposition."""
    rest = called.removeprefix(name)
    if not called.startswith(name) or rest[:1].isalnum():
        return False
    words = words_of(rest)
    return not words or not rest[0].isspace() or words[0] in reading.words("$phrase-ends")


def _has(text: str, phrases: Iterable[str]) -> bool:
    return find_phrase(text, frozenset(map(normal, phrases))) is not None


def _plain(name: str) -> str:
    words = normal(name)
    return next((words.removeprefix(one) for one in _ARTICLES if words.startswith(one)), words)
