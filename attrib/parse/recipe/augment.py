"""Turn treebank paragraphs into something nearer to news copy while training: quotation marks, dashes, headlines."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from spacy.util import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language
    from spacy.training import Example

CURLY = {"``": "“", "''": "”"}
STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
DASHES = ("–", "—", "--", "-")
HEADLINE_SMALL = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "as", "from"}
WORD_ENDS = {"n't", "n’t", "na", "ta"}
"""Words of the treebanks that print writes in one with the word before them: "don't", "gonna"."""
HEADLINE_WORDS = 16


def restyle_quotes(words: list[str], tags: list[str], *, curly: bool) -> list[str]:
    """Return the words with every quotation mark and apostrophe set in one style."""
    out = []
    for word, tag in zip(words, tags, strict=True):
        if not curly:
            out.append("".join(STRAIGHT.get(char, char) for char in word))
        elif word == '"':
            out.append(CURLY.get(tag, word))
        elif word == "'" and tag == "``":
            out.append("‘")
        else:
            out.append(word.replace("'", "’"))
    return out


def restyle_dashes(words: list[str], tags: list[str], dash: str) -> list[str]:
    """Return the words with dashes used as punctuation replaced by `dash`; hyphens inside words stay."""
    return [dash if word in DASHES and tag in (":", ",") else word for word, tag in zip(words, tags, strict=True)]


def title_case(words: list[str]) -> list[str]:
    """Return the words as an American headline sets them."""
    return [
        word if at and word.lower() in HEADLINE_SMALL | WORD_ENDS else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    ]


@registry.augmenters("attrib.news_copy.v1")  # type: ignore[untyped-decorator]  # spaCy's registry has no types
def make_news_copy_augmenter(
    restyle: float, recase: float, seed: int
) -> Callable[[Language, Example], Iterator[Example]]:
    """Return an augmenter: with share `restyle` marks and dashes change style, with share `recase` the letters' case."""
    chance = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        reference = example.reference
        words = [token.text for token in reference]
        tags = [token.tag_ for token in reference]
        if chance.random() < restyle:
            words = restyle_quotes(words, tags, curly=chance.random() < 0.7)
            words = restyle_dashes(words, tags, chance.choice(DASHES))
        if chance.random() < recase:
            short = len(words) <= HEADLINE_WORDS
            style = chance.choice(("title", "upper", "lower") if short else ("lower", "title"))
            words = {"title": title_case, "upper": _upper, "lower": _lower}[style](words)
        if words == [token.text for token in reference]:
            yield example
            return
        annotation = example.to_dict()
        annotation["token_annotation"]["ORTH"] = words
        text = "".join(word + token.whitespace_ for word, token in zip(words, reference, strict=True))
        yield example.from_dict(nlp.make_doc(text), annotation)

    return augment


def _upper(words: list[str]) -> list[str]:
    return [word.upper() for word in words]


def _lower(words: list[str]) -> list[str]:
    return [word.lower() for word in words]
