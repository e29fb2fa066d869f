"""OpenDocument texts: what is read of them, and what is refused."""

from __future__ import annotations

import random

import pytest

from attrib.errors import InputError
from attrib.read import read_story

from .docx_builders import ferry, opendocument, packed, parts_in

TITLE = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
HIDDEN = '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'


def read(body, layout=(), **more):
    return read_story("a.odt", packed(opendocument(body, **more)), layout)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>The mill <text:span>will</text:span> close.</text:p>", "The mill will close."),
        ("<text:p/><text:p>One</text:p>\n<text:p/><text:p>Two</text:p>", "\nOne\n\nTwo"),
        ("<text:p>  a \n\t b<text:span> c</text:span><text:span> </text:span> d</text:p>", "a b c d"),
        ('<text:p>a<text:s text:c="2"/><text:tab/>b<text:line-break/>c</text:p>', "a  \tb c"),
        ('<text:p>a<text:s text:c="999999999999"/><text:s text:c="x"/>b</text:p>', "a  b"),
        ("<text:p>a<text:note><text:note-body><text:p>no</text:p></text:note-body></text:note>b</text:p>", "ab"),
        ("<text:p>a<office:annotation><text:p>no</text:p></office:annotation>b</text:p>", "ab"),
        ('<text:p>a<text:span text:style-name="T1">no</text:span>b</text:p>', "ab"),
        ("<text:p>a <text:a>link</text:a>, <text:date>May 3</text:date></text:p>", "a link, May 3"),
        ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>here</text:p>", "here"),
        ("<table:table><text:p>cell</text:p></table:table><text:section><text:p>in</text:p></text:section>", "in"),
    ],
)
def test_text(body, text):
    assert read(body, styles=HIDDEN).text == text


def test_blocks(layout):
    body = (
        '<text:p text:style-name="P1">Mill to close.</text:p><text:p>By Dana Whitlock</text:p>'
        "<text:p>The mill will close, he said.</text:p><text:h>What is next?</text:h>"
        "<text:list><text:list-item><text:p>Jobs</text:p></text:list-item></text:list>"
    )
    story = read(body, layout, styles=TITLE)
    assert [(block.kind, story.text[block.start : block.end]) for block in story.blocks] == [
        ("headline", "Mill to close."),
        ("byline", "By Dana Whitlock"),
        ("paragraph", "The mill will close, he said."),
        ("heading", "What is next?"),
        ("paragraph", "Jobs"),
    ]
    assert story.runs == ()


@pytest.mark.parametrize(
    ("raw", "code", "message"),
    [
        (b"The mill.", "A230", "this is plain text, whatever its name says"),
        (ferry(), "A230", "this is an Office file, whatever its name says"),
        (packed({"content.xml": "x"}), "A230", "this is no OpenDocument text, whatever its name says"),
        (
            packed(opendocument("", mimetype="application/vnd.oasis.opendocument.spreadsheet")),
            "A230",
            "this is no OpenDocument text, whatever its name says",
        ),
        (
            packed(opendocument("", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")),
            "A230",
            "the document is protected with a password",
        ),
        (
            packed(opendocument("<table:table><text:p>cell</text:p></table:table>")),
            "A233",
            "no text outside tables and text boxes, which are not read",
        ),
        (
            packed(opendocument("") | {"content.xml": "<!DOCTYPE x><x/>"}),
            "A232",
            "content.xml declares a document type (DTD), which no word processor writes",
        ),
        (
            packed(opendocument("") | {"content.xml": "<x/>"}),
            "A231",
            "the document is damaged: content.xml does not hold what its name says",
        ),
    ],
    ids=["text", "word", "zip", "sheet", "password", "tables", "dtd", "xml"],
)
def test_refusals(raw, code, message):
    with pytest.raises(InputError) as caught:
        read_story("a.odt", raw, ())
    assert (caught.value.code, caught.value.message) == (code, message)
    assert caught.value.hint


def test_changed_bytes():
    """Whatever the bytes, a story or an InputError."""
    chance = random.Random(20261123)
    body = '<text:h>Mill</text:h><text:p>It<text:s text:c="3"/> is <text:span text:style-name="T1">not</text:span></text:p>'
    whole = packed(opendocument(body, styles=TITLE + HIDDEN))
    parts = parts_in(whole)
    outcomes = []
    for turn in range(600):
        name = chance.choice(list(parts))
        raw = bytearray(whole if turn % 2 else parts[name])
        for _ in range(chance.choice([1, 2, 8])):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        try:
            read_story("a.odt", bytes(raw) if turn % 2 else packed({**parts, name: bytes(raw)}), ())
        except InputError:
            outcomes.append(False)
        else:
            outcomes.append(True)
    assert 0 < sum(outcomes) < len(outcomes)
