"""The mean of several states of a pipeline."""

from __future__ import annotations

import spacy
from spacy.training import Example
from thinc.api import fix_random_seed

from attrib.parse.recipe.training import mean_of


def state(seed):
    """Return a small tagger whose weights are those of this seed."""
    fix_random_seed(seed)
    nlp = spacy.blank("en")
    tagger = nlp.add_pipe("tagger", config={"model": {"tok2vec": {"width": 8, "embed_size": 10}}})
    for tag in ("NN", "VBD"):
        tagger.add_label(tag)
    words = {"words": ["It", "sank"], "tags": ["NN", "VBD"]}
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("It sank"), words)])
    for node in tagger.model.walk():
        for name in node.param_names:
            node.set_param(name, node.get_param(name) + seed)
    return nlp


def weights(nlp):
    return [
        node.get_param(name)
        for node in nlp.get_pipe("tagger").model.walk()
        for name in node.param_names
        if node.has_param(name)
    ]


def test_every_weight_is_the_mean():
    wanted = [(a + b + c) / 3 for a, b, c in zip(*(weights(state(seed)) for seed in (1, 2, 3)), strict=True)]
    found = weights(mean_of([state(1), state(2), state(3)]))
    assert len(found) > 1
    assert all(abs(a - b).max() < 1e-5 for a, b in zip(found, wanted, strict=True))
    assert any(abs(a - b).max() > 0.5 for a, b in zip(found, weights(state(1)), strict=True))
