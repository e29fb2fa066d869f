"""Run the command line: `attrib`, or `python -m attrib`."""

from __future__ import annotations

import os
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit; an interrupt while it is still being imported is no traceback either."""
    try:
        from attrib import cli

        cli.main()
    except KeyboardInterrupt:
        os._exit(130)


if __name__ == "__main__":
    main()
