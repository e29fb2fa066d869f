"""The page: its text is the story's, nothing in a story becomes markup, every link arrives, every colour can be read."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.render import html_report
from attrib.render.terminal import safe
from attrib.report import (
    STATUSES,
    Anonymity,
    Block,
    Finding,
    Part,
    Related,
    Report,
    Sentence,
    Source,
    Span,
    StandIn,
    Story,
    StoryReport,
    Suppressed,
)

VOID = {"meta", "br", "hr", "img", "input", "link"}
APART = {"tag", "number"}
STYLE = resources.files("attrib.render").joinpath("story_page.css").read_text(encoding="utf-8")
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></svg></p>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; <!-- ]]>",
    "\u202eevil\u202c",
    "\x00\x1b[31m",
]
TEXT = st.one_of(st.text(min_size=1, max_size=40), st.sampled_from(HOSTILE))


class Reader(HTMLParser):
    """What a browser would make of a page, as far as tests ask."""

    def __init__(self, page):
        super().__init__()
        self.elements = []
        self.texts = []
        self._open = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("class", "").split()))
        if "text" in dict(attrs).get("class", "").split():
            self.texts.append("")

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        classes = [set(names) for _, names in self._open]
        if not any("text" in names for names in classes) or any(names & APART for names in classes):
            return
        self.texts[-1] += chr(int(data.removeprefix("U+"), 16)) if "unseen" in classes[-1] else data

    @property
    def shape(self):
        """Return the elements with the names of their attributes, without those that stand for one character."""
        return [(tag, sorted(attrs)) for tag, attrs in self.elements if attrs.get("class") != "unseen"]

    def values(self, name):
        return [attrs[name] for _, attrs in self.elements if name in attrs]


def read(report):
    return Reader(html_report.render(report))


def test_golden(report, golden):
    golden("render/report.html", html_report.render(report))


def test_every_link_arrives_and_no_address_is_given_twice(report):
    page = read(report)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    links = [*page.values("href"), *(f"#{id_}" for ids in page.values("aria-labelledby") for id_ in ids.split())]
    assert len(links) > 15
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_the_page_asks_for_nothing_and_runs_nothing(report):
    page = html_report.render(report)
    elements = {tag for tag, _ in Reader(page).elements}
    assert not elements & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not re.search(r"""\b(?:src|srcset|style|on\w+)=|https?:|@import|url\((?!#)""", page)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_each_finding_stands_beside_the_block_its_words_begin_in(report):
    page = html_report.render(report)
    rows = page.split('<div class="row">')[1:]
    assert [re.findall(r'class="message">(.*?)</span>', row) for row in rows] == [
        ["“officials” are nobody in particular."],
        ["One source for two deaths."],
        ["The story rests on a senior port official, who is not named."],
    ]
    # The note on two paragraphs frames words in both, and has its number in the first.
    assert rows[2].count('<mark class="info">') >= 1
    assert 'href="#story-1-note-2"' in rows[1]
    assert 'href="#story-1-note-2"' not in rows[2]


def test_a_related_place_is_reached_by_its_link(report):
    (story, *_) = report.stories
    at = story.findings[1].related[0].span.start
    page = html_report.render(report)
    assert f'see <a href="#story-1-at-{at}">5:57</a>, “<bdi>asked not to be named</bdi>”' in page
    assert f'<span id="story-1-at-{at}"></span>asked not to be named' in page


def test_a_finding_without_words_in_the_text_is_a_note_on_the_whole(report):
    (story, *_) = report.stories
    anywhere = replace(story.findings[0], span=Span(0, 0), message="On all of it.")
    page = html_report.render(replace(report, stories=(replace(story, findings=(anywhere,)),)))
    assert re.search(r"On the story as a whole</p>.*On all of it\..*The story rests", page, re.DOTALL) is None
    assert page.index("On the story as a whole") < page.index("On all of it.") < page.index("Ferry had been warned –")
    assert "note-1-words" not in page


def test_findings_that_are_not_reported_are_folded_away(report):
    (story, *_) = report.stories
    kept = Suppressed(story.findings[0], "comment", "agreed", date(2027, 1, 31), "Ruth", Span(0, 5))
    page = html_report.render(replace(report, stories=(replace(story, findings=(), suppressed=(kept,)),)))
    (folded,) = re.findall(r"<details>.*?</details>", page, re.DOTALL)
    assert "Not reported: 1 finding<" in folded
    assert (
        "at 1:25, “<bdi>officials</bdi>”; left out by a comment in the story at 1:1; agreed; until 2027-01-31; by Ruth"
        in folded
    )
    assert "1 ignored" in page


def test_what_stands_in_for_markup_is_shown_whole():
    text = "Bread &amp; butter"
    blocks = (Block("paragraph", (Span(0, len(text)),)),)
    story = Story("a.html", text, "0" * 64, blocks, stand_ins=(StandIn(Span(6, 11), "&"),))
    cut = Finding("r", "C", "info", "m", Span(8, len(text)))
    page = read(Report("0", "default", (StoryReport(story, "default", (), (), (), (), (cut,)),)))
    assert page.texts == ["Bread & butter"]


def test_several_stories_have_an_index_and_one_has_none(report):
    assert '<a href="#story-1"><bdi>stories/ferry.txt</bdi></a>' in html_report.render(report)
    assert "<nav" not in html_report.render(replace(report, stories=report.stories[:1]))


def test_a_run_without_stories_is_a_page():
    assert "0 stories, 0 sentences" in html_report.render(Report("0.1.0", "default"))


def test_shares_make_up_a_hundred(report):
    (story, *_) = report.stories
    three = tuple(replace(story.sentences[0], status=status) for status in ("named", "vague", "plain"))
    page = html_report.render(replace(report, stories=(replace(story, sentences=three),)))
    assert "named 1 (34 %), vague 1 (33 %), plain 1 (33 %)" in page


def one_story(words, text):
    """Return a run on a story of two sentences in two blocks, with `words` wherever a story or rule gives words."""
    first, second = Span(0, len(text)), Span(len(text), 2 * len(text))
    part = Part((first,), words)
    known = Anonymity((part,), part, "rote", part, part, part, (words,), (), first, "body")
    source = Source("s1", words, "anonymous", 1, False, None, (second, first), words, 1, known)
    sentences = (
        Sentence(first, "headline", "anonymous", "s1", carried=True, why=words),
        Sentence(second, "paragraph", "unattributed", None, carried=False, why=words),
    )
    finding = Finding(words, words, "error", words, first, None, "s1", "f", (Related(second, words),))
    kept = Suppressed(finding, "sidecar", words, None, words)
    blocks = (Block("headline", (first,)), Block("paragraph", (second,)))
    story = Story(words, text + text, "0" * 64, blocks)
    return Report(words, words, (StoryReport(story, words, sentences, (source,), (), (), (finding,), (kept,)),))


@settings(max_examples=60)
@given(words=TEXT, text=TEXT)
def test_the_text_shown_is_the_story_and_nothing_in_it_becomes_markup(words, text):
    page = read(one_story(words, text))
    assert page.texts == [re.sub(r"\s", " ", text)] * 2
    plain = read(one_story("w" * len(words), "w" * len(text)))
    assert page.shape == plain.shape
    for name in ("class", "id", "href"):
        ours = [value for value in page.values(name) if value != "unseen"]
        assert ours == plain.values(name)


@given(
    text=st.text(min_size=1, max_size=30), cuts=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)
)
def test_findings_may_overlap_and_nest(text, cuts):
    spans = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in cuts]
    levels = ("error", "warning", "info")
    findings = tuple(Finding("r", "C", levels[at % 3], "m", span) for at, span in enumerate(spans))
    story = Story("a.txt", text, "0" * 64, (Block("paragraph", (Span(0, len(text)),)),))
    page = read(Report("0", "default", (StoryReport(story, "default", (), (), (), (), findings),)))
    assert [safe(text) for text in page.texts] == [safe(text)]
    assert len([1 for tag, attrs in page.elements if tag == "li"]) == len(findings)


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_text_can_be_read(scheme):
    """WCAG 2, AA: 4.5 to 1 for text; so for marks and underlines too, which need 3."""
    scheme = STYLE.split("prefers-color-scheme: dark")[scheme]
    colors = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", scheme))
    grounds = ["paper", *STATUSES]
    pairs = [("ink", ground) for ground in grounds]
    pairs += [(f"{status}-ink", ground) for status in STATUSES for ground in ("paper", status)]
    pairs += [(name, "paper") for name in ("quiet", "link", "error", "warning", "info")]
    low = {pair: round(contrast(colors[pair[0]], colors[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


def test_no_status_is_told_by_colour_alone():
    kinds = re.findall(r"^\.(\w+) \{ background: [^;]+; text-decoration: underline (\w+ \w+) ", STYLE, re.MULTILINE)
    assert {status for status, _ in kinds} == set(STATUSES) - {"plain"}
    assert len({kind for _, kind in kinds}) == len(kinds)
