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
class Choice:
    """Which findings run: with `select` no others, those of `extend_select` as well, those of `ignore` not.

    What names a finding alone goes before its group; between equals, `ignore` goes first.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def runs(self, finding: FindingRule, *, so_far: bool, reported: bool) -> bool:
        """Return whether a finding runs that did or did not run so far and that the policy reports or does not."""
        runs = so_far if self.select is None else any(reported and _names(name, finding) for name in self.select)
        runs = runs or any(_names(name, finding) for name in self.extend_select)
        runs = runs and not any(_names(name, finding) for name in self.ignore)
        alone = {finding.id, finding.code}
        runs = runs or not alone.isdisjoint((*(self.select or ()), *self.extend_select))
        return runs and alone.isdisjoint(self.ignore)


@dataclass(frozen=True, slots=True)
class Selection:
    """A policy by its id, and what is changed of it; findings are named by id, code, or the letters of a code (`ANON`).

    `levels` are findings with their levels, the last of which holds; those of a group are for what is reported so far.
    `options` are findings with an option and its number. `select`, `extend_select`
    and `ignore` are a `Choice`, made after those of `under`, in their order. A finding that is off in the policy and is
    named alone or in `extend_select` runs at its rule's own level; of a group, `select` takes only what the policy reports.
    """

    policy: str = "default"
    levels: tuple[tuple[str, Setting], ...] = ()
    options: tuple[tuple[str, str, float], ...] = ()
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    under: tuple[Choice, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name of a finding or a group in it."""
        changed = (*(name for name, _ in self.levels), *(name for name, _, _ in self.options))
        chosen = (name for one in self.choices for name in (*(one.select or ()), *one.extend_select, *one.ignore))
        return (*changed, *chosen)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return what chooses among the findings, in order."""
        return (*self.under, Choice(self.select, self.extend_select, self.ignore))

    def ruling_on(self, finding: FindingRule, policy: Policy) -> Ruling:
        """Return what holds for a finding: what the policy says of it, changed by the selection."""
        ruling = policy.ruling_on(finding)
        level = ruling.level
        for name, own in self.levels:
            # A group stands for those of its findings that are reported: to quieten it turns none of the others on.
            if name in {finding.id, finding.code} or (level != "off" and _names(name, finding)):
                level = own
        runs = reported = level != "off"
        for choice in self.choices:
            runs = choice.runs(finding, so_far=runs, reported=reported)
        if runs and level == "off":
            level = finding.level
        options = {option: number for name, option, number in self.options if _names(name, finding)}
        return ruling.model_copy(update={"level": level if runs else "off", "options": {**ruling.options, **options}})


def _names(name: str, finding: FindingRule) -> bool:
    """Return whether a name is a finding's id, its code, the letters of its code, or `ALL`."""
    return name in {finding.id, finding.code, finding.code.partition("-")[0], ALL}


def check_selection(selection: Selection, rules: Rules) -> None:
    """Raise UsageError A108 at the first name that is no finding's and no group's, or no option of such a finding."""
    check_names(selection.names, rules)
    for name, option, _ in selection.options:
        known = [known for one in rules.findings.values() if _names(name, one) for known in one.options]
        if option not in known:
            hint = suggest(option, known) or (f"known options: {', '.join(known)}" if known else "it has none")
            raise UsageError("A108", f"{name} has no option called {option!r}", hint=hint)


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
