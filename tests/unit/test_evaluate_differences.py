"""What two runs say differently: gained, lost and changed things, told with their words and with what gold says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from attrib.evaluate import difference_written, hold_against, written
from attrib.evaluate.differences import compare
from attrib.evaluate.evaluation import Evaluation
from attrib.evaluate.gold import Gold, GoldFinding, GoldSentence
from attrib.evaluate.runs import Run, recorded
from attrib.read import read_story
from attrib.report import Span

from .evaluate_builders import (
    attribution_of,
    finding_at,
    gold_attribution,
    report_on,
    sentence_of,
    source_of,
    span_of,
)

TEXT = (
    "The mayor said the bridge is safe, for now. Critics fear the worst.\n\n"
    "The clerk denied the charge. “It leaks,” the porter sighed.\n"
)
SENTENCES = [Span(*match.span()) for match in re.finditer(r"\S[^.]*\.", TEXT)]

MAYOR = {"source": "The mayor", "cue": "said", "content": "the bridge is safe"}
CRITICS = {"source": "Critics", "cue": "fear", "content": "the worst"}
CLERK = {"source": "The clerk", "cue": "denied", "content": "the charge"}
PORTER = {"source": "the porter", "cue": "sighed", "content": "“It leaks,”"}


def attribution(roles, *, rule="verb-clause", ref=None):
    return replace(
        attribution_of(TEXT, gold_attribution(TEXT, roles), rule=rule, number=span_of(TEXT, roles["cue"]).start),
        ref=ref,
    )


def report_of(
    *attributions,
    statuses=("named", "vague", "plain", "plain"),
    findings=(),
    names=("the mayor",),
    text=TEXT,
    path="story.txt",
):
    sentences = [
        sentence_of(span, status, "s1" if status == "named" else None)
        for span, status in zip(SENTENCES, statuses, strict=True)
    ]
    sources = [source_of(number, name, span_of(TEXT, "The mayor")) for number, name in enumerate(names, 1)]
    story = read_story(path, text.encode(), ())
    return report_on(story, sentences=sentences, sources=sources, attributions=attributions, findings=findings)


def run_of(*reports, name="run.jsonl"):
    return Run(name, tuple(recorded(report) for report in reports))


def told(before, after):
    """Return the changes between two reports on the story: what turned how, and the fields that changed."""
    difference = compare(run_of(before), run_of(after))
    (story,) = difference.stories
    return {
        kind: [(one.change.turn, name(one.change.shown), *one.change.fields) for one in getattr(story, kind)]
        for kind, name in (
            ("attributions", lambda one: one.cue.text),
            ("sentences", lambda one: one.status),
            ("findings", lambda one: one.rule),
        )
        if getattr(story, kind)
    }


def test_runs_that_say_the_same_do_not_differ():
    report = report_of(attribution(MAYOR), findings=[finding_at(TEXT, "Critics", "vague")])
    difference = compare(run_of(report), run_of(report))
    assert difference.is_empty
    assert difference_written(difference).endswith("\n\n1 stories compared, 0 differ\n")


def test_the_ids_of_sources_and_attributions_do_not_count():
    one = report_of(replace(attribution(MAYOR, ref="s1"), id="a1"), names=("the mayor", "Orla Venn"))
    two = report_of(replace(attribution(MAYOR, ref="s2"), id="a7"), names=("Orla Venn", "the mayor"))
    assert "attributions" not in told(one, two)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ([], [attribution(MAYOR)], [("gained", "said")]),
        ([attribution(MAYOR)], [], [("lost", "said")]),
        (
            [attribution(MAYOR)],
            [attribution({**MAYOR, "source": "mayor", "content": "the bridge is safe, for now"})],
            [("changed", "said", "source", "content")],
        ),
        (
            [attribution(MAYOR)],
            [attribution({**MAYOR, "cue": "mayor said", "source": "The"}, rule="tail-cue")],
            [("changed", "mayor said", "source", "cue", "rule")],
        ),
        (
            [attribution(MAYOR)],
            [replace(attribution(MAYOR), kind="mixed", cue_class="claim", cue_lemma="saying", expression=False)],
            [("changed", "said", "class", "lemma", "kind", "expression")],
        ),
        ([attribution(MAYOR)], [attribution(MAYOR, ref="s1")], [("changed", "said", "resolved")]),
        ([attribution(CLERK), attribution(MAYOR)], [attribution(CRITICS)], [("lost", "said"), ("gained", "fear"), ("lost", "denied")]),
        ([attribution(MAYOR)], [attribution(MAYOR), attribution(MAYOR, rule="other")], [("gained", "said")]),
    ],
    ids=["gained", "lost", "edges", "cue", "labels", "resolved", "order", "twice"],
)  # fmt: skip
def test_attributions(before, after, changes):
    assert told(report_of(*before), report_of(*after)) == {"attributions": changes}


def test_statuses_and_sources_of_sentences():
    before = report_of(statuses=("named", "vague", "plain", "plain"))
    after = report_of(statuses=("named", "plain", "plain", "anonymous"), names=("Dana Whitlock",))
    assert told(before, after) == {
        "sentences": [
            ("changed", "named", "source"),
            ("changed", "plain", "status"),
            ("changed", "anonymous", "status"),
        ]
    }


def test_a_sentence_that_was_cut_otherwise_is_held_against_the_one_it_overlaps_most():
    before = report_of(statuses=("named", "vague", "plain", "vague"))
    whole = sentence_of(Span(SENTENCES[0].start, SENTENCES[1].end), "named", "s1")
    after = replace(before, sentences=(whole, *before.sentences[2:]))
    assert told(before, after) == {"sentences": [("changed", "named", "status", "source")]}
    assert told(after, before) == {"sentences": [("changed", "vague", "status", "source")]}


def test_findings():
    before = [
        finding_at(TEXT, "Critics", "vague"),
        finding_at(TEXT, "The clerk", "bare"),
        finding_at(TEXT, "fear", "loaded"),
    ]
    after = [
        finding_at(TEXT, "Critics fear", "vague"),
        finding_at(TEXT, "The clerk", "bare", "error"),
        finding_at(TEXT, "sighed", "loaded"),
    ]
    assert told(report_of(findings=before), report_of(findings=after)) == {
        "findings": [
            ("changed", "vague", "words"),
            ("lost", "loaded"),
            ("changed", "bare", "level"),
            ("gained", "loaded"),
        ]
    }


def test_stories_are_the_same_by_their_text_and_those_that_are_not_are_named():
    here, there = report_of(path="a/one.txt"), report_of(attribution(MAYOR), path="b/one.txt")
    old, new = report_of(text=TEXT + "Old."), report_of(text=TEXT + "New.")
    gone, come = report_of(text=TEXT + "Gone.", path="gone.txt"), report_of(text=TEXT + "Come.", path="come.txt")
    difference = compare(run_of(here, old, gone), run_of(come, new, there))
    assert [(one.before.path, one.after.path, len(one.attributions)) for one in difference.stories] == [
        ("a/one.txt", "b/one.txt", 1)
    ]
    assert (difference.only_before, difference.only_after) == (("gone.txt",), ("come.txt",))
    assert difference.altered == ("story.txt",)
    assert not difference.is_empty


def test_a_story_in_one_run_only_is_a_difference():
    report = report_of()
    assert not compare(run_of(report), run_of(report, report_of(text="Nobody spoke.", path="b.txt"))).is_empty


def test_of_stories_with_one_text_those_of_one_path_are_compared():
    first, second = report_of(path="a.txt"), report_of(attribution(MAYOR), path="b.txt")
    assert compare(run_of(second, first), run_of(first, second)).is_empty


BEFORE = report_of(
    attribution(MAYOR, rule="verb-object", ref="s1"),
    attribution(CRITICS),
    attribution({**PORTER, "source": "porter"}, rule="quote"),
    statuses=("named", "vague", "named", "plain"),
    findings=[finding_at(TEXT, "Critics", "vague"), finding_at(TEXT, "the charge", "unsourced", "error")],
)
AFTER = report_of(
    attribution({**MAYOR, "content": "the bridge is safe, for now"}, ref="s1"),
    attribution(CLERK, rule="verb-object"),
    attribution(PORTER, rule="quote"),
    statuses=("named", "plain", "named", "vague"),
    findings=[finding_at(TEXT, "Critics fear", "vague"), finding_at(TEXT, "porter", "bare")],
    names=("the mayor of Hartwell",),
)
GOLD = Gold(
    Path("story.gold.yml"),
    tuple(GoldSentence(span, (status,), ()) for span, status in zip(SENTENCES, ("named", "vague", "named", "vague"), strict=True)),
    tuple(gold_attribution(TEXT, roles) for roles in (MAYOR, CRITICS, CLERK, PORTER)),
    (GoldFinding("vague", span_of(TEXT, "Critics")), GoldFinding("unsourced", span_of(TEXT, "the charge"))),
)  # fmt: skip


def against():
    evaluation = Evaluation()
    evaluation.add(GOLD, AFTER)
    return evaluation, hold_against(
        evaluation, run_of(BEFORE, report_of(text="Gone.", path="gone.txt"), name="old.jsonl")
    )


def test_gold_says_what_a_change_was_worth():
    (story,) = against()[1].difference.stories
    assert [(one.change.shown.cue.text, one.before, one.after, one.gain) for one in story.attributions] == [
        ("said", "exact", "right", -1),
        ("fear", "exact", None, -2),
        ("denied", None, "exact", 2),
        ("sighed", "right", "exact", 1),
    ]
    assert [(one.change.shown.status, one.before, one.after) for one in story.sentences] == [
        ("named", "right", "right"),
        ("plain", "right", "wrong"),
        ("named", "right", "right"),
        ("vague", "wrong", "right"),
    ]
    assert [(one.change.shown.rule, one.before, one.after) for one in story.findings] == [
        ("vague", "expected", "expected"),
        ("unsourced", "expected", None),
        ("bare", None, None),
    ]


def test_what_changed_for_people(golden):
    evaluation, changed = against()
    text = written(evaluation, "default", against=changed)
    assert text.startswith(written(evaluation, "default"))
    golden("evaluate/against.report.txt", text.removeprefix(written(evaluation, "default")))


def test_what_changed_for_machines(golden):
    evaluation, changed = against()
    told = json.loads(written(evaluation, "default", form="json", against=changed))["changes"]
    golden("evaluate/against.report.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def test_without_gold_the_words_are_those_of_the_file_if_it_is_there(golden, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    difference = compare(run_of(BEFORE, name="old.jsonl"), run_of(AFTER, name="new.jsonl"))
    golden("evaluate/absent.diff.txt", difference_written(difference))
    Path("story.txt").write_bytes(TEXT.encode())
    difference = compare(run_of(BEFORE, name="old.jsonl"), run_of(AFTER, name="new.jsonl"))
    golden("evaluate/present.diff.txt", difference_written(difference))


def test_where_the_file_is_gone_the_lines_are_those_that_a_run_recorded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    span = span_of(TEXT, "porter")
    run = run_of(AFTER)
    (story,) = run.stories
    placed = Run("new.jsonl", (replace(story, places={span.start: (3, 39)}),))
    text = difference_written(compare(run_of(BEFORE), placed))
    assert "story.txt:3:39: gained warning[TEST-01 bare] Why?\n" in text
    assert f"story.txt@{span_of(TEXT, 'fear').start}: lost verb-clause (speech, say)\n" in text


def test_the_json_of_a_difference_without_gold():
    told = json.loads(difference_written(compare(run_of(BEFORE), run_of(AFTER)), "json"))
    assert (told["schema"], told["compared"], told["before"]) == (
        "attrib.diff/1",
        1,
        {"name": "run.jsonl", "stories": 1, "policies": ["default"]},
    )
    assert told["counts"]["attributions"]["gained"] == 1
    assert {tuple(one["gold"]) for one in told["stories"][0]["attributions"]} == {(None, None)}
    assert told["stories"][0]["sha256"] == sha256(TEXT.encode()).hexdigest()


def test_what_the_gold_says_nothing_of_is_left_open():
    evaluation = Evaluation()
    evaluation.add(replace(GOLD, sentences=None, findings=None), AFTER)
    lines = written(evaluation, "default", against=hold_against(evaluation, run_of(BEFORE))).splitlines()
    assert [line.split() for line in lines if line.startswith(("attributions  ", "sentences  ", "findings  "))] == [
        ["attributions", "1", "1", "1", "1", "2", "1", "1"],
        ["sentences", "0", "-", "0", "-", "4", "-", "-"],
        ["findings", "1", "-", "1", "-", "1", "-", "-"],
    ]
    assert [line.split()[1:] for line in lines if line.startswith("Findings  ")] == [["gained", "lost", "changed"]]
