"""The one command of the recipe: treebanks in, trained and scored pipeline out."""

from __future__ import annotations

import argparse
from pathlib import Path

from attrib.parse.recipe.assemble import assemble
from attrib.parse.recipe.prepare import prepare
from attrib.parse.recipe.training import train_names, train_parser


def main() -> None:
    """Train the pipeline on the treebanks in a folder and write it, with its scores and licences, to another."""
    parser = argparse.ArgumentParser(prog="python -m attrib.parse.recipe", description=main.__doc__)
    parser.add_argument("treebanks", type=Path, help="folder that holds the UD and Universal NER files, .xz or plain")
    parser.add_argument("out", type=Path, help="folder for the trained pipeline")
    parser.add_argument("--work", type=Path, default=Path("recipe-work"), help="folder for what comes in between")
    parser.add_argument("--assemble-only", action="store_true", help="put together and score what --work holds")
    args = parser.parse_args()
    if not args.assemble_only:
        prepare(args.treebanks, args.work)
        train_parser(args.work)
        train_names(args.work)
    assemble(args.treebanks, args.work, args.out)


if __name__ == "__main__":
    main()
