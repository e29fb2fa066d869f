"""The noun phrases of a story that its sources can be followed through: those cited, names, people, bodies, pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from attrib.extract.boundaries import source_range
from attrib.parse.labels import TENSED
from attrib.resolve.entities import Scene
from attrib.resolve.mentions import PRONOUN_GENDERS, Mention, read_mention
from attrib.resolve.phrases import described_range, left_start, titled_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from attrib.extract import Range, TokenAttribution
    from attrib.parse.document import ParsedStory
    from attrib.resolve.lexicon import Lexicon

RELATIVE = frozenset({"who", "which", "that", "whom"})
BACKGROUND = -1
"""Stands for the attribution of a phrase that none cites."""
INSIDE_NAMES = frozenset({"compound", "flat", "appos", "nmod:desc", "goeswith", "fixed"})
PART_OF = frozenset({"flat", "appos", "nmod:desc", "conj"})
"""Relations over which a phrase is as prominent as the one it is part of."""
NO_NOUNS = frozenset({"VERB", "AUX", "ADJ", "ADV", "ADP", "PART", "SCONJ", "CCONJ", "INTJ", "SYM"})
"""Parts of speech of words that name nobody unless an article makes nouns of them."""
QUOTING = "quoting"
MIN_QUOTED = 3
"""Of how many words a quotation is at least whose words are another's, not the writer's."""
SPEAKER, BELIEVER, SUBJECT, LOWER_SUBJECT, OBJECT, ELSEWHERE, IN_NAME, QUOTED = 3.5, 3.0, 3.0, 2.0, 1.2, 0.8, 0.3, 0.1
"""How prominent a phrase is by what it does in its sentence."""


@dataclass(frozen=True)
class Phrase:
    """A mention with its scene, and the number of the attribution that cites it, BACKGROUND if none does."""

    mention: Mention
    scene: Scene
    at: int


class Gathering:
    """The phrases of one story."""

    def __init__(self, parsed: ParsedStory, attributions: Sequence[TokenAttribution], lexicon: Lexicon) -> None:
        self._parsed = parsed
        self._doc = parsed.doc
        self._attributions = attributions
        self._lexicon = lexicon

    def phrases(self) -> list[Phrase]:
        """Return the phrases in the order of the text, an outer one after those that lie in it."""
        cited = [
            (mention, at)
            for at, attribution in enumerate(self._attributions)
            if (mention := self._cited(attribution)) is not None
        ]
        taken = {token: mention for mention, _ in cited for token in range(mention.start, mention.end)}
        found = [self._phrase(*one) for one in cited]
        found += [self._phrase(mention, BACKGROUND) for mention in self._named(taken)]
        covered = taken.keys() | {at for ent in self._doc.ents for at in _covered(ent, self._lexicon)}
        found += [self._phrase(mention, BACKGROUND) for mention in self._others(covered, taken)]
        return sorted(found, key=lambda one: (one.mention.end, -one.mention.start, one.at))

    def _cited(self, attribution: TokenAttribution) -> Mention | None:
        if attribution.source_head is None or attribution.source is None:
            return None
        head = self._doc[attribution.source_head]
        start, end = attribution.source
        if (quoted := self._quoted_by(attribution)) is not None:
            head, end = self._doc[quoted[0]], quoted[1]
            start = left_start(head)
        elif head.lower_ in RELATIVE and not head.is_upper:
            noun = _antecedent_noun(self._doc, head.i)
            if noun is not None:
                head = self._doc[noun]
                start, end = source_range(head)
        if head.pos_ in NO_NOUNS and not self._is_noun(head):
            return None
        return read_mention(self._doc, head.i, start, end, self._lexicon)

    def _quoted_by(self, attribution: TokenAttribution) -> Range | None:
        """Return whom an outlet quotes: the object of "quoted ... as saying", or of "quoting" beside a quotation."""
        cue = self._doc[attribution.cue_head]
        if cue.lemma_.lower() in self._lexicon.relays:
            return self._before_as(cue)
        at = attribution.cue[1] + 1
        is_quoting = attribution.quoted and at < len(self._doc) and self._doc[at].lower_ == QUOTING
        objects = self._doc[at].rights if is_quoting else ()
        noun = next((other for other in objects if other.dep_ == "obj" and other.i not in self._quoted), None)
        is_person = noun is not None and noun.lemma_.lower() in self._lexicon.persons
        return (noun.i, noun.right_edge.i + 1) if noun is not None and is_person else None

    def _before_as(self, cue: Token) -> Range | None:
        """Return the object of a verb, as its head and where it ends, if "as saying" follows."""
        noun = next((other for other in cue.rights if other.dep_ == "obj" and other.pos_ != "PRON"), None)
        for at in range(noun.i + 1, min(noun.right_edge.i + 4, len(self._doc) - 1)) if noun is not None else ():
            if self._doc[at].lower_ == "as" and self._doc[at + 1].tag_ == "VBG":
                return (noun.i, at) if noun is not None else None
        return None

    def _is_noun(self, head: Token) -> bool:
        """Tell whether a word of another part of speech stands for a noun: "many", "the injured", a plural read as a verb."""
        if head.tag_ == "VBZ":
            return True
        is_share = head.lower_ in self._lexicon.some_of or head.lower_ in self._lexicon.one_of
        return is_share or bool(head.ent_type_) or any(child.dep_ == "det" for child in head.lefts)

    def _named(self, taken: dict[int, Mention]) -> Iterator[Mention]:
        """Yield the names that no attribution cites, so that pronouns and short names can mean them."""
        for ent in self._doc.ents:
            if any(token.tag_ in TENSED for token in ent):
                continue
            within = taken.get(ent.root.i)
            if within is not None:
                if not _is_name_of(ent, within):
                    yield read_mention(self._doc, ent.root.i, ent.start, ent.end, self._lexicon)
                continue
            start, end = source_range(ent.root)
            whole = any(child.dep_ == "conj" for child in ent.root.children)
            run = (ent.start, ent.end) if whole else (min(start, ent.start), max(end, ent.end))
            yield read_mention(self._doc, ent.root.i, *run, self._lexicon)

    def _others(self, covered: set[int], taken: dict[int, Mention]) -> Iterator[Mention]:
        """Yield people, bodies and documents without a name, and "he" and "she", in the narrator's voice."""
        lexicon, quoted = self._lexicon, self._quoted
        for token in self._doc:
            if token.i in quoted:
                continue
            if token.lower_ in PRONOUN_GENDERS and (token.i not in taken or taken[token.i].head != token.i):
                yield read_mention(self._doc, token.i, token.i, token.i + 1, lexicon)
            elif token.pos_ == "NOUN" and token.i not in covered:
                lemma = token.lemma_.lower()
                is_source = lemma in lexicon.persons or lemma in lexicon.institutions or lemma in lexicon.documents
                if is_source and _stands_alone(token):
                    whole, is_person = (left_start(token), token.right_edge.i + 1), lemma in lexicon.persons
                    run = described_range(token, *whole, person=is_person)
                    yield read_mention(self._doc, token.i, *run, lexicon)

    def _phrase(self, mention: Mention, at: int) -> Phrase:
        attribution = self._attributions[at] if at != BACKGROUND else None
        weight = self._weight(self._doc[mention.head], attribution)
        barred = self._names_in(attribution.content) if attribution is not None and mention.gender else frozenset()
        clock = self._clock[self._parsed.sentence_of[mention.head]]
        headline = self._parsed.block_at(mention.start).block.kind == "headline"
        return Phrase(mention, Scene(clock, weight, barred, cited=attribution is not None, headline=headline), at)

    def _weight(self, head: Token, attribution: TokenAttribution | None) -> float:
        """Return how prominent a phrase is: sources and subjects before objects, before what stands in quotations."""
        if attribution is not None:
            return SPEAKER if attribution.expression else BELIEVER
        if head.i in self._quoted:
            return QUOTED
        while head.dep_ in PART_OF and head.head.i < head.i:
            head = head.head
        if head.dep_ == "nmod:poss" and head.head.dep_.startswith("nsubj"):
            return LOWER_SUBJECT
        if head.dep_.startswith("nsubj"):
            return SUBJECT if head.head.dep_ in ("ROOT", "conj", "parataxis") else LOWER_SUBJECT
        if head.dep_ in ("obj", "iobj", "obl", "obl:agent", "ROOT"):
            return OBJECT
        return IN_NAME if head.dep_ == "compound" else ELSEWHERE

    def _names_in(self, content: Sequence[Range]) -> frozenset[str]:
        """Return the last words of the persons' names in a content: its speaker is none of them."""
        doc = self._doc
        return frozenset(
            doc[at].lower_
            for start, end in content
            for at in range(start, end)
            if doc[at].ent_type_ in ("PER", "PERSON") and (at + 1 == len(doc) or doc[at + 1].ent_iob_ != "I")
        )

    @cached_property
    def _quoted(self) -> frozenset[int]:
        return frozenset(
            at
            for quote in self._parsed.quotations
            if quote.depth == 0 and quote.end - quote.start > MIN_QUOTED
            for at in range(quote.start, quote.end)
        )

    @cached_property
    def _clock(self) -> tuple[int, ...]:
        """Return for each sentence how many sentences with words of the narrator's came before it."""
        clock, count = [], 0
        for start, end in self._parsed.sentences:
            count += any(at not in self._quoted and self._doc[at].is_alpha for at in range(start, end))
            clock.append(count)
        return tuple(clock)


