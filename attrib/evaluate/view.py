"""What of an evaluation is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from attrib.evaluate.groups import Grouping
    from attrib.report import AttributionKind

USUAL: Final[tuple[Grouping, ...]] = ("frame", "class", "kind")
"""The groups that are told where nobody asks for others."""


@dataclass(frozen=True, slots=True)
class Only:
    """Which mistakes are shown; what is None narrows nothing."""

    frame: str | None = None
    finding: str | None = None
    cue_class: str | None = None
    kind: AttributionKind | None = None

    @property
    def is_about_attributions(self) -> bool:
        """Tell whether only mistakes in attributions are shown."""
        return any((self.frame, self.cue_class, self.kind))

    @property
    def narrows(self) -> bool:
        """Tell whether anything is left out."""
        return self.is_about_attributions or self.finding is not None


@dataclass(frozen=True, slots=True)
class View:
    """The groups told of, how many lemmas (`top`), how many mistakes of each sort (`errors`), and which."""

    by: tuple[Grouping, ...] = USUAL
    top: int = 20
    errors: int = 0
    only: Only = field(default_factory=Only)
