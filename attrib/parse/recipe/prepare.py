"""Write the training and development documents of the recipe as spaCy's binary files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc, DocBin

from attrib.parse.recipe.treebanks import load

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, docs: list[Doc]) -> None:
    """Write documents to `path` (`.spacy`)."""
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def prepare(treebanks: Path, out: Path) -> None:
    """Write parser-train, parser-dev, names-train and names-dev under `out` from the public treebanks."""
    vocab = spacy.blank("en").vocab
    out.mkdir(parents=True, exist_ok=True)
    ewt, gum = load(vocab, treebanks, "en_ewt", "train"), load(vocab, treebanks, "en_gum", "train")
    ewt_dev, gum_dev = load(vocab, treebanks, "en_ewt", "dev"), load(vocab, treebanks, "en_gum", "dev")
    write(out / "parser-train.spacy", ewt + gum)
    write(out / "parser-dev.spacy", gum_dev + ewt_dev[::3])
    write(out / "names-train.spacy", ewt + gum)
    write(out / "names-dev.spacy", ewt_dev)
