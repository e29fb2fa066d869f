"""Where a sentence may and may not begin, decided from the words before the parser runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Token

OPENING = frozenset("“‘«„([{")
CLOSING = frozenset("”’»)]}")
STRAIGHT = frozenset({'"', "'", "''"})
TERMINAL = frozenset({".", "!", "?", "…", "...", "....", "?!", "!!", "!?", "??", "!!!", "???"})


def closes(token: Token) -> bool:
    """Tell whether a token is a mark that closes what stands before it: a bracket or a quotation mark."""
    if token.text in STRAIGHT:
        return token.i > 0 and not token.nbor(-1).whitespace_
    return token.text in CLOSING


def opens(token: Token) -> bool:
    """Tell whether a token is a mark that opens what stands after it."""
    if token.text in STRAIGHT:
        return not token.whitespace_ and (token.i == 0 or bool(token.nbor(-1).whitespace_))
    return token.text in OPENING


def guard_sentences(doc: Doc, abbreviations: Collection[str], starters: Collection[str]) -> Doc:
    """Return the document with sentence starts set where the words decide them, left open where the parser must.

    `abbreviations` (lower case, with their full stop) never end a sentence, unless one of `starters` (words that, set
    with a capital, begin a sentence) follows. A closing mark stays with the sentence it closes, and a sentence begins
    only after a mark that can end one.
    """
    for token in doc:
        token.is_sent_start = _starts(token, abbreviations, starters)
    return doc


def _starts(token: Token, abbreviations: Collection[str], starters: Collection[str]) -> bool | None:
    if token.i == 0:
        return True
    before = token.nbor(-1)
    if closes(token) or opens(before) or token.text[0] in ",;:.!?)%…" or token.text[0].islower():
        return False
    inner, closed = before, False
    while closes(inner) and inner.i > 0:
        inner, closed = inner.nbor(-1), True
    if inner.text in TERMINAL:
        return _starts_after_terminal(token, inner)
    if not closed and _is_abbreviation(before, abbreviations):
        return None if _is_starter(token, starters) else False
    if closed and inner.text.endswith(".") and before.text not in ")]}":
        return None
    return False


def _starts_after_terminal(token: Token, mark: Token) -> bool | None:
    if mark.text != ".":
        return None
    if mark.i > 0 and mark.nbor(-1).lower_ == "no" and token.text[0].isdigit():
        return False
    if token.text[0].isupper() or opens(token):
        return True
    return None


def _is_abbreviation(token: Token, abbreviations: Collection[str]) -> bool:
    text = token.text
    if not text.endswith("."):
        return False
    return text.lower() in abbreviations or (len(text) == 2 and text[0].isupper()) or text.count(".") > 1


def _is_starter(token: Token, starters: Collection[str]) -> bool:
    return token.text[0].isupper() and token.lower_ in starters
