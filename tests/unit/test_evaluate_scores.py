"""The figures: attributions, ledger, findings and frames held against gold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from attrib.evaluate.evaluation import Evaluation, as_json
from attrib.evaluate.gold import Gold, GoldFinding, GoldSentence

from .evaluate_builders import (
    attribution_of,
    finding_at,
    gold_attribution,
    report_on,
    sentence_of,
    source_of,
    span_of,
    story_of,
)

CASES = Path(__file__).parents[1] / "cases" / "evaluate"


def cases(name):
    for case in yaml.safe_load((CASES / name).read_text(encoding="utf-8")):
        yield pytest.param(case, id=case["name"])


def evaluated(gold: Gold, report) -> dict:
    evaluation = Evaluation()
    evaluation.add(gold, report)
    return as_json(evaluation, "default")


@pytest.mark.parametrize("case", list(cases("attributions.yaml")))
def test_attributions(case):
    text = case["text"]
    gold = tuple(gold_attribution(text, roles) for roles in case["gold"])
    found = [gold_attribution(text, roles) for roles in case["found"]]
    report = report_on(story_of(text), attributions=[attribution_of(text, one) for one in found])
    figures = evaluated(Gold(Path("story.ann"), attributions=gold), report)["attributions"]
    assert {name: figures[name] for name in case["figures"]} == case["figures"]


@pytest.mark.parametrize("case", list(cases("sentences.yaml")))
def test_ledger(case):
    text = "\n\n".join(one["text"] for one in case["sentences"])
    gold, sentences, sources = [], [], []
    for number, one in enumerate(case["sentences"], 1):
        span = span_of(text, one["text"])
        gold.append(GoldSentence(span, tuple(one["gold"]), (one["of"],) if "of" in one else ()))
        if "by" in one:
            sources.append(source_of(number, one["by"], span))
        if "found" in one:
            sentences.append(sentence_of(span, one["found"], f"s{number}" if "by" in one else None))
    report = report_on(story_of(text), sentences=sentences, sources=sources)
    figures = evaluated(Gold(Path("story.gold.json"), tuple(gold)), report)["ledger"]
    assert {name: figures[name] for name in case["figures"]} == case["figures"]


TEXT = "Critics fear the worst.\n\nThe mayor said so. It was the worst flood in years, and nobody knew.\n"


def gold_with(findings: list[tuple[str, str]], statuses: dict[str, str]) -> Gold:
    sentences = tuple(GoldSentence(span_of(TEXT, words), (status,), ()) for words, status in statuses.items())
    expected = tuple(GoldFinding(rule, span_of(TEXT, words)) for rule, words in findings)
    return Gold(Path("story.gold.yml"), sentences, (), expected)


def test_findings_are_expected_found_and_missed():
    gold = gold_with(
        [
            ("vague", "Critics"),
            ("vague", "Critics fear"),
            ("unsourced", "It was the worst flood"),
            ("unnamed", "mayor"),
        ],
        {"Critics fear the worst.": "vague", "It was the worst flood": "unattributed", "The mayor said so.": "named"},
    )
    found = [
        finding_at(TEXT, "Critics fear the worst", "vague"),
        finding_at(TEXT, "worst flood", "unsourced", "error"),
        finding_at(TEXT, "said so", "unsourced", "info"),
        finding_at(TEXT, "nobody", "unsourced"),
    ]
    figures = evaluated(gold, report_on(story_of(TEXT), findings=found))
    assert figures["findings"] == {
        "unsourced": {
            "reported": 3,
            "expected": 1,
            "found": 1,
            "missed": 0,
            "in_gold_sentences": 2,
            "unattributed_or_vague": 0.5,
        },
        "vague": {
            "reported": 1,
            "expected": 2,
            "found": 1,
            "missed": 1,
            "in_gold_sentences": 1,
            "unattributed_or_vague": 1.0,
        },
        "unnamed": {
            "reported": 0,
            "expected": 1,
            "found": 0,
            "missed": 1,
            "in_gold_sentences": 0,
            "unattributed_or_vague": None,
        },
    }


def test_loudness_counts_errors_and_warnings_by_words_of_the_story_without_layout(layout):
    from attrib.read import read_story

    text = "HARTWELL (Herald) - The ferry sank. Nobody said why.\n\n• Reuters\n"
    story = read_story("story.txt", text.encode(), layout)
    found = [finding_at(text, "ferry", "a", "error"), finding_at(text, "Nobody", "a", "info")]
    figures = evaluated(Gold(Path("story.ann")), report_on(story, findings=found))
    assert figures["levels"] == {"error": 1, "warning": 0, "info": 1}
    assert (figures["words"], figures["errors_and_warnings_per_1000_words"]) == (6, round(1000 / 6, 4))


def test_frames_tell_what_they_found_and_what_of_it_is_right():
    text = "The mayor said the bridge is safe. A clerk denied that. It rained."
    right = gold_attribution(text, {"source": "The mayor", "cue": "said", "content": "the bridge is safe"})
    gold = (right, gold_attribution(text, {"source": "A clerk", "cue": "denied", "content": "that"}))
    off = gold_attribution(text, {"source": "clerk", "cue": "denied", "content": "that"})
    wrong = gold_attribution(text, {"cue": "rained", "content": "It"})
    found = [
        attribution_of(text, right),
        attribution_of(text, off, rule="verb-object"),
        attribution_of(text, wrong, rule="verb-object"),
    ]
    figures = evaluated(Gold(Path("story.ann"), attributions=gold), report_on(story_of(text), attributions=found))
    everything = {"found": 1, "cue": 1, "linked": 1, "exact source": 1, "exact cue": 1, "exact content": 1}
    assert figures["frames"] == {
        "verb-object": {**everything, "found": 2, "exact source": 0},
        "verb-clause": everything,
    }


def test_figures_are_over_all_stories():
    evaluation = Evaluation()
    text = "The mayor said the bridge is safe."
    roles = {"source": "The mayor", "cue": "said", "content": "the bridge is safe"}
    gold = gold_attribution(text, roles)
    evaluation.add(
        Gold(Path("a.ann"), attributions=(gold,)),
        report_on(story_of(text), attributions=[attribution_of(text, gold)]),
    )
    evaluation.add(Gold(Path("b.ann"), attributions=(gold,)), report_on(story_of(text)))
    figures = as_json(evaluation, "default")
    assert figures["stories"] == 2
    assert figures["attributions"]["linked"] == {"p": 1.0, "r": 0.5, "f1": 0.6667}
    assert figures["attributions"]["documents"] == 2


def grouped(grouping: str) -> dict:
    """Return the counts of a group over a report: a kind taken for another, a lemma in two classes, one missed."""
    text = "“It is safe,” the mayor said. The mayor called the bridge safe. A clerk called for “a new one” and sighed."
    quoted = gold_attribution(text, {"source": "the mayor", "cue": "said", "content": "“It is safe,”"})
    named = gold_attribution(text, {"source": "The mayor", "cue": "called", "content": "the bridge safe"})
    asked = gold_attribution(text, {"source": "A clerk", "cue": "called for", "content": "“a new one”"})
    sighed = gold_attribution(text, {"source": "A clerk", "cue": "sighed", "content": "and"})
    found = [
        attribution_of(text, quoted),
        replace(attribution_of(text, named), cue_class="judgement", cue_lemma="call"),
        replace(attribution_of(text, asked), kind="mixed", cue_class="request", cue_lemma="call"),
    ]
    evaluation = Evaluation()
    gold = Gold(Path("story.ann"), attributions=(quoted, asked, sighed))
    evaluation.add(gold, report_on(story_of(text), attributions=found))
    return evaluation.groups(grouping)


ALL_RIGHT = {"found": 1, "cue": 1, "linked": 1, "exact source": 1, "exact cue": 1, "exact content": 1}


def test_classes_of_cues_are_counted_as_frames_are():
    assert grouped("class") == {"judgement": {"found": 1, "cue": 0}, "request": ALL_RIGHT, "speech": ALL_RIGHT}


def test_a_lemma_is_counted_in_each_of_its_classes():
    assert list(grouped("lemma")) == ["call (judgement)", "call (request)", "say (speech)"]


def test_kinds_tell_what_the_gold_has_and_what_was_taken_for_them():
    exact = {key: count for key, count in ALL_RIGHT.items() if key.startswith("exact")}
    assert grouped("kind") == {
        "direct": {"gold": 2, "recalled": 2},
        "mixed": ALL_RIGHT,
        "indirect": {"gold": 1, "recalled": 0, "found": 2, "cue": 1, "linked": 1, **exact},
    }


def test_missed_cues_are_counted_by_their_words():
    text = "The mayor SAID no. The clerk said\nso, too."
    words = (
        {"source": "The mayor", "cue": "SAID", "content": "no"},
        {"cue": "said", "content": "so"},
        {"content": "too"},
    )
    evaluation = Evaluation()
    gold = Gold(Path("story.ann"), attributions=tuple(gold_attribution(text, roles) for roles in words))
    evaluation.add(gold, report_on(story_of(text)))
    assert evaluation.missed_cues == {"said": 2, "no cue": 1}
