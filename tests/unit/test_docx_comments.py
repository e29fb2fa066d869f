"""Comments set into Word documents: on exactly the words concerned, with all else as it was."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.docx import open_document
from attrib.docx.comments import Comment, Signature, commented
from attrib.read import read_story
from attrib.render.docx_comments import annotate
from attrib.report import Finding, Related, Span, StoryReport

from .docx_builders import R, W, document_xml, ferry, made, packed, parts_in, parts_of, relationships, saved

CHARACTERS = {"tab": "\t", "br": " ", "noBreakHyphen": "-"}


def named(element):
    return element.tag.removeprefix(f"{{{W}}}")


def walk(raw):
    """Yield the marks of comments, and each character with the properties of its run, in order; deletions are none."""
    body = ET.fromstring(parts_in(raw)["word/document.xml"]).find(f"{{{W}}}body")

    def inside(element, looks):
        name = named(element)
        if name == "r":
            properties = element.find(f"{{{W}}}rPr")
            looks = b"" if properties is None else ET.tostring(properties)
        if name.startswith("comment"):
            yield name, element.get(f"{{{W}}}id")
        elif name == "t":
            yield from ((one, looks) for one in element.text or "")
        elif name in CHARACTERS:
            yield CHARACTERS[name], looks
        elif name != "rPr":
            for child in element:
                yield from inside(child, looks)

    return list(inside(body, b""))


def characters(raw):
    return [(one, looks) for one, looks in walk(raw) if len(one) == 1]


def anchored(raw):
    """The words of each comment by its id."""
    words, open_now, seen = {}, set(), []
    for one, identity in walk(raw):
        if one == "commentRangeStart":
            words[identity] = ""
            open_now.add(identity)
        elif one == "commentRangeEnd":
            open_now.remove(identity)
        elif one == "commentReference":
            seen.append(identity)
        else:
            words |= {identity: words[identity] + one for identity in open_now}
    assert not open_now
    assert sorted(seen) == sorted(words)
    return words


def comments_of(raw):
    """The texts of the comments by id, as python-docx reads them."""
    comments = docx.Document(io.BytesIO(raw)).comments
    return {str(one.comment_id): [paragraph.text for paragraph in one.paragraphs] for one in comments}


def with_comments(raw, *comments, author="Dana Editor"):
    return commented(open_document("a.docx", raw), [Comment(*one) for one in comments], Signature(author))


FRAMES = [
    "<w:r>{}</w:r>",
    "<w:r w:rsidR='00A1'><w:rPr><w:b/><w:sz w:val='28'/></w:rPr>{}</w:r>",
    "<w:r><w:rPr><w:i/></w:rPr><w:lastRenderedPageBreak/>{}<w:footnoteReference w:id='1'/></w:r>",
    "<w:hyperlink r:id='rId7'><w:r><w:rPr><w:u w:val='single'/></w:rPr>{}</w:r></w:hyperlink>",
    "<w:ins w:id='901' w:author='x'><w:r>{}</w:r></w:ins>",
    "<w:del w:id='902' w:author='x'><w:r><w:delText>gone</w:delText></w:r></w:del><w:r>{}</w:r>",
    "<w:sdt><w:sdtPr/><w:sdtContent><w:r>{}</w:r></w:sdtContent></w:sdt>",
    "<w:bookmarkStart w:id='3' w:name='b'/><w:r>{}</w:r><w:bookmarkEnd w:id='3'/>",
]
UNITS = st.one_of(
    st.text("ab “é🙂漢\u0301", min_size=1, max_size=8).map(lambda text: f"<w:t>{text}</w:t>"),
    st.sampled_from(["<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>", "<w:proofErr w:type='spellStart'/>"]),
)
BODIES = st.lists(
    st.lists(st.tuples(st.sampled_from(FRAMES), st.lists(UNITS, max_size=3)), max_size=4), min_size=1, max_size=4
).map(
    lambda paragraphs: "".join(
        "<w:p>" + "".join(frame.format("".join(units)) for frame, units in runs) + "</w:p>" for runs in paragraphs
    )
)


@settings(max_examples=80)
@given(body=BODIES, ends=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=5))
def test_only_comments_are_added(body, ends):
    raw = made(body)
    text = open_document("a.docx", raw).text
    spans = [Span(min(start, len(text)), min(start + length, len(text))) for start, length in ends]
    done = with_comments(raw, *((span, (f"{number}",)) for number, span in enumerate(spans)))

    assert open_document("a.docx", done).text == text
    assert characters(done) == characters(raw)
    texts = comments_of(done)
    shown = {int(texts[identity][0]): words for identity, words in anchored(done).items()}
    assert shown == {number: text[span.start : span.end].replace("\n", "") for number, span in enumerate(spans)}

    before, after = parts_in(raw), parts_in(done)
    new = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert {name for name in after if before.get(name) != after[name]} <= new
    assert done == with_comments(raw, *((span, (f"{number}",)) for number, span in enumerate(spans)))


def find(raw, words):
    text = open_document("a.docx", raw).text
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    "words",
    [
        "sailors",
        "Wire) - Two sailors died when",
        "say\nBy Dana",
        "Ferry had been warned, officials say",
        "café’s owner 🙂",
        "next\nThe ferry stays in port\nThe line",
    ],
)
def test_words_of_a_real_document(words):
    raw = ferry()
    done = with_comments(raw, (find(raw, words), ("Who says so?",)))
    assert anchored(done) == {"0": words.replace("\n", "")}
    assert characters(done) == characters(raw)
    before, after = parts_in(raw), parts_in(done)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert list(after)[: len(before)] == list(before)


def test_python_docx_sees_who_wrote_what_and_when():
    raw = ferry()
    signature = Signature("Dana Editor", date(2026, 11, 23))
    done = commented(open_document("a.docx", raw), [Comment(find(raw, "sailors"), ("One", "Two"))], signature)
    (comment,) = docx.Document(io.BytesIO(done)).comments
    assert (comment.author, comment.initials, comment.timestamp.date()) == ("Dana Editor", "DE", date(2026, 11, 23))
    assert [paragraph.text for paragraph in comment.paragraphs] == ["One", "Two"]


def test_without_a_date_there_is_none():
    (comment,) = docx.Document(io.BytesIO(with_comments(ferry(), (Span(0, 5), ("x",))))).comments
    assert comment.timestamp is None


def test_comments_that_are_there_stay():
    document = docx.Document(io.BytesIO(ferry()))
    document.add_comment(document.paragraphs[3].runs[1], text="Does he?", author="Omar Field", initials="OF")
    raw = saved(document)
    done = with_comments(raw, (find(raw, "not to be named because"), ("Why?",)))
    assert anchored(done) == {"0": "who asked not to be named", "1": "not to be named because"}
    assert comments_of(done) == {"0": ["Does he?"], "1": ["Why?"]}
    before, after = parts_in(raw), parts_in(done)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml"}


def test_ids_that_the_text_alone_uses_are_not_given_again():
    raw = made(
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>The bridge</w:t></w:r><w:commentRangeEnd w:id="0"/></w:p>'
    )
    done = with_comments(raw, (Span(4, 10), ("x",)))
    assert list(comments_of(done)) == ["1"]


def test_words_next_to_one_another_and_the_same_words_twice():
    raw = made("<w:p><w:r><w:t>The bridge is shut.</w:t></w:r></w:p>")
    spans = [Span(0, 3), Span(3, 10), Span(4, 10), Span(4, 10), Span(0, 19), Span(10, 11)]
    done = with_comments(raw, *((span, (str(span.start),)) for span in spans))
    assert sorted(anchored(done).values()) == sorted("The bridge is shut."[one.start : one.end] for one in spans)
    assert characters(done) == characters(raw)


def test_a_comment_without_words_stands_at_the_first_paragraph():
    done = with_comments(made("<w:p/><w:p/>"), (Span(0, 1), ("Nothing here.",)))
    assert anchored(done) == {"0": ""}
    assert comments_of(done) == {"0": ["Nothing here."]}


def test_characters_that_xml_cannot_hold_are_replaced():
    done = with_comments(ferry(), (Span(0, 5), ("a\x07b\ud800<&",)), author="A\x00B")
    (comment,) = docx.Document(io.BytesIO(done)).comments
    assert (comment.text, comment.author) == ("a\ufffdb\ufffd<&", "A\ufffdB")


def test_a_strict_document_gets_strict_comments():
    parts = parts_of("<w:p><w:r><w:t>The bridge is shut.</w:t></w:r></w:p>")
    strict = "http://purl.oclc.org/ooxml"
    parts["word/document.xml"] = document_xml("<w:p><w:r><w:t>The bridge.</w:t></w:r></w:p>").replace(
        W, f"{strict}/wordprocessingml/main"
    )
    after = parts_in(with_comments(packed(parts), (Span(0, 3), ("x",))))
    assert f'xmlns:w="{strict}/wordprocessingml/main"'.encode() in after["word/comments.xml"]
    assert f"{strict}/officeDocument/relationships/comments".encode() in after["word/_rels/document.xml.rels"]


def test_a_part_that_is_called_like_the_list_of_comments_is_not_written_over():
    parts = parts_of("<w:p><w:r><w:t>The bridge is shut.</w:t></w:r></w:p>") | {"word/Comments.xml": "<mine/>"}
    after = parts_in(with_comments(packed(parts), (Span(0, 3), ("x",))))
    assert after["word/Comments.xml"] == b"<mine/>"
    assert b"x</w:t>" in after["word/comments1.xml"]


def test_references_out_of_the_file_are_not_followed(tmp_path):
    """A list of comments that lies elsewhere is none; a new one is made."""
    outside = tmp_path / "comments.xml"
    outside.write_text(f'<w:comments xmlns:w="{W}"/>', encoding="utf-8")
    parts = parts_of("<w:p><w:r><w:t>The bridge is shut.</w:t></w:r></w:p>")
    listed = relationships(("comments", outside.as_uri())).replace("/>", ' TargetMode="External"/>', 1)
    parts["word/_rels/document.xml.rels"] = listed
    after = parts_in(with_comments(packed(parts), (Span(0, 3), ("x",))))
    assert b"x</w:t>" in after["word/comments.xml"]
    assert outside.read_text(encoding="utf-8") == f'<w:comments xmlns:w="{W}"/>'
    assert after["word/_rels/document.xml.rels"].count(f'Type="{R}/comments"'.encode()) == 2


# A report as comments.


def report_on(raw, *findings):
    story = read_story("a.docx", raw, ())
    return StoryReport(story, "default", (), (), (), (), findings)


def finding(raw, words, *related, level="warning"):
    return Finding(
        "vague-collective", "VAG-01", level, "Nobody can ask them.", find(raw, words) if words else Span(0, 0),
        related=tuple(Related(find(raw, one), "named here") for one in related),
    )  # fmt: skip


def test_what_a_comment_says():
    raw = ferry()
    long = "“They knew about the door,” a senior port official, who asked not to be named because he fears for his job"
    done = annotate(report_on(raw, finding(raw, "officials say", "the port authority", long)), raw)
    assert anchored(done) == {"0": "officials say"}
    assert comments_of(done) == {
        "0": [
            "Nobody can ask them.",
            "See “the port authority”: named here",
            "See ““They knew about the door,” a senior port official, who asked not to be named …”: named here",
            "warning VAG-01; more: attrib explain vague-collective",
        ]
    }


def test_levels_below_are_left_out_and_without_any_the_bytes_come_back():
    raw = ferry()
    report = report_on(raw, finding(raw, "officials say", level="error"), finding(raw, "sailors"))
    assert anchored(annotate(report, raw, lowest="error")) == {"0": "officials say"}
    assert len(anchored(annotate(report, raw))) == 2
    assert annotate(replace(report, findings=()), raw) == raw


def test_what_is_said_of_the_whole_story_stands_at_the_headline():
    raw = ferry()
    assert anchored(annotate(report_on(raw, finding(raw, "")), raw)) == {"0": "Ferry had been warned, officials say"}
