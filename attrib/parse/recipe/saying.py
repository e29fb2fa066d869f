"""Turn plain sentences of the treebanks into reported speech as newspapers set it, trees and all, while training.

The treebanks hold a hundred sentences with the content before its verb of saying; news copy is full of them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.training import Example
from spacy.util import registry

from attrib.parse.recipe.augment import make_news_copy_augmenter
from attrib.parse.recipe.marks import scare
from attrib.parse.recipe.names import NameMaker
from attrib.parse.recipe.reporter import Reporter
from attrib.parse.recipe.trees import Phrase, cut, raised, to_doc, without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Span

CONTENT_WORDS = range(4, 36)
SPOKEN = frozenset({"discourse", "reparandum", "list", "dep", "vocative", "goeswith", "orphan", "parataxis"})
MARKS = frozenset('"“”‘’()[]:;…*/<>') | {"--", "–", "—", "''", "``", "...", "-"}
SCARE_SHARE = 0.08
BOTH_SHARE = 0.25
NAMES_KEPT = 4000
"""So many names of each kind are used: each is one more word in the vocabulary of the pipeline."""


@dataclass(frozen=True)
class Read:
    """A sentence as a phrase; `content`, without its last mark, if it is plain enough to be reported."""

    phrase: Phrase
    content: Phrase | None
    asks: bool


def is_plain(span: Span) -> bool:
    """Tell whether a sentence is a question or a statement with its subject before its verb, with no mark of speech."""
    tokens = list(span)
    if tokens[-1].text not in (".", "?") or len(tokens) - 1 not in CONTENT_WORDS or tokens[-1].head != span.root:
        return False
    if any(token.dep_ in SPOKEN or token.text in MARKS for token in tokens):
        return False
    return tokens[-1].text == "?" or any(
        child.dep_.startswith(("nsubj", "expl")) and child.i < span.root.i for child in span.root.children
    )


def read(doc: Doc, reporter: Reporter, rename: float) -> list[Read]:
    """Return the sentences of a document, persons and places renamed with chance `rename`."""
    new = _new_names(doc, reporter, rename)
    out: list[Read] = []
    for span in doc.sents:
        phrase = tuple(
            replace(node, form=new.get(token.i, node.form)) for token, node in zip(span, cut(span), strict=True)
        )
        content = (*phrase[:-2], replace(phrase[-2], space=True)) if is_plain(span) else None
        if content and content[0].dep == "cc":
            content = raised(without(content, {0}))
        out.append(Read(phrase, content, asks=phrase[-1].form == "?"))
    return out


def _new_names(doc: Doc, reporter: Reporter, rename: float) -> dict[int, str]:
    """Return new words for the words of names, one for one: first and last names of persons, places of one word."""
    maker, new = reporter.maker, {}
    for ent in doc.ents:
        if ent.label_ not in ("PER", "LOC") or any(token.tag_ != "NNP" for token in ent):
            continue
        if reporter.chance.random() >= rename or (ent.label_ == "LOC" and len(ent) > 1):
            continue
        if ent.label_ == "LOC":
            new[ent.start] = reporter.chance.choice(maker.places)
            continue
        new[ent.start] = reporter.chance.choice(maker.first)
        new[ent.end - 1] = reporter.chance.choice(maker.last)
    return {at: word for at, word in new.items() if word.isalpha()}


def as_headline(doc: Doc, reporter: Reporter, rename: float) -> Doc:
    """Return one statement of the document as a headline; the document itself if it holds none."""
    contents = [one.content for one in read(doc, reporter, rename) if one.content and not one.asks]
    return to_doc(doc.vocab, [reporter.headline(reporter.chance.choice(contents))]) if contents else doc


def reported(doc: Doc, reporter: Reporter, share: float, rename: float) -> Doc:
    """Return the document with statements set as reported speech, each with chance `share`; the rest is as it was."""
    chance = reporter.chance
    out: list[Phrase] = []
    waiting = read(doc, reporter, rename)[::-1]
    while waiting:
        one = waiting.pop()
        more = waiting[-1] if waiting else None
        if one.content is None or chance.random() >= share:
            out.append(scare(one.phrase, chance) if one.content and chance.random() < SCARE_SHARE else one.phrase)
        elif one.asks:
            out.append(reporter.ask(one.content))
        elif more is not None and more.content and not more.asks and chance.random() < BOTH_SHARE:
            out += reporter.report_both(one.content, more.content)
            waiting.pop()
        else:
            out.append(reporter.report(one.content))
    return to_doc(doc.vocab, out)


@registry.augmenters("attrib.reported_speech.v1")  # type: ignore[untyped-decorator]  # spaCy's registry has no types
def make_reported_speech_augmenter(
    *, paragraphs: float, share: float, headlines: float, rename: float, restyle: float, recase: float, seed: int
) -> Callable[[Language, Example], Iterator[Example]]:
    """Return an augmenter: in share `paragraphs` of the paragraphs each statement is reported with chance `share`.

    A share `headlines` of the paragraphs becomes one headline. Names are renamed with chance `rename`; marks and letters
    change afterwards as in attrib.news_copy.v1.
    """
    chance = random.Random(seed)
    maker = NameMaker(chance)
    for names in (maker.first, maker.last, maker.places):
        names[:] = chance.sample(names, min(len(names), NAMES_KEPT))
    reporter = Reporter(chance, maker)
    restyled = make_news_copy_augmenter(restyle, recase, seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        doc = example.reference
        reporter.sources.learn(doc)
        if chance.random() < headlines:
            doc = as_headline(doc, reporter, rename)
        else:
            doc = reported(doc, reporter, share if chance.random() < paragraphs else 0.0, rename)
        yield from restyled(nlp, Example(nlp.make_doc(doc.text), doc))

    return augment
