"""What a run changes of a policy: levels, options, and which findings run at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from attrib.errors import UsageError
from attrib.rules.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrib.rules.load import Rules
    from attrib.rules.schema import FindingRule, Policy, Ruling
    from attrib.rules.values import Setting

ALL: Final = "ALL"
"""The name of all findings together."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A policy by its id, and what is changed of it; findings are named by id, code, or the letters of a code (`ANON`).

    `levels` are findings with their levels, `options` findings with an option and its number. With `select`, no others
    run. A finding that is off in the policy and is named there or in `extend_select` runs at its rule's own level; of
    a group, `select` takes only what the policy reports. What `ignore` names never runs.
    """

    policy: str = "default"
    levels: tuple[tuple[str, Setting], ...] = ()
    options: tuple[tuple[str, str, float], ...] = ()
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name of a finding or a group in it."""
        changed = (*(name for name, _ in self.levels), *(name for name, _, _ in self.options))
        return (*changed, *(self.select or ()), *self.extend_select, *self.ignore)

    def ruling_on(self, finding: FindingRule, policy: Policy) -> Ruling:
        """Return what holds for a finding: what the policy says of it, changed by the selection."""
        ruling = policy.ruling_on(finding)
        own = next((level for name, level in reversed(self.levels) if _names(name, finding)), None)
        level = own or ruling.level
        if level == "off" and self._turns_on(finding):
            level = finding.level
        if self._leaves_out(finding):
            level = "off"
        options = {option: number for name, option, number in self.options if _names(name, finding)}
        return ruling.model_copy(update={"level": level, "options": {**ruling.options, **options}})

    def _turns_on(self, finding: FindingRule) -> bool:
        exactly = any(name in {finding.id, finding.code} for name in self.select or ())
        return exactly or any(_names(name, finding) for name in self.extend_select)

    def _leaves_out(self, finding: FindingRule) -> bool:
        asked = (*self.select, *self.extend_select) if self.select is not None else (ALL,)
        return any(_names(name, finding) for name in self.ignore) or not any(_names(name, finding) for name in asked)


def _names(name: str, finding: FindingRule) -> bool:
    """Return whether a name is a finding's id, its code, the letters of its code, or `ALL`."""
    return name in {finding.id, finding.code, finding.code.partition("-")[0], ALL}


def check_names(wanted: Iterable[str], rules: Rules) -> None:
    """Raise UsageError A108 at the first name that is no finding's and no group's."""
    findings = rules.findings.values()
    for name in wanted:
        if any(_names(name, finding) for finding in findings):
            continue
        known = [*rules.findings, *(part for one in findings for part in (one.code, one.code.partition("-")[0]))]
        hint = (
            suggest(name, known) or suggest(name.upper(), known) or "attrib rules list --kind findings names them all"
        )
        raise UsageError("A108", f"there is no finding called {name!r}", hint=hint)
