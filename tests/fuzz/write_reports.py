"""Fuzz the writers: whatever a story, a finding and a path say, each format can be written and read again."""

from __future__ import annotations

import json
import sys
from xml.etree import ElementTree as ET

import atheris

with atheris.instrument_imports(include=["attrib.render"]):
    from attrib.render import WRITERS
    from attrib.report import Finding, Related, Report, Sentence, Source, Span, Story, StoryReport

FORMS = sorted(WRITERS)
AS_JSON = {"json", "sarif", "gitlab"}
AS_JSON_LINES = {"jsonl", "rdjsonl"}
AS_XML = {"junit", "checkstyle"}


def write(content: bytes) -> None:
    """Write a report with fuzzed words and places in some format."""
    given = atheris.FuzzedDataProvider(content)
    form = given.PickValueInList(FORMS)
    text = given.ConsumeUnicode(80)

    def place() -> Span:
        start = given.ConsumeIntInRange(0, len(text))
        return Span(start, given.ConsumeIntInRange(start, len(text)))

    related = (Related(place(), given.ConsumeUnicode(20)),)
    finding = Finding("some-rule", "ANY-01", "error", given.ConsumeUnicode(40), place(), source="s1", related=related)
    source = Source("s1", given.ConsumeUnicode(20), "named", 7, False, 1, (place(),), "person", 1)
    sentence = Sentence(Span(0, len(text)), "paragraph", "named", "s1", carried=False)
    story = Story(given.ConsumeUnicode(20).replace("\0", "") or "a.txt", text, "0" * 64, ())
    report = StoryReport(story, "default", (sentence,), (source,), (), (), (finding,))
    written = WRITERS[form](Report("0", "default", (report,)))
    if form in AS_JSON:
        json.loads(written)
    elif form in AS_JSON_LINES:
        assert all(json.loads(line) for line in written.split("\n") if line)
    elif form in AS_XML:
        ET.fromstring(written.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    atheris.Setup(sys.argv, write)
    atheris.Fuzz()
