"""Ledger gold: NAME.gold.json beside its story, a list of sentences with the labels of its annotators."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from attrib.errors import InputError, Place
from attrib.evaluate.gold import Gold, GoldSentence
from attrib.evaluate.placing import collapsed
from attrib.report import Span, Status

if TYPE_CHECKING:
    from pathlib import Path

    from attrib.report import Story


class _Entry(BaseModel):
    """One sentence; what else an entry may hold (`also`, `carried`) is not scored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: int | str
    start: int = Field(ge=0)
    end: int
    text: str
    labels: tuple[Status, ...] = Field(min_length=1)
    sources: tuple[str, ...] = ()


def read_ledger_gold(path: Path, raw: bytes, story: Story) -> Gold:
    """Return the sentences in a file's bytes.

    Raises InputError A210 where the file cannot be read as gold, A211 where a sentence is not in the story.
    """
    try:
        entries = TypeAdapter(tuple[_Entry, ...]).validate_python(json.loads(raw))
    except UnicodeDecodeError as error:
        raise InputError("A210", f"the gold is not UTF-8 at byte {error.start}", place=Place(str(path))) from None
    except json.JSONDecodeError as error:
        raise InputError("A210", "not JSON", place=Place(str(path), error.lineno, error.colno)) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = f"not ledger gold: {where + ': ' if where else ''}{first['msg']}"
        raise InputError("A210", message, place=Place(str(path))) from None
    for entry in entries:
        words = collapsed(story.text[entry.start : entry.end])
        if not words or words != collapsed(entry.text):
            message = f"sentence {entry.id} is “{entry.text[:60]}”, but {story.path} has “{words[:60]}” there"
            hint = "offsets count code points, line ends as they are"
            raise InputError("A211", message, place=Place(str(path)), hint=hint)
    return Gold(
        path, tuple(GoldSentence(Span(entry.start, entry.end), entry.labels, entry.sources) for entry in entries)
    )
