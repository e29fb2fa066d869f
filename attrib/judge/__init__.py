"""Judge: what an editor would write in the margin of a story, by the findings of the rules and one policy."""

from __future__ import annotations

from attrib.judge.contents import carried_in
from attrib.judge.description import described
from attrib.judge.facts import FACTS
from attrib.judge.judging import Judgement, judge, judge_story
from attrib.judge.places import PLACES
from attrib.judge.policies import find_policy, kinds_of, resolve_policy
from attrib.judge.reading import Reading
from attrib.judge.selection import Choice, Selection, check_names, check_selection

__all__ = [
    "FACTS",
    "PLACES",
    "Choice",
    "Judgement",
    "Reading",
    "Selection",
    "carried_in",
    "check_names",
    "check_selection",
    "described",
    "find_policy",
    "judge",
    "judge_story",
    "kinds_of",
    "resolve_policy",
]
