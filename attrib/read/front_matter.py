"""Where the front matter of a Markdown file lies."""

from __future__ import annotations

import re
from typing import Final

from attrib.report import Span

_END: Final = r"(?:\r\n|\r|\n)"
# Between two rules of dashes stands front matter only where it begins with a key; else it is the story itself.
_FRONT_MATTER: Final = re.compile(
    rf"\ufeff?---[ \t]*{_END}(?=[\"'\w-]+[ \t]*:|---)((?:(?!---|\.\.\.)[^\r\n]*{_END})*)(?:---|\.\.\.)[ \t]*(?:{_END}|\Z)"
)


def front_matter(text: str) -> Span | None:
    """Return where what stands between the rules of dashes lies, or None where a text does not begin with them."""
    found = _FRONT_MATTER.match(text)
    return Span(*found.span(1)) if found else None


def body_start(text: str) -> int:
    """Return where a text begins after its front matter, or after a byte order mark."""
    found = _FRONT_MATTER.match(text)
    return found.end() if found else int(text.startswith("\ufeff"))
