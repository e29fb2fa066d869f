"""What is known of a comment, or an entry of the file beside a story, that hides findings: of each name in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from attrib.judge.fact import Fact, flag, number, table, word
from attrib.report import DirectiveAction, Suppression, SuppressionState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.judge.reading import Reading


def _beside(_: Reading, one: Suppression) -> str:
    return f" ({one.directive.entry})" if one.directive.entry else ""


SUPPRESSION: Final[Mapping[str, Fact[Suppression]]] = table(
    word(
        "state",
        "What it comes to: used, unused, expired, or idle where the finding is not looked for.",
        lambda _, one: one.state,
        get_args(SuppressionState),
    ),
    flag("unclosed", "It disables a finding that is not enabled again.", lambda _, one: one.unclosed),
    word("action", "What it says.", lambda _, one: one.directive.action, get_args(DirectiveAction)),
    word(
        "by",
        "What says so: a comment, or the file beside the story.",
        lambda _, one: "sidecar" if one.directive.entry else "comment",
        ("comment", "sidecar"),
    ),
    word("rule", "The finding, by id or code as it is written.", lambda _, one: one.rule),
    word("said", "What it says of this finding, as in a comment.", lambda _, one: one.said),
    word("written", "All that it says, as in a comment.", lambda _, one: one.directive.written),
    word("beside", "Where an entry of the file beside the story is written; nothing for a comment.", _beside),
    number("hides", "How many findings it hides.", lambda _, one: one.hides),
    flag("reasoned", "It gives a reason.", lambda _, one: bool(one.directive.reason)),
    word("reason", "The reason it gives.", lambda _, one: one.directive.reason or None),
    flag("signed", "It tells who wrote it.", lambda _, one: one.directive.author is not None),
    word("author", "Who wrote it.", lambda _, one: one.directive.author),
    flag("dated", "It has a last day.", lambda _, one: one.directive.until is not None),
    word("until", "Its last day.", lambda _, one: one.directive.until.isoformat() if one.directive.until else None),
    number(
        "days", "How many days are left until its last day; below 0 where that has passed.", lambda _, one: one.days
    ),
)
