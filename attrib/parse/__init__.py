"""Parse: the spaCy pipeline, sentences that respect quotation marks, and the quotations themselves."""

from __future__ import annotations

from attrib.parse.document import ParsedBlock, ParsedStory, Reading, parse_stories
from attrib.parse.pipeline import load_pipeline
from attrib.parse.quotations import Quotation

__all__ = ["ParsedBlock", "ParsedStory", "Quotation", "Reading", "load_pipeline", "parse_stories"]
