"""The comments of a page, for whoever reads what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.read.directives import CLOSING, OPENING, Comment
from attrib.read.html.elements import BLOCKS
from attrib.read.html.tokens import Tag, Text, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_comments(text: str) -> Iterator[Comment]:
    """Yield the comments in order; one that follows on words of a paragraph, a heading and so on stands inside it."""
    follows_words = False
    for token in tokens(text):
        if isinstance(token, Tag):
            follows_words = follows_words and token.name not in BLOCKS
        elif isinstance(token, Text):
            words = not token.raw and bool(text[token.span.start : token.span.end].strip())
            follows_words = follows_words or words
        elif text.startswith(OPENING, token.span.start):
            is_whole = text.endswith(CLOSING, token.span.start, token.span.end)
            fault = "" if is_whole else f"the comment is not closed with `{CLOSING}`"
            yield Comment(token.span, inside=follows_words, fault=fault)
