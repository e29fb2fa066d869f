"""Correcting the names a pipeline found with words that leave no doubt: places, titles, words for bodies."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc, Span, Token

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
        ents = [named for ent in doc.ents if not self._is_common(ent) and (named := self._without_title(ent))]
        ents = _put(ents, [span for span in self._bodies(doc) if not _inside_longer(span, ents)])
        ents = _put(ents, [span for span in self._places(doc) if not _inside_longer(span, ents)])
        ents = _put(ents, [span for span in self._titled(doc) if not _inside_longer(span, ents)])
        ents = _put(ents, [span for span in self._described(doc) if not _inside_longer(span, ents)])
        ents = _put(ents, _repeated(doc, ents))
        doc.set_ents(ents)
        return doc

    def _places(self, doc: Doc) -> list[Span]:
        """Return the known names of places and bodies that stand in the text as whole words, the longest ones."""
        from spacy.util import filter_spans

        text = doc.text
        found = []
        for token in doc:
            for name, kind in self.known.get(_first_word(token.text), ()):
                span = (
                    doc.char_span(token.idx, token.idx + len(name), label=kind)
                    if text.startswith(name, token.idx)
                    else None
                )
                if span is not None:
                    found.append(span)
                    break
        return filter_spans([span for span in found if not _goes_on(span)])

    def _bodies(self, doc: Doc) -> list[Span]:
        from spacy.tokens import Span

        spans = []
        for token in doc:
            if token.text not in self.bodies or token.pos_ not in ("PROPN", "NOUN", "ADJ"):
                continue
            start, end = _name_around(doc, token.i)
            if end - start > 1:
                spans.append(Span(doc, start, end, label=BODY))
        return spans

    def _titled(self, doc: Doc) -> list[Span]:
        from spacy.tokens import Span

        spans = []
        for token in doc[:-1]:
            after = doc[token.i + 1]
            if token.lower_ not in self.titles or not token.text[0].isupper() or not after.text[0].isupper():
                continue
            end = token.i + 1
            while end < len(doc) and doc[end].pos_ == "PROPN" and end - token.i <= MAX_NAME_WORDS:
                end += 1
            if end > after.i and not any(other.lower_ in self.titles for other in doc[after.i : end]):
                spans.append(Span(doc, after.i, end, label=PERSON))
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

    def _described(self, doc: Doc) -> list[Span]:
        """Return the capitalised words after a role ("economist Maury Lind") or before an age ("Maury Lind, 56,")."""
        from spacy.tokens import Span

        spans = []
        for token in doc[:-1]:
            if token.lower_ in self.roles and token.is_lower:
                end = _capitalised_until(doc, token.i + 1)
                if end - token.i > 2:
                    spans.append(Span(doc, token.i + 1, end, label=PERSON))
            elif _stands_before_age(token):
                start = _capitalised_since(doc, token.i)
                if start < token.i and doc[start].ent_type_ != PLACE and doc[start].lower_ not in MONTHS:
                    spans.append(Span(doc, start, token.i, label=PERSON))
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


def _stands_before_age(comma: Token) -> bool:
    """Tell whether a comma is followed by two figures and another mark, as an age is (", 56,")."""
    doc, age = comma.doc, comma.i + 1
    if comma.text != "," or age + 1 >= len(doc) or doc[age + 1].text not in (",", "."):
        return False
    return doc[age].text.isdigit() and len(doc[age]) == 2


def _repeated(doc: Doc, ents: list[Span]) -> list[Span]:
    """Return single words that are the surname of a person named in full elsewhere, as persons."""
    from spacy.tokens import Span

    surnames = {_plain(ent[-1]) for ent in ents if ent.label_ == PERSON and len(ent) > 1 and len(ent[-1]) > 2}
    longer = {token.i for ent in ents if len(ent) > 1 for token in ent}
    return [
        Span(doc, token.i, token.i + 1, label=PERSON)
        for token in doc
        if _plain(token) in surnames and token.i not in longer
    ]


def _first_word(text: str) -> str:
    found = FIRST_WORD.match(text)
    return found[0] if found else ""


def _plain(token: Token) -> str:
    """Return a word with its apostrophe straight, so that "O’Neill" and "O'Neill" are one name."""
    return token.text.replace("’", "'")


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


def _inside_longer(span: Span, ents: Iterable[Span]) -> bool:
    return any(ent.start <= span.start and span.end <= ent.end and len(ent) > len(span) for ent in ents)


def _touches(span: Span, ents: Iterable[Span]) -> bool:
    return any(ent.start < span.end and span.start < ent.end for ent in ents)


def _put(ents: list[Span], new: list[Span]) -> list[Span]:
    kept = [ent for ent in ents if not _touches(ent, new)]
    taken: list[Span] = []
    for span in new:
        if not _touches(span, taken):
            taken.append(span)
    return sorted([*kept, *taken], key=lambda span: span.start)
