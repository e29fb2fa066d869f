"""Write the parts of the documentation that the program itself knows best.

Pages written whole are cli.md, facts.md, levels.md and rules.md, and the package's config.schema.json. In README.md,
configuration.md, formats.md and wire-format.md, what stands between `<!-- generated: NAME -->` and `<!-- end -->` is made
anew. `--check` writes nothing and exits with 1 where a page is
out of date; tests/test_docs.py asks that.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cli
import config
import facts
import formats
import levels
import samples
import sessions
import wire

import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT: Final = Path(__file__).parents[2]
os.environ["ATTRIB_NO_CACHE"] = "1"
DOCS: Final = ROOT / "docs"
NOTE: Final = "<!-- Written by `python docs/generate`: change what it is made from, not this page. -->\n\n"
BLOCK: Final = re.compile(r"(<!-- generated: (\w+) ?([^>]*?)\s-->\n).*?(<!-- end -->)", re.DOTALL)

PAGES: Final[dict[str, Callable[[], str]]] = {
    "cli.md": cli.page,
    "facts.md": facts.page,
    "levels.md": levels.page,
    "rules.md": rules.page,
}
WITH_BLOCKS: Final = {
    "README.md": ROOT / "README.md",
    "formats.md": DOCS / "formats.md",
    "configuration.md": DOCS / "configuration.md",
    "wire-format.md": DOCS / "wire-format.md",
}
WHOLE: Final[dict[str, tuple[Path, Callable[[], str]]]] = {config.SCHEMA.name: (config.SCHEMA, config.schema)}
BLOCKS: Final[dict[str, Callable[[str], str]]] = {
    "example": config.example,
    "fields": wire.fields,
    "format": formats.sample,
    "keys": config.keys,
    "output": samples.output,
    "session": sessions.session,
    "story": samples.story_object,
}


def main() -> int:
    """Write the pages that are out of date, or only name them."""
    parser = argparse.ArgumentParser(
        prog="python docs/generate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page is out of date")
    names = [*PAGES, *WITH_BLOCKS, *WHOLE]
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"some of {', '.join(names)}; all if none is named")
    options = parser.parse_args()
    if unknown := set(options.pages) - set(names):
        parser.error(f"no such page: {', '.join(sorted(unknown))}")
    stale = [(path, text) for path, text in pages(options.pages or names) if not holds(path, text)]
    for path, text in stale:
        print(f"{path.relative_to(ROOT)}: {'out of date' if options.check else 'written'}")
        if not options.check:
            path.write_text(text, encoding="utf-8")
    return int(options.check and bool(stale))


def pages(names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Yield pages with the text that they should have."""
    for name in names:
        if name in PAGES:
            yield DOCS / name, NOTE + PAGES[name]()
        elif name in WHOLE:
            path, made = WHOLE[name]
            yield path, made()
        else:
            path = WITH_BLOCKS[name]
            yield path, BLOCK.sub(filled, path.read_text(encoding="utf-8"))


def holds(path: Path, text: str) -> bool:
    """Return whether a file is there and has this text."""
    return path.exists() and path.read_text(encoding="utf-8") == text


def filled(block: re.Match[str]) -> str:
    """Return a block of a page with its text made anew."""
    start, name, argument, end = block.groups()
    return f"{start}{BLOCKS[name](argument)}{end}"


if __name__ == "__main__":
    sys.exit(main())
