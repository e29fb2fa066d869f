"""Word documents made for tests: from the XML of a body, or with python-docx."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)


def relationships(*targets):
    """The XML of a list of references; each target is a kind and a name."""
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{listed}</Relationships>'


def document_xml(body):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:r="{R}" xml:space="preserve"><w:body>{body}</w:body></w:document>'


def parts_of(body, **more):
    """The parts of the smallest document with this body; others by name, with `__` for a slash and `_` for a full stop."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": document_xml(body),
    }
    if "styles" in more:
        styles = more.pop("styles")
        parts["word/_rels/document.xml.rels"] = relationships(("styles", "styles.xml"))
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    return parts


def packed(parts):
    """The bytes of a zip archive of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def made(body, **more):
    """The bytes of the smallest document with this body."""
    return packed(parts_of(body, **more))


def opendocument(body, *, styles="", mimetype="application/vnd.oasis.opendocument.text", manifest=""):
    """The parts of the smallest OpenDocument text with this body and these automatic styles."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "style", "table")
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    listed = f"<manifest:manifest {space}>{manifest}</manifest:manifest>"
    return {"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": listed}


def parts_in(raw):
    """The parts of a document, by name."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def saved(document):
    """The bytes of a document made with python-docx."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def ferry():
    """A story as a reporter's word processor would save it: a title, a byline, bold and slanted words, a table, a list."""
    document = docx.Document()
    document.add_heading("Ferry had been warned, officials say", 0)
    document.add_paragraph("By Dana Whitlock")
    lead = document.add_paragraph("HARTWELL, May 3 (Norwell Wire) - ")
    lead.add_run("Two sailors died").bold = True
    lead.add_run(" when a ferry sank off Hartwell, the port authority said.")
    knew = document.add_paragraph("“They knew about the door,” a senior port official, ")
    knew.add_run("who asked not to be named").italic = True
    knew.add_run(" because he fears for his job, said on Friday, “and they sailed.” The café’s owner 🙂 saw it.")
    document.add_table(1, 1).cell(0, 0).text = "Officials said this in a table."
    document.add_heading("What next", 1)
    document.add_paragraph("The ferry stays in port", style="List Bullet")
    document.add_paragraph("The line will be closed for good, officials said.")
    return saved(document)
