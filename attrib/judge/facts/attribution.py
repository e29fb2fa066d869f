"""What is known of an attribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from attrib.judge import attributions, backing, contents, sources
from attrib.judge.fact import Fact, flag, number, table, text, word, words
from attrib.judge.facts.source import named
from attrib.judge.facts.through import about_source
from attrib.judge.wording import Wording
from attrib.report import POSITIONS, Attribution, AttributionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attrib.judge.reading import Reading

_KINDS: Final = get_args(AttributionKind)
_LINKS: Final = ("new", "name", "pronoun", "definite", "member", "title", "echo", "group", "unresolved", "none")
_NO_SOURCE: Final = "none"


def _start(attribution: Attribution) -> int:
    return attribution.cue.spans[0].start


def _at_cue(reading: Reading, attribution: Attribution) -> Wording:
    words_at_cue = attributions.source_words(reading, attribution)
    return Wording(((attribution.source.spans[0], words_at_cue),)) if attribution.source else named(words_at_cue)


def _types(reading: Reading, attribution: Attribution) -> frozenset[str]:
    return frozenset(kind for claim in reading.claims_in(attribution) for kind in claim.types)


ATTRIBUTION: Final[Mapping[str, Fact[Attribution]]] = table(
    text("source", "The source as named at the cue; failing that, its name.", _at_cue),
    text("cue", "The cue.", lambda reading, one: reading.wording(one.cue.spans)),
    text("content", "What is attributed.", lambda reading, one: reading.wording(one.content.spans)),
    text("sentence", "The sentence the cue stands in.", lambda reading, one: reading.sentence_wording(_start(one))),
    text("paragraph", "The block the cue stands in.", lambda reading, one: reading.paragraph_wording(_start(one))),
    word("kind", "Whether the content is quoted, not quoted or both.", lambda _, one: one.kind, _KINDS),
    word("rule", "The rule in frames/ that found it.", lambda _, one: one.rule),
    word("cue_class", "The class of the cue, a document in cues/.", lambda _, one: one.cue_class),
    word("cue_lemma", "The dictionary form of the cue's head.", lambda _, one: one.cue_lemma.lower()),
    flag("noun", "The cue is a noun.", attributions.is_noun),
    word("link", "How the source was found.", lambda _, one: one.link or _NO_SOURCE, _LINKS),
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
    words("carries", "What it is: ids of rules in contents/ or `fact`, and `quotation`.", contents.carried),
    flag(
        "alone",
        "The story has no other source for it that can be asked.",
        lambda reading, one: not backing.is_backed(reading, one),
    ),
    words("types", "The types of the claims in it, documents in claims/.", _types),
    word("position", "Where the cue stands.", lambda reading, one: reading.position(_start(one)), POSITIONS),
    *about_source(lambda one: one.ref),
)
