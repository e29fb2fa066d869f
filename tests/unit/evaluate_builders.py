"""Stories, gold and reports put together by hand, so that scores can be told without a pipeline."""

from __future__ import annotations

from attrib.evaluate.gold import GoldAttribution
from attrib.read import read_story
from attrib.report import Attribution, Finding, Part, Sentence, Source, Span, Story, StoryReport


def story_of(text: str, name: str = "story.txt") -> Story:
    return read_story(name, text.encode(), ())


def report_on(story: Story, *, sentences=(), sources=(), attributions=(), findings=()) -> StoryReport:
    return StoryReport(story, "default", tuple(sentences), tuple(sources), tuple(attributions), (), tuple(findings))


def span_of(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def spans_of(text: str, words: str | list[str] | None) -> tuple[Span, ...]:
    pieces = [words] if isinstance(words, str) else words or []
    return tuple(span_of(text, piece) for piece in pieces)


def part_of(spans: tuple[Span, ...], text: str) -> Part:
    return Part(spans, " ".join(text[span.start : span.end] for span in spans))


def gold_attribution(text: str, roles: dict) -> GoldAttribution:
    return GoldAttribution(*(spans_of(text, roles.get(role)) for role in ("source", "cue", "content")))


def attribution_of(text: str, gold: GoldAttribution, *, rule: str = "verb-clause", number: int = 1) -> Attribution:
    source = part_of(gold.source, text) if gold.source else None
    cue, content = part_of(gold.cue, text), part_of(gold.content, text)
    return Attribution(f"a{number}", "indirect", rule, "speech", "say", cue, content, source, None, None)


def source_of(number: int, name: str, span: Span) -> Source:
    return Source(f"s{number}", name, "named", 7, False, 1, (span,), "person-named", 1)


def sentence_of(span: Span, status: str, source: str | None) -> Sentence:
    return Sentence(span, "paragraph", status, source, carried=False, why="because")


def finding_at(text: str, words: str, rule: str, level: str = "warning") -> Finding:
    return Finding(rule, "TEST-01", level, "Why?", span_of(text, words))
