"""Correcting the names a pipeline found with words that leave no doubt: places, titles, words for bodies."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from attrib.parse.sentences import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Span

    from attrib.rules.load import Rules

PERSON, BODY, PLACE = "PER", "ORG", "LOC"
MAX_NAME_WORDS = 8
MIN_OFFICE_WORDS = 4
MIN_PLACE_AND_NAME = 3
GOVERNED = frozenset({"U.S.", "US", "UK", "EU", "NATO", "UN"})
"""Names in capitals that are adjectives of nationality as well as names."""
FIRST_WORD = re.compile(r"\w+|\W")
MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
})  # fmt: skip
MAX_AGED_WORDS = 4
"""Of how many words a name before an age, or after a role, has at most."""


@dataclass(frozen=True)
class NameRules:
    """The word lists that correct names."""

    known: Mapping[str, tuple[tuple[str, str], ...]]
    """Known names and their kind, longest first, by their first word."""
    titles: frozenset[str]
    bodies: frozenset[str]
    roles: frozenset[str]
    common: frozenset[str]
    peoples: frozenset[str]

    @classmethod
    def compile(cls, rules: Rules) -> NameRules:
        """Return the name rules of a rule set."""
        kinds = dict.fromkeys(rules.words("$known-bodies"), BODY) | dict.fromkeys(rules.words("$places"), PLACE)
        known: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in sorted(kinds, key=lambda name: (-len(name), name)):
            known[_first_word(name)].append((name, kinds[name]))
        roles = rules.words("$role-nouns") | rules.words("$spokesperson-nouns") | rules.words("$role-appositives")
        peoples = rules.words("$demonyms") | rules.words("$peoples")
        common = (
            roles
            | rules.words("$party-members")
            | rules.words("$vague-collectives")
            | rules.words("$institution-nouns")
        )
        by_word = {word: tuple(names) for word, names in known.items()}
        return cls(by_word, rules.words("$titles"), rules.words("$body-words"), roles, common, peoples)

    def correct(self, doc: Doc) -> Doc:
        """Return the document with its names corrected.

        Known places, bodies by their words, persons after a title or a role or before an age, no common nouns, and
        the same kind for a surname throughout the story.
        """
        words = words_of(doc)
        ents = [named for ent in doc.ents if not self._is_common(ent) and (named := self._without_title(ent))]
        for find in (self._bodies, self._places, self._titled, self._described):
            ents = _put(ents, _not_inside_longer(find(doc, words), ents))
        ents = _put(ents, _repeated(doc, words, ents))
        doc.set_ents(ents)
        return doc

    def _places(self, doc: Doc, words: Sequence[str]) -> list[Span]:
        """Return the known names of places and bodies that stand in the text as whole words, the longest ones."""
        from spacy.util import filter_spans

        text = doc.text
        found = []
        for at, word in enumerate(words):
            known = self.known.get(word if word.isalnum() else _first_word(word))
            if known is None:
                continue
            start = doc[at].idx
            for name, kind in known:
                span = doc.char_span(start, start + len(name), label=kind) if text.startswith(name, start) else None
                if span is not None:
                    found.append(span)
                    break
        return filter_spans([span for span in found if not _goes_on(span)])

    def _bodies(self, doc: Doc, words: Sequence[str]) -> list[Span]:
        from spacy.tokens import Span

        spans = []
        for at, word in enumerate(words):
            if word not in self.bodies or doc[at].pos_ not in ("PROPN", "NOUN", "ADJ"):
                continue
            start, end = _name_around(doc, at)
            if end - start > 1:
                spans.append(Span(doc, start, end, label=BODY))
        return spans

    def _titled(self, doc: Doc, words: Sequence[str]) -> list[Span]:
        from spacy.tokens import Span

        spans = []
        for at, (word, after) in enumerate(pairwise(words)):
            if not word[0].isupper() or not after[0].isupper() or word.lower() not in self.titles:
                continue
            start = end = at + 1
            while end < len(doc) and doc[end].pos_ == "PROPN" and end - at <= MAX_NAME_WORDS:
                end += 1
            if end > start and not any(other.lower_ in self.titles for other in doc[start:end]):
                spans.append(Span(doc, start, end, label=PERSON))
        return spans

    def _is_common(self, ent: Span) -> bool:
        """Tell whether a name is only a common noun set with a capital, such as "Republicans" or "Lawmakers"."""
        if all(token.lower_ in self.peoples for token in ent):
            return ent.text not in GOVERNED
        return (
            len(ent) == 1
            and (ent[0].lemma_.lower() in self.common or ent[0].lower_ in self.common)
            and (ent[0].tag_ in ("NN", "NNS", "NNPS") or bool(ent[0].is_sent_start))
        )

    def _without_title(self, ent: Span) -> Span | None:
        """Return a person's name without the titles before it, or None if it is nothing but a title."""
        from spacy.tokens import Span

        if ent.label_ != PERSON and not self._is_office_holder(ent):
            return ent
        start = ent.start
        while start < ent.end and ent.doc[start].lower_ in self.titles:
            start += 1
        if ent.label_ != PERSON:
            start = ent.end - 2
        return Span(ent.doc, start, ent.end, label=PERSON) if start < ent.end else None

    def _is_office_holder(self, ent: Span) -> bool:
        """Tell whether a name holds an office or its place with the name of its holder.

        "Minister of Education Stefania Lind" in one, or "Hartwell Stefania Lind" after "Governor of".
        """
        if len(ent) > MIN_OFFICE_WORDS and ent[0].lower_ in self.titles and ent[1].lower_ == "of":
            return True
        before = ent.doc[max(0, ent.start - 2) : ent.start]
        return (
            len(ent) >= MIN_PLACE_AND_NAME
            and len(before) == 2
            and (before[0].lower_ in self.titles and before[1].lower_ == "of")
        )

    def _described(self, doc: Doc, words: Sequence[str]) -> list[Span]:
        """Return the capitalised words after a role ("economist Maury Lind") or before an age ("Maury Lind, 56,")."""
        from spacy.tokens import Span

        spans = []
        for at, word in enumerate(words[:-1]):
            if word in self.roles and word.islower():
                end = _capitalised_until(doc, at + 1)
                if end - at > 2:
                    spans.append(Span(doc, at + 1, end, label=PERSON))
            elif word == "," and _is_age(words, at + 1):
                start = _capitalised_since(doc, at)
                if start < at and doc[start].ent_type_ != PLACE and doc[start].lower_ not in MONTHS:
                    spans.append(Span(doc, start, at, label=PERSON))
        return spans


