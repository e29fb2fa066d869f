"""A yardstick: textacy's finder of direct quotations on the same stories and the same parse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from attrib.report import Attribution, StoryReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.tokens import Token

    from attrib.parse import ParsedBlock, ParsedStory
    from attrib.read import Sidecar
    from attrib.report import Established, Part, Story


class Establisher(Protocol):
    """What the yardstick needs of the engine."""

    def read(self, name: str | Path, raw: bytes, sidecar: Sidecar | None = None) -> Story:
        """Return the story in a file's bytes, with what the file of metadata beside it tells."""

    def establish(self, stories: Iterable[Story]) -> Iterator[tuple[ParsedStory, Established]]:
        """Yield each story parsed and what is established about it, in order."""


@dataclass
class TextacyQuotations:
    """Reports what textacy finds, paragraph by paragraph, as it refuses any text with an odd number of marks.

    `refused` counts the paragraphs it has refused so far.
    """

    engine: Establisher
    refused: int = field(default=0, init=False)

    def read(self, name: str | Path, raw: bytes, sidecar: Sidecar | None = None) -> Story:
        """Return the story in a file's bytes, with what the file of metadata beside it tells."""
        return self.engine.read(name, raw, sidecar)

    def check(self, stories: Iterable[Story]) -> Iterator[StoryReport]:
        """Yield a report of attributions only on each story, in order."""
        for parsed, _ in self.engine.establish(stories):
            found = tuple(one for block in parsed.blocks if block.start < block.end for one in self._in(parsed, block))
            yield StoryReport(parsed.story, "textacy", (), (), found, (), ())

    def _in(self, parsed: ParsedStory, block: ParsedBlock) -> list[Attribution]:
        from textacy.extract.triples import direct_quotations

        try:
            triples = list(direct_quotations(parsed.doc[block.start : block.end].as_doc()))
        except ValueError:
            self.refused += 1
            return []
        return [
            Attribution(
                id="",
                kind="direct",
                rule="direct-quotations",
                cue_class="speech",
                cue_lemma=triple.cue[0].lemma_,
                cue=_part(parsed, block, triple.cue),
                content=_part(parsed, block, list(triple.content)),
                source=_part(parsed, block, triple.speaker),
                ref=None,
                link=None,
            )
            for triple in triples
        ]


def _part(parsed: ParsedStory, block: ParsedBlock, tokens: Sequence[Token]) -> Part:
    return parsed.part([(block.start + tokens[0].i, block.start + tokens[-1].i + 1)])
