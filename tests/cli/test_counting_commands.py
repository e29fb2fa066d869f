"""`eval`, `diff` and `rules coverage`: options and exit codes; what they count is tested beside the evaluation."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from attrib.evaluate import Only, View
from attrib.evaluate.coverage import Coverage
from attrib.render import WRITERS
from attrib.rules.load import load_packs, shipped_pack

PACK = Path(__file__).parents[1] / "cases" / "evaluate" / "coverage" / "pack"


def asked_view(application):
    (*_, (_, _, _, view, _, _)) = application.asked
    return view


@pytest.fixture
def rules(application):
    """The application, which gives the rules of a small pack and says “figures” to all else."""
    application.answer = "figures\n"
    loaded = load_packs([PACK])
    give = application.give
    application.give = lambda *asked: loaded if len(asked) == 1 else give(*asked)
    return application


def test_eval_prints_what_the_application_found(cli, application):
    application.answer = "ledger 18/18\n"
    assert cli("eval", "corpus") == (0, "ledger 18/18\n", "")
    assert application.asked == [(Path("corpus"), application.Settings(), "text", View(), None, None)]


def test_eval_takes_a_format_mistakes_a_run_and_a_tool_to_compare_with(cli, application):
    application.answer = "{}\n"
    arguments = ["--format", "json", "--errors", "3", "--before", "old.jsonl", "--compare", "textacy"]
    assert cli("eval", "corpus", *arguments) == (0, "{}\n", "")
    assert application.asked == [
        (Path("corpus"), application.Settings(), "json", View(errors=3), Path("old.jsonl"), "textacy")
    ]


@pytest.mark.parametrize(
    ("arguments", "by"),
    [
        ([], ("frame", "class", "kind")),
        (["--by", "lemma"], ("lemma",)),
        (["--by", "kind, frame", "--by", "kind"], ("kind", "frame")),
    ],
)
def test_eval_groups(cli, application, arguments, by):
    application.answer = ""
    assert cli("eval", "corpus", *arguments).code == 0
    assert asked_view(application).by == by


@pytest.mark.parametrize("by", ["cats", "", "frame,,kind", "Frame"])
def test_eval_refuses_groups_that_there_are_not(cli, application, by):
    outcome = cli("eval", "corpus", "--by", by)
    assert (outcome.code, outcome.out) == (2, "")
    assert "error[A112] attributions cannot be grouped by" in outcome.err
    assert "hint: one or several of frame, class, kind, lemma" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "only", "errors"),
    [
        (["--rule", "verb-clause"], Only(frame="verb-clause"), 10),
        (["--rule", "frames/verb-clause", "--errors", "2"], Only(frame="verb-clause"), 2),
        (["--rule", "TEST-01"], Only(finding="bare"), 10),
        (["--class", "speech", "--kind", "mixed"], Only(cue_class="speech", kind="mixed"), 10),
        (["--class", "other", "--errors", "0"], Only(cue_class="other"), 0),
        (["--kind", "direct"], Only(kind="direct"), 10),
        (["--top", "5"], Only(), 0),
    ],
)
def test_eval_narrows_mistakes(cli, rules, arguments, only, errors):
    assert cli("eval", "corpus", *arguments).code == 0
    assert (asked_view(rules).only, asked_view(rules).errors) == (only, errors)


@pytest.mark.parametrize(
    ("arguments", "says", "hint"),
    [
        (["--rule", "verb-claus"], "there is no rule called 'verb-claus'", "did you mean `verb-clause`?"),
        (["--rule", "speech"], "cues/speech is neither a frame nor a finding", "--class asks for a class of cues"),
        (["--rule", "so-called"], "blockers/so-called is neither a frame nor a finding", None),
        (["--class", "speach"], "there is no class of cues called 'speach'", "did you mean `speech`?"),
        (["--class", "zzz"], "there is no class of cues called 'zzz'", "attrib rules list --kind cues names them all"),
    ],
)
def test_eval_refuses_rules_and_classes_that_find_nothing(cli, rules, arguments, says, hint):
    outcome = cli("eval", "corpus", *arguments)
    lines = [f"error[A108] {says}", *([f"hint: {hint}"] if hint else [])]
    assert (outcome.code, outcome.out, outcome.err.splitlines()) == (2, "", lines)


def test_words_of_stories_cannot_steer_the_terminal(cli, application):
    application.answer = "a\x1b[2Jb\nc\n"
    assert cli("eval", "corpus").out == "a\ufffd[2Jb\nc\n"


@pytest.fixture
def runs(report, tmp_path):
    """Three files: a run, the same again, and one that lacks a finding."""
    first, second = report.stories
    fewer = replace(report, stories=(replace(first, findings=first.findings[1:]), second))
    paths = [tmp_path / name for name in ("one.jsonl", "again.json", "fewer.jsonl")]
    for path, run in zip(paths, (report, report, fewer), strict=True):
        path.write_text(WRITERS[path.suffix[1:]](run), encoding="utf-8")
    return paths


def test_diff_of_what_is_equal_is_0(cli, runs):
    one, again, _ = runs
    outcome = cli("diff", one, again)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("2 stories compared, 0 differ\n")


def test_diff_of_what_differs_is_1(cli, runs):
    one, _, fewer = runs
    outcome = cli("diff", one, fewer)
    assert (outcome.code, outcome.err) == (1, "")
    assert "stories/ferry.txt:1:25: lost warning[VAGUE-01 vague-collective]" in outcome.out
    told = json.loads(cli("diff", one, fewer, "--format", "json").out)
    assert told["counts"]["findings"] == {"lost": 1, "lost right": 0}


def test_diff_of_a_story_that_one_run_lacks_is_1(cli, runs, tmp_path):
    less = tmp_path / "less.jsonl"
    less.write_text(runs[0].read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    outcome = cli("diff", runs[0], less)
    assert outcome.code == 1
    assert "only before: stories/empty.txt\n" in outcome.out


@pytest.mark.parametrize(("text", "code"), [(None, "A101"), ("The ferry sank.", "A213"), ("{}", "A213"), ("", "A213")])
def test_diff_and_eval_refuse_what_is_no_run(cli, runs, text, code, tmp_path):
    path = tmp_path / "odd.jsonl"
    if text is not None:
        path.write_text(text)
    for arguments in (["diff", runs[0], path], ["diff", path, runs[0]], ["eval", "corpus", "--before", path]):
        outcome = cli(*arguments)
        assert (outcome.code, outcome.out) == (2, "")
        assert f"error[{code}]" in outcome.err
        assert str(path) in outcome.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "\nframes "),
        (["--never"], "1 stories, 0 of them with gold, policy strict\n\nNever fired\n"),
        (["--lemmas"], "\nlemmas "),
        (["--format", "json"], '{\n  "schema": "attrib.coverage/1",\n  "policy": "strict",'),
    ],
)
def test_coverage(cli, application, arguments, says):
    application.answer = Coverage(load_packs([shipped_pack()]), stories=1)
    outcome = cli("rules", "coverage", "corpus", "--policy", "strict", *arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert says in outcome.out
    assert application.asked == [(Path("corpus"), application.Settings(policy="strict"))]
