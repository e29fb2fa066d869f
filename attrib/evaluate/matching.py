"""The rules that are patterns and nothing else, matched one by one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from attrib.rules.schema import Blocker, ClaimRule, Marker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from attrib.parse import ParsedStory
    from attrib.read import Sidecar
    from attrib.report import Established, Story
    from attrib.rules.load import Rules


class Stages(Protocol):
    """What running examples and counting matches need of the engine."""

    @property
    def rules(self) -> Rules:
        """Return the rules in use."""

    @property
    def nlp(self) -> Language:
        """Return the pipeline in use."""

    def read(self, name: str | Path, raw: bytes, sidecar: Sidecar | None = None) -> Story:
        """Return the story in a file's bytes, with what the file of metadata beside it tells."""

    def establish(self, stories: Iterable[Story]) -> Iterator[tuple[ParsedStory, Established]]:
        """Yield each story parsed, and what is established about it."""


class PatternMatchers:
    """The matchers of blockers, markers and claims."""

    def __init__(self, rules: Rules, nlp: Language) -> None:
        from attrib.ledger.claims import ClaimFinder
        from attrib.rules.compile import compile_blockers, compile_marker_phrases, compile_marker_tokens

        self._blockers = compile_blockers(rules, nlp.vocab)
        self._markers = compile_marker_tokens(rules, nlp.vocab)
        self._phrases = compile_marker_phrases(rules, nlp)
        self._claims = ClaimFinder(rules, nlp)

    def count(self, parsed: ParsedStory) -> dict[str, Counter[str]]:
        """Return for each kind of these rules how often each rule matches, by its id; rules without match are left out."""
        return {
            Blocker.kind: Counter(rule for rule, _, _ in self._blockers(parsed.doc)),
            Marker.kind: Counter(rule for rule, _, _ in self._marked(parsed.doc)),
            ClaimRule.kind: Counter(match.rule for match in self._claims.matches(parsed)),
        }

    def _marked(self, doc: Doc) -> set[tuple[str, int, int]]:
        """Return the matches of markers, each once; spaCy warns of a matcher without phrases, so it is passed over."""
        strings = doc.vocab.strings
        phrases = self._phrases(doc) if len(self._phrases) else ()
        return {*self._markers(doc), *((strings[key], start, end) for key, start, end in phrases)}
