"""`attrib sources`: who each story cites, and how well they are identified."""

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


def sources(
    paths: Paths,
    policy: PolicyName = "default",
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    stdin_filename: StdinFilename = None,
    output: Output = None,
) -> int:
    """Print who each story cites, how often, and how well they are identified."""
    from attrib.render import sources as writer

    refuse_overwriting(output, paths)
    report = make_report(paths, make_settings(policy, rules, pipeline), stdin_filename=stdin_filename)
    write_to(output, rendered(writer.render, report, output))
    return 0
