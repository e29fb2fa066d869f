"""`attrib ledger`: the story sentence by sentence, with who stands behind each."""

from __future__ import annotations

from attrib.cli.options import (
    Output,
    Paths,
    PipelineName,
    PolicyName,
    RulesFolders,
    StdinFilename,
    make_settings,
)
from attrib.cli.output import refuse_overwriting, rendered, write_to
from attrib.cli.run import make_report


def ledger(
    paths: Paths,
    policy: PolicyName = "default",
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    stdin_filename: StdinFilename = None,
    output: Output = None,
) -> int:
    """Print each story sentence by sentence, with who stands behind each."""
    from attrib.render import ledger as writer

    refuse_overwriting(output, paths)
    report = make_report(paths, make_settings(policy, rules, pipeline), stdin_filename=stdin_filename)
    write_to(output, rendered(writer.render, report, output))
    return 0
