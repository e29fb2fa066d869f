"""The command line: a command a file, no logic; `main` turns every failure into a message and exit code 2."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated, NoReturn

import typer

from attrib import __version__
from attrib.cli import (
    annotate,
    baseline,
    cache,
    check,
    coloring,
    completion,
    config,
    coverage,
    diff,
    evaluate,
    explain,
    failure,
    ignores,
    init,
    ledger,
    manual,
    policy,
    rules,
    signals,
    sources,
    streams,
)
from attrib.cli.output import PipeClosedError, not_written, write
from attrib.errors import AttribError, UsageError

__all__ = ["main", "run"]

app = typer.Typer(
    name="attrib",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check")(check.check)
app.command("ledger")(ledger.ledger)
app.command("sources")(sources.sources)
app.command("annotate")(annotate.annotate)
rules.app.command("coverage")(coverage.coverage)
app.add_typer(rules.app, name="rules")
app.add_typer(policy.app, name="policy")
app.add_typer(ignores.app, name="ignores")
app.add_typer(baseline.app, name="baseline")
app.add_typer(config.app, name="config")
app.add_typer(cache.app, name="cache")
app.command("explain")(explain.explain)
app.command("eval")(evaluate.evaluate)
app.command("diff")(diff.diff)
app.command("init")(init.init)
app.command("completion")(completion.completion)
manual.lay_out(app)


@app.callback(invoke_without_command=True)
def attrib(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
    color: coloring.Color = coloring.When.auto,
) -> int:
    """Say of every sentence of a news draft who stands behind it, and what an exacting editor would ask.

    It finds who is quoted and who is paraphrased, follows "he" and "the official" back to who they are, and notes what
    is missing: a speaker, a reason for anonymity, a source at all. Everything happens on this machine.
    """
    del debug, color  # Read by `run` itself, so that they also hold for what fails before a command starts.
    if version:
        write(f"attrib {__version__}\n")
    elif context.invoked_subcommand is None:
        raise UsageError("A100", "no command was given", hint="attrib check STORY, or attrib --help")
    return 0


def main() -> NoReturn:
    """Run the command line on the program's arguments and exit; output that cannot be written is exit 2.

    The process ends without taking apart what the pipeline built, as mypy's does: that takes as long as a short story.
    """
    gc.set_threshold(100_000, 50, 100)  # What a run makes, it keeps: looking for garbage is a fifth of a short one.
    signals.prepare()
    streams.replace_closed()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        code = 2
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Return the exit code of a command line, after the command's output or a message about what went wrong."""
    if completion.is_asked():
        return _complete()
    coloring.obey(arguments)
    debug = "--debug" in arguments
    # Typer knows --debug as an option of `attrib` only; a person adds it at the end of the line that failed.
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        return int(app(args=arguments, prog_name="attrib", standalone_mode=False) or 0)
    except AttribError as error:
        failure.show(error)
    except KeyboardInterrupt:
        return signals.INTERRUPTED
    except signals.Terminated:
        return signals.TERMINATED
    except (PipeClosedError, SystemExit):
        # Typer exits by itself where nobody reads the help that it prints.
        failure.silence_stdout()
    except Exception as error:  # noqa: BLE001  the last line of defence: a crash is exit 2 and a message, always
        if failure.is_complaint(error):
            failure.show(failure.usage_error(error))
        elif isinstance(error, OSError) and error.errno and error.filename is None:
            # A stream: what Typer itself prints is not written by `write`.
            failure.show(not_written(error))
        else:
            failure.show_crash(error, debug=debug)
    return 2


def _complete() -> int:
    """Return the exit code of an answer to a shell; an error would only spoil the line that a person is typing."""
    try:
        app(args=[], prog_name="attrib", standalone_mode=False)
    except SystemExit as done:
        return int(done.code or 0)
    except Exception:  # noqa: BLE001  as above
        return 2
    return 0
