"""Small pieces of Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def text(words: str) -> str:
    """Return words as one line of Markdown in which nothing is markup."""
    return re.sub(r"([\\*_<>|\[\]])", r"\\\1", " ".join(words.split()))


def code(words: str) -> str:
    """Return words as code, fit for a cell of a table."""
    return f"`{words}`".replace("|", "\\|")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table and an empty one; cells are Markdown already."""
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(row)} |".replace("|  |", "| |")
    yield ""


def quoted(story: str, marked: str | None) -> Iterator[str]:
    """Yield a story as a block quotation, the words marked in bold, and an empty line."""
    front, rest = _front_matter(story.strip())
    yield from (f"> {line}".rstrip() for line in front)
    before, at, after = rest.partition(marked or "\0")
    shown = text_of_paragraphs(before) + (f"**{text(at)}**" if at else "") + text_of_paragraphs(after)
    yield "\n>\n".join(f"> {paragraph}" for paragraph in shown.split("\n\n")) + "\n"


def _front_matter(story: str) -> tuple[list[str], str]:
    """Return the front matter of a story as lines of code, and the story without it."""
    if not story.startswith("---\n"):
        return [], story
    matter, _, rest = story.removeprefix("---\n").partition("\n---\n")
    return ["```text", *matter.split("\n"), "```", ""], rest.strip()


def text_of_paragraphs(words: str) -> str:
    """Return words with their paragraphs kept and nothing in them markup, white space at both ends as it is."""
    return "\n\n".join(_kept(paragraph) for paragraph in words.split("\n\n"))


def _kept(words: str) -> str:
    lead = " " if words[:1].isspace() else ""
    trail = " " if words[-1:].isspace() and words.strip() else ""
    return f"{lead}{text(words)}{trail}"