def _capitalised_until(doc: Doc, start: int) -> int:
    """Return where the capitalised words end that begin at `start`; initials count as words."""
    end = start
    while end < min(len(doc), start + MAX_AGED_WORDS) and doc[end].text[0].isupper():
        if not doc[end].is_alpha and "." not in doc[end].text:
            break
        end += 1
    return end


def _capitalised_since(doc: Doc, end: int) -> int:
    """Return where the capitalised words begin that stand before `end`."""
    start = end
    while start > max(0, end - MAX_AGED_WORDS) and doc[start - 1].text[0].isupper() and doc[start - 1].is_alpha:
        start -= 1
    return start


def _is_age(words: Sequence[str], at: int) -> bool:
    """Tell whether two figures and a mark stand after a comma, as an age does (", 56,")."""
    return at + 1 < len(words) and words[at].isdigit() and len(words[at]) == 2 and words[at + 1] in (",", ".")


def _repeated(doc: Doc, words: Sequence[str], ents: Sequence[Span]) -> list[Span]:
    """Return single words that are the surname of a person named in full elsewhere, as persons."""
    from spacy.tokens import Span

    surnames = {_plain(ent[-1].text) for ent in ents if ent.label_ == PERSON and len(ent) > 1 and len(ent[-1]) > 2}
    longer = {at for ent in ents if len(ent) > 1 for at in range(ent.start, ent.end)}
    return [
        Span(doc, at, at + 1, label=PERSON)
        for at, word in enumerate(words)
        if _plain(word) in surnames and at not in longer
    ]


def _first_word(text: str) -> str:
    found = FIRST_WORD.match(text)
    return found[0] if found else ""


def _plain(word: str) -> str:
    """Return a word with its apostrophe straight, so that "O’Neill" and "O'Neill" are one name."""
    return word.replace("’", "'")


def _goes_on(place: Span) -> bool:
    """Tell whether the name goes on after the place, so that the place is only a part of it ("Turkey Creek")."""
    doc = place.doc
    if place.end < len(doc) and doc[place.end].pos_ == "PROPN" and doc[place.end].text[0].isupper():
        return doc[place.end].ent_iob_ == "I"
    return False


def _name_around(doc: Doc, at: int) -> tuple[int, int]:
    """Return the capitalised stretch around a token, with "of the" inside it."""
    start, end = at, at + 1
    while start > 0 and _is_name_word(doc, start - 1) and at - start < MAX_NAME_WORDS:
        start -= 1
    while end < len(doc) and end - at < MAX_NAME_WORDS and (_is_name_word(doc, end) or _joins(doc, end)):
        end += 1
    return start, end


def _is_name_word(doc: Doc, at: int) -> bool:
    token = doc[at]
    return (
        token.text[0].isupper()
        and token.pos_ in ("PROPN", "ADJ", "NOUN")
        and not (token.is_sent_start and token.pos_ != "PROPN")
    )


def _joins(doc: Doc, at: int) -> bool:
    if doc[at].lower_ not in ("of", "for"):
        return False
    after = at + 2 if at + 1 < len(doc) and doc[at + 1].lower_ == "the" else at + 1
    return after < len(doc) and doc[after].text[0].isupper() and doc[after].pos_ == "PROPN"


def _not_inside_longer(spans: Iterable[Span], ents: Iterable[Span]) -> list[Span]:
    """Return the spans that lie in no longer name; names never overlap."""
    named = {at: ent for ent in ents for at in range(ent.start, ent.end)}
    return [span for span in spans if span.start not in named or not _is_longer(named[span.start], span)]


def _is_longer(ent: Span, span: Span) -> bool:
    """Tell whether a name that holds the first token of a span holds the whole of it and more."""
    return span.end <= ent.end and len(ent) > len(span)


def _put(ents: Iterable[Span], new: Sequence[Span]) -> list[Span]:
    """Return names with new ones in place of those that they touch; of new ones that touch, the first counts."""
    touched = {at for span in new for at in range(span.start, span.end)}
    kept = [ent for ent in ents if touched.isdisjoint(range(ent.start, ent.end))]
    taken: set[int] = set()
    for span in new:
        tokens = range(span.start, span.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
