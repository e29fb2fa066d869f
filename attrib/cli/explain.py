"""`attrib explain`: what a rule does and why, for whoever met it in a report."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from attrib.cli.lookup import find_rules
from attrib.cli.names import rule_names
from attrib.cli.options import ConfigFile, Isolated, RulesFolders, settings_here
from attrib.cli.output import width_of, write


def explain(
    rule: Annotated[
        str,
        typer.Argument(metavar="RULE", autocompletion=rule_names, help="A rule's id, KIND/ID, or a finding's code."),
    ],
    rules: RulesFolders = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> int:
    """Say what a rule does and why: a bad and a good example, options, standards, its level in each policy."""
    from attrib import app
    from attrib.render.explanation import render_page
    from attrib.render.terminal import WIDTH

    loaded = app.load_rules_for(settings_here(rules, config, isolated=isolated))
    width = width_of(sys.stdout) or WIDTH
    write("\n\n".join(render_page(found, loaded, width=width) for found in find_rules(rule, loaded)))
    return 0
