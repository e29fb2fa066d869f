"""Word documents that are broken or meant to do harm: a clear error or a story, and never anything else."""

from __future__ import annotations

import io
import os
import random
import struct
import sys
import zipfile

import pytest

from attrib.docx import archive, open_document
from attrib.docx.comments import Comment, Signature, commented
from attrib.errors import InputError
from attrib.read import read_story
from attrib.report import Span

from .docx_builders import MAIN, TYPES, W, document_xml, ferry, made, packed, parts_in, parts_of, relationships

TEXT = "<w:p><w:r><w:t>The bridge is shut.</w:t></w:r></w:p>"


def refused(raw):
    with pytest.raises(InputError) as caught:
        read_story("a.docx", raw, ())
    assert caught.value.hint
    return caught.value.code, caught.value.message


def with_part(name, content):
    return packed({**parts_of(TEXT), name: content})


# Archives.


def test_a_truncated_file():
    raw = ferry()
    assert refused(raw[: len(raw) // 2]) == (
        "A231",
        "the document is damaged: the end of the file is missing or broken",
    )


def test_a_part_whose_bytes_are_broken():
    raw = made(TEXT)
    at = raw.index(b"word/document.xml") + len("word/document.xml")
    assert refused(raw[:at] + b"\xff" * 8 + raw[at + 8 :]) == (
        "A231",
        "the document is damaged: word/document.xml cannot be unpacked",
    )


def test_a_part_that_is_larger_than_it_says():
    """The size that the archive declares bounds what is unpacked; the checksum then tells that it was a lie."""
    raw = bytearray(made(TEXT + " " * 5000))
    entry = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"word/document.xml"))
    raw[entry + 24 : entry + 28] = struct.pack("<I", 100)
    assert refused(bytes(raw))[0] == "A231"


def test_a_part_that_unpacks_to_far_more_than_its_size():
    assert refused(with_part("word/document.xml", document_xml(TEXT + " " * 30_000_000))) == (
        "A232",
        "the document is refused: word/document.xml unpacks to more than 200 times its size",
    )


