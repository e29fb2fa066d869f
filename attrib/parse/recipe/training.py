"""Train the two parts of the pipeline: tagger, morphologizer and parser first, then names on the same encoder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, registry

from attrib.parse.recipe.names import make_name_augmenter
from attrib.parse.recipe.saying import make_reported_speech_augmenter

if TYPE_CHECKING:
    from spacy.language import Language

HERE = Path(__file__).parent

# The configurations name the augmenters; importing them has registered them.
assert registry.augmenters.get("attrib.reported_speech.v1") is make_reported_speech_augmenter
assert registry.augmenters.get("attrib.new_names.v1") is make_name_augmenter


PARSER_PARTS = ("tok2vec", "tagger", "morphologizer", "parser")


def train_parser(work: Path) -> None:
    """Train tagger, morphologizer and parser in two runs; the mean of three of their states is `work/parser-mean`."""
    first, close = work / "parser", work / "parser-close"
    _train("parser", work, {})
    sources = {f"components.{part}.source": str(first / "model-best") for part in PARSER_PARTS}
    _train("parser-close", work, sources, examples="parser")
    states = [spacy.load(path) for path in (first / "model-best", close / "model-best", close / "model-last")]
    mean_of(states).to_disk(work / "parser-mean")


def mean_of(states: list[Language]) -> Language:
    """Return the first pipeline with every weight set to the mean over pipelines of the same shape."""
    for name in states[0].pipe_names:
        models = [list(state.get_pipe(name).model.walk()) for state in states]  # type: ignore[attr-defined]
        for nodes in zip(*models, strict=True):
            for weight in nodes[0].param_names:
                if nodes[0].has_param(weight):
                    nodes[0].set_param(weight, sum(node.get_param(weight) for node in nodes) / len(nodes))
    return states[0]


def train_names(work: Path) -> None:
    """Train the name component from the parser's encoder; the best of the run is `work/names/model-best`."""
    _train("names", work, {"components.tok2vec.source": str(work / "parser-mean")})


def _train(part: str, work: Path, overrides: dict[str, str], *, examples: str = "") -> None:
    stem = examples or part
    paths = {"paths.train": str(work / f"{stem}-train.spacy"), "paths.dev": str(work / f"{stem}-dev.spacy")}
    config = load_config(HERE / f"{part}.cfg", overrides={**paths, **overrides}, interpolate=False)
    (work / part).mkdir(parents=True, exist_ok=True)
    train(init_nlp(config), work / part, stdout=sys.stdout, stderr=sys.stderr)
