"""The cue of a quotation, found from the words around the marks: "...," SOURCE says / SOURCE says, "..." / ...: "..."."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attrib.parse.labels import TENSED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Token

    from attrib.parse.document import ParsedStory
    from attrib.parse.quotations import Quotation

CUE_WINDOW = 30
"""How many tokens from a quotation its cue may stand."""
MAX_SPEAKER_WORDS = 14
"""How many words may stand between a quotation and a verb that no rule lists."""
MIN_SPEECH_WORDS = 4
"""How many words a quotation has that is speech whatever stands beside it."""
OPEN_ENDS = frozenset({",", "!", "?", "…"})
"""Marks at which speech ends and its sentence goes on to the speaker."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "ADP", "PART", "ADV"})


@dataclass(frozen=True)
class QuoteCues:
    """Finds cues beside the quotations of one story.

    `cues` are the lemmas that rules list with a quotation; a verb that none lists is a cue only where it stands as a
    speech verb must: between a quotation that ends as speech does and its speaker, or before a comma or a colon.
    `quoted` are the tokens inside quotations.
    """

    parsed: ParsedStory
    cues: frozenset[str]
    quoted: frozenset[int]

    def right_before(self, quote: Quotation, taken: Collection[int]) -> Token | None:
        """Return the listed cue that stands at a quotation's opening mark, none of `taken`, or None."""
        at = quote.start - 1
        while at > 0 and self.parsed.doc[at].text in (",", ":"):
            at -= 1
        token = self.parsed.doc[at]
        same_block = at >= self.parsed.block_at(quote.start).start
        return token if same_block and at not in taken and at not in self.quoted and self._is_listed(token) else None

    def after(self, quote: Quotation, taken: Collection[int]) -> Token | None:
        """Return the cue after a quotation in its sentence, none of `taken`, or None."""
        listed = next((token for token in self._following(quote) if self._is_listed(token)), None)
        if listed is not None and listed.i not in taken:
            return listed
        open_cue = self._open_after(quote) if listed is None else None
        return open_cue if open_cue is not None and open_cue.i not in taken else None

    def before(self, quote: Quotation, taken: Collection[int]) -> Token | None:
        """Return the cue before a quotation in its sentence, none of `taken`, or None."""
        for token in self._preceding(quote):
            if self._is_listed(token) and token.i not in taken:
                return token
        open_cue = self._open_before(quote)
        return open_cue if open_cue is not None and open_cue.i not in taken else None

    def sentence_before(self, quote: Quotation, taken: Collection[int]) -> Token | None:
        """Return the cue of the sentence before a quotation that opens one, in the same paragraph, or None."""
        first = self.parsed.sentences[self._home(quote)][0]
        block = self.parsed.block_at(quote.start)
        if first <= block.start or quote.start > first + 1:
            return None
        before = self.parsed.sentences[self._home(quote) - 1]
        for at in range(before[1] - 1, max(before[0], first - CUE_WINDOW) - 1, -1):
            if at in self.quoted:
                return None
            if self._is_listed(self.parsed.doc[at]) and at not in taken:
                return self.parsed.doc[at]
        return None

    def above(self, quote: Quotation, taken: Collection[int]) -> Token | None:
        """Return the cue of the sentence before that ends in a colon, in this paragraph or the one before, or None."""
        doc = self.parsed.doc
        if quote.start == 0 or doc[quote.start - 1].text != ":":
            return None
        for token in reversed(list(doc[quote.start - 1].sent)):
            if self._is_listed(token) and token.i not in taken and token.i not in self.quoted:
                return token
        return None

    def opening_of(self, first: int, quote: Quotation) -> int:
        """Return where a sentence that ends in a quotation and its cue begins to be reported: after any other cue in it."""
        doc = self.parsed.doc
        if any(self._is_listed(doc[at]) or at in self.quoted for at in range(first, quote.start)):
            return quote.start
        verb = any(doc[at].tag_ in TENSED for at in range(first, quote.start))
        return first if verb else quote.start

    def clause_before(self, cue: Token, quote: Quotation) -> int:
        """Return where the clause begins that stands between a cue and the quotation that closes it, or the quotation does."""
        doc = self.parsed.doc
        gap = range(cue.i + 1, quote.start)
        verb = next((at for at in gap if doc[at].tag_ in TENSED), None)
        if verb is None or any(doc[at].text in ",:;" or at in self.quoted or self._is_listed(doc[at]) for at in gap):
            return quote.start
        return next((at for at in gap if doc[at].lower_ == "that" and at < verb), cue.i + 1)

    def _home(self, quote: Quotation) -> int:
        """Return the number of the sentence that a quotation's first word stands in."""
        return self.parsed.sentence_of[min(quote.start + 1, quote.end - 1)]

    def _is_listed(self, token: Token) -> bool:
        return token.pos_ in ("VERB", "AUX") and token.lemma_ in self.cues

    def _following(self, quote: Quotation) -> Iterator[Token]:
        """Yield the words after a quotation up to the end of its sentence or the next quotation."""
        doc = self.parsed.doc
        limit = min(quote.end + CUE_WINDOW, self.parsed.block_at(quote.start).end)
        for at in range(quote.end, limit):
            token = doc[at]
            if token.is_sent_start and (at > quote.end or doc[quote.end - 2].text == "."):
                return
            if token.text in '“"':
                return
            yield token

    def _preceding(self, quote: Quotation) -> Iterator[Token]:
        """Yield the words before a quotation, the nearest first, back to the start of its sentence or a quotation."""
        doc = self.parsed.doc
        block = self.parsed.block_at(quote.start)
        first = max(quote.start - CUE_WINDOW, block.start, self.parsed.sentences[self._home(quote)][0])
        for at in range(quote.start - 1, first - 1, -1):
            if doc[at].text in '”"':
                return
            yield doc[at]

    def _open_after(self, quote: Quotation) -> Token | None:
        """Return the verb of "...," SOURCE VERB or "...," VERB SOURCE, whatever the verb, or None."""
        if not self.is_wordy(quote) or self.parsed.doc[quote.end - 2].text not in OPEN_ENDS:
            return None
        for number, token in enumerate(self._following(quote)):
            if token.tag_ in TENSED and token.pos_ == "VERB":
                return token
            if self._reads_as_cue(token) and number and token.nbor().is_punct:
                return token
            if number >= MAX_SPEAKER_WORDS or token.pos_ not in NOMINAL:
                return None
        return None

    def _open_before(self, quote: Quotation) -> Token | None:
        """Return the verb right before a quotation that a comma or colon opens, whatever the verb, or None.

        Before a colon that is the last finite verb of the sentence ("handed out a leaflet: ...").
        """
        doc = self.parsed.doc
        mark = quote.start - 1
        if mark < 1 or doc[mark].text not in ",:" or not self.is_wordy(quote):
            return None
        if doc[mark].text == ":":
            return next((token for token in self._preceding(quote) if self._is_open_cue(token)), None)
        token = doc[mark - 1] if doc[mark - 1].lower_ != "it" else doc[mark - 2]
        return token if self._is_open_cue(token) else None

    def _is_open_cue(self, token: Token) -> bool:
        return token.tag_ in TENSED and token.pos_ == "VERB" and token.i not in self.quoted

    def _reads_as_cue(self, token: Token) -> bool:
        """Tell whether a word that the tagger took for no verb is spelled as a finite form of a listed one ("states")."""
        word = token.lower_
        stems = (word, word[:-1] if word.endswith(("s", "d")) else "", word[:-2] if word.endswith(("es", "ed")) else "")
        return token.pos_ == "NOUN" and any(stem in self.cues for stem in stems if stem)

    def is_wordy(self, quote: Quotation) -> bool:
        """Tell whether a quotation is long enough to be speech whatever the verb beside it."""
        return sum(token.is_alpha for token in self.parsed.doc[quote.start : quote.end]) >= MIN_SPEECH_WORDS
