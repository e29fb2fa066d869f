"""What is known of an attribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from attrib.judge import attributions, backing, contents, documents, identities, links, sources, substance, surroundings
from attrib.judge.fact import Fact, flag, number, table, text, word, words
from attrib.judge.facts.headline import OF_ATTRIBUTION
from attrib.judge.facts.source import named
from attrib.judge.facts.through import about_source
from attrib.judge.wording import Wording, words_of
from attrib.report import POSITIONS, Attribution, AttributionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from attrib.judge.reading import Reading
    from attrib.report import Span

_KINDS: Final = get_args(AttributionKind)
_LINKS: Final = ("new", "name", "pronoun", "definite", "member", "title", "echo", "group", "unresolved", "none")
_NO_SOURCE: Final = "none"
_ALL: Final = 1_000_000


def _start(attribution: Attribution) -> int:
    return attribution.cue.spans[0].start


def _at_cue(reading: Reading, attribution: Attribution) -> Wording:
    words_at_cue = attributions.source_words(reading, attribution)
    return Wording(((attribution.source.spans[0], words_at_cue),)) if attribution.source else named(words_at_cue)


def _types(reading: Reading, attribution: Attribution) -> frozenset[str]:
    return frozenset(kind for claim in reading.claims_in(attribution) for kind in claim.types)


def _near(sentences: int) -> Callable[[Reading, Attribution], Wording]:
    return lambda reading, one: surroundings.near(reading, _start(one), before=sentences, after=sentences)


def _word_count(reading: Reading, spans: Iterable[Span]) -> int:
    return sum(len(words_of(reading.text_of(span))) for span in spans)


ATTRIBUTION: Final[Mapping[str, Fact[Attribution]]] = table(
    text("source", "The source as named at the cue; failing that, its name.", _at_cue),
    text("cue", "The cue.", lambda reading, one: reading.wording(one.cue.spans)),
    text("content", "What is attributed.", lambda reading, one: reading.wording(one.content.spans)),
    text("own_content", "What is attributed, without what the source in turn passes on.", substance.own_content),
    text("sentence", "The sentence the cue stands in.", lambda reading, one: reading.sentence_wording(_start(one))),
    text("paragraph", "The block the cue stands in.", lambda reading, one: reading.paragraph_wording(_start(one))),
    text("nearby", "Its sentence with the two before and the two after it.", _near(2)),
    text("vicinity", "Its sentence with the four before and the four after it.", _near(4)),
    text("layout", "Datelines, bylines and credits of the story.", lambda reading, _: surroundings.layout(reading)),
    text("story", "All sentences of the body.", _near(_ALL)),
    word("kind", "Whether the content is quoted, not quoted or both.", lambda _, one: one.kind, _KINDS),
    word("rule", "The rule in frames/ that found it.", lambda _, one: one.rule),
    word("cue_class", "The class of the cue, a document in cues/.", lambda _, one: one.cue_class),
    word("cue_lemma", "The dictionary form of the cue's head.", lambda _, one: one.cue_lemma.lower()),
    flag("noun", "The cue is a noun.", attributions.is_noun),
    word("link", "How the source was found.", lambda _, one: one.link or _NO_SOURCE, _LINKS),
    flag(
        "expression",
        "The source says or shows it, rather than thinks, wants or does it.",
        lambda _, one: one.expression,
    ),
    flag("sourced", "A source is named at the cue.", lambda _, one: one.source is not None),
    flag(
        "resolved",
        "The story tells who the source is.",
        lambda _, one: one.ref is not None and one.link != "unresolved",
    ),
    flag(
        "pronoun",
        'The source at the cue is "he", "they" and the like.',
        lambda reading, one: attributions.is_pronoun(reading, one.source),
    ),
    flag("singled_out", 'The cue has "the person" where the story introduced several.', attributions.is_singled_out),
    flag(
        "narrated",
        "The cue is the narrator's, not in what another source says nor in a quotation without speaker.",
        lambda reading, one: reading.is_narrated(one.cue.spans[0], by=one),
    ),
    number(
        "named_within",
        "How many sentences later a named one of the source's kind is first cited; infinite if none is.",
        sources.named_within,
    ),
    number("words", "How many words the content has.", lambda _, one: len(words_of(one.content.text))),
    flag("particulars", "The content has a name, a number, a day or a month.", substance.has_particulars),
    flag("of_somebody", 'The content speaks of "him" or "her", or has a name.', substance.is_of_somebody),
    flag("other_side", "Its source, of one people, party or camp, speaks of another.", substance.is_of_other_side),
    words("carries", "What it is: ids of rules in contents/ or `fact`, and `quotation`.", contents.carried),
    flag(
        "alone",
        "The story has no other source for it that can be asked.",
        lambda reading, one: not backing.is_backed(reading, one),
    ),
    flag("bare_name", "The source at the cue is a person called by one name.", identities.is_bare_name),
    flag(
        "shared_name",
        "The source at the cue is called by a last name that somebody else who is cited has, without even a title.",
        identities.is_shared_name,
    ),
    number("earlier", "How many attributions with the same source come before it.", attributions.earlier),
    number(
        "words_since",
        "How many words stand between its source at the cue and the mention of the source before.",
        attributions.words_since,
    ),
    flag(
        "goes_on",
        "Its source is mentioned in the sentence before, or cited last in the same paragraph or the one above.",
        attributions.goes_on,
    ),
    number(
        "quoted_words",
        "How many words it has, if it is a quotation.",
        lambda reading, one: None if one.kind == "indirect" else _word_count(reading, one.content.spans),
    ),
    flag(
        "person_near",
        "A person is named or described before the cue, in its paragraph or the one above.",
        lambda reading, one: surroundings.has_person(reading, _start(one)),
    ),
    number(
        "quoted_ahead",
        "How many quoted words stand before the speaker is named.",
        lambda reading, one: _word_count(reading, attributions.quoted_ahead(reading, one)),
    ),
    number(
        "quoted_sentences_ahead",
        "In how many sentences quoted words stand before the speaker is named.",
        lambda reading, one: len(attributions.quoted_ahead(reading, one)),
    ),
    flag(
        "runs_on",
        "It is a quotation whose speaker comes after it, and follows in its paragraph on a quotation of somebody else.",
        attributions.runs_on,
    ),
    number(
        "cited_before",
        "How many paragraphs back somebody who can be asked or looked up asserts something last: 0 in the same "
        "paragraph, before or after the cue; infinite if nowhere.",
        lambda reading, one: surroundings.cited_before(reading, _start(one)),
    ),
    number(
        "issuer_within",
        "How many sentences off the story tells who issued the document cited, 0 in its name; infinite beyond four.",
        documents.issuer_within,
    ),
    flag("linked", "Its sentence has a link.", lambda reading, one: links.has_link(reading, _start(one))),
    flag(
        "said_by_name",
        "A named person, a body or a document says the same elsewhere in the story.",
        backing.is_said_by_name,
    ),
    number(
        "beside",
        "The tier of the best identified other source in its paragraph that it may rest on: one cited before it, or after it "
        "an unnamed one or a document; 0 where there is none.",
        attributions.best_beside,
    ),
    flag(
        "replied_to",
        "Below it, a sentence has one of $reply-phrases.",
        attributions.is_replied_to,
    ),
    *OF_ATTRIBUTION,
    words("types", "The types of the claims in it, documents in claims/.", _types),
    word("position", "Where the cue stands.", lambda reading, one: reading.position(_start(one)), POSITIONS),
    *about_source(lambda one: one.ref),
)
