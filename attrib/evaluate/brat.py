"""Brat stand-off: NAME.ann beside NAME.txt, or attributions/NAME_ANNOTATOR.ann beside text/NAME.txt.

Attributions are events (E lines) with the roles Source, Cue and Content, numbered or not, over text spans (T lines);
whatever else the file holds is passed over. https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrib.errors import InputError, Place
from attrib.evaluate.gold import Gold, GoldAttribution
from attrib.evaluate.placing import collapsed
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from attrib.report import Story

_TEXT_BOUND: Final = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?$")
_TEXT_BOUND_LINE: Final = re.compile(r"T\d+\b")
"""What such a line begins with; another may be the rest of a text that was broken in two, and happen to begin with a T."""
_EVENT: Final = re.compile(r"E\d+\t(.*)$")
_NUMBER: Final = re.compile(r"\d+$")


def read_brat(path: Path, raw: bytes, story: Story) -> Gold:
    """Return the attributions in a stand-off file's bytes.

    Raises InputError A210 where a line cannot be read, A211 where the words of a span are not those of the story.
    """
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise InputError("A210", f"the gold is not UTF-8 at byte {error.start}", place=Place(str(path))) from None
    bound: dict[str, tuple[Span, ...]] = {}
    events: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if _TEXT_BOUND_LINE.match(line):
            name, spans = _text_bound(line.rstrip("\r"), story, Place(str(path), number, 1, line))
            bound[name] = spans
        elif match := _EVENT.match(line.rstrip("\r")):
            events.append((number, match[1]))
    found = [_attribution(event, bound, Place(str(path), number, 1, lines[number - 1])) for number, event in events]
    return Gold(path, attributions=tuple(one for one in found if one is not None))


def _text_bound(line: str, story: Story, place: Place) -> tuple[str, tuple[Span, ...]]:
    match = _TEXT_BOUND.match(line)
    if match is None:
        raise InputError("A210", "not a text span of brat stand-off", place=place, hint="T1⇥Cue 12 16⇥said")
    spans = tuple(Span(*map(int, part.split())) for part in match[2].split(";"))
    words = collapsed(" ".join(story.text[span.start : span.end] for span in spans))
    # Some writers break the line inside a span of two paragraphs; what stands on its first line is compared.
    stated = collapsed(match[3] or "")
    if any(span.end > len(story.text) or span.start >= span.end for span in spans) or not words.startswith(stated):
        message = f"{match[1]} is “{stated[:60]}”, but {story.path} has “{words[:60]}” there"
        raise InputError("A211", message, place=place, hint="offsets count code points, line ends as they are")
    return match[1], spans


def _attribution(event: str, bound: Mapping[str, tuple[Span, ...]], place: Place) -> GoldAttribution | None:
    """Return the attribution of an event, or None where it has neither cue nor content."""
    roles: dict[str, set[Span]] = {"source": set(), "cue": set(), "content": set()}
    for argument in event.split():
        role, colon, ref = argument.partition(":")
        if not colon:
            raise InputError("A210", f"{argument!r} is no argument of an event", place=place, hint="Cue:T2")
        name = _NUMBER.sub("", role).lower()
        if name not in roles:
            continue
        if ref not in bound:
            raise InputError("A210", f"the event names {ref}, which the file lacks", place=place)
        roles[name].update(bound[ref])
    if not roles["cue"] and not roles["content"]:
        return None
    return GoldAttribution(*(tuple(sorted(spans)) for spans in roles.values()))
