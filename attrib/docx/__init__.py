"""Word documents: a package of parts, opened with suspicion; where each character of the story stands in it."""

from __future__ import annotations

from attrib.docx.document import Document, Paragraph, TextRun, open_document

__all__ = ["Document", "Paragraph", "TextRun", "open_document"]
