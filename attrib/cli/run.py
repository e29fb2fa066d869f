"""What `check`, `ledger` and `sources` have in common: from paths and options to a plan, and from a plan to a report."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.baseline import read_baseline, without_known
from attrib.cli.means import Session, how
from attrib.cli.progress import watch
from attrib.config.names import placed
from attrib.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.changes import Version
    from attrib.config import Overrides, Plan
    from attrib.report import Report

STDIN = Path("-")
UNNAMED = Path("stdin.txt")
"""What standard input is called where nobody says."""


def make_plan(
    paths: Sequence[Path], overrides: Overrides, *, stdin_filename: str | None = None, since: str | None = None
) -> Plan:
    """Return what is to be done with some paths, or with standard input where the path is `-`; raises AttribError."""
    from attrib import config

    if STDIN not in paths:
        if stdin_filename is not None:
            raise UsageError("A104", "--stdin-filename is given, but standard input is not read", hint="add the path -")
        return config.plan(paths, overrides)
    if len(paths) > 1:
        raise UsageError("A104", "standard input (-) cannot be read together with other paths")
    if since is not None and stdin_filename is None:
        raise UsageError(
            "A104",
            "--since is given, but what standard input is called in the repository is not",
            hint="add --stdin-filename stories/harbour.md",
        )
    return config.plan_stdin(stdin_filename or str(UNNAMED), overrides)


def make_report(
    plan: Plan,
    *,
    since: str | None = None,
    quiet: bool = False,
    verbose: bool = False,
    session: Session | None = None,
    known: bool = True,
) -> Report:
    """Return the report on what a plan names; raises AttribError.

    With `since`, a git revision, only stories that changed since then are in it, with the findings in what changed. What
    the plan's baseline knows is hidden, unless `known` is not asked for or nothing is to be hidden at all. A session is
    told the plan.
    """
    if session is not None:
        session.plan = plan
    file = plan.run.baseline if known and plan.settings.ignores else None
    entries = read_baseline(file) if file is not None else ()
    report = _since(plan, since, session, quiet=quiet, verbose=verbose)
    return report if file is None else without_known(report, entries, file)


def _since(plan: Plan, since: str | None, session: Session | None, *, quiet: bool, verbose: bool) -> Report:
    if since is None:
        return _report(plan, session, quiet=quiet, verbose=verbose)
    from attrib import app

    changed, before = _changed_since(plan, since)
    return app.only_changed(_report(changed, session, quiet=quiet, verbose=verbose), before, plan.settings)


def _changed_since(plan: Plan, since: str) -> tuple[Plan, list[Version | None]]:
    """Return a plan without the stories that are as they were at a revision, and the others as they were."""
    from attrib.changes import versions_at
    from attrib.read import read_bytes

    before = versions_at([target.path for target in plan.targets], since)
    if plan.stdin:
        return plan, before
    pairs = [
        (target, version)
        for target, version in zip(plan.targets, before, strict=True)
        if version is None or not version.is_same(read_bytes(target.path))
    ]
    return replace(plan, targets=tuple(target for target, _ in pairs)), [version for _, version in pairs]


def _report(plan: Plan, session: Session | None, *, quiet: bool, verbose: bool) -> Report:
    try:
        return _checked(plan, session, quiet=quiet, verbose=verbose)
    except UsageError as error:
        raise placed(error, plan.sources) from None


def _checked(plan: Plan, session: Session | None, *, quiet: bool, verbose: bool) -> Report:
    from attrib import app
    from attrib.read import read_sidecar

    if plan.stdin and plan.targets:
        (target,) = plan.targets
        is_named = target.path != UNNAMED and target.path.suffix
        beside = read_sidecar(target.path) if is_named else None
        return app.check_bytes(str(target.path), read_stdin(), target.settings, beside)
    with watch(sys.stderr, quiet=quiet) as progress:
        told = note if verbose else lambda _: None
        means = session.how(plan, told) if session else how(plan, told)
        means["progress"] = progress
        return app.check_targets(plan.targets, plan.settings, **means)


def read_stdin() -> bytes:
    """Return all of standard input; raises InputError where it cannot be read."""
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError("A202", f"standard input cannot be read: {reason}") from error


def tell(plan: Plan, *, quiet: bool = False, verbose: bool = False) -> None:
    """Say on standard error which configuration is used, if that is asked for, and where nothing is left to check."""
    if verbose:
        counted = Counter(plan.configured)
        for one in plan.sources:
            note(f"{one.named} ({counted[one]} of {len(plan.targets)} stories)")
        if plan.left_out:
            note(f"left out: {', '.join(map(str, plan.left_out))}")
    if not plan.targets and not quiet:
        note("nothing to check: all that was named is excluded")


def note(text: str) -> None:
    """Say something on standard error that is no error."""
    from attrib.render.terminal import safe

    print(safe(f"attrib: {text}"), file=sys.stderr)  # noqa: T201
