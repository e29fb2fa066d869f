"""The same story as text and as HTML: whatever is written with references and tags, what is found is the same."""

from __future__ import annotations

import html
from html.entities import codepoint2name
from pathlib import Path

import pytest

from attrib.read.plain import find_passages

STORIES = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))
PAGE = """\
<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body class="has-sidebar">
<header><h1><a href="/">The Paper</a></h1><nav><a href="/news">News</a></nav></header>
<div id="content"><div class="article-body">
{}
</div><aside><p>“Nobody reads this,” an official said on Friday.</p></aside></div>
<footer><p>All rights are reserved, the paper says.</p></footer></body></html>
"""


def as_html(text, layout):
    """Return a text's paragraphs in HTML, with a tag and a reference wherever there may be one."""
    return "\n".join(f"<p>{marked_up(passage.text)}</p>" for passage in find_passages(text, layout))


def marked_up(text):
    words = (written(word) for word in text.split(" "))
    return " ".join(f"<b>{word}</b>" if number % 5 == 4 else word for number, word in enumerate(words))


def written(word):
    return "".join(
        f"&{codepoint2name[ord(char)]};" if ord(char) > 127 and ord(char) in codepoint2name else html.escape(char)
        for char in word
    )


def told(report):
    """Return all that a report tells of a story, with the words that a reader sees for places."""
    words = report.story.words

    def part(one):
        return one and (one.text, [words(span) for span in one.spans])

    return {
        "sentences": [(words(one.span), one.block, one.status, one.source, one.why) for one in report.sentences],
        "sources": [(one.name, one.status, one.tier, [words(at) for at in one.mentions]) for one in report.sources],
        "attributions": [
            (one.kind, one.rule, part(one.cue), part(one.source), part(one.content), one.ref, one.link)
            for one in report.attributions
        ],
        "claims": [(one.text, one.types, one.status, [words(span) for span in one.spans]) for one in report.claims],
        "findings": [(one.rule, one.level, one.message, words(one.span), one.fingerprint) for one in report.findings],
    }


def compare(engine, layout, paths):
    texts = {path.stem: path.read_text("utf-8") for path in paths}
    plain = [engine.read(f"{name}.txt", text.encode()) for name, text in texts.items()]
    pages = [engine.read(f"{name}.html", PAGE.format(as_html(text, layout)).encode()) for name, text in texts.items()]
    pieces = [engine.read(f"{name}.htm", as_html(text, layout).encode()) for name, text in texts.items()]
    wanted, whole, part = (list(map(told, engine.check(stories))) for stories in (plain, pages, pieces))
    for expected, page, piece in zip(wanted, whole, part, strict=True):
        assert page == expected
        assert piece == expected
    assert sum(len(one["findings"]) for one in wanted) > len(wanted)


def test_a_story_in_html_is_judged_as_the_same_in_text(engine, layout):
    compare(engine, layout, STORIES[::10])


@pytest.mark.slow
def test_every_story_in_html_is_judged_as_the_same_in_text(engine, layout):
    compare(engine, layout, STORIES)
