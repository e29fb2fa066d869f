"""Word documents: what is read of them, and where it stands in the file."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import docx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import InputError
from attrib.read import read_story
from attrib.report import Link, RunPlace, Span

from .docx_builders import MAIN, TYPES, W, ferry, made, packed, parts_of, relationships

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "docx" / "body.yaml").read_text(encoding="utf-8"))


def read(raw, layout=()):
    return read_story("a.docx", raw, layout)


def words(story, block):
    return "".join(story.text[piece.start : piece.end] for piece in block.pieces).replace("\t", " ").replace("\n", " ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_body(layout, case):
    more = {"styles": case["styles"]} if "styles" in case else {}
    story = read(made(case["body"], **more), layout)
    assert story.text == case["text"]
    if "blocks" in case:
        assert [[block.kind, words(story, block)] for block in story.blocks] == case["blocks"]


def test_a_story_as_saved_by_a_word_processor(layout):
    raw = ferry()
    story = read(raw, layout)
    assert story.sha256 == hashlib.sha256(raw).hexdigest()
    assert [(block.kind, words(story, block)[:20]) for block in story.blocks] == [
        ("headline", "Ferry had been warne"),
        ("byline", "By Dana Whitlock"),
        ("dateline", "HARTWELL, May 3 (Nor"),
        ("paragraph", "Two sailors died whe"),
        ("paragraph", "“They knew about the"),
        ("heading", "What next"),
        ("paragraph", "The ferry stays in p"),
        ("paragraph", "The line will be clo"),
    ]


def test_python_docx_counts_paragraphs_and_runs_alike():
    raw = ferry()
    story = read(raw)
    paragraphs = docx.Document(io.BytesIO(raw)).paragraphs
    assert story.text.split("\n") == [paragraph.text for paragraph in paragraphs]
    for place in story.runs:
        run = paragraphs[place.paragraph - 1].runs[place.run - 1]
        assert run.text == story.text[place.span.start : place.span.end]


def test_a_place_is_a_line_and_its_runs():
    story = read(ferry())
    start = story.text.index("died when")
    span = Span(start, start + len("died when"))
    assert story.line_and_column(start) == (3, 46)
    assert [(place.paragraph, place.run) for place in story.runs_of(span)] == [(3, 2), (3, 3)]
    assert story.runs_of(Span(span.start, span.start + 4)) == (RunPlace(Span(87, 103), 3, 2),)


def test_links_out_of_the_document(layout):
    body = (
        '<w:p><w:r><w:t>Seen on </w:t></w:r><w:hyperlink r:id="rId1"><w:r><w:t>the </w:t></w:r><w:r><w:t>site</w:t></w:r>'
        '</w:hyperlink><w:r><w:t>.</w:t></w:r></w:p><w:p><w:hyperlink r:id="rId2"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
        '<w:hyperlink w:anchor="x"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>'
    )
    listed = relationships(("hyperlink", "http://lundgazette.example/a"), ("hyperlink", "other.xml"))
    parts = parts_of(body) | {"word/_rels/document.xml.rels": listed.replace("/>", ' TargetMode="External"/>', 1)}
    story = read(packed(parts), layout)
    assert story.links == (Link(Span(8, 16), "http://lundgazette.example/a"),)


def test_other_files_have_no_runs():
    story = read_story("a.txt", b"The bridge is shut.", ())
    assert (story.runs, story.runs_of(Span(0, 3))) == (None, ())


def test_a_strict_open_xml_document_is_read():
    parts = parts_of("<w:p><w:r><w:t>The bridge is shut.</w:t></w:r></w:p>")
    strict = "http://purl.oclc.org/ooxml"
    parts["word/document.xml"] = parts["word/document.xml"].replace(W, f"{strict}/wordprocessingml/main")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        "http://schemas.openxmlformats.org/officeDocument/2006", f"{strict}/officeDocument"
    )
    assert read(packed(parts)).text == "The bridge is shut."


def test_utf_16_parts_and_part_names_in_capitals_are_read():
    parts = parts_of("<w:p><w:r><w:t>é🙂</w:t></w:r></w:p>")
    parts["Word/Document.XML"] = parts.pop("word/document.xml").replace("UTF-8", "UTF-16").encode("utf-16")
    assert read(packed(parts)).text == "é🙂"


RUN = st.tuples(
    st.sampled_from(["<w:r>{}</w:r>", "<w:r><w:rPr><w:i/></w:rPr>{}</w:r>", "<w:ins><w:r>{}</w:r></w:ins>"]),
    st.lists(
        st.one_of(
            st.text("abc “é🙂漢\u0301", min_size=1, max_size=6).map(lambda text: (f"<w:t>{text}</w:t>", text)),
            st.sampled_from([("<w:tab/>", "\t"), ("<w:br/>", " "), ("<w:lastRenderedPageBreak/>", "")]),
        ),
        max_size=3,
    ),
)


@settings(max_examples=80)
@given(paragraphs=st.lists(st.lists(RUN, max_size=4), min_size=1, max_size=4))
def test_lines_are_paragraphs_and_runs_cover_the_text(layout, paragraphs):
    body = "".join(
        "<w:p>" + "".join(frame.format("".join(xml for xml, _ in units)) for frame, units in runs) + "</w:p>"
        for runs in paragraphs
    )
    lines = ["".join(text for _, units in runs for _, text in units) for runs in paragraphs]
    story = read(made(body), layout)
    assert story.text == "\n".join(lines)
    for number, line in enumerate(lines, 1):
        places = [place for place in story.runs if place.paragraph == number]
        assert "".join(story.text[place.span.start : place.span.end] for place in places) == line
    assert all(story.line_and_column(place.span.start)[0] == place.paragraph for place in story.runs)


def refused(raw, name="a.docx"):
    with pytest.raises(InputError) as caught:
        read_story(name, raw, ())
    assert caught.value.hint
    assert caught.value.place.path == name
    return caught.value.code, caught.value.message


def document_with_types(content_type):
    return packed({**parts_of("<w:p/>"), "[Content_Types].xml": TYPES.replace(MAIN, content_type)})


OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "the file is empty"),
        (b"The mayor said no.", "this is plain text, whatever its name says"),
        (b"{\\rtf1 no}", "this is Rich Text Format, whatever its name says"),
        (b"%PDF-1.7\n\xff", "this is a PDF, whatever its name says"),
        (b"<!DOCTYPE html><p>no", "this is a web page, whatever its name says"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><pkg/>", "this is an XML file, whatever its name says"),
        (b"\x89PNG\r\n\x1a\n\0\0", "this is no document of a word processor, whatever its name says"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "this is an Office file of before 2007"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "the document is protected with a password",
        ),
        (packed({"a.txt": "x"}), "this is a zip archive, but no Word document"),
        (packed({"mimetype": "x", "content.xml": "x"}), "this is an OpenDocument file, whatever its name says"),
        (
            document_with_types(f"{OFFICE}.spreadsheetml.sheet.main+xml"),
            "this is an Excel workbook, whatever its name says",
        ),
        (
            document_with_types("application/vnd.ms-word.document.macroEnabled.main+xml"),
            "this is a Word document with macros, whatever its name says",
        ),
        (
            document_with_types(f"{OFFICE}.wordprocessingml.template.main+xml"),
            "this is a Word template, whatever its name says",
        ),
        (document_with_types("text/plain"), "the main part of the file is not that of a Word document"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_word_document(raw, message):
    assert refused(raw) == ("A230", message)


@pytest.mark.parametrize("name", ["a.doc", "a.docm", "a.rtf"])
def test_formats_near_to_it_are_named(name):
    assert refused(b"x", name)[0] == "A201"


def test_words_in_tables_and_text_boxes_alone_are_an_error():
    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>All is here.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert refused(made(f"<w:p/>{cell}"))[0] == "A233"
    assert refused(made('<w:altChunk r:id="rId1"/>'))[0] == "A233"
    assert read(made("<w:p/>")).blocks == ()
