"""Writers: a report made by hand against what they should make of it, and any text at all."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from attrib.errors import InputError, Place
from attrib.render import WRITERS, json_report, ledger, sources, statistics, text_report
from attrib.render.terminal import excerpt, safe
from attrib.report import Anonymity, Finding, Part, Report, Sentence, Source, Span, Story, StoryReport


@pytest.mark.parametrize(
    ("writer", "name"),
    [
        (WRITERS["text"], "report.txt"),
        (WRITERS["concise"], "report.concise"),
        (WRITERS["grouped"], "report.grouped"),
        (WRITERS["markdown"], "report.md"),
        (WRITERS["json"], "report.json"),
        (WRITERS["jsonl"], "report.jsonl"),
        (ledger.render, "ledger.txt"),
        (sources.render, "sources.txt"),
        (statistics.render, "statistics.txt"),
        (statistics.render_json, "statistics.json"),
    ],
    ids=[
        "text",
        "concise",
        "grouped",
        "markdown",
        "json",
        "jsonl",
        "ledger",
        "sources",
        "statistics",
        "statistics-json",
    ],
)
def test_golden(writer, name, report, golden):
    golden(f"render/{name}", writer(report))


def test_golden_in_colour(report, golden):
    golden("render/report.ansi", text_report.render(report, color=True, width=72))


@pytest.mark.parametrize("variable", ["COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE"])
def test_the_environment_changes_nothing(report, variable, monkeypatch):
    before = text_report.render(report)
    monkeypatch.setenv(variable, "1")
    assert text_report.render(report) == before


def test_jsonl_holds_the_stories_of_json(report):
    lines = WRITERS["jsonl"](report).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(WRITERS["json"](report))["stories"]


def test_json_is_laid_out_alike_whatever_a_file_is_called(report):
    """A name that is no text, as a file system may have it, is written as it came."""
    story = replace(report.stories[0], story=replace(report.stories[0].story, path="stories/f\udce9rry.txt"))
    text = WRITERS["json"](replace(report, stories=(story, *report.stories[1:])))
    assert text.replace("f\udce9rry", "ferry") == WRITERS["json"](report)


def test_errors_stand_in_the_json_of_a_run_that_failed():
    error = InputError("A203", "not UTF-8", place=Place("a.txt", 2, 6, "text"), hint="save the file as UTF-8")
    shape = json.loads(json_report.render(Report("0.1.0", "default"), errors=[error]))
    assert shape["stories"] == []
    assert shape["errors"] == [
        {
            "code": "A203",
            "message": "not UTF-8",
            "path": "a.txt",
            "line": 2,
            "column": 6,
            "hint": "save the file as UTF-8",
        }
    ]


@pytest.mark.parametrize(
    ("line", "start", "end", "width", "shown"),
    [
        ("The mayor said so.", 4, 9, 40, ("The mayor said so.", "    ^^^^^")),
        ("The mayor said so.", 18, 18, 40, ("The mayor said so.", "                  ^")),
        ("", 0, 0, 40, ("", "^")),
        ("a tab\there, \x1b[31mred", 2, 5, 40, ("a tab here, \ufffd[31mred", "  ^^^")),
        ("市長は said so", 0, 3, 40, ("市長は said so", "^^^^^^")),
        ("cafe\u0301 said so", 0, 5, 40, ("cafe\u0301 said so", "^^^^")),
        ("one two three four five six seven", 14, 18, 16, ("…hree four five…", "      ^^^^")),
        ("one two three four five six seven", 0, 3, 16, ("one two three …", "^^^")),
        ("one two three four five six seven", 28, 33, 16, ("…five six seven", "          ^^^^^")),
        ("one two three four five six seven", 4, 33, 16, ("…two three four…", " ^^^^^^^^^^^^^^")),
    ],
)
def test_excerpt(line, start, end, width, shown):
    assert excerpt(line, start, end, width) == shown


WORDS = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=120)


@settings(deadline=None)
@given(line=WORDS, cuts=st.tuples(st.integers(0, 120), st.integers(0, 120)), width=st.integers(10, 100))
def test_an_excerpt_fits_and_marks_within_it(line, cuts, width):
    start, end = sorted(min(cut, len(line)) for cut in cuts)
    shown, carets = excerpt(line, start, end, width)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert cell_len(shown) <= width + 1
    assert set(carets.lstrip()) == {"^"}


@settings(deadline=None, max_examples=60)
@given(text=WORDS, message=WORDS, color=st.booleans(), width=st.integers(60, 120))
def test_writers_accept_any_text(text, message, color, width):
    story = Story(message, text, "0" * 64, ())
    whole = Span(0, len(text))
    part = Part((whole,), text)
    known = Anonymity((part,), part, "rote", part, part, part, (message,), ("a1",), whole, "body")
    source = Source("s1", message, "vague", 1, False, None, (whole,), message, 1, known)
    sentence = Sentence(whole, "paragraph", "vague", "s1", carried=True, why=message)
    finding = Finding(message, message, "error", message, whole, None, "s1", "", ())
    report = Report("0.1.0", message, (StoryReport(story, message, (sentence,), (source,), (), (), (finding,)),))
    for writer in (*WRITERS.values(), ledger.render, sources.render):
        out = writer(report, color=color, width=width)
        assert out.endswith("\n")
        assert color or "\x1b" not in out
    assert json.loads(WRITERS["json"](report))["stories"][0]["findings"][0]["message"] == message


@given(text=st.text())
def test_safe_text_is_one_line_without_controls(text):
    shown = safe(text)
    assert len(shown.splitlines()) <= 1
    assert not any(ord(char) < 32 or 0x7F <= ord(char) <= 0x9F for char in shown)


def test_a_link_that_no_word_is_known_for_is_shown_as_it_is(report):
    story = report.stories[0]
    he = replace(story.attributions[1], link="by-chance")
    odd = replace(story, attributions=(he,), findings=(replace(story.findings[1], span=he.cue.spans[0]),))
    assert "linked: “He” at 5:144 is a senior port official, by-chance" in text_report.render(
        replace(report, stories=(odd,))
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(0.0001, 1e6) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(shape=JSON)
def test_json_is_laid_out_as_python_does(shape):
    assert json_report.indented(shape) == json.dumps(shape, ensure_ascii=False, indent=2)
    odd = {"path": "caf\udce9.txt", "shape": [shape]}
    assert json_report.indented(odd) == json.dumps(odd, ensure_ascii=False, indent=2)
