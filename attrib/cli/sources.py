"""`attrib sources`: who each story cites, and how well they are identified."""

from __future__ import annotations

from attrib.cli.coloring import Color, When
from attrib.cli.means import CacheDir, Jobs, NoCache
from attrib.cli.options import (
    ChosenPolicy,
    ConfigFile,
    Isolated,
    Output,
    Paths,
    PipelineName,
    RulesFolders,
    StdinFilename,
    make_overrides,
)
from attrib.cli.output import refuse_overwriting, rendered, write_to
from attrib.cli.run import make_plan, make_report, tell


def sources(
    paths: Paths,
    policy: ChosenPolicy = None,
    rules: RulesFolders = None,
    pipeline: PipelineName = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    stdin_filename: StdinFilename = None,
    output: Output = None,
    color: Color = When.auto,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
    jobs: Jobs = None,
) -> int:
    """Print who each story cites, how often, and how well they are identified."""
    from attrib.render import sources as writer

    del color  # Obeyed by `run`.
    refuse_overwriting(output, paths)
    overrides = make_overrides(
        policy, rules, pipeline, config, isolated=isolated, no_cache=no_cache, cache_dir=cache_dir, jobs=jobs
    )
    plan = make_plan(paths, overrides, stdin_filename=stdin_filename)
    tell(plan)
    report = make_report(plan, known=False)
    write_to(output, rendered(writer.render, report, output))
    return 0
