"""HTML: what is the story of a page, where its characters stand, and that nothing in a page can harm the reader."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import InputError, Place
from attrib.read import read_story
from attrib.read.html.names import NO_NAMES
from attrib.read.html.page import read_page
from attrib.read.html.tokens import Comment, Tag, tokens
from attrib.render.machine import words_at
from attrib.report import StandIn, StoryReport

SAID = "<p>The council met on Friday in the town hall, a clerk said.</p>"
FRONT_PAGE = """\
<html><body><main>
<article><h2><a href="/a">Ferry burns</a></h2><p>A ferry burned in the harbour on Sunday, the port authority said.</p></article>
<article><h2><a href="/b">Mill sold</a></h2><p>The mill was sold to a firm from Lund, its new owner said.</p></article>
</main></body></html>
"""
PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<s>",
            "</s>",
            "<a href='http://a.example'>",
            "</a>",
            "<br>",
        ),
        *("<ul>", "<li>", "</ul>", "<q>", "</q>", "<h1>", "</h1>", "<article>", "</article>", "<aside>", "</aside>"),
        *("<table>", "<tr>", "<td>", "<th>", "</table>", "<pre>", "</pre>", "<span hidden>", "</span>", "<!--", "-->"),
        *("<script>", "</script>", "<title>", "</title>", "<svg>", "</svg>", "<html>", "<body>", "<![CDATA[", "]]>"),
        *(
            "&amp;",
            "&ldquo;",
            "&nbsp;",
            "&lt",
            "&#8217;",
            "&#x1F642;",
            "&notit;",
            "&shy;",
            "&NotEqualTilde;",
            "&#0;",
            "&",
        ),
        *(
            "<",
            ">",
            "</",
            "<!",
            '<p title="',
            "='a\">",
            "\n",
            " ",
            "A clerk said so on Friday.",
            "“No”",
            "é",
            "-\n",
            "By Al Ott",
        ),
    ]
)
SOUP = st.lists(PIECES, max_size=40).map("".join)


def read(text, names=NO_NAMES, name="a.html"):
    return read_story(name, text.encode(), (), names=names)


def story_or_none(text, layout, names):
    """Return the story in a page, or None where it is refused for having none."""
    try:
        return read_story("a.html", text.encode(), layout, names=names)
    except InputError as error:
        if error.code != "A207":
            raise
        return None


def shown(text, names=NO_NAMES):
    return read(text, names).shown.text


@settings(max_examples=600, deadline=None)
@given(text=SOUP, head=st.sampled_from(["", "<html>", "<?xml version='1.0'?>"]))
def test_whatever_the_page_the_story_leads_back_to_the_file(text, head, layout, page_names):
    text = head + text
    story = story_or_none(text, layout, page_names)
    if story is None:
        return
    stand_ins = {one.span: one.text for one in story.stand_ins}
    edges = [edge for block in story.blocks for piece in block.pieces for edge in (piece.start, piece.end)]
    assert edges == sorted(edges)
    for block in story.blocks:
        first, last = story.shown.run(block.span)
        assert story.shown.text[first:last] == story.shown.text[first:last].strip() != ""
        for at in range(first, last):
            char, span = story.shown.text[at], story.shown.span(at, at + 1)
            read_as = stand_ins.get(span, text[span.start : span.end])
            assert char in read_as or (char == " " and read_as.isspace())


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("&ldquo;No&rdquo;", "“No”"),
        ("&#8220;No&#x201d;", "“No”"),
        ("&#147;No&#148;", "“No”"),
        ("Tom &amp Jerry &copy2026 &notit;", "Tom & Jerry ©2026 ¬it;"),
        ("&unknown; &; & &#; &#x; &amp;amp;", "&unknown; &; & &#; &#x; &amp;"),
        ("a&nbsp;&nbsp; b&shy;c&#8203;d&zwnj;e", "a bcde"),
        ("&#0;&#xD800;&#99999999999;", "\ufffd\ufffd\ufffd"),
        ("&NotEqualTilde; &fjlig;", "≂̸ fj"),
        ("a<b>b</b>c <i>d</i>", "abc d"),
        ("one<br>two<wbr>three", "one twothree"),
        ("<q>one <q>two</q></q>", "“one ‘two’”"),
        ("<del>one</del> <s>two</s> <ins>three</ins>", "three"),
        ("1 < 2 > 0 </ p> <3 <>", "1 < 2 > 0 <3 <>"),
        ("<SPAN HIDDEN>one</SPAN><b aria-hidden=true>two</b><i style='Display : None'>three</i>four", "four"),
        ("one<!-- two --><!--><!---> three <!-- four --!> five", "one three five"),
        ("one<![if !two]>three<![endif]> <?four?> five", "onethree five"),
        ("<b title='a > b' x=\"</p>\">one</b>", "one"),
        ("<b><i>one</b> two</i> <s><b>three</s>four", "one two four"),
    ],
)
def test_what_a_reader_sees(written, read_as):
    assert shown(f"<p>{written}</p>") == read_as


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<p>one<p>two", ["one", "two"]),
        ("<p>one<div>two</div>three", ["one", "two", "three"]),
        ("<div>one<br><br>two<br> &nbsp; <br>three<br>four</div>", ["one", "two", "three four"]),
        ("<p><b>one<p>two</b>three", ["one", "twothree"]),
        ("<ul><li>one<li>two<ul><li>three</ul><li>four</ul>", ["one", "two", "three", "four"]),
        ("<pre>one\n two\n\nthree</pre>", ["one two", "three"]),
        ("<dl><dt>one<dd>two</dl>", ["one", "two"]),
        ("one</p>two", ["one", "two"]),
        ("<div><table><td></div>one</table>two", ["two"]),
        ("<svg><title>one</title></svg><select><option>two</select><video>three</video>four", ["four"]),
        ("<nav>one</nav><aside>two</aside><footer>three</footer><figure>four</figure>five", ["five"]),
        ("<table><tr><th>a<td>It is a table, and no text.</table>one", ["one"]),
        ("<script>'</p>'<!-- <p>one</p></script>two", ["two"]),
        ("<pre><code>one</code></pre>two", ["two"]),
    ],
)
def test_paragraphs(page, blocks):
    assert [one.passage.text for one in read_page(page, NO_NAMES).runs if one.passage.text in blocks] == blocks
    story = read(page)
    assert [story.words(block.span) for block in story.blocks] == blocks


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><article><h1>Hall</h1>{SAID}</article><article><h1>Mill</h1><p>Buy it.</p></article>",
        f"<html><div class=cookie-consent>{SAID * 3}</div><main><h1>Hall</h1>{SAID}</main>",
        f"<html><div class=c-cookies>{SAID}</div><div itemprop=articleBody>{SAID}</div><div>{SAID}</div>",
        f"<html><h1>Hall</h1><div class=storyBody>{SAID}</div><div class=storyBody__related>{SAID}</div>",
        f"<html><header class=top><h1><a href=/>Paper</a></h1></header><header><h1>Hall</h1></header><div>{SAID}</div>",
        f"<html><div class='content-sidebar-wrap has-comments'><h1>Hall</h1>{SAID}</div>",
        f"<html><div role=dialog>{SAID}</div><div role=main>{SAID}<div id=outbrain_1>{SAID}</div></div>",
        f"<html><div>{SAID}<p>Advertisement<p>Share this story</div><div>Weather: it will rain for days.</div>",
    ],
)
def test_the_story_is_told_from_what_stands_beside_it(page, page_names):
    story = read(page, page_names)
    assert [story.words(block.span) for block in story.blocks if block.kind == "paragraph"] == [SAID[3:-4]]
    assert {story.words(block.span) for block in story.blocks if block.kind == "headline"} <= {"Hall"}


def test_cards_named_as_a_story_are_not_taken_for_it(page_names):
    card = "<div class=story-text><p>A ferry burned in the harbour on Sunday, an officer said.</p></div>"
    story = read(
        f"<html><div>{card}{card}</div><article><h1>Hall</h1>{SAID * 8}</article><div>{card}</div>", page_names
    )
    assert {story.words(block.span) for block in story.blocks} == {"Hall", SAID[3:-4]}


@pytest.mark.parametrize(
    "page",
    [
        FRONT_PAGE,
        "<html><body><ul><li><a href=/a>Ferry burns</a><li><a href=/b>Mill sold</a></ul></body></html>",
        "<p></p>",
        "<html><p>Home<p>News</html>",
        "<html><script>document.write('A clerk said so on Friday.')</script>",
        f"<aside>{SAID}</aside>",
    ],
)
def test_a_page_without_a_story_is_an_error(page, page_names):
    with pytest.raises(InputError) as caught:
        read(page, page_names)
    assert (caught.value.code, caught.value.place) == ("A207", Place("a.html"))


def test_a_page_in_another_encoding_is_told_by_what_it_declares():
    raw = b'<html><head><meta charset="windows-1252"></head><p>He said \x93no\x94.</p>'
    with pytest.raises(InputError) as caught:
        read_story("a.html", raw, ())
    assert caught.value.code == "A203"
    assert caught.value.message.endswith("; the page says that it is windows-1252")
    assert read_story("a.html", raw.replace(b"\x93", b"").replace(b"\x94", b""), ()).blocks


def test_who_wrote_it_is_told_by_the_head_of_the_page():
    def authors(head):
        return read(f"<html><head>{head}</head>{SAID}").metadata.authors

    script = '<script type="application/ld+json">{}</script>'
    assert authors('<meta name="author" content="Ana &amp; Bo">') == ("Ana & Bo",)
    assert authors('<meta property="article:author" content="https://a.example/ana">') == ()
    assert authors(script.format('{"@type": "NewsArticle", "author": {"name": "Ana"}}')) == ("Ana",)
    assert authors(script.format('[{"@type": ["Article"], "author": ["Ana", {"name": " Bo "}, 3]}]')) == ("Ana", "Bo")
    assert authors(script.format('{"@type": "WebSite", "author": "Ana"}')) == ()
    assert authors(script.format("{not json") + script.format("[" * 100_000)) == ()


def test_links_to_other_sites_are_known_by_their_words():
    story = read(
        '<html><link rel=canonical href="https://www.here.example/a">'
        '<p>The <a href="https://gazette.example/?a=1&amp;b=2">Gazette</a> and <a href="//here.example/x">we</a> reported '
        "it, <a href=/more>so</a> a clerk said.</p>"
    )
    assert [(link.address, story.words(link.span)) for link in story.links] == [
        ("https://gazette.example/?a=1&b=2", "Gazette")
    ]


@settings(max_examples=400, deadline=None)
@given(text=SOUP)
def test_tokens_follow_one_another_through_the_page(text):
    at = 0
    for token in tokens(text):
        assert token.span.start >= at
        assert token.span.start < token.span.end <= len(text)
        at = token.span.end


INLINE = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<div>", "</div>", "<b class=x>", "</b>", "<i/>", "<span title='a>b'>", "</span>", "<br>"),
            *("<!-- a -->", "<!-->", "<!--->", "<!-- -- > -->", "<!x>", "<?x?>", "</x y=z>", "</ x>", "</>"),
            *("<script>a < b</script>", "<style></p></style>", "<title>a</title>", "<script></scriptx></script >"),
            *(
                "&amp;",
                "&lt",
                "&notit;",
                "&#8217;",
                "&#147;",
                "&#x41",
                "&nosuch;",
                "&copy2",
                "&",
                "&#",
                "&#x;",
                "a",
                " ",
                "<",
            ),
            *("< ", "=", '"', "'", "/", "<p a=\"b\"c='d' e=f/>", "<p =a>", "<b a='", "'>"),
        ]
    ),
    max_size=25,
).map("".join)


@settings(max_examples=500, deadline=None)
@given(text=INLINE)
def test_text_is_told_from_markup_as_browsers_do(text):
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = html5lib.parse(f"<!doctype html><body>{text}", treebuilder="etree", namespaceHTMLElements=False)
    hidden = {"script", "style", "title", "head"}
    theirs: list[str] = []

    def walk(node):
        if node.tag not in hidden and isinstance(node.tag, str):
            theirs.append(node.text or "")
            for child in node:
                walk(child)
        theirs.append(node.tail or "")

    walk(tree)
    runs = read_page(text, NO_NAMES).runs
    ours = "".join(
        one.text if isinstance(one, StandIn) else text[one.start : one.end]
        for run in runs
        for line in run.lines
        for one in line
    )
    assert "".join(ours.split()) == "".join("".join(theirs).split())


def test_tables_hold_the_words_a_reader_sees():
    story = read("<p>&ldquo;No&rdquo; <b>&amp;\n yes</b></p>")
    assert words_at(story.blocks[0].span, StoryReport(story, "default", (), (), (), (), ())) == "“No” & yes"


N = 20_000
HOSTILE = {
    "divs": "<div>" * N + SAID,
    "divs with text": ("<div>" + SAID) * N,
    "boxes": '<div class="ad related">' * N + SAID,
    "story bodies": ('<div class="story-body">' + SAID) * N,
    "articles": ("<article>" + SAID) * N,
    "lists": "<ul><li>" * N + SAID,
    "tables": "<table><tr><td>" * N + SAID,
    "crossed": "<b><i></b>" * N + SAID,
    "links": "<a href=x>" * N + SAID,
    "ampersands": "&" * 1_000_000 + SAID,
    "numbers": "&#" + "9" * 1_000_000 + ";" + SAID,
    "less-than": "<" * 1_000_000 + SAID,
    "comments": "<!--" * 250_000 + SAID,
    "declarations": "<![CDATA[" * N + SAID,
    "an attribute": '<p title="' + "x" * 5_000_000 + '">' + SAID,
    "attributes": "<p " + "a " * 300_000 + ">" + SAID,
    "quotes": "<p " + 'a=" ' * 300_000 + ">" + SAID,
    "a class": '<p class="' + "a-" * 500_000 + '">' + SAID,
    "scripts": "<script>" * 200_000 + SAID,
    "breaks": "<p>" + "a<br><br>" * N + "</p>" + SAID,
    "data": '<script type="application/ld+json">' + "[" * 200_000 + "</script>" + SAID,
}


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("head", ["", "<html><body>"], ids=["piece", "page"])
def test_nothing_in_a_page_takes_more_than_its_length(case, head, layout, page_names):
    """What took time or depth by the square of its length would not end here, or not without a crash."""
    story = story_or_none(head + HOSTILE[case], layout, page_names)
    assert story is None or story.words(story.blocks[-1].span).endswith("a clerk said.")


def test_comments_are_told_with_their_places():
    text = "<p>One.</p><!-- attrib: x --><script><!-- no --></script><p title='<!-- no -->'>"
    found = [token for token in tokens(text) if isinstance(token, Comment)]
    assert [text[one.inside.start : one.inside.end] for one in found] == [" attrib: x "]
    assert [token.name for token in tokens(text) if isinstance(token, Tag)] == ["p", "p", "script", "script", "p"]
