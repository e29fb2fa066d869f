"""The facts that findings may ask for (`when`) and put into their messages, by what the finding is about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrib.judge.facts.attribution import ATTRIBUTION
from attrib.judge.facts.claim import CLAIM
from attrib.judge.facts.quotation import QUOTATION
from attrib.judge.facts.sentence import SENTENCE
from attrib.judge.facts.source import SOURCE
from attrib.judge.facts.story import STORY
from attrib.judge.facts.suppression import SUPPRESSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.judge.fact import Fact
    from attrib.rules.values import Subject

FACTS: Final[Mapping[Subject, Mapping[str, Fact[Any]]]] = MappingProxyType(
    {
        "source": SOURCE,
        "attribution": ATTRIBUTION,
        "claim": CLAIM,
        "sentence": SENTENCE,
        "quotation": QUOTATION,
        "story": STORY,
        "suppression": SUPPRESSION,
    }
)
"""The facts known of each subject of a finding."""
