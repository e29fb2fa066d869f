"""`attrib explain`: what a rule does and why, for whoever met it in a report."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from attrib.cli.lookup import find_rule
from attrib.cli.options import RulesFolders, make_settings
from attrib.cli.output import width_of, write


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id, KIND/ID, or a finding's code.")],
    rules: RulesFolders = None,
) -> int:
    """Say what a rule does and why, with its examples, its standards and its level in each policy."""
    from attrib import app
    from attrib.render.rules import render_page
    from attrib.render.terminal import WIDTH

    loaded = app.load_rules_for(make_settings("default", rules, None))
    write(render_page(find_rule(rule, loaded), loaded, width=width_of(sys.stdout) or WIDTH))
    return 0
