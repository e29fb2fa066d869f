"""Tables and lines for a terminal, and the writers that make reports of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from attrib.render import concise_report, grouped_report, text_report
from attrib.render.tables import new_table
from attrib.render.terminal import Detail, columns_of, line_of, safe, shown
from attrib.report import Report, Suppressed

WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)


def laid_out(table, width, *, color=False):
    return "\n".join(table.lines(width, color=color))


def test_columns_are_as_wide_as_what_they_hold():
    table = new_table("who", "said")
    table.add_row("the port authority", "2")
    table.add_row("市長", "10")
    assert laid_out(table, 80).splitlines() == [
        "who                  said",
        "─────────────────────────",
        "the port authority   2",
        "市長                 10",
    ]


def test_wide_columns_give_way_and_fixed_ones_do_not():
    table = new_table("a place", "who", "why", fixed=["a place"])
    table.add_row("stories/ferry.txt", "Ann", "because she fears for her job and for theirs")
    assert laid_out(table, 40).splitlines() == [
        "a place             who   why",
        "────────────────────────────────────────",
        "stories/ferry.txt   Ann   because she",
        "                          fears for her",
        "                          job and for",
        "                          theirs",
    ]


def test_a_column_may_have_a_limit_and_stand_at_the_right():
    table = new_table("line", "text")
    table.columns[0].right = True
    table.columns[1].max_width = 8
    table.add_row("7", "one two three")
    assert laid_out(table, 80) == "line   text\n───────────────\n   7   one two\n       three"


def test_words_longer_than_their_column_are_cut():
    table = new_table("text")
    table.add_row("ein Donaudampfschiff 市長市長")
    assert laid_out(table, 8) == "text\n────────\nein\nDonaudam\npfschiff\n市長市長"


def test_styles_go_on_in_the_next_line():
    table = new_table("text")
    table.add_row([line_of(("reason: ", "dim"), ("fear of losing", "green"))])
    assert laid_out(table, 12, color=True).splitlines()[2:] == [
        "\x1b[2mreason: \x1b[0m\x1b[32mfear\x1b[0m",
        "\x1b[32mof losing\x1b[0m",
    ]


@given(cells=st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4), width=st.integers(20, 60))
def test_tables_keep_to_the_width_and_lose_no_word(cells, width):
    table = new_table("one", "two", "three")
    for row in cells:
        table.add_row(*(line_of((cell, "")) for cell in row))
    lines = list(table.lines(width))
    assert all(columns_of(line) <= width for line in lines)
    (rule,) = [at for at, line in enumerate(lines) if line and set(line) == {"─"}]
    told = "".join(safe(cell) for row in cells for cell in row)
    assert sorted("".join(lines[rule + 1 :]).replace(" ", "")) == sorted(told.replace(" ", ""))


@given(text=st.text())
def test_columns_are_counted_as_rich_does(text):
    assert columns_of(safe(text)) == cell_len(safe(text))


def test_narrow_characters_take_one_column_each():
    narrow = [chr(code) for code in range(0x20, 0x3000) if code != 0x7F and columns_of(chr(code)) == 1]
    assert [char for char in narrow if cell_len(char) != 1] == []


@given(text=st.text())
def test_nothing_but_our_own_colours_steers_the_terminal(text):
    out = shown(line_of((text, "bold red")), color=True)
    assert out.count("\x1b") == (2 if safe(text) else 0)
    assert out.removeprefix("\x1b[1;31m").removesuffix("\x1b[0m") == safe(text)


# What is not reported, and what nothing is found in.


@pytest.fixture
def suppressing(report):
    """The report with its findings put aside: by a comment, a sidecar and the baseline."""
    first, *others = report.stories
    by = zip(first.findings, ("comment", "sidecar", "baseline"), strict=True)
    suppressed = tuple(Suppressed(finding, how, "agreed", date(2027, 1, 1)) for finding, how in by)
    return replace(report, stories=(replace(first, findings=(), suppressed=suppressed), *others))


def test_what_is_not_reported_is_counted(suppressing):
    ending = "0 errors, 0 warnings, 0 info; 2 ignored, 1 in the baseline (policy default)\n"
    assert text_report.render(suppressing).endswith(ending)
    assert grouped_report.render(suppressing) == f"2 stories, 5 sentences: {ending}"


def test_concise_is_silent_where_nothing_is_found(suppressing):
    assert concise_report.render(suppressing) == ""
    assert concise_report.render(Report("0.1.0", "default")) == ""


@pytest.mark.parametrize("writer", [text_report, concise_report, grouped_report])
def test_fingerprints_are_told_to_whoever_asks(report, writer):
    asked = writer.render(report, detail=Detail.full)
    assert all(finding.fingerprint in asked for finding in report.stories[0].findings)
    assert "[f1]" not in writer.render(report)
    assert "fingerprint" not in writer.render(report)


@pytest.mark.parametrize("writer", [text_report, grouped_report])
def test_a_brief_report_is_findings_alone(report, suppressing, writer):
    brief = writer.render(report, detail=Detail.brief)
    assert all(finding.message in brief for finding in report.stories[0].findings)
    assert "sentence" not in brief
    assert "person-named" not in brief
    assert writer.render(suppressing, detail=Detail.brief) == ""
