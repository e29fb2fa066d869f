"""What the ledger says of one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrib.report import Status


@dataclass(frozen=True)
class Verdict:
    """The status of a sentence, the source behind it, whether it is carried, and why."""

    status: Status
    source: str | None
    carried: bool
    why: str
