"""Gold: what is known to be right about a story, whatever format it was written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from attrib.report import Span, Status


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An attribution by the spans of its roles, each in the order of the text; a role may be empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence with the statuses that are right for it, the first preferred, and its sources as worded."""

    span: Span
    statuses: tuple[Status, ...]
    sources: tuple[str, ...]

    @property
    def is_agreed(self) -> bool:
        """Tell whether only one status is right."""
        return len(set(self.statuses)) == 1


@dataclass(frozen=True, slots=True)
class GoldFinding:
    """A remark an editor would make: the rule that should report it and the words it marks."""

    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known about one story; None where the gold says nothing of the kind."""

    path: Path
    sentences: tuple[GoldSentence, ...] | None = None
    attributions: tuple[GoldAttribution, ...] | None = None
    findings: tuple[GoldFinding, ...] | None = None
