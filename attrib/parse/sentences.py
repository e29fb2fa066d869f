"""Where a sentence may and may not begin, decided from the words before the parser runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy import int64
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

OPENING = frozenset("“‘«„([{")
CLOSING = frozenset("”’»)]}")
STRAIGHT = frozenset({'"', "'", "''"})
_START = {True: 1, False: -1, None: 0}
"""How spaCy's `SENT_START` says whether a token begins a sentence."""
LONGEST_SENTENCE = 500
"""How many tokens a sentence has at most; in news hardly any has 100. What is asked of one takes the square of that."""
TERMINAL = frozenset({".", "!", "?", "…", "...", "....", "?!", "!!", "!?", "??", "!!!", "???"})


def words_of(doc: Doc) -> list[str]:
    """Return the text of each token, sooner than by asking one token after the other."""
    keys, strings = doc.to_array("ORTH").tolist(), doc.vocab.strings
    words = {key: strings[key] for key in set(keys)}
    return [words[key] for key in keys]


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
    from numpy import array

    starts = array(
        [
            -1 if at and word[0].islower() else _START[_starts(doc[at], abbreviations, starters)]
            for at, word in enumerate(words_of(doc))
        ],
        dtype="int64",
    )
    _cap(starts)
    # One call for all: setting a token's `is_sent_start` looks through the whole document for a parse each time.
    return doc.from_array(["SENT_START"], starts.astype("uint64"))  # type: ignore[arg-type]


def _cap(starts: NDArray[int64]) -> None:
    """Begin a new sentence where one would have more than LONGEST_SENTENCE tokens."""
    since = 0
    for at, start in enumerate(starts.tolist()):
        since = 0 if start == 1 else since + 1
        if since >= LONGEST_SENTENCE:
            starts[at] = 1
            since = 0


def _starts(token: Token, abbreviations: Collection[str], starters: Collection[str]) -> bool | None:
    if token.i == 0:
        return True
    before, first = token.nbor(-1), token.text[0]
    if first in ",;:.!?)%…" or first.islower() or closes(token) or opens(before):
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
