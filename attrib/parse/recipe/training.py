"""Train the two parts of the pipeline: tagger, morphologizer and parser first, then names on the same encoder."""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, registry

from attrib.parse.recipe.augment import make_news_copy_augmenter
from attrib.parse.recipe.names import make_name_augmenter

HERE = Path(__file__).parent

# The configurations name the augmenters; importing them has registered them.
assert registry.augmenters.get("attrib.news_copy.v1") is make_news_copy_augmenter
assert registry.augmenters.get("attrib.new_names.v1") is make_name_augmenter


def train_parser(work: Path) -> None:
    """Train tagger, morphologizer and parser; the best of the run is `work/parser/model-best`."""
    _train("parser", work, {})


def train_names(work: Path) -> None:
    """Train the name component from the parser's encoder; the best of the run is `work/names/model-best`."""
    _train("names", work, {"components.tok2vec.source": str(work / "parser" / "model-best")})


def _train(part: str, work: Path, overrides: dict[str, str]) -> None:
    paths = {"paths.train": str(work / f"{part}-train.spacy"), "paths.dev": str(work / f"{part}-dev.spacy")}
    config = load_config(HERE / f"{part}.cfg", overrides={**paths, **overrides}, interpolate=False)
    (work / part).mkdir(parents=True, exist_ok=True)
    train(init_nlp(config), work / part, stdout=sys.stdout, stderr=sys.stderr)
