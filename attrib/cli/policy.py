"""`attrib policy`: which policies there are, what one says, and where two differ."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from attrib.cli.coloring import wants_color
from attrib.cli.lookup import find_policy
from attrib.cli.names import policy_names
from attrib.cli.options import ConfigFile, Isolated, RulesFolders, TableForm, TableFormat, settings_here
from attrib.cli.output import width_of, write

if TYPE_CHECKING:
    from attrib.rules.load import Rules

app = typer.Typer(help="List, show and compare the policies.", rich_markup_mode=None)


@app.command("list")
def list_policies(
    rules: RulesFolders = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    output_format: TableForm = TableFormat.text,
) -> int:
    """List the policies: what each rests on, and how many findings it reports at each level."""
    from attrib.render import policies
    from attrib.render.terminal import WIDTH

    loaded = _load(rules, config, isolated=isolated)
    if output_format is TableFormat.json:
        write(policies.list_json(loaded))
    else:
        write(policies.render_list(loaded, color=wants_color(sys.stdout), width=width_of(sys.stdout) or WIDTH))
    return 0


@app.command("show")
def show_policy(
    policy: Annotated[str, typer.Argument(metavar="POLICY", autocompletion=policy_names, help="A policy's id.")],
    rules: RulesFolders = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    output_format: TableForm = TableFormat.text,
) -> int:
    """Show what a policy says of each finding: its level, what that rests on, and its options."""
    from attrib.render import policies
    from attrib.render.terminal import WIDTH

    loaded = _load(rules, config, isolated=isolated)
    found = find_policy(policy, loaded)
    if output_format is TableFormat.json:
        write(policies.policy_json(found, loaded))
    else:
        width = width_of(sys.stdout) or WIDTH
        write(policies.render_policy(found, loaded, color=wants_color(sys.stdout), width=width))
    return 0


@app.command("diff")
def diff_policies(
    one: Annotated[str, typer.Argument(metavar="A", autocompletion=policy_names, help="A policy's id.")],
    other: Annotated[str, typer.Argument(metavar="B", autocompletion=policy_names, help="Another policy's id.")],
    rules: RulesFolders = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    output_format: TableForm = TableFormat.text,
) -> int:
    """Show the findings of which two policies say different things."""
    from attrib.render import policies
    from attrib.render.terminal import WIDTH

    loaded = _load(rules, config, isolated=isolated)
    pair = find_policy(one, loaded), find_policy(other, loaded)
    if output_format is TableFormat.json:
        text = policies.difference_json(*pair, loaded)
    else:
        width = width_of(sys.stdout) or WIDTH
        text = policies.render_difference(*pair, loaded, color=wants_color(sys.stdout), width=width)
    write(text)
    return int(policies.differ(*pair, loaded))


def _load(rules: RulesFolders, config: ConfigFile, *, isolated: bool) -> Rules:
    from attrib import app as front

    return front.load_rules_for(settings_here(rules, config, isolated=isolated))
