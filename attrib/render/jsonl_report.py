"""One line of JSON a story, for pipes and for scoring."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attrib.render.json_report import story_object
from attrib.render.terminal import WIDTH

if TYPE_CHECKING:
    from attrib.report import Report


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return each story of the run as one line of JSON, in the order of the run."""
    del color, width
    return "".join(json.dumps(story_object(story), ensure_ascii=False) + "\n" for story in report.stories)
