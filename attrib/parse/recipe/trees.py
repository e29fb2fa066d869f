"""Phrases cut out of annotated sentences and put together anew; whatever is put together is a tree with one top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from spacy.tokens import Token
    from spacy.vocab import Vocab


@dataclass(frozen=True)
class Node:
    """One word of a phrase; `head` is an index into the phrase and its own index at the top, `dep` "" where it is open."""

    form: str
    tag: str
    pos: str
    morph: str
    dep: str
    head: int
    space: bool = True


Phrase: TypeAlias = tuple[Node, ...]

MARKS = {",": ",", ".": ".", "?": ".", ":": ":", "“": "``", "”": "''", "’": "''", "‘": "``"}
OPENING = frozenset("“‘")


def top(phrase: Phrase) -> int:
    """Return the index of the word that nothing in the phrase stands over."""
    return next(at for at, node in enumerate(phrase) if node.head == at)


def mark(form: str) -> Phrase:
    """Return a punctuation mark of MARKS as a phrase."""
    return (Node(form, MARKS[form], "PUNCT", "", "punct", 0, space=form not in OPENING),)


def cut(tokens: Iterable[Token]) -> Phrase:
    """Return tokens of one sentence as a phrase: the highest is its top, words whose head is left out hang from it."""
    chosen = list(tokens)
    place = {token.i: at for at, token in enumerate(chosen)}
    heads = [place.get(token.head.i) for token in chosen]
    loose = [at for at, head in enumerate(heads) if head is None or head == at]
    highest = min(loose, key=lambda at: sum(1 for _ in chosen[at].ancestors))
    return tuple(
        Node(
            token.text,
            token.tag_,
            token.pos_,
            str(token.morph),
            token.dep_,
            highest if at in loose else head or 0,
            bool(token.whitespace_) or at == len(chosen) - 1,
        )
        for at, (token, head) in enumerate(zip(chosen, heads, strict=True))
    )


def subtree(token: Token) -> Phrase | None:
    """Return a word with all that hangs from it, None where something else stands in between."""
    tokens = list(token.subtree)
    return cut(tokens) if tokens[-1].i - tokens[0].i + 1 == len(tokens) else None


def join(*parts: tuple[Phrase, int | None, str]) -> Phrase:
    """Return the phrases in one row: each hangs by its top, labelled, from the top of the part named by its number.

    Exactly one part names none: it is the top of the whole.
    """
    starts = [0]
    for phrase, _, _ in parts:
        starts.append(starts[-1] + len(phrase))
    tops = [start + top(phrase) for start, (phrase, _, _) in zip(starts, parts, strict=False)]
    out: list[Node] = []
    for start, highest, (phrase, to, dep) in zip(starts, tops, parts, strict=False):
        for node in phrase:
            head = start + node.head
            if len(out) != highest:
                out.append(replace(node, head=head))
            else:
                out.append(replace(node, head=head if to is None else tops[to], dep=dep))
    return tidy(tuple(out))


def insert(phrase: Phrase, at: int, piece: Phrase, dep: str, *, head: int | None = None) -> Phrase:
    """Return the phrase with a piece before index `at`, hung from the word `head` (its top if None) as `dep`."""
    over = top(phrase) if head is None else head

    def moved(old: int) -> int:
        return old + len(piece) if old >= at else old

    highest = top(piece)
    outer = [replace(node, head=moved(node.head)) for node in phrase]
    inner = [
        replace(node, head=moved(over), dep=dep) if index == highest else replace(node, head=node.head + at)
        for index, node in enumerate(piece)
    ]
    return tidy((*outer[:at], *inner, *outer[at:]))


def without(phrase: Phrase, drop: Collection[int]) -> Phrase:
    """Return the phrase less the words at `drop`; what hung from them hangs from the next word above. The top stays."""
    gone = set(drop) - {top(phrase)}
    place: dict[int, int] = {}
    for at in range(len(phrase)):
        if at not in gone:
            place[at] = len(place)

    def kept(head: int) -> int:
        while head in gone:
            head = phrase[head].head
        return place[head]

    return tuple(replace(node, head=kept(node.head)) for at, node in enumerate(phrase) if at not in gone)


def breaks(phrase: Phrase) -> list[int]:
    """Return the indices before which a piece hung from the top crosses no other arc."""
    highest = top(phrase)
    closed = set(range(1, len(phrase)))
    for at, node in enumerate(phrase):
        if highest not in (at, node.head):
            low, high = sorted((at, node.head))
            closed -= set(range(low + 1, high + 1))
    return sorted(closed)


def tidy(phrase: Phrase) -> Phrase:
    """Return the phrase with white space where print has it: none before a closing mark, none after an opening one."""
    out = list(phrase)
    for at in range(len(out) - 1):
        node, after = out[at], out[at + 1]
        if after.form in ",.?:”’" and after.pos == "PUNCT":
            out[at] = replace(node, space=False)
        elif (node.form in ",:”" and node.pos == "PUNCT") or after.form in OPENING:
            out[at] = replace(node, space=True)
    return tuple(out)


def lowered(phrase: Phrase) -> Phrase:
    """Return the phrase as it stands inside a sentence: its first letter small, unless the word is a name or "I"."""
    first = phrase[0]
    if first.pos == "PROPN" or first.form == "I" or first.form.startswith(("I'", "I’")) or first.form.isupper():
        return phrase
    return (replace(first, form=first.form[:1].lower() + first.form[1:]), *phrase[1:])


def raised(phrase: Phrase) -> Phrase:
    """Return the phrase as it begins a sentence: the first letter of its first word, marks left aside, a capital."""
    at = next((at for at, node in enumerate(phrase) if node.pos != "PUNCT"), 0)
    first = phrase[at]
    return (*phrase[:at], replace(first, form=first.form[:1].upper() + first.form[1:]), *phrase[at + 1 :])


def to_doc(vocab: Vocab, sentences: Sequence[Phrase]) -> Doc:
    """Return an annotated document of phrases, each a sentence; lemmas and names are left unknown."""
    heads: list[int] = []
    starts: list[bool | int | None] = []
    spaces: list[bool] = []
    for phrase in sentences:
        base = len(heads)
        heads += [base + node.head for node in phrase]
        starts += [at == 0 for at in range(len(phrase))]
        spaces += [*(node.space for node in phrase[:-1]), True]
    nodes = [node for phrase in sentences for node in phrase]
    doc = Doc(
        vocab,
        words=[node.form for node in nodes],
        spaces=spaces,
        tags=[node.tag for node in nodes],
        pos=[node.pos for node in nodes],
        morphs=[node.morph for node in nodes],
        heads=heads,
        deps=["ROOT" if heads[at] == at else node.dep for at, node in enumerate(nodes)],
        sent_starts=starts,
    )
    doc.set_ents([], missing=[doc[:]])
    return doc
