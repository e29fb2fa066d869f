"""Whole stories through the whole engine: what is established about them, and that it does not hang on how they come."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CASES = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in Path(__file__).parent.glob("cases/stories/*.yml")
}
TEXTS = [case["text"] for case in CASES.values()]
SHARED = Path(__file__).parents[2] / "shared"
PIECES = [
    "“",
    "”",
    '"',
    "'",
    "—",
    ":",
    ".",
    ",",
    "\n",
    "\n\n",
    " ",
    " said",
    "Ann Field",
    "officials",
    "U.S.",
    "# ",
    "\t",
    "é",
]
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(engine, texts):
    return [engine.read(f"story-{number}.txt", text.encode()) for number, text in enumerate(texts)]


def check(engine, texts):
    return list(engine.check(read(engine, texts)))


@pytest.fixture(scope="module")
def reports(engine):
    """The report on each case, by its name; all are checked together."""
    return dict(zip(CASES, check(engine, TEXTS), strict=True))


def name_of(report, ref):
    source = report.source(ref)
    return source.name if source is not None else None


@pytest.mark.parametrize("name", CASES)
def test_each_sentence_has_its_status_and_source(name, reports):
    report, wanted = reports[name], CASES[name]["sentences"]
    starts = {
        one.span.start: begin for one in report.sentences for _, _, begin in wanted if starts_with(report, one, begin)
    }
    assert [
        [one.status + "*" * one.carried, name_of(report, one.source), starts.get(one.span.start)]
        for one in report.sentences
    ] == wanted


def starts_with(report, sentence, begin):
    return report.story.text.startswith(begin, sentence.span.start)


@pytest.mark.parametrize("name", CASES)
def test_claims_are_typed_and_have_somebody_behind_them(name, reports):
    report, wanted = reports[name], CASES[name]["claims"]
    found = [
        [kind, claim.status, name_of(report, claim.source), claim.text]
        for claim in report.claims
        for kind in claim.types
    ]
    assert [one for one in wanted if one not in found] == []


@pytest.mark.parametrize("name", CASES)
def test_what_an_editor_would_ask_is_found(name, reports):
    report, wanted = reports[name], CASES[name]["findings"]
    text = report.story.text
    found = [f"{one.rule} @ {text[one.span.start : one.span.end]}" for one in report.findings]
    assert [one for one in wanted if not any(other.startswith(one) for other in found)] == []


def test_the_second_official_is_not_the_senior_one(reports):
    report = reports["two-officials"]
    text = report.story.text
    mentions = {source.name: [text[span.start : span.end] for span in source.mentions] for source in report.sources}
    assert mentions["another Maranian official"] == ["another Maranian official", "The official"]
    assert mentions["a senior Maranian official"][1:] == ["the senior official"]
    assert mentions["Two Maranian officials"] == [
        "Maranian officials",
        "Two Maranian officials",
        "the officials",
        "Both Maranian officials",
    ]


def test_anonymity_is_marked_and_its_reason_told(reports):
    colleague = next(one for one in reports["hearsay"].sources if one.status == "anonymous")
    text = reports["hearsay"].story.text
    assert [text[span.start : span.end] for span in colleague.marker] == ["on condition of anonymity"]
    assert colleague.reason.text == "because he feared for his job"
    senior = next(one for one in reports["two-officials"].sources if one.name.startswith("a senior"))
    assert (len(senior.marker), senior.reason) == (1, None)


def test_stories_checked_together_are_each_checked_as_if_alone(engine, reports):
    alone = [check(engine, [text])[0] for text in TEXTS]
    assert [told(one) for one in alone] == [told(one) for one in reports.values()]


def test_the_same_story_gives_the_same_report_twice(engine):
    assert check(engine, TEXTS[:2]) == check(engine, TEXTS[:2])


def told(report):
    """Return all that a report tells of a story, its name apart; a fingerprint knows the name."""
    findings = [(one.rule, one.level, one.message, one.span, one.related) for one in report.findings]
    return report.sentences, report.sources, report.attributions, report.claims, findings


WRITABLE = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80)
"""Any text without control characters, for which a file is refused."""


@few
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | WRITABLE, max_size=3))
def test_whatever_the_text_the_report_keeps_to_it(engine, texts):
    for report in check(engine, texts):
        length = len(report.story.text)
        spans = [one.span for one in report.sentences] + [one.span for one in report.findings]
        spans += [span for one in report.attributions for span in (*one.cue.spans, *one.content.spans)]
        assert [span for span in spans if not 0 <= span.start < span.end <= length] == []
        assert [one.span for one in report.sentences] == sorted(one.span for one in report.sentences)
        assert {one.source for one in report.sentences} - {None} <= {one.id for one in report.sources}


@pytest.fixture(scope="module")
def seed(engine):
    """The report on the story this project began with, and its gold."""
    story, gold = SHARED / "seed" / "idlib.txt", SHARED / "seed" / "idlib.gold.json"
    if not story.exists():
        pytest.skip(f"{story} is not there; it may not be published with the project")
    return next(engine.check([engine.read(story, story.read_bytes())])), json.loads(gold.read_text("utf-8"))


def test_the_seed_story_agrees_with_its_gold(seed):
    report, gold = seed
    found = {(one.span.start, one.span.end): one.status for one in report.sentences}
    wanted = {(one["start"], one["end"]): one["labels"] for one in gold}
    assert len(wanted) == 18
    assert {at: labels for at, labels in wanted.items() if nearest(found, at) not in labels} == {}


def nearest(found, at):
    """Return the status of the sentence that shares most with a stretch."""
    return found[max(found, key=lambda run: min(run[1], at[1]) - max(run[0], at[0]))]


def test_the_seed_story_says_who_stands_behind_its_claims(seed):
    report, _ = seed
    claims = {claim.text: (claim.types, claim.status, name_of(report, claim.source)) for claim in report.claims}
    killed = claims["two Turkish troops were killed in an attack"]
    assert killed == (("casualty", "violence"), "organization", "Ankara")
    conditions = next(one for one in report.attributions if "have not been fully implemented" in one.content.text)
    source = report.source(conditions.ref)
    assert (source.status, len(source.marker), source.reason) == ("anonymous", 1, None)
    last = report.attributions[-2:]
    assert [report.source(one.ref).name.partition(",")[0] for one in last] == [
        "another Turkish official",
        "a senior Turkish official",
    ]


def test_a_strict_check_of_the_seed_story_fails_and_names_what_it_finds(seed):
    report, _ = seed
    command = [sys.executable, "-m", "attrib", "check", "--strict", report.story.path]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert [one.rule for one in report.findings if one.rule not in done.stdout] == []
    assert {"anonymous-headline", "anonymity-unexplained", "unattributed-claim"} <= {
        one.rule for one in report.findings
    }
