"""`attrib rules`: the rules in use, one rule as written, and the rules' own tests."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from attrib.cli.coloring import wants_color
from attrib.cli.lookup import find_rules, kinds
from attrib.cli.names import kind_names, rule_names
from attrib.cli.options import ConfigFile, Isolated, PipelineName, RulesFolders, settings_here
from attrib.cli.output import width_of, write
from attrib.errors import UsageError

app = typer.Typer(help="List, show, test and count the rules.", rich_markup_mode=None)


@app.command("list")
def list_rules(
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            autocompletion=kind_names,
            help="Only rules of this kind: findings, sources, frames, ...",
        ),
    ] = None,
    rules: RulesFolders = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> int:
    """List the rules in use, by kind."""
    from attrib import app as front
    from attrib.render.rules import render_list
    from attrib.render.terminal import WIDTH
    from attrib.rules.problems import suggest

    if kind is not None and kind not in kinds():
        hint = suggest(kind, kinds()) or f"one of {', '.join(kinds())}"
        raise UsageError("A108", f"there is no kind of rule called {kind!r}", hint=hint)
    loaded = front.load_rules_for(settings_here(rules, config, isolated=isolated))
    shown = {name: tuple(loaded.of_kind(name).values()) for name in kinds() if kind in {None, name}}
    filled = {name: some for name, some in shown.items() if some}
    write(render_list(filled, color=wants_color(sys.stdout), width=width_of(sys.stdout) or WIDTH))
    return 0


@app.command("show")
def show_rule(
    rule: Annotated[
        str,
        typer.Argument(metavar="RULE", autocompletion=rule_names, help="A rule's id, KIND/ID, or a finding's code."),
    ],
    rules: RulesFolders = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> int:
    """Print a rule as it is written in its file, with the patches that change it."""
    from attrib import app as front

    found = find_rules(rule, front.load_rules_for(settings_here(rules, config, isolated=isolated)))
    write("---\n".join(f"# {one.origin}\n{one.source.strip()}\n" for one in found))
    return 0


@app.command("test")
def test_rules(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[RULE]...", autocompletion=rule_names, help="Only these rules.")
    ] = None,
    rules: RulesFolders = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    pipeline: PipelineName = None,
) -> int:
    """Run the examples that each rule carries; exit with 1 where one does not hold."""
    from attrib import app as front
    from attrib.render.rules import render_tests

    settings = settings_here(rules, config, isolated=isolated)
    settings = replace(settings, pipeline=pipeline or settings.pipeline)
    loaded = front.load_rules_for(settings)
    wanted = [rule.id for name in ids or () for rule in find_rules(name, loaded)]
    results = front.test_rules(settings, wanted)
    write(render_tests(results))
    return int(any(not result.ok for result in results))
