"""What holds of any text: offsets lead back to the file."""

from __future__ import annotations

import hashlib
import html
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.read import read_story
from attrib.report import Story

LINES = st.sampled_from(
    [
        "",
        "By Dana Whitlock",
        "HARTWELL, May 3 (Reuters) - Two bridges were closed.",
        "(AP) —",
        '# A *title* \\* with [a link](http://a.example "x") &amp; more',
        "- an item with `code` and **strong _nested_ words**",
        "> a quotation ~~struck~~ out",
        "* * *",
        "---",
        "```",
        "| a | b |",
        "|---|---|",
        "\t indented\u00a0text  ",
        "Soft\u00adhyphens and \u200bzero width, “quotes” and an emoji 👩‍👩‍👧.",
        "[ref]: http://a.example",
        "&ldquo;Curly,&rdquo;&nbsp;&#8217;&#x2014;&AMP; &copy &nonsense; `&lt;` \\&gt; &shy;soft &#0; &amp;amp;",
        "See [ref] or ![image *alt*](x.png) or <http://a.example> or <b>bold</b>.",
        "The council will sell the old mill to pay for a long-",
        "term plan, the mayor said on Friday. " * 4,
    ]
)
MARKUP = st.text(alphabet="ab \t*_`~[]()<>!&;\\#->|.\n\r\u200b\ufeff“”'\"1é\u0301漢", max_size=80)
TEXTS = st.one_of(
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")),
    MARKUP,
    st.lists(st.one_of(LINES, MARKUP), max_size=12).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\r"]).map(lambda end: end.join(lines))
    ),
)


def read(name, text, layout):
    return read_story(name, text.encode(), layout)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_pieces_lie_in_the_text_in_order(name, layout, text):
    story = read(name, text, layout)
    assert story.text == text
    pieces = [piece for block in story.blocks for piece in block.pieces]
    edges = [edge for piece in pieces for edge in (piece.start, piece.end)]
    assert edges == sorted(edges)
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert all(block.pieces for block in story.blocks)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_a_block_has_no_white_space_at_its_ends_and_never_two_in_a_row(name, layout, text):
    story = read(name, text, layout)
    for block in story.blocks:
        shown = story.shown.text[slice(*story.shown.run(block.span))]
        assert shown == shown.strip()
        assert not any(a.isspace() and b.isspace() for a, b in pairwise(shown))


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_what_is_shown_leads_back_to_the_file(name, layout, text):
    story = read(name, text, layout)
    shown = story.shown
    for at, char in enumerate(shown.text):
        span = shown.span(at, at + 1)
        written = text[span.start : span.end]
        if not story.blocks or char == "\n":
            continue
        assert as_read(written, plain=name == "a.txt") == char
        first, last = shown.run(span)
        assert first <= at < last


def as_read(written, *, plain):
    """Return how one character of a story is read, whether written as itself or as a reference."""
    read_as = written if plain or len(written) == 1 else html.unescape(written)
    return " " if read_as.isspace() else read_as


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_plain_text_loses_no_visible_character(layout, text):
    story = read("a.txt", text, layout)
    unseen = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\ufeff"
    unseen += "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x2070)]))
    shown = "".join(text[piece.start : piece.end] for block in story.blocks for piece in block.pieces)
    visible = [char for char in text if not char.isspace() and char not in unseen]
    assert [char for char in shown if not char.isspace()] == visible


@settings(max_examples=200, deadline=None)
@given(text=st.lists(st.text(alphabet="abc DEF.,“”é漢", min_size=1, max_size=40), max_size=8).map("\n\n".join))
def test_markdown_without_markup_reads_as_plain_text(layout, text):
    def pieces(name):
        story = read(name, text, layout)
        return [piece for block in story.blocks for piece in block.pieces]

    # Four spaces at a line's beginning are code in Markdown, and nothing in plain text.
    text = text.replace("    ", " ")
    assert pieces("a.md") == pieces("a.txt")


@given(text=MARKUP)
def test_line_and_column_as_counted_by_hand(text):
    story = Story("a.txt", text, hashlib.sha256(text.encode()).hexdigest(), ())
    line, column = 1, 1
    for at, char in enumerate(text):
        if at == 0 and char == "\ufeff":
            assert story.line_and_column(at) == (1, 1)
            continue
        assert story.line_and_column(at) == (line, column)
        if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"):
            line, column = line + 1, 1
        else:
            column += 1


def test_block_ends_are_those_of_its_pieces(layout):
    (block,) = read("a.txt", "  The  bridge  is shut. ", layout).blocks
    assert (block.start, block.end) == (2, 23)
