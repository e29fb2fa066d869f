"""How `--help` is laid out: options in groups, then examples, exit codes, the environment and where to read on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from attrib.cli.examples import DEFAULTS, ENVIRONMENT, EXAMPLES, EXIT_CODES, GROUPS, PAGES

if TYPE_CHECKING:
    import typer

OTHERS = "Options"
"""The heading of options that are in no group."""


def lay_out(app: typer.Typer) -> None:
    """Let an application and every command below it show its help as a page of a manual."""
    app.info.cls = Group
    for command in app.registered_commands:
        command.cls = Command
    for group in app.registered_groups:
        group.cls = Group
        if group.typer_instance is not None:
            lay_out(group.typer_instance)


class Command(TyperCommand):
    """A command whose help is a page of a manual."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options by group."""
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write what stands below the options."""
        _write_manual(self, ctx.command_path, formatter)


class Group(TyperGroup):
    """A group of commands whose help is a page of a manual; its commands come before its options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the arguments left after the group's own; where none is a command, that is what runs without one."""
        default = DEFAULTS.get(ctx.command_path)
        if default and (not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names)):
            args = [default, *args]
        return list(super().parse_args(ctx, args))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the commands with their whole first sentences, then the options."""
        commands = [self.commands[name] for name in self.list_commands(ctx)]
        rows = [
            (command.name or "", command.get_short_help_str(limit=1000)) for command in commands if not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write what stands below the options."""
        _write_manual(self, ctx.command_path, formatter)


def _write_options(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
    sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], **{title: [] for title in GROUPS}, OTHERS: []}
    grouped = {option: title for title, options in GROUPS.items() for option in options}
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is None:
            continue
        is_argument = param.param_type_name == "argument"
        found = (grouped[option] for option in param.opts if option in grouped)
        sections["Arguments" if is_argument else next(found, OTHERS)].append(record)
    for title, records in sections.items():
        if records:
            with formatter.section(title):
                formatter.write_dl(records)


def _write_manual(command: TyperCommand | TyperGroup, path: str, formatter: Any) -> None:
    if path in EXAMPLES:
        with formatter.section("Examples"):
            formatter.write("\n".join(f"  {tells}:\n    $ {line}" for line, tells in EXAMPLES[path].items()) + "\n")
    environment = {**_variables(command), **ENVIRONMENT.get(path, {})}
    for title, meanings in (("Exit codes", EXIT_CODES.get(path)), ("Environment", environment)):
        if meanings:
            with formatter.section(title):
                formatter.write_dl(list(meanings.items()))
    if path in PAGES:
        with formatter.section("Read on"):
            formatter.write_text(", ".join(PAGES[path]))


def _variables(command: Any) -> dict[str, str]:
    """Return the variables that stand in for options of a command or of one below it."""
    found: dict[str, str] = {}
    for below in getattr(command, "commands", {}).values():
        found |= _variables(below)
    for param in command.params:
        for name in [param.envvar] if isinstance(param.envvar, str) else param.envvar or ():
            found[name] = f"stands in for {param.opts[0]}"
    return found
