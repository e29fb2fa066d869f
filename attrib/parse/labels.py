"""Tags and relations of the language pipeline that more than one place asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.report import NameKind

TENSED = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of verbs in the past or present tense."""
FINITE = TENSED | {"MD"}
"""Tags of the verb that makes a clause a sentence, modals included."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
"""Relations of a verb's subject."""
LABELS: Final[Mapping[str, NameKind]] = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip
"""The kind of a name by its label in the pipeline's document; the labels of other pipelines are read as the shipped one's three."""
