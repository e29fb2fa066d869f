"""The comment on a pull request: read back, it holds what it was given and nothing that a story wrote into it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from attrib.render import markdown_report
from attrib.render.markdown_report import MOST
from attrib.render.terminal import safe
from attrib.report import Block, Finding, Related, Report, Span, Story, StoryReport

HOSTILE = [
    "@everyone see #1, !2 and GH-12, cafebabe1234567, a@example.org",
    "https://example.org www.example.org [a](http://example.org) ![b](c.png) <https://example.org>",
    "<b onclick=x>&amp;</b> <!-- </details> -->",
    "```\nrm\n``` ` `` **bold** _it_ ~~no~~ | a | b | $x$ :smile: \\",
    "# heading\n- item\n> quote\n1. one\n\n---",
]
WORDS = st.text(min_size=1, max_size=40).filter(lambda text: safe(text).strip())
TEXT = st.one_of(WORDS, st.sampled_from(HOSTILE))
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What GitHub and GitLab make links of in text, beside markup.
LINKED = re.compile(r"[@#!~&%$^]\w|://|www\.|\bgh-\d|:\w+:|\b[0-9a-f]{7,40}\b", re.IGNORECASE)


def tokens(text):
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def shape(text):
    return [token.type for token in tokens(text) if token.type not in {"text", "text_special"}]


def texts(text):
    """Return the text of each paragraph or heading, with code left out, and the code of all."""
    shown, code = [], []
    for token in READER.parse(text):
        if token.type == "inline":
            shown.append("".join(one.content for one in token.children if one.type in {"text", "text_special"}))
            code += [one.content for one in token.children if one.type == "code_inline"]
    return shown, code


def one_story(words, text, findings=1):
    whole = Span(0, len(text))
    finding = Finding(words, words, "error", words, whole, related=(Related(whole, words),))
    story = Story(words, text, "0" * 64, (Block("paragraph", (whole,)),))
    return Report("0", words, (StoryReport(story, words, (), (), (), (), (finding,) * findings),))


@settings(max_examples=150)
@given(words=TEXT, text=TEXT)
def test_nothing_in_a_story_becomes_markup_or_a_link(words, text):
    comment = markdown_report.render(one_story(words, text))
    assert shape(comment) == shape(markdown_report.render(one_story("w", "w")))
    shown, code = texts(comment)
    assert not [one for one in shown if LINKED.search(one)]
    seen = [one.replace("\u200b", "") for one in shown]
    assert f"error 1:1 {safe(words)}".strip() in [one.strip() for one in seen]
    assert safe(words).strip() in [one.strip() for one in code]


@given(text=st.sampled_from(HOSTILE))
def test_words_stand_in_the_excerpt_as_they_are(text):
    _, code = texts(markdown_report.render(one_story("w", text)))
    assert any(" ".join(text.split())[:40] in " ".join(one.split()) for one in code)


def test_nothing_found_is_said(report):
    (story, *_) = report.stories
    silent = replace(report, stories=(replace(story, findings=()),))
    assert markdown_report.render(silent).startswith("### attrib\n\nNo findings. 1 story, 5 sentences: 0 errors")
    assert markdown_report.render(Report("0", "default")).startswith("### attrib\n\nNo findings.")


def test_many_findings_of_a_story_are_folded():
    comment = markdown_report.render(one_story("w", "w w", 12))
    assert "<details><summary>2 more</summary>" in comment
    assert comment.count("</details>") == 1
    assert comment.count("- **error**") == 12
    assert comment.count("  - `w w`") == 1
    assert "<details>" not in markdown_report.render(one_story("w", "w", 10))


@pytest.mark.parametrize("size", [100, 2000, 60_000])
def test_a_comment_is_never_longer_than_is_taken(size):
    one = one_story("w*" * (size // 2), "w " * size, 300)
    comment = markdown_report.render(replace(one, stories=one.stories * 3))
    assert 0 < len(comment) <= MOST
    left = int(re.search(r"for want of room: (\d+) findings", comment)[1])
    assert 0 < left == 900 - comment.count("- **error**")
    assert comment.count("<details>") == comment.count("</details>")


def test_what_is_least_is_left_out_first():
    one = one_story("word", "w" * 80, 240)
    (story,) = one.stories
    mixed = tuple(replace(it, level=("info", "warning", "error")[at % 3]) for at, it in enumerate(story.findings))
    comment = markdown_report.render(replace(one, stories=(replace(story, findings=mixed),) * 3))
    counts = [comment.count(f"- **{level}**") for level in ("error", "warning", "info")]
    assert counts[0] == 240
    assert counts[2] == 0
    assert f"for want of room: {720 - sum(counts)} findings" in comment
