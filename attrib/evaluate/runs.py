"""Recorded runs: what `attrib check --format jsonl` (or json) wrote, read back so that it can be compared."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from attrib.errors import InputError, Place, UsageError
from attrib.evaluate.wire import StoryShape
from attrib.read import read_bytes, read_story
from attrib.report import Story, StoryReport

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attrib.report import Attribution, Finding, Sentence, Source

SCHEMA: Final = "attrib.report/1"
_HINT: Final = "a run is recorded with attrib check FOLDER --format jsonl --output FILE"


@dataclass(frozen=True)
class RunStory:
    """What one run said of one story; `places` are the lines and columns of those offsets for which it gave them."""

    path: str
    sha256: str
    policy: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]
    findings: tuple[Finding, ...]
    places: Mapping[int, tuple[int, int]]

    def name_of(self, ref: str | None) -> str | None:
        """Return the name of the source with this id, or None."""
        return next((source.name for source in self.sources if source.id == ref), None)

    def report_on(self, story: Story) -> StoryReport:
        """Return the same as a report on the story itself, without its claims."""
        return StoryReport(story, self.policy, self.sentences, self.sources, self.attributions, (), self.findings)


@dataclass(frozen=True)
class Run:
    """A run: what it is called, and its stories in order."""

    name: str
    stories: tuple[RunStory, ...]

    @property
    def policies(self) -> tuple[str, ...]:
        """Return the policies under which stories were judged, each once."""
        return tuple(dict.fromkeys(story.policy for story in self.stories))


def recorded(report: StoryReport) -> RunStory:
    """Return a report of this run as if it had been recorded."""
    story = report.story
    return RunStory(
        story.path,
        story.sha256,
        report.policy,
        report.sentences,
        report.sources,
        report.attributions,
        report.findings,
        {},
    )


def read_run(path: Path) -> Run:
    """Return the run that a file recorded.

    Raises UsageError A101 where there is no such file, InputError A202 where it cannot be read, A213 where it is no run
    in the format attrib.report/1.
    """
    if path.is_dir() or not path.exists():
        what = "this is a folder, not a recorded run" if path.is_dir() else "there is no such file or folder"
        raise UsageError("A101", what, place=Place(str(path)), hint=_HINT)
    raw = read_bytes(path)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(f"the run is not UTF-8 at byte {error.start}", Place(str(path))) from None
    stories = tuple(_story(shape, place) for shape, place in _objects(text, str(path)))
    if not stories:
        raise _refused("the run holds no story", Place(str(path)))
    return Run(str(path), stories)


def story_of(recording: RunStory) -> Story | None:
    """Return the story itself if it still lies at its path as it was read, without its blocks; else None."""
    try:
        raw = Path(recording.path).read_bytes()
        text = read_story(recording.path, raw, ()).text
    except (OSError, ValueError, InputError):
        return None
    if hashlib.sha256(raw).hexdigest() != recording.sha256:
        return None
    return Story(recording.path, text, recording.sha256, ())


def _objects(text: str, path: str) -> Iterator[tuple[Any, Place]]:
    """Yield the stories of JSON lines, or of one JSON report, each with its place."""
    report = _whole_report(text)
    if report is None:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                place = Place(path, number)
                yield _parsed(line, place), place
        return
    place = Place(path)
    if report.get("schema") != SCHEMA:
        raise _refused(f"the schema is {report.get('schema')!r}, not {SCHEMA!r}", place)
    if report.get("errors"):
        raise _refused("the run could not be done; it holds its errors and no stories", place)
    for story in report.get("stories") or ():
        yield story, place


def _whole_report(text: str) -> dict[str, Any] | None:
    """Return the object if the text is one JSON object with a schema, as --format json writes it; else None."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        report = json.loads(text)
    except ValueError:
        return None
    return report if isinstance(report, dict) and "schema" in report else None


def _parsed(line: str, place: Place) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        raise _refused(f"the line is not JSON ({error})", place) from None


def _story(shape: object, place: Place) -> RunStory:
    if not isinstance(shape, dict):
        raise _refused(f"not a story of {SCHEMA}, but a {type(shape).__name__}", place)
    if shape.get("schema", SCHEMA) != SCHEMA:
        raise _refused(f"the schema is {shape['schema']!r}, not {SCHEMA!r}", place)
    try:
        story = StoryShape.model_validate(shape)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = f"not a story of {SCHEMA}: {where + ': ' if where else ''}{first['msg']}"
        raise _refused(message, place) from None
    return RunStory(
        story.path,
        story.sha256,
        story.policy,
        tuple(one.value() for one in story.sentences),
        tuple(one.value() for one in story.sources),
        tuple(one.value() for one in story.attributions),
        tuple(one.value() for one in story.findings),
        {one.start: (one.line, one.column) for one in story.findings},
    )


def _refused(message: str, place: Place) -> InputError:
    return InputError("A213", message, place=place, hint=_HINT)