def test_many_parts_that_each_unpack_to_much(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_FILE", 200_000)
    bombs = {f"word/{number}.xml": bytes(random.Random(1).choices(b"ab", k=50_000)) for number in range(5)}
    code, message = refused(packed({**parts_of(TEXT), **bombs}))
    assert (code, message.partition(":")[0]) == ("A232", "the document is refused")


def test_a_file_of_more_than_the_limit(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_FILE", 1000)
    assert refused(ferry())[0] == "A232"


def test_a_part_of_more_than_can_be_read_as_xml(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_XML", 1000)
    assert refused(made(TEXT * 100))[0] == "A232"


def test_too_many_parts():
    bomb = packed({**parts_of(TEXT), **{f"word/{number}": b"" for number in range(archive.MOST_PARTS)}})
    assert refused(bomb) == ("A232", "the document is refused: it has more than 5000 parts")


@pytest.mark.parametrize(
    "name", ["../evil.xml", "word/../../evil.xml", "/etc/passwd", "C:/evil.xml", "word\\..\\evil.xml"]
)
def test_names_that_lead_out_of_the_document(name):
    code, message = refused(with_part(name, "x"))
    assert (code, message.rpartition(": ")[0]) == (
        "A232",
        "the document is refused: the name of a part leads out of the document",
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_the_same_name():
    out = io.BytesIO(made(TEXT))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/Document.xml", document_xml(TEXT))
    assert refused(out.getvalue()) == ("A231", "the document is damaged: two of its parts have the same name")


def test_a_password_on_the_archive():
    raw = bytearray(made(TEXT))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.index(sign)
        raw[start + at] |= 1
    assert refused(bytes(raw)) == ("A230", "the document is protected with a password")


def test_a_way_of_packing_that_no_word_processor_uses():
    out = io.BytesIO(made(TEXT))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/media.bin", b"x")
    assert refused(out.getvalue())[0] == "A231"


# Parts.


@pytest.mark.parametrize(
    "missing", ["[Content_Types].xml", "_rels/.rels", "word/document.xml"], ids=["types", "relationships", "text"]
)
def test_missing_parts(missing):
    parts = parts_of(TEXT)
    del parts[missing]
    assert refused(packed(parts))[0] == ("A230" if missing == "[Content_Types].xml" else "A231")


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/document.xml", ""),
        ("word/document.xml", "no XML"),
        ("word/document.xml", "<w:document"),
        ("word/document.xml", "<document/>"),
        ("word/document.xml", f'<w:document xmlns:w="{W}"/>'),
        ("word/document.xml", b"\xff\xfe\x00"),
        ("word/document.xml", b"\xe9" + document_xml(TEXT).encode()),
        ("word/document.xml", document_xml("<w:p>" + "<w:ins>" * 5000 + "</w:ins>" * 5000 + "</w:p>")),
        ("word/document.xml", document_xml("<w:p>&undefined;</w:p>")),
        ("word/document.xml", document_xml(f"<w:p {' '.join(f'a{n}={chr(34)}x{chr(34)}' for n in range(5))} a1='y'/>")),
        ("_rels/.rels", "<Relationships>"),
        ("_rels/.rels", relationships(("officeDocument", "../../etc/passwd"))),
        ("_rels/.rels", relationships(("officeDocument", "gone.xml"))),
        ("[Content_Types].xml", "<Types>"),
        ("[Content_Types].xml", TYPES.replace(MAIN, "")),
        ("[Content_Types].xml", TYPES.replace("2006", "2007")),
        ("_rels/.rels", "<Relationships/>"),
    ],
)
def test_parts_that_are_wrong(part, content):
    assert refused(with_part(part, content))[0] in {"A230", "A231"}


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE w:document>",
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!-- > --><?pi ?> <!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    ],
    ids=["empty", "laughs", "address", "file", "parameter"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels", "[Content_Types].xml"])
def test_document_types_are_refused_in_every_part(part, encoding, doctype):
    content = parts_of("<w:p><w:r><w:t>&l11;&f;</w:t></w:r></w:p>")[part]
    declared, _, rest = content.rpartition("?>")
    raw = with_part(part, f"{declared}{'?>' * bool(declared)}{doctype}{rest}".encode(encoding))
    code, message = refused(raw)
    assert (code, message) == ("A232", f"{part} declares a document type (DTD), which no word processor writes")


def test_an_attribute_of_megabytes():
    story = read_story("a.docx", made(f'<w:p w:rsidR="{random.Random(1).randbytes(700_000).hex()}"/>{TEXT}'), ())
    assert story.text.strip() == "The bridge is shut."
    # libxml2's own bound, 10 MB, is for those who pack it less well.
    packed_badly = io.BytesIO()
    with zipfile.ZipFile(packed_badly, "w") as archive:
        for name, content in parts_of(f'<w:p w:rsidR="{"a" * 11_000_000}"/>{TEXT}').items():
            archive.writestr(name, content)
    assert refused(packed_badly.getvalue())[0] == "A231"


def test_styles_that_rest_on_each_other():
    circle = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Text.</w:t></w:r></w:p>'
    assert read_story("a.docx", made(body, styles=circle), ()).text == "Text."


def test_numbers_that_are_none():
    body = (
        '<w:p><w:pPr><w:outlineLvl w:val="one"/><w:numPr><w:numId w:val=""/></w:numPr></w:pPr><w:r><w:t>Text.</w:t></w:r></w:p>'
        f'<w:p><w:pPr><w:outlineLvl w:val="{"9" * 5000}"/></w:pPr></w:p>'
    )
    assert read_story("a.docx", made(body), ()).text == "Text.\n"


# Whatever the bytes.


def survives(raw):
    """Read and annotate bytes; only an InputError may come of it."""
    try:
        document = open_document("a.docx", raw)
        text = document.text
        done = commented(document, [Comment(Span(0, 5), ("x",))], Signature("A"))
        assert open_document("a.docx", done).text == text
    except InputError:
        return False
    return True


def flipped(raw, chance):
    """The bytes with some of them changed, cut out or doubled."""
    out = bytearray(raw)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(out))
        what = chance.random()
        if what < 0.7:
            out[at] = chance.randrange(256)
        elif what < 0.85:
            del out[at : at + chance.randrange(1, 30)]
        else:
            out[at:at] = out[at : at + chance.randrange(1, 30)]
    return bytes(out)


SAMPLE = made(
    '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>The bridge</w:t><w:br/></w:r><w:ins w:id="1">'
    '<w:r><w:t> is shut</w:t></w:r></w:ins></w:p><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
    styles='<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Title"/></w:style>',
)


def test_changed_bytes():
    chance = random.Random(20261123)
    outcomes = [survives(flipped(SAMPLE, chance)) for _ in range(1500)]
    assert 0 < sum(outcomes) < len(outcomes)


def test_changed_xml():
    """Archives that are sound, with parts that are not."""
    chance = random.Random(20261123)
    parts = parts_in(SAMPLE)
    outcomes = []
    for _ in range(1500):
        name = chance.choice(list(parts))
        outcomes.append(survives(packed({**parts, name: flipped(parts[name], chance)})))
    assert 0 < sum(outcomes) < len(outcomes)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_changed_bytes_at_length(seed):
    chance = random.Random(seed)
    real = ferry()
    parts = parts_in(real)
    for _ in range(700):
        survives(flipped(chance.choice([real, SAMPLE]), chance))
        name = chance.choice(
            ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"]
        )
        survives(packed({**parts, name: flipped(parts[name], chance)}))


def test_nothing_is_opened(monkeypatch):
    """Files and connections: none is touched, whatever a document names."""
    seen = []
    watched = ("open", "socket.", "subprocess.", "os.", "urllib.")
    on = True

    def watch(event, arguments):
        if on and event.startswith(watched):
            seen.append((event, arguments))

    parts = parts_of('<w:p><w:hyperlink r:id="rId2"><w:r><w:t>The bridge is shut.</w:t></w:r></w:hyperlink></w:p>')
    parts["word/_rels/document.xml.rels"] = relationships(
        ("styles", "file:///etc/hosts"),
        ("attachedTemplate", "http://127.0.0.1:9/x.dotm"),
        ("comments", "../../../etc/hosts"),
    )
    raw = packed(parts)
    survives(raw)  # What Python and lxml open when they are first used is opened.
    sys.addaudithook(watch)
    assert survives(raw)
    on = False
    assert [event for event in seen if os.devnull not in map(str, event[1])] == []
