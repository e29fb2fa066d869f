"""Marks set on phrases, and what newspapers do to them: quotations, commas, full stops, scare quotes, headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.parse.recipe.trees import Phrase, insert, join, mark, raised, without

if TYPE_CHECKING:
    from random import Random

ARTICLES = frozenset({"a", "an", "the"})
AUXILIARIES = frozenset({"is", "are", "was", "were", "'s", "’s", "has", "have", "had"})


def quoted(content: Phrase, *parts: str) -> Phrase:
    """Return the content between curly marks; of `parts`, marks of punctuation that stand inside the closing one."""
    highest = 1
    return join(
        (mark("“"), highest, "punct"), (content, None, ""), *((mark(one), highest, "punct") for one in (*parts, "”"))
    )


def comma(content: Phrase) -> Phrase:
    """Return the content with a comma after it."""
    return join((content, None, ""), (mark(","), 0, "punct"))


def unclosed(phrase: Phrase) -> Phrase:
    """Return the phrase without a comma at its end."""
    return without(phrase, {len(phrase) - 1}) if phrase[-1].form == "," else phrase


def stop(phrase: Phrase) -> Phrase:
    """Return the phrase as a sentence: a capital, one full stop."""
    return raised(join((unclosed(phrase), None, ""), (mark("."), 0, "punct")))


def headline(phrase: Phrase) -> Phrase:
    """Return the phrase as headlines clip it: no articles, no forms of "be" and "have" that only help."""
    drop = {
        at
        for at, node in enumerate(phrase)
        if (node.dep == "det" and node.form.lower() in ARTICLES)
        or (node.dep in ("aux:pass", "cop", "aux") and node.form.lower() in AUXILIARIES)
    }
    return raised(without(phrase, drop))


def set_into(content: Phrase, at: int, clause: Phrase, before: str, after: str) -> Phrase:
    """Return the content with a clause before index `at`, between marks; all of them hang from the content's top."""
    for piece in (*map(mark, before), clause, *map(mark, after)):
        content = insert(content, at, piece, "parataxis" if piece is clause else "punct")
        at += len(piece)
    return content


def scare(phrase: Phrase, chance: Random) -> Phrase:
    """Return the phrase with marks around one of its inner phrases of one to ten words, articles left out."""
    spans = [span for span in inner_phrases(phrase) if 1 <= span[1] - span[0] <= 10]
    if not spans:
        return phrase
    start, end, head = chance.choice(spans)
    out = insert(phrase, end, mark("”"), "punct", head=head)
    return insert(out, start, mark("“"), "punct", head=head)


def inner_phrases(phrase: Phrase) -> list[tuple[int, int, int]]:
    """Return start, end and head of each object, complement and clause that stands in one piece without a mark in it."""
    out = []
    for at, node in enumerate(phrase):
        if node.dep not in ("obj", "xcomp", "obl", "ccomp", "nmod", "advcl") or node.head == at:
            continue
        inside = sorted(under(phrase, at))
        start, end = inside[0], inside[-1] + 1
        while start < at and phrase[start].dep in ("det", "case", "mark"):
            start += 1
        if end - inside[0] == len(inside) and all(one.pos != "PUNCT" for one in phrase[start:end]):
            out.append((start, end, at))
    return out


def under(phrase: Phrase, at: int) -> set[int]:
    """Return the indices of a word and of all that hangs from it."""
    found = {at}
    while True:
        more = {n for n, node in enumerate(phrase) if node.head in found} - found
        if not more:
            return found
        found |= more
