"""Write the parts of the documentation that the program itself knows best.

Pages written whole are cli.md, facts.md and rules.md. In README.md and wire-format.md, what stands between
`<!-- generated: NAME -->` and `<!-- end -->` is made anew. `--check` writes nothing and exits with 1 where a page is
out of date; tests/test_docs.py asks that.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import cli
import facts
import rules
import samples
import wire

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
NOTE: Final = "<!-- Written by `python docs/generate`: change what it is made from, not this page. -->\n\n"
BLOCK: Final = re.compile(r"(<!-- generated: (\w+) ?([^>]*?) -->\n).*?(<!-- end -->)", re.DOTALL)

PAGES: Final[dict[str, Callable[[], str]]] = {"cli.md": cli.page, "facts.md": facts.page, "rules.md": rules.page}
WITH_BLOCKS: Final = (ROOT / "README.md", DOCS / "wire-format.md")
BLOCKS: Final[dict[str, Callable[[str], str]]] = {
    "fields": wire.fields,
    "output": samples.output,
    "story": samples.story_object,
}


def main() -> int:
    """Write the pages that are out of date, or only name them."""
    parser = argparse.ArgumentParser(
        prog="python docs/generate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page is out of date")
    check = parser.parse_args().check
    stale = [(path, text) for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        print(f"{path.relative_to(ROOT)}: {'out of date' if check else 'written'}")
        if not check:
            path.write_text(text, encoding="utf-8")
    return int(check and bool(stale))


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each page with the text that it should have."""
    for name, make in PAGES.items():
        yield DOCS / name, NOTE + make()
    for path in WITH_BLOCKS:
        yield path, BLOCK.sub(filled, path.read_text(encoding="utf-8"))


def filled(block: re.Match[str]) -> str:
    """Return a block of a page with its text made anew."""
    start, name, argument, end = block.groups()
    return f"{start}{BLOCKS[name](argument)}{end}"


if __name__ == "__main__":
    sys.exit(main())
