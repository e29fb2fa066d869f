"""Fuzz the readers: any bytes, called anything, are a story with its blocks in place or a clear error."""

from __future__ import annotations

import itertools
import sys

import atheris

with atheris.instrument_imports(include=["attrib.read", "attrib.docx", "markdown_it"]):
    from attrib.errors import InputError
    from attrib.read import SUFFIXES, Sidecar, read_story
    from attrib.rules.load import load_rules

LAYOUT = tuple(load_rules().layout.values())
NAMES = [f"story{suffix}" for suffix in SUFFIXES]


def read(content: bytes) -> None:
    """Read bytes as a story of some kind, now and then with a sidecar."""
    given = atheris.FuzzedDataProvider(content)
    name = given.PickValueInList(NAMES)
    sidecar = Sidecar("story.attrib.yml", given.ConsumeBytes(60)) if given.ConsumeProbability() < 0.2 else None
    try:
        story = read_story(name, given.ConsumeBytes(given.remaining_bytes()), LAYOUT, sidecar)
    except InputError as error:
        assert error.code.startswith("A2"), error
        return
    spans = [block.span for block in story.blocks]
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(story.text) for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
