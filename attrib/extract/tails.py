"""The commonest form of news, "CONTENT, SOURCE said", found from the words where the parser loses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.extract.boundaries import trimmed
from attrib.extract.candidates import TokenAttribution
from attrib.extract.cue_groups import cue_range
from attrib.parse.labels import TENSED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Token

    from attrib.extract.candidates import Range
    from attrib.extract.cues import CueClasses
    from attrib.parse.document import ParsedStory

RULE = "tail-cue"
MAX_SOURCE_WORDS = 12
MIN_CONTENT_WORDS = 2
MAX_TIME_WORDS = 3
"""How many words may tell when it was said, after the cue ("on Friday", "late last night")."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "ADP", "CCONJ", "PART", "ADV"})
"""Parts of speech of which a noun phrase before its verb is made."""


@dataclass(frozen=True)
class TailWords:
    """The cues that close a sentence, and the words of the times that may follow them ("said on Friday")."""

    cues: frozenset[str]
    times: frozenset[str]


def read_tails(
    parsed: ParsedStory, words: TailWords, classes: CueClasses, taken: Collection[int]
) -> Iterator[TokenAttribution]:
    """Yield an attribution for each sentence that ends in a comma, a noun phrase and a cue, with or without a time.

    The noun phrase may follow its cue (", says the mayor"). Cues in `taken` have been found by a frame or stand inside a
    quotation, and are passed over.
    """
    for run in parsed.sentences:
        found = _straight(parsed, run, words) or _inverted(parsed, run, words)
        if found is None or found[0].i in taken:
            continue
        cue, source = found
        cue_at = cue_range(cue)
        content = trimmed(parsed.doc, (run[0], min(source[0], cue_at[0])))
        if content is None or content[1] - content[0] < MIN_CONTENT_WORDS:
            continue
        head = parsed.doc[source[0] : source[1]].root.i
        yield TokenAttribution(RULE, classes.of(cue, "clause"), cue.i, cue_at, head, source, (content,))


def _straight(parsed: ParsedStory, run: Range, words: TailWords) -> tuple[Token, Range] | None:
    """Return the cue that closes a sentence and the noun phrase before it, or None."""
    cue = _closing_cue(parsed, run, words)
    source = _noun_phrase(parsed, run[0], cue_range(cue)[0]) if cue is not None else None
    return (cue, source) if cue is not None and source is not None else None


def _inverted(parsed: ParsedStory, run: Range, words: TailWords) -> tuple[Token, Range] | None:
    """Return the cue after a sentence's last comma and the noun phrase that closes the sentence after it, or None."""
    doc = parsed.doc
    end = run[1]
    while end > run[0] and doc[end - 1].is_punct:
        end -= 1
    comma = next((at for at in range(end - 1, run[0], -1) if doc[at].text == ","), None)
    if comma is None or not 1 < end - comma - 1 <= MAX_SOURCE_WORDS:
        return None
    cue = doc[comma + 1]
    if cue.tag_ not in TENSED or cue.lemma_ not in words.cues:
        return None
    source = doc[cue.i + 1 : end]
    if any(token.pos_ not in NOMINAL for token in source) or source[-1].pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    return cue, (cue.i + 1, end)


def _closing_cue(parsed: ParsedStory, run: Range, words: TailWords) -> Token | None:
    """Return the finite cue that closes a sentence but for a time after it, or None."""
    at = run[1] - 1
    while at > run[0] and parsed.doc[at].is_punct:
        at -= 1
    if parsed.doc[at].lower_ in words.times:
        first = max(run[0], at - MAX_TIME_WORDS)
        while at > first and parsed.doc[at].tag_ not in TENSED and not parsed.doc[at].is_punct:
            at -= 1
    token = parsed.doc[at]
    return token if token.tag_ in TENSED and token.lemma_ in words.cues else None


def _noun_phrase(parsed: ParsedStory, start: int, end: int) -> Range | None:
    """Return the noun phrase between the last comma and token `end`, or None if what stands there is no such thing.

    A name between commas right before `end` goes with the noun phrase that it names ("his daughter, Clara Lind, said").
    """
    doc = parsed.doc
    named = _named_between(parsed, start, end)
    first = named if named is not None else end
    while first > start and doc[first - 1].text != ",":
        first -= 1
        if doc[first].pos_ not in NOMINAL:
            return None
    end = end - 1 if named is not None else end
    words = doc[first:end]
    if first == start or not 0 < len(words) <= MAX_SOURCE_WORDS or words[0].pos_ in ("CCONJ", "ADP"):
        return None
    if words[-1].pos_ in ("ADP", "DET", "NUM", "CCONJ", "PART"):
        return None
    return (first, end) if any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in words) else None


def _named_between(parsed: ParsedStory, start: int, end: int) -> int | None:
    """Return the token before a name that stands between two commas, the second right before token `end`, or None."""
    doc = parsed.doc
    at = end - 1
    if at <= start or doc[at].text != ",":
        return None
    while at - 1 > start and doc[at - 1].pos_ == "PROPN":
        at -= 1
    return at - 1 if at < end - 1 and doc[at - 1].text == "," else None
