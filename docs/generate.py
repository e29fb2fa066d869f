"""Write the parts of the documentation that the program knows best: `python docs/generate.py`.

Pages that are written whole are rules.md, facts.md and cli.md. In README.md and wire-format.md, what stands between
`<!-- generated: NAME -->` and `<!-- end -->` is replaced. `--check` writes nothing and exits with 1 where a page is
out of date; tests/test_docs.py asks the same.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
sys.path.insert(0, str(Path(__file__).parent))

import generated_cli  # noqa: E402
import generated_rules  # noqa: E402
import generated_wire  # noqa: E402
import samples  # noqa: E402

NOTE = "<!-- Written by docs/generate.py; change what it is made from instead. -->"
BLOCK = re.compile(r"(?P<start><!-- generated: (?P<name>[^>]+?) -->\n).*?(?P<end><!-- end -->)", re.DOTALL)
PAGES: dict[Path, Callable[[], str]] = {
    DOCS / "rules.md": generated_rules.rules_page,
    DOCS / "facts.md": generated_rules.facts_page,
    DOCS / "cli.md": generated_cli.page,
}
WITH_BLOCKS = (ROOT / "README.md", DOCS / "wire-format.md")


def wanted() -> Iterator[tuple[Path, str]]:
    """Yield each page with the text that it should have."""
    for path, make in PAGES.items():
        yield path, f"{NOTE}\n\n{make()}"
    for path in WITH_BLOCKS:
        yield path, BLOCK.sub(filled, path.read_text(encoding="utf-8"))


def filled(block: re.Match[str]) -> str:
    """Return a block with its text made anew."""
    kind, _, argument = block["name"].partition(" ")
    makers = {"fields": generated_wire.fields, "output": samples.output, "story": samples.story_object}
    return f"{block['start']}{makers[kind](argument)}\n{block['end']}"


def main() -> int:
    """Write the pages that are out of date, or name them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page is out of date")
    check = parser.parse_args().check
    stale = [
        (path, text) for path, text in wanted() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        print(f"{path.relative_to(ROOT)} {'is out of date' if check else 'written'}")
        if not check:
            path.write_text(text, encoding="utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
