"""The values that rule documents are made of, and the shape of the examples they carry."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictFloat, StrictInt
from pydantic_core import PydanticCustomError


def listed(value: object) -> object:
    """Return a single text as a list of one, anything else as it is."""
    return [value] if isinstance(value, str) else value


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "must be a date")


Text: TypeAlias = Annotated[str, Field(strict=True, min_length=1)]
Id: TypeAlias = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Texts: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(listed)]
Words: TypeAlias = Annotated[frozenset[Text], BeforeValidator(listed)]
Label: TypeAlias = Literal["PER", "ORG", "LOC"]
Labels: TypeAlias = Annotated[frozenset[Label], BeforeValidator(listed)]
TokenPattern: TypeAlias = list[dict[str, Any]]
TokenPatterns: TypeAlias = Annotated[list[Annotated[TokenPattern, Field(min_length=1)]], Field(min_length=1)]
TreePattern: TypeAlias = Annotated[list[dict[str, Any]], Field(min_length=1)]
TreePatterns: TypeAlias = Annotated[list[TreePattern], Field(min_length=1)]
Phrases: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(listed), Field(min_length=1)]
Takes: TypeAlias = dict[Text, tuple[Id, ...]]

BlockName: TypeAlias = Literal["headline", "dateline", "byline", "credit"]
Grow: TypeAlias = Literal["clause", "phrase", "sentence", "rest", "none"]
Mark: TypeAlias = Literal[
    "anonymity", "everyone", "reason", "excuse", "rote", "trivial", "risk", "position", "familiarity", "side"
]
Subject: TypeAlias = Literal["source", "attribution", "claim", "sentence", "quotation", "story", "suppression"]
Scope: TypeAlias = Literal["each", "source", "sentence", "paragraph", "story"]
OptionName: TypeAlias = Annotated[str, Field(strict=True, pattern=r"^[a-z]+(_[a-z]+)*$")]
Number: TypeAlias = StrictInt | StrictFloat
Setting: TypeAlias = Literal["error", "warning", "info", "off"]
Day: TypeAlias = Annotated[date, BeforeValidator(_day)]
Basis: TypeAlias = Literal["text", "quoted", "reading"]
"""What a level rests on: the standard's own text, somebody's quotation of it, or our reading of it."""

FROZEN: Final = ConfigDict(extra="forbid", frozen=True)
"""How a document or a part of one is read: keys it does not know are errors, and it never changes."""
OPTIONS: Final = "options"
"""What options are called in conditions (`$options.NAME`) and in messages (`{options.NAME}`)."""


class _Model(BaseModel):
    model_config = FROZEN


class TextExamples(_Model):
    """Texts on which a rule fires and texts on which it is silent."""

    fires: tuple[Text, ...] = Field(min_length=1)
    silent: tuple[Text, ...] = Field(min_length=1)


class FrameExample(_Model):
    """A text with the attribution that a frame finds in it; `content` has one text for each of its pieces."""

    text: Text
    source: Text | None = None
    cue: Text
    content: Texts = ()


class FrameExamples(_Model):
    """Texts in which a frame finds an attribution and texts in which it finds none."""

    fires: tuple[FrameExample, ...] = Field(min_length=1)
    silent: tuple[Text, ...] = Field(min_length=1)


class SourceExample(_Model):
    """A text and the noun phrase in it whose status is asked for."""

    text: Text
    source: Text


class SourceExamples(_Model):
    """Sources that a rule decides and sources that it leaves to others."""

    fires: tuple[SourceExample, ...] = Field(min_length=1)
    silent: tuple[SourceExample, ...] = Field(min_length=1)


class FindingExample(_Model):
    """A text and, where one is meant, the words that the finding marks; `options` are numbers for its options."""

    text: Text
    at: Text | None = None
    options: dict[OptionName, Number] = {}


class FindingExamples(_Model):
    """Stories in which a finding is reported and stories in which it is not."""

    fires: tuple[FindingExample, ...] = Field(min_length=1)
    silent: tuple[Text, ...] = Field(min_length=1)
