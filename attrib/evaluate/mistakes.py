"""What went wrong, one line each, with the words of the story: the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from attrib.evaluate.attributions import ROLES, Labelled, Matched, kind_of
from attrib.evaluate.placing import collapsed
from attrib.report import ATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attrib.evaluate.findings import JudgedStory
    from attrib.evaluate.sentences import Row
    from attrib.report import Span, Story

LONGEST: Final = 70
"""How many characters of a role are shown."""
LONGEST_SENTENCE: Final = 160


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong answer: its place (`path:line:column`), what is wrong, and how bad it is (greater is worse)."""

    place: str
    message: str
    weight: float


def worst(mistakes: Sequence[Mistake], count: int) -> list[Mistake]:
    """Return the worst mistakes; of those equally bad, the earlier."""
    return sorted(mistakes, key=lambda one: -one.weight)[:count]


def attribution_mistakes(matched: Matched) -> Iterator[Mistake]:
    """Yield the gold attributions that were missed, those too many, and wrong sources; weighed by tokens of content."""
    story = matched.report.story
    for at, gold in enumerate(matched.gold):
        if at not in matched.links:
            message = f"missed ({kind_of(gold, story.text)}): {_shown(gold, story)}"
            yield _mistake(story, _start(gold), message, _weight(gold))
    linked = {to: at for at, to in matched.links.items()}
    for to, (given, attribution) in enumerate(zip(matched.predicted, matched.report.attributions, strict=True)):
        if to not in linked:
            yield _mistake(
                story, _start(given), f"too many ({attribution.rule}): {_shown(given, story)}", _weight(given)
            )
            continue
        gold = matched.gold[linked[to]]
        if gold.tokens["source"] and not gold.tokens["source"] & given.tokens["source"]:
            message = f"wrong source ({attribution.rule}): {_shown(given, story)}; gold {_role(gold, 'source', story)}"
            yield _mistake(story, _start(gold), message, len(gold.tokens["content"]))


def sentence_mistakes(rows: Sequence[Row], story: Story) -> Iterator[Mistake]:
    """Yield the sentences with a wrong status; the worst are agreed, confuse somebody with nobody, and long."""
    for row in rows:
        if row.is_right:
            continue
        crossed = (row.status in ATTRIBUTED) != (row.gold.statuses[0] in ATTRIBUTED)
        got = f"{row.status} ({'; '.join(part for part in (row.source, row.why) if part)})"
        text = _cut(story.text[row.gold.span.start : row.gold.span.end], LONGEST_SENTENCE)
        message = f"gold {'/'.join(dict.fromkeys(row.gold.statuses))}, got {got}: {text}"
        length = row.gold.span.end - row.gold.span.start
        yield _mistake(story, row.gold.span.start, message, row.gold.is_agreed + crossed + length / len(story.text))


def finding_mistakes(judged: JudgedStory, story: Story) -> Iterator[Mistake]:
    """Yield the findings that the gold expects and that were not reported."""
    for gold in judged.missed:
        words = _cut(story.text[gold.span.start : gold.span.end], LONGEST)
        yield _mistake(story, gold.span.start, f"missed {gold.rule} at “{words}”", 1)


def _mistake(story: Story, offset: int, message: str, weight: float) -> Mistake:
    line, column = story.line_and_column(offset)
    return Mistake(f"{story.path}:{line}:{column}", message, weight)


def _start(one: Labelled) -> int:
    spans = one.spans["cue"] or one.spans["content"]
    return spans[0].start


def _weight(one: Labelled) -> float:
    return len(one.tokens["content"])


def _shown(one: Labelled, story: Story) -> str:
    return " · ".join(_role(one, role, story) for role in ROLES)


def _role(one: Labelled, role: str, story: Story) -> str:
    spans: tuple[Span, ...] = one.spans[role]  # type: ignore[index]
    return " … ".join(_cut(story.text[span.start : span.end], LONGEST) for span in spans) or "nobody"


def _cut(text: str, longest: int) -> str:
    words = collapsed(text)
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
