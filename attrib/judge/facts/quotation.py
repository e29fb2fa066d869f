"""What is known of a quotation without speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrib.judge import quotations
from attrib.judge.fact import Fact, flag, number, table, text, word
from attrib.judge.wording import words_of
from attrib.report import POSITIONS, STATUSES, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.judge.reading import Reading

_LABEL: Final = re.compile(r"\W*[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,3}:\s")


def _is_full(reading: Reading, quotation: Span) -> bool:
    first, last = reading.sentence_at(quotation.start), reading.sentence_at(quotation.end - 1)
    if first is None or last is None:
        return False
    around = Span(reading.sentences[first].span.start, reading.sentences[last].span.end)
    beside = (Span(around.start, quotation.start), Span(quotation.end, around.end))
    return not any(words_of(reading.text_of(span)) for span in beside if span.start < span.end)


def _is_labelled(reading: Reading, quotation: Span) -> bool:
    return _LABEL.match(reading.text_of(quotation)) is not None


QUOTATION: Final[Mapping[str, Fact[Span]]] = table(
    text("text", "The quotation with its marks.", lambda reading, span: reading.wording([span])),
    number("words", "How many words it has.", lambda reading, span: len(words_of(reading.text_of(span)))),
    word("position", "Where it stands.", lambda reading, span: reading.position(span.start), POSITIONS),
    flag("full", "It is a sentence or more, with no words of the story's own beside it.", _is_full),
    flag("labelled", "It opens with a speaker's name and a colon, as transcripts do.", _is_labelled),
    flag(
        "introduced",
        "A colon stands right before it, or before the quotations it follows on, or a dash and a name right after it.",
        quotations.is_introduced,
    ),
    flag("continued", "It follows on another without speaker, with nothing between them.", quotations.is_continued),
    word(
        "follows",
        "Who stands behind the sentence before it in its paragraph.",
        quotations.follows,
        (*STATUSES, "nothing"),
    ),
    text("sentence", "The sentence it begins in.", lambda reading, span: reading.sentence_wording(span.start)),
    text("paragraph", "The block it begins in.", lambda reading, span: reading.paragraph_wording(span.start)),
)
