"""Documents of word processors: archives of parts, opened with suspicion; where each character of the story stands."""

from __future__ import annotations

from attrib.docx.document import Document, Paragraph, TextRun, open_document

__all__ = ["Document", "Paragraph", "TextRun", "open_document"]
