"""Mistakes: told with their text, by group, always the same ones, and narrowed to those that are asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from attrib.evaluate import Only, View, written
from attrib.evaluate.evaluation import Evaluation, as_json
from attrib.evaluate.gold import Gold, GoldFinding
from attrib.report import Span

from .evaluate_builders import attribution_of, gold_attribution, report_on, sentence_of, span_of, story_of

CASES = Path(__file__).parents[1] / "cases" / "evaluate"


def cases():
    for case in yaml.safe_load((CASES / "outcomes.yaml").read_text(encoding="utf-8")):
        yield pytest.param(case, id=case["name"])


def sentences_of(text):
    return [sentence_of(Span(*match.span()), "plain", None) for match in re.finditer(r"\S[^.]*\.", text)]


def evaluated(text, gold, found):
    """Return an evaluation of one story whose gold and whose attributions are given as words."""
    report = report_on(story_of(text), sentences=sentences_of(text), attributions=found)
    evaluation = Evaluation()
    roles = tuple(gold_attribution(text, one) for one in gold)
    evaluation.add(Gold(Path("story.ann"), attributions=roles), report)
    return evaluation


@pytest.mark.parametrize("case", list(cases()))
def test_what_became_of_each_attribution(case):
    text = case["text"]
    found = [attribution_of(text, gold_attribution(text, roles)) for roles in case["found"]]
    mistakes = as_json(evaluated(text, case["gold"], found), "default", View(errors=9))["mistakes"]["attributions"]
    told = [{key: one[key] for key in ("sort", "wrong", "gold", "found")} for one in mistakes]
    assert told == [{"gold": None, "found": None, **wanted} for wanted in case["outcomes"]]


WISH = "The clerk wants a rise."


def spurious(count, name="story.txt"):
    """Return an evaluation of so many stories, each with one attribution that the gold has not."""
    evaluation = Evaluation()
    for number in range(count):
        story = story_of(WISH, f"{number}/{number}-{name}")
        found = gold_attribution(WISH, {"source": "The clerk", "cue": "wants", "content": "a rise"})
        report = report_on(story, sentences=sentences_of(WISH), attributions=[attribution_of(WISH, found)])
        evaluation.add(Gold(Path("story.ann"), attributions=()), report)
    return evaluation


def places(evaluation, view):
    return [one["place"] for one in as_json(evaluation, "default", view)["mistakes"]["attributions"]]


def test_of_many_mistakes_some_are_shown_from_all_over_the_stories_and_in_their_order():
    shown = places(spurious(40), View(errors=5))
    numbers = [int(place.partition("/")[0]) for place in shown]
    assert (len(numbers), numbers) == (5, sorted(numbers))
    assert numbers != [0, 1, 2, 3, 4]


def test_those_shown_stay_when_others_come_and_when_fewer_are_asked_for():
    few, more = (set(places(spurious(40), View(errors=count))) for count in (3, 8))
    assert few < more
    assert set(places(spurious(60), View(errors=8))) & few
    assert len(places(spurious(40), View(errors=50))) == 40


TEXT = "The mayor said the bridge is safe. The clerk wants a rise. “It leaks,” sighed the porter."
GOLD = [
    {"source": "The mayor", "cue": "said", "content": "the bridge is safe"},
    {"source": "the porter", "cue": "sighed", "content": "“It leaks,”"},
]


@pytest.fixture
def evaluation():
    """One attribution misbounded, one spurious, one missed, of different frames, classes and kinds."""
    said = attribution_of(TEXT, gold_attribution(TEXT, {**GOLD[0], "source": "mayor"}))
    wants = attribution_of(
        TEXT, gold_attribution(TEXT, {"source": "The clerk", "cue": "wants", "content": "a rise"}), rule="verb-object"
    )
    return evaluated(TEXT, GOLD, [said, replace(wants, cue_class="intention", cue_lemma="want")])


@pytest.mark.parametrize(
    ("only", "sorts"),
    [
        (Only(), ["misbounded", "spurious", "missed"]),
        (Only(frame="verb-object"), ["spurious"]),
        (Only(cue_class="speech"), ["misbounded"]),
        (Only(kind="direct"), ["missed"]),
        (Only(kind="indirect"), ["misbounded", "spurious"]),
        (Only(frame="verb-object", cue_class="speech"), []),
        (Only(finding="vague"), []),
    ],
)
def test_mistakes_are_narrowed(evaluation, only, sorts):
    told = as_json(evaluation, "default", View(errors=9, only=only))["mistakes"]["attributions"]
    assert [one["sort"] for one in told] == sorts


def test_findings_are_narrowed_to_one_rule():
    text = "Critics fear the worst."
    gold = Gold(Path("a.gold.yml"), findings=tuple(GoldFinding(rule, span_of(text, "Critics")) for rule in "ab"))
    evaluation = Evaluation()
    evaluation.add(gold, report_on(story_of(text)))

    def missed(**only):
        told = as_json(evaluation, "default", View(errors=9, only=Only(**only)))["mistakes"]["findings"]
        return [one["message"] for one in told]

    assert missed() == ["missed a at “Critics”", "missed b at “Critics”"]
    assert missed(finding="b") == ["missed b at “Critics”"]
    assert missed(frame="verb-object") == []


def test_a_mistake_tells_what_the_attribution_was_taken_for(evaluation):
    _, told, _ = as_json(evaluation, "default", View(errors=1))["mistakes"]["attributions"]
    assert told == {
        "place": "story.txt:1:46",
        "sort": "spurious",
        "wrong": [],
        "kind": "indirect",
        "frame": "verb-object",
        "class": "intention",
        "lemma": "want",
        "gold": None,
        "found": "source[The clerk] cue[wants] content[a rise].",
    }


@pytest.mark.parametrize(("by", "groups"), [("class", ["intention", "speech"]), ("lemma", ["say (speech)"])])
def test_mistakes_are_told_by_the_first_group_asked_for(evaluation, by, groups):
    found, _ = evaluation.attribution_mistakes(View(by=(by, "kind"), errors=1, top=2 if by == "class" else 1))
    assert [group.name for group in found] == groups


def test_the_mistakes_for_people(golden, evaluation):
    golden("evaluate/mistakes.report.txt", written(evaluation, "default", view=View(by=("lemma", "class"), errors=1)))


def test_without_mistakes_asked_for_none_are_looked_for(evaluation):
    assert as_json(evaluation, "default")["mistakes"] == {"attributions": [], "sentences": [], "findings": []}