def _covered(ent: Span, lexicon: Lexicon) -> Iterator[int]:
    """Yield the tokens of a name, of the titles before it and of the appositions after it."""
    yield from range(titled_start(ent.doc, ent.start, 0, lexicon), ent.end)
    for child in ent.root.rights:
        if child.dep_ == "appos":
            yield from range(child.left_edge.i, child.right_edge.i + 1)


def _stands_alone(noun: Token) -> bool:
    """Tell whether a noun speaks of somebody by itself: it is no part of a name, no predicate, and no name explains it."""
    above = noun
    while above.dep_ == "conj" and above.head != above:
        above = above.head
    if above.dep_ in INSIDE_NAMES or any(child.dep_ == "cop" for child in above.lefts):
        return False
    return not any(child.dep_ == "appos" and child.ent_type_ for child in noun.rights)


def _is_name_of(ent: Span, mention: Mention) -> bool:
    """Tell whether a name in a cited phrase is the phrase's own, or part of it."""
    return ent.root.i == mention.head or (mention.name != "" and (ent.text in mention.name or mention.name in ent.text))


def _antecedent_noun(doc: Doc, pronoun: int) -> int | None:
    """Return the head of the noun phrase a relative pronoun stands for."""
    verb = doc[pronoun].head
    for _ in range(3):
        if verb.dep_ in ("acl:relcl", "acl"):
            return verb.head.i
        verb = verb.head
    return None
