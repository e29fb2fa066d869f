"""Says of every sentence of a news draft who stands behind it, and reports what an exacting editor would ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrib.errors import AttribError, ConfigError, InputError, PipelineError, Place, RuleError, UsageError
from attrib.report import (
    Attribution,
    Block,
    Claim,
    Finding,
    Part,
    Related,
    Report,
    Sentence,
    Source,
    Span,
    Story,
    StoryReport,
)

if TYPE_CHECKING:
    from attrib.config import Settings

__version__ = "0.1.0"

__all__ = [
    "AttribError",
    "Attribution",
    "Block",
    "Claim",
    "ConfigError",
    "Finding",
    "InputError",
    "Part",
    "PipelineError",
    "Place",
    "Related",
    "Report",
    "RuleError",
    "Sentence",
    "Source",
    "Span",
    "Story",
    "StoryReport",
    "UsageError",
    "check_path",
    "check_text",
]


def check_text(text: str, *, name: str = "story.txt", settings: Settings | None = None) -> StoryReport:
    """Return what is established about one story given as text; `name` says by its suffix how to read it.

    Offsets in the report count the code points of `text`. Raises an `AttribError`.
    """
    from attrib import app

    report = app.check_bytes(name, text.encode("utf-8", "surrogatepass"), settings or app.Settings())
    return report.stories[0]


def check_path(path: str | Path, *, settings: Settings | None = None) -> Report:
    """Return what is established about the story at a path, or about every story of a folder.

    Raises an `AttribError` where a story cannot be read, so that a report is always complete.
    """
    from attrib import app

    return app.check_paths([Path(path)], settings or app.Settings())
