"""`attrib eval`: how well attrib does on stories whose answers are known."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from attrib.cli.lookup import find_rule
from attrib.cli.options import PipelineName, PolicyName, RulesFolders, TableForm, TableFormat, make_settings
from attrib.cli.output import write_table
from attrib.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attrib.config import Settings
    from attrib.evaluate import Only
    from attrib.evaluate.groups import Grouping

NARROWED = 10
"""How many mistakes of each sort are shown where some are asked for, but not how many."""


class Yardstick(StrEnum):
    """What attrib can be compared with."""

    textacy = "textacy"


class Kind(StrEnum):
    """The kinds of attributions."""

    direct = "direct"
    mixed = "mixed"
    indirect = "indirect"


Groups: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="GROUPS",
        help="Tables of attributions by frame, class, kind, lemma: a list with commas; may be repeated.",
        show_default="frame,class,kind",
    ),
]
Errors: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--errors",
        metavar="N",
        min=0,
        help="Show N mistakes of each sort with their text, for each group of the first table: always the same ones.",
        show_default="0, or 10 with --rule, --class or --kind",
    ),
]
RecordedRun: TypeAlias = Annotated[
    Path | None,
    typer.Option("--before", metavar="RUN", help="Show what changed since a run recorded with check --format jsonl."),
]


def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Stories with gold answers beside them, or in brat stand-off.")
    ],
    policy: PolicyName = "default",
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    output_format: TableForm = TableFormat.text,
    by: Groups = None,
    top: Annotated[int, typer.Option("--top", metavar="N", min=1, help="How many lemmas are listed.")] = 20,
    errors: Errors = None,
    rule: Annotated[str | None, typer.Option(metavar="ID", help="Only mistakes of this frame or finding.")] = None,
    cue_class: Annotated[
        str | None, typer.Option("--class", metavar="NAME", help="Only mistakes of this class of cues.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only mistakes in attributions of this kind.")] = None,
    before: RecordedRun = None,
    compare: Annotated[Yardstick | None, typer.Option(help="Show what another tool finds on the same parse.")] = None,
) -> int:
    """Print how far attrib agrees with a folder of stories whose answers are known.

    Of mistakes in attributions there are three sorts: misbounded (source, cue or content is not exactly the gold's),
    spurious (the gold has none there) and missed (shown by kind, as no rule found them).
    """
    from attrib import app
    from attrib.evaluate import View

    settings = make_settings(policy, rules, pipeline)
    only = _only(settings, rule=rule, cue_class=cue_class, kind=kind)
    shown = errors if errors is not None else NARROWED * only.narrows
    view = View(_groupings(by), top, shown, only)
    other = compare.value if compare is not None else None
    text = app.evaluate(folder, settings, form=output_format.value, view=view, before=before, compare=other)
    write_table(text, output_format)
    return 0


def _groupings(by: Sequence[str] | None) -> tuple[Grouping, ...]:
    """Return the groups that --by names, each once, or the usual ones; raises UsageError A112."""
    from attrib.evaluate.groups import GROUPINGS
    from attrib.evaluate.view import USUAL

    chosen: list[Grouping] = []
    for name in (part.strip() for one in by or () for part in one.split(",")):
        grouping = next((known for known in GROUPINGS if known == name), None)
        if grouping is None:
            hint = f"one or several of {', '.join(GROUPINGS)}"
            raise UsageError("A112", f"attributions cannot be grouped by {name!r}", hint=hint)
        chosen.append(grouping)
    return tuple(dict.fromkeys(chosen)) or USUAL


def _only(settings: Settings, *, rule: str | None, cue_class: str | None, kind: Kind | None) -> Only:
    """Return which mistakes are asked for; raises UsageError A108 for a rule that finds nothing and an unknown class."""
    from attrib import app
    from attrib.evaluate import Only

    if rule is None and cue_class is None:
        return Only(kind=kind.value if kind else None)
    loaded = app.load_rules_for(settings)
    found = find_rule(rule, loaded) if rule is not None else None
    if found is not None and found.kind not in ("frames", "findings"):
        message = f"{found.kind}/{found.id} is neither a frame nor a finding"
        raise UsageError("A108", message, hint="--class asks for a class of cues" if found.kind == "cues" else None)
    known = {*loaded.cues, "other"}
    if cue_class is not None and cue_class not in known:
        close = get_close_matches(cue_class, known, n=1)
        hint = f"did you mean `{close[0]}`?" if close else "attrib rules list --kind cues names them all"
        raise UsageError("A108", f"there is no class of cues called {cue_class!r}", hint=hint)
    return Only(
        frame=found.id if found is not None and found.kind == "frames" else None,
        finding=found.id if found is not None and found.kind == "findings" else None,
        cue_class=cue_class,
        kind=kind.value if kind else None,
    )
