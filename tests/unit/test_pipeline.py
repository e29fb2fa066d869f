"""Other pipelines: what is refused, and how the refusal reads."""

from __future__ import annotations

import pytest
import spacy

from attrib.errors import PipelineError
from attrib.parse.pipeline import check_pipeline, load_pipeline


def test_the_shipped_pipeline_says_what_it_is(engine):
    """The shipped pipeline carries its licence, its sources and its scores."""
    meta = load_pipeline().meta

    assert meta["license"] == "CC BY-SA 4.0"
    assert {source["license"] for source in meta["sources"]} >= {"CC BY-SA 4.0", "MIT"}
    assert meta["performance"]["PUD"]["dep_las"] >= 0.845


def test_a_name_that_nothing_has_is_refused():
    """A pipeline that is nowhere is an error with a hint, not a traceback."""
    with pytest.raises(PipelineError) as caught:
        load_pipeline("no_such_pipeline")

    assert caught.value.code == "A401"
    assert caught.value.hint is not None


def test_a_pipeline_without_a_parser_is_refused(tmp_path):
    """A pipeline that lacks a needed component is refused by the component's name."""
    spacy.blank("en").to_disk(tmp_path / "blank")

    with pytest.raises(PipelineError) as caught:
        load_pipeline(str(tmp_path / "blank"))

    assert caught.value.code == "A402"
    assert "parser" in caught.value.message


def test_a_pipeline_with_other_labels_is_refused():
    """A parser without Universal Dependencies is refused by the relations it lacks."""
    nlp = spacy.blank("en")
    for name in ("tagger", "parser", "lemmatizer", "ner"):
        nlp.add_pipe(name)
    for label in ("nsubj", "dobj", "pobj", "prep"):
        nlp.get_pipe("parser").add_label(label)

    with pytest.raises(PipelineError) as caught:
        check_pipeline(nlp, "other")

    assert caught.value.code == "A403"
    assert "obl" in caught.value.message
