"""Our figures are those of the scorers that others use, on the data they were made for, where these lie beside us.

What is scored is the gold itself, spoiled in several ways, so that no pipeline is needed.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from attrib.evaluate.evaluation import Evaluation, as_json
from attrib.evaluate.find import find_gold
from attrib.read import read_bytes, read_story
from attrib.render.jsonl_report import render
from attrib.report import Report, Span

from .evaluate_builders import attribution_of, report_on, sentence_of, source_of

SHARED = Path(__file__).parents[3] / "shared"
ENOUGH = 5


def need(*names):
    """Skip the test where data that may not be published with the project are absent."""
    for name in names:
        if not (SHARED / name).exists():
            pytest.skip(f"{SHARED / name} is not there; it may not be published with the project")


def test_attributions_are_scored_as_the_bench_scores_them():
    need("bench/score_attributions.py", "polnear/dev")
    spec = importlib.util.spec_from_file_location("bench", SHARED / "bench" / "score_attributions.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    pairs, evaluation = [], Evaluation()
    for file in find_gold(SHARED / "polnear" / "dev"):
        story = read_story(file.story, read_bytes(file.story), ())
        gold = file.read(story)
        found = spoiled(gold.attributions, len(story.text))
        evaluation.add(gold, report_on(story, attributions=[attribution_of(story.text, one) for one in found]))
        predicted = [{role: pairs_of(getattr(one, role)) for role in bench.ROLES} for one in found]
        pairs.append((story.text, bench.load_ann(file.path), predicted))
    assert len(pairs) >= ENOUGH
    figures = as_json(evaluation, "default")["attributions"]
    assert figures == bench.score(pairs)
    assert 0.2 < figures["linked"]["f1"] < 0.9


def spoiled(gold, length):
    """Return attributions that are right, half right, too many and wrong by turns."""
    kept = [one for at, one in enumerate(gold) if at % 5]
    moved = [moved_by(one, 9 * (at % 4), length) for at, one in enumerate(kept)]
    return [replace(one, source=()) if at % 6 == 5 else one for at, one in enumerate(moved)] + moved[:2]


def moved_by(one, by, length):
    return replace(one, content=tuple(Span(span.start, min(span.end + by, length)) for span in one.content))


def pairs_of(spans):
    return [(span.start, span.end) for span in spans]


def test_the_ledger_is_scored_as_the_bench_scores_it(tmp_path):
    need("bench/score_ledger.py", "ledger")
    reports, evaluation = [], Evaluation()
    for file in find_gold(SHARED / "ledger"):
        story = read_story(file.story, read_bytes(file.story), ())
        gold = file.read(story)
        sources = [source_of(at, one.sources[-1], one.span) for at, one in enumerate(gold.sentences) if one.sources]
        # Every seventh sentence is left out, so that not all is right.
        found = [
            sentence_of(one.span, one.statuses[-1], f"s{at}" if one.sources else None)
            for at, one in enumerate(gold.sentences)
            if at % 7
        ]
        reports.append(report_on(story, sentences=found, sources=sources))
        evaluation.add(gold, reports[-1])
    assert len(reports) >= ENOUGH
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(render(Report("0", "default", tuple(reports))), encoding="utf-8")
    command = [
        sys.executable,
        str(SHARED / "bench" / "score_ledger.py"),
        str(SHARED / "ledger"),
        str(predicted),
        "--json",
    ]
    expected = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert as_json(evaluation, "default")["ledger"] == expected
