"""Blocks of whole stories: each case is a file with what a reader makes of it beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from attrib.read import read_story

CASES = Path(__file__).parent.parent / "cases" / "read"
STORIES = sorted(path for path in CASES.rglob("*") if path.suffix in {".txt", ".md", ".html", ".htm", ".xhtml"})


def blocks_of(story):
    """Return the kind and the text of each block, as a reader sees it."""
    shown = story.shown
    return [{block.kind: shown.text[slice(*shown.run(block.span))]} for block in story.blocks]


def expected_of(path):
    return yaml.safe_load(path.with_suffix(".blocks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.name)
def test_blocks(path, layout, page_names):
    assert blocks_of(read_story(path, path.read_bytes(), layout, names=page_names)) == expected_of(path)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.name)
@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["crlf", "cr"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
def test_line_ends_and_byte_order_mark_change_nothing(path, layout, page_names, end, mark):
    raw = (mark + path.read_text(encoding="utf-8").replace("\n", end)).encode()
    story = read_story(path, raw, layout, names=page_names)
    assert blocks_of(story) == expected_of(path)
    assert story.text == raw.decode()


@pytest.mark.parametrize("raw", [b"", b"\n\n", b" \t\r\n", "\ufeff\u200b\n".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_nothing_visible_makes_no_block(raw, name, layout):
    assert read_story(name, raw, layout).blocks == ()


def test_first_rules_hold_only_until_the_first_paragraph_ends(layout):
    lead = "DELMONT — The council met behind closed doors on Friday.\n"
    story = read_story("a.txt", f"{lead}\n{lead}".encode(), layout)
    assert [block.kind for block in story.blocks] == ["dateline", "paragraph", "paragraph"]


def test_zero_width_characters_and_white_space_lie_between_pieces(layout):
    text = "The  coun\u00adcil\u00a0\u200b met.\n"
    story = read_story("a.txt", text.encode(), layout)
    (block,) = story.blocks
    assert [story.text[piece.start : piece.end] for piece in block.pieces] == ["The ", "coun", "cil\u00a0", "met."]
    assert blocks_of(story) == [{"paragraph": "The council met."}]


def test_lines_that_each_end_a_sentence_are_paragraphs(layout):
    text = "The bridge is shut.\nNobody was hurt.\nThe mayor said so.\n"
    story = read_story("a.txt", text.encode(), layout)
    assert [list(block.values()) for block in blocks_of(story)] == [[line] for line in text.splitlines()]


def test_links_of_markdown_are_known_by_their_words(layout):
    text = 'The [Daily\n*Gazette*](https://gazette.example/a "title") and [we][1] said so: ![x](https://x.example/p.png).\n\n[1]: http://b.example\n'
    story = read_story("a.md", text.encode(), layout)
    assert [(link.address, story.words(link.span)) for link in story.links] == [
        ("https://gazette.example/a", "Daily Gazette"),
        ("http://b.example", "we"),
    ]
