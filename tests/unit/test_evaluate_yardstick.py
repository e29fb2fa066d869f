"""textacy's quotations as a yardstick: what it finds is reported as attrib's own findings are, what it refuses is counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from attrib.evaluate import Comparison, written
from attrib.evaluate.evaluation import Evaluation
from attrib.evaluate.gold import Gold
from attrib.evaluate.yardstick import TextacyQuotations

from .evaluate_builders import gold_attribution
from .parse_builders import parsed_story, tree

BALANCED = """
    “        PUNCT punct   lost
    We       PRON  nsubj   lost
    lost     VERB  ccomp   said    lemma=lose
    badly    ADV   advmod  lost
    today    NOUN  obl     lost
    ,        PUNCT punct   said
    ”        PUNCT punct   lost
    Field    PROPN nsubj   said
    said     VERB  ROOT            lemma=say
    .        PUNCT punct   said
"""
UNBALANCED = BALANCED.replace("”        PUNCT punct   lost\n", "")


class Engine:
    """Establishes nothing about stories parsed beforehand."""

    def __init__(self, *rows):
        self.parsed = [parsed_story(tree(one)) for one in rows]

    def establish(self, stories):
        assert list(stories) == [one.story for one in self.parsed]
        return ((one, None) for one in self.parsed)


def found_in(*rows):
    finder = TextacyQuotations(engine := Engine(*rows))
    return list(finder.check([one.story for one in engine.parsed])), finder.refused


def test_quotations_are_reported_where_they_stand():
    (report,), refused = found_in(BALANCED)
    assert [(one.content.text, one.cue.text, one.source.text) for one in report.attributions] == [
        ("“We lost badly today,”", "said", "Field")
    ]
    for part in (report.attributions[0].content, report.attributions[0].cue):
        assert [report.story.text[span.start : span.end] for span in part.spans] == [part.text]
    assert refused == 0


def test_paragraphs_with_odd_marks_are_counted_and_the_rest_is_read():
    reports, refused = found_in(UNBALANCED, BALANCED)
    assert [len(report.attributions) for report in reports] == [0, 1]
    assert refused == 1


@pytest.fixture
def comparison():
    (report,), refused = found_in(BALANCED)
    evaluation = Evaluation()
    gold = gold_attribution(report.story.text, {"source": "Field", "cue": "said", "content": "“We lost badly today,”"})
    evaluation.add(Gold(Path("story.ann"), attributions=(gold,)), report)
    return Comparison("textacy", evaluation, refused)


def test_a_comparison_stands_below_the_evaluation(comparison):
    text = written(Evaluation(), "default", comparison=comparison)
    assert text.startswith(written(Evaluation(), "default"))
    assert "The same with textacy (0 paragraphs refused)\nAttributions: 1 in the gold, 1 found\n" in text


def test_a_comparison_is_part_of_the_object(comparison):
    told = json.loads(written(Evaluation(), "default", form="json", comparison=comparison))["comparison"]
    assert (told["name"], told["refused"], told["attributions"]["linked"]["f1"]) == ("textacy", 0, 1.0)
