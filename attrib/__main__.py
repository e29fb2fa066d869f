"""Run the command line: `python -m attrib`."""

from __future__ import annotations

from attrib.cli import main

if __name__ == "__main__":
    main()
