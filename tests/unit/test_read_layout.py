"""The shipped layout rules: their own examples, and what a hostile line costs."""

from __future__ import annotations

import time

import pytest

from attrib.read import match_length, read_story

HOSTILE = [
    unit * 200
    for unit in (
        "A ",
        "A",
        "By A and ",
        ", A",
        "(A",
        "Photo: ",
        "1 ",
        ". ",
        "—",
        " ",
        "May 1, ",
        "FILE - A",
        "A Image: ",
        "A/",
    )
]


def test_examples_hold(layout):
    wrong = [
        (rule.id, text)
        for rule in layout
        for texts, fires in ((rule.examples.fires, True), (rule.examples.silent, False))
        for text in texts
        if bool(match_length(rule, text)) is not fires
    ]
    assert wrong == []


@pytest.mark.parametrize("start", ["", "By ", "HARTWELL", "(Reporting by ", "Photo: A"])
def test_no_rule_takes_long_on_a_hostile_line(layout, start):
    lines = [f"{start}{line}"[:399] + end for line in HOSTILE for end in ("", "!")]
    began = time.process_time()
    for rule in layout:
        for line in lines:
            match_length(rule, line)
    assert time.process_time() - began < 2


def test_dashes_at_the_top_are_front_matter_only_with_a_key(layout):
    text = "---\n\nThe bridge is shut.\n\n---\n\nIt opens in May.\n"
    story = read_story("a.md", text.encode(), layout)
    assert [text[block.start : block.end] for block in story.blocks] == ["The bridge is shut.", "It opens in May."]
