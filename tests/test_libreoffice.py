"""Annotated documents in LibreOffice itself, and documents that it has written."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections import Counter
from xml.etree import ElementTree as ET

import docx
import pytest

from attrib.docx import open_document
from attrib.docx.comments import Comment, Signature, commented
from attrib.read import read_story
from attrib.report import Span

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>
<h1>Ferry had been warned, officials say</h1>
<p>By <b>Dana</b> Whitlock</p>
<p>HARTWELL, May 3 (Norwell Wire) - <b>Two <i>sailors</i> died</b> when a <a href="http://a.example/">ferry sank</a> off
Hartwell, the port authority said.</p>
<ul><li>The ferry stays in port</li></ul>
<p>“They knew about the door,” a senior port <span style="color: #ff0000">official, who asked</span> not to be named,
said.<br>The café’s owner 🙂 saw it.</p></body></html>"""


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """A function that has LibreOffice convert bytes from one format to another."""
    profile = tmp_path_factory.mktemp("profile")

    def to(raw, suffix, wanted):
        folder = tmp_path_factory.mktemp("converted")
        source = folder / f"story{suffix}"
        source.write_bytes(raw)
        command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", wanted]
        command += ["--outdir", folder / "out", source]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "out" / f"story.{wanted.partition(':')[0]}").read_bytes()

    return to


def body_of(odt):
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        return ET.fromstring(archive.read("content.xml")).find(f"{OFFICE}body/{OFFICE}text")


def margin(odt):
    """The text of an OpenDocument file, and what each comment says of which words."""
    text, said, words, open_now = [], {}, {}, set()

    def add(characters):
        text.append(characters or "")
        words.update({name: words[name] + (characters or "") for name in open_now})

    def walk(element):
        name = element.get(f"{OFFICE}name")
        if element.tag == f"{TEXT}tracked-changes":
            return
        if element.tag == f"{OFFICE}annotation":
            said[name] = [("".join(one.itertext())) for one in element.iter(f"{TEXT}p")]
            words[name] = ""
            open_now.add(name)
            return
        if element.tag == f"{OFFICE}annotation-end":
            open_now.discard(name)
            return
        add({f"{TEXT}tab": "\t", f"{TEXT}line-break": " ", f"{TEXT}s": " "}.get(element.tag, element.text))
        for child in element:
            walk(child)
            add(child.tail)

    walk(body_of(odt))
    return "".join(text), Counter((said[name][0], words[name]) for name in said)


def remarks(raw, *phrases):
    text = open_document("a.docx", raw).text
    return [Comment(Span(at := text.index(one), at + len(one)), (f"On {one}", "More")) for one in phrases]


def annotated(raw, *phrases):
    return commented(open_document("a.docx", raw), remarks(raw, *phrases), Signature("Dana Editor"))


def wanted(*phrases):
    return Counter((f"On {one}", one) for one in phrases)


PHRASES = (
    "sailors died",
    "wo sai",
    "ferry sank off",
    "a senior port official, who",
    "official, who asked",
    "🙂 saw",
    "café’s owner",
)


@pytest.fixture(scope="module")
def written(convert):
    """A document that LibreOffice has written, from a web page by way of its own format."""
    odt = convert(PAGE.encode(), ".html", "odt:writer8")
    return convert(odt, ".odt", "docx:MS Word 2007 XML")


def test_comments_on_a_document_that_libreoffice_has_written(convert, written):
    story = read_story("a.docx", written, ())
    assert [block.kind for block in story.blocks][:1] == ["headline"]
    assert "Two sailors died when a ferry sank off Hartwell" in story.text
    before, none = margin(convert(written, ".docx", "odt"))
    after, said = margin(convert(annotated(written, *PHRASES), ".docx", "odt"))
    assert (after, none) == (before, Counter())
    assert said == wanted(*PHRASES)


def test_its_own_format_reads_like_the_word_document_it_makes_of_it(convert, written):
    odt = convert(written, ".docx", "odt:writer8")
    one, other = (read_story(name, raw, ()) for name, raw in (("a.odt", odt), ("a.docx", written)))
    assert one.text == other.text
    assert [(block.kind, block.pieces) for block in one.blocks] == [
        (block.kind, block.pieces) for block in other.blocks
    ]
    assert one.runs == ()


def test_changes_that_are_tracked_read_alike(convert):
    odt = convert(tracked(), ".docx", "odt:writer8")
    assert read_story("a.odt", odt, ()).text == open_document("a.docx", tracked()).text


def tracked():
    """A document with a tracked insertion and deletion, a link, a field and a comment of the reporter's."""
    document = docx.Document()
    document.add_heading("Ferry had been warned", 0)
    paragraph = document.add_paragraph("Two sailors ")
    paragraph.add_run("died").bold = True
    paragraph.add_run(" on Friday, ")
    document.add_comment(paragraph.runs[1], text="Sure?", author="Omar Field", initials="OF")
    w = paragraph._p.nsmap["w"]
    for xml in (
        '<w:ins w:id="91" w:author="x" w:date="2026-05-03T00:00:00Z"><w:r><w:t>the port authority </w:t></w:r></w:ins>',
        '<w:del w:id="92" w:author="x" w:date="2026-05-03T00:00:00Z"><w:r><w:delText>he </w:delText></w:r></w:del>',
        '<w:hyperlink w:anchor="top"><w:r><w:t>said in a statement</w:t></w:r></w:hyperlink>',
        '<w:fldSimple w:instr="QUOTE"><w:r><w:t> to reporters.</w:t></w:r></w:fldSimple>',
    ):
        spaced = xml.replace("<w:t>", '<w:t xml:space="preserve">').replace(
            "<w:delText>", '<w:delText xml:space="preserve">'
        )
        paragraph._p.append(docx.oxml.parse_xml(spaced.replace(">", f' xmlns:w="{w}">', 1)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_comments_over_insertions_links_and_fields_beside_a_reporters_own(convert):
    raw = tracked()
    phrases = ("Friday, the port", "authority said", "in a statement", "ilors died on")
    assert open_document("a.docx", raw).text.endswith("the port authority said in a statement to reporters.")
    before, said_before = margin(convert(raw, ".docx", "odt"))
    after, said = margin(convert(annotated(raw, *phrases), ".docx", "odt"))
    assert said_before == Counter([("Sure?", "died")])
    assert after == before
    assert said == wanted(*phrases) + said_before


def test_the_other_way_back_to_word(convert, written):
    """What LibreOffice saves as a Word document again has the comments, for python-docx and for attrib."""
    again = convert(annotated(written, *PHRASES), ".docx", "docx:MS Word 2007 XML")
    comments = docx.Document(io.BytesIO(again)).comments
    assert sorted(one.paragraphs[0].text for one in comments) == sorted(f"On {one}" for one in PHRASES)
    assert {one.author for one in comments} == {"Dana Editor"}
    assert open_document("a.docx", again).text == open_document("a.docx", written).text


def test_a_page_to_print(convert, written):
    assert convert(annotated(written, *PHRASES), ".docx", "pdf").startswith(b"%PDF")
