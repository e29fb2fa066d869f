"""Who stands accused in a story, and whether they have a say in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from attrib.judge.wording import any_of, find_phrase, normal, phrases_in, possessor, words_of
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.judge.reading import Reading
    from attrib.report import Attribution, Source

_LEAD_IN: Final = 4
"""How many words (title, office) may stand before the name of the accused where its clause begins."""


@dataclass(frozen=True, slots=True)
class Accusation:
    """Somebody accused by name, where the story does so first, and whether the story gives a reply."""

    name: Span
    sentence: int
    answered: bool


def accusations(reading: Reading) -> tuple[Accusation, ...]:
    """Return the persons accused of a wrong by name below the headline, each once, in the order of the text.

    An accusation is what follows from `$accusing-cues` ("accused of", "allegedly"), and a wrong of `$wrongs` of which
    the person is the subject. Accusations of opinion ("accused him of weakness") are none.
    """
    found: dict[str, Accusation] = {}
    for name in sorted(_accused(reading)):
        surname = _surname(reading, name)
        sentence = reading.sentence_at(name.start)
        if surname not in found and sentence is not None and reading.position(name.start) in {"lead", "body"}:
            found[surname] = Accusation(name, sentence, _is_answered(reading, surname, sentence))
    return tuple(found.values())


def accusation_in(reading: Reading, sentence: Span) -> Accusation | None:
    """Return the accusation that a sentence brings up, one without a reply if it brings up several, or None."""
    here = [one for one in reading.once(accusations) if reading.sentences[one.sentence].span == sentence]
    return min(here, key=lambda one: one.answered, default=None)


def _accused(reading: Reading) -> Iterator[Span]:
    for attribution in reading.established.attributions:
        if not attribution.content.spans:
            continue
        name = _subject(reading, attribution.content.spans)
        if name is not None and _accuses(reading, attribution):
            yield name
    for claim in reading.established.claims:
        name = _subject(reading, claim.spans)
        if name is not None and "allegation" in claim.types and _does_wrong(reading, claim.text, name):
            yield name


def _subject(reading: Reading, spans: tuple[Span, ...]) -> Span | None:
    """Return the person's name with which some words begin, but for title and office, or None."""
    first = spans[0]
    name = next(iter(reading.people_from(first.start, first.end)), None)
    if name is None or name.start == name.end:
        return None
    before = words_of(reading.text_of(Span(first.start, name.start)))
    return name if len(before) <= _LEAD_IN and not any_of(before, reading.words("$phrase-ends") - {"that"}) else None


def _accuses(reading: Reading, attribution: Attribution) -> bool:
    cue, content = normal(attribution.cue.text), normal(attribution.content.text)
    if any_of([cue], reading.words("$accusing-cues.hedges")):
        return True
    if attribution.cue_lemma.lower() in reading.words("$accusing-cues.passive") and attribution.source is None:
        return find_phrase(content, reading.words("$wrongs")) is not None
    if attribution.cue_lemma.lower() not in reading.words("$accusing-cues.active"):
        return False
    hedged = find_phrase(content, reading.words("$accusing-cues.hedges")) is not None
    return hedged or find_phrase(content, reading.words("$wrongs")) is not None


def _does_wrong(reading: Reading, text: str, name: Span) -> bool:
    """Say whether, in a clause that begins with a name, its verb is a wrong: "Omar Field had stolen the money"."""
    rest = normal(text)[normal(text).find(normal(reading.text_of(name))) + len(normal(reading.text_of(name))) :]
    wrongs = phrases_in(rest, reading.words("$wrong-acts"))
    if not wrongs:
        return False
    between = words_of(rest[: rest.find(wrongs[0])].split(",")[-1])
    return set(between) <= reading.words("$wrong-openers")


def _surname(reading: Reading, name: Span) -> str:
    words = possessor(reading.text_of(name)).split()
    return normal(words[-1]) if words else ""


def _is_answered(reading: Reading, surname: str, accused_in: int) -> bool:
    """Say whether the accused, or somebody for them, is heard in the story, or the story says that they were asked."""
    if any(_speaks_for(reading, source, surname) for source in reading.established.sources):
        return True
    for number in reading.replies:
        span = reading.sentences[number].span
        named = surname in map(possessor, words_of(normal(reading.text_of(span))))
        if named or (number >= accused_in and not reading.people_from(span.start, span.end)):
            return True
    return False


def _speaks_for(reading: Reading, source: Source, surname: str) -> bool:
    """Say whether a source is the accused or, by its name, somebody who speaks for the accused."""
    if not source.statements:
        return False
    words = [possessor(word) for word in words_of(source.name)]
    if surname in words:
        return True
    counsel = re.split(r"[ ,]+", normal(source.name))
    return any_of(counsel[:1], reading.words("$possessives")) and any_of(counsel, reading.words("$advocates"))
