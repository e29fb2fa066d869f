"""What a file is that is called .docx or .odt and is none."""

from __future__ import annotations

from typing import Final

from attrib.errors import InputError, Place

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS: Final = "save it as a Word document (.docx) in a word processor"
_STARTS: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"{\\rtf", "Rich Text Format", _SAVE_AS),
    (b"%PDF", "a PDF", "ask for the document it was made from"),
    (b"<?xml", "an XML file", _SAVE_AS),
    (b"<", "a web page", "rename it to end in .html"),
)
_OTHERS: Final[tuple[tuple[str, str, str], ...]] = (
    ("macroEnabled", "a Word document with macros", "save it as .docx, without macros"),
    ("wordprocessingml.template", "a Word template", _SAVE_AS),
    ("spreadsheetml", "an Excel workbook", "a story is a Word document"),
    ("presentationml", "a PowerPoint presentation", "a story is a Word document"),
)
"""Documents of the same family, by a word in the content type of their main part."""


def no_package(path: str, raw: bytes) -> InputError:
    """Return the error for bytes that are no zip archive, as a Word document must be."""
    if not raw.strip():
        return _refusal(path, "the file is empty", "save the document again")
    if raw.startswith(_OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in raw
        return with_password(path) if protected else _refusal(path, "this is an Office file of before 2007", _SAVE_AS)
    if raw.startswith(b"PK"):
        return InputError(
            "A231",
            "the document is damaged: the end of the file is missing or broken",
            place=Place(path),
            hint="copy or download it again",
        )
    start = raw[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    for sign, what, hint in _STARTS:
        if start.startswith(sign):
            return _refusal(path, f"this is {what}, whatever its name says", hint)
    if _is_text(raw):
        return _refusal(path, "this is plain text, whatever its name says", "rename it to end in .txt or .md")
    return _refusal(path, "this is no document of a word processor, whatever its name says", _SAVE_AS)


def with_password(path: str) -> InputError:
    """Return the error for a document that cannot be read without its password."""
    return _refusal(path, "the document is protected with a password", "save a copy without the password")


def other_archive(path: str, *, is_opendocument: bool) -> InputError:
    """Return the error for a zip archive that is no Word document."""
    if is_opendocument:
        return _refusal(path, "this is an OpenDocument file, whatever its name says", "rename it to end in .odt")
    return _refusal(path, "this is a zip archive, but no Word document", _SAVE_AS)


def no_opendocument_text(path: str, *, is_office: bool) -> InputError:
    """Return the error for an archive that is no OpenDocument text."""
    if is_office:
        return _refusal(path, "this is an Office file, whatever its name says", "rename it to end in .docx")
    return _refusal(path, "this is no OpenDocument text, whatever its name says", _SAVE_AS)


def nothing_read(path: str) -> InputError:
    """Return the error for a document whose words all stand where no story is looked for."""
    return InputError(
        "A233",
        "no text outside tables and text boxes, which are not read",
        place=Place(path),
        hint="put the story into ordinary paragraphs",
    )


def other_document(path: str, content_type: str) -> InputError:
    """Return the error for an Office document whose main part is not that of a Word document."""
    for word, what, hint in _OTHERS:
        if word in content_type:
            return _refusal(path, f"this is {what}, whatever its name says", hint)
    return _refusal(path, "the main part of the file is not that of a Word document", _SAVE_AS)


def _is_text(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _refusal(path: str, message: str, hint: str) -> InputError:
    return InputError("A230", message, place=Place(path), hint=hint)
