"""`attrib completion`, and what a shell is told when it asks how a command line could go on."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated, Final

import typer

from attrib.cli.output import write

ASKED: Final = "_ATTRIB_COMPLETE"
"""The variable in which a shell's script says what it wants to know."""

# zsh reads a function from its file when it is first called for; without this, the first Tab would only read it.
_ZSH_AT_ONCE: Final = 'if [[ "$zsh_eval_context[-1]" == loadautofunc ]]; then _attrib_completion; fi\n'


class Shell(StrEnum):
    """The shells that can be helped."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="One of bash, zsh, fish and powershell.")],
) -> int:
    """Print a script that lets a shell complete commands, options, rules, policies and formats.

    Put it where your shell reads such scripts, or read it in at each start; the examples show how.
    """
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # there in all versions

    script = get_completion_script(prog_name="attrib", complete_var=ASKED, shell=shell.value).strip()
    write(f"{script}\n{_ZSH_AT_ONCE if shell is Shell.zsh else ''}")
    return 0


def is_asked() -> bool:
    """Return whether the program was started by a shell that wants to complete a command line; make ready for it."""
    if not os.environ.get(ASKED):
        return False
    from typer.completion import completion_init  # type: ignore[attr-defined]  # as above

    completion_init()
    return True
