"""Tables for spaCy's rule lemmatizer: endings counted over inflected words, and the words that the endings get wrong.

Of the outcomes of its rules that lemmatizer takes the last that stands in its index, even before an exception that a
rule proposes as well: with spaCy's tables "hoping", "hoped" and "hopes" are all "hop". These tables keep the index all
but empty, so that an exception always holds and otherwise the first rule that fits, the longest ending first.

English spelling is written down from the lemma to its forms (`spelling.py`), where it is simple; the way back is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import IntEnum, auto
from itertools import chain
from math import log1p
from typing import TYPE_CHECKING, Any

from spacy.lookups import Lookups, load_lookups

from attrib.parse.recipe.endings import apply, count_endings
from attrib.parse.recipe.spelling import imagine_syllables, inflect, with_two_vowels
from attrib.parse.recipe.treebanks import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    Counts = dict[tuple[str, str], Counter[str]]

INFLECTED = ("verb", "noun", "adj")
"""Parts of speech whose endings are counted; adverbs have too few forms to tell "longer" from "never" by them."""

LOWERED = ("adj", "adv", "aux", "pron", "det", "part", "sconj", "adp", "cconj", "num", "intj")
"""Parts of speech whose unknown words are their own lemma in small letters; the others keep their capitals."""

RAREST, UNKNOWN = -17.0, -20.0
"""Logarithms of the frequency of the rarest lemma whose forms are counted for endings, and of one not in the list."""

IRREGULAR_WEIGHT, SEEN_WEIGHT, E_WEIGHT = 6.0, 3.0, 2.3
"""What an irregular form ("leaves" of "leaf"), one seen in the treebanks too rarely to settle it, and a final e ("foes"
of "foe") weigh against the logarithm of a lemma's frequency.
"""

FEWEST = 3
"""So often must the treebanks give a form a lemma to need no other reason."""

FEWEST_CAPITALS = 20
"""So often must a verb have a lemma with a capital, as those in names do ("United Nations"), to keep it."""


class Reason(IntEnum):
    """Why to take a form for a lemma's, the best reason first."""

    TREEBANK = auto()  # the treebanks say so
    ITS_OWN = auto()  # the list of irregular forms has it as its own lemma
    LISTED = auto()  # it is a regular or irregular form of a listed lemma, or the treebanks say so once or twice
    UNLISTED = auto()  # the treebanks say so, of a lemma that no list has
    VARIANT = auto()  # some spell the form so
    ITSELF = auto()  # it is a lemma
    MISSPELT = auto()  # the treebanks mend a misspelling
    IMAGINED = auto()  # there could be such a lemma


COUNTED = {Reason.TREEBANK, Reason.ITS_OWN, Reason.LISTED, Reason.UNLISTED, Reason.ITSELF}
"""Reasons good enough for a form to be counted for endings."""


@dataclass(frozen=True)
class Claim:
    """A reason to take a form for a lemma's, and what it weighs among equally good ones."""

    form: str
    lemma: str
    reason: Reason
    weight: float = 0.0


@dataclass(frozen=True)
class Seen:
    """How often the treebanks give each lemma to a part of speech ("verb") and a form in small letters."""

    right: Counts = field(default_factory=lambda: defaultdict(Counter))
    misspelt: Counts = field(default_factory=lambda: defaultdict(Counter))


@dataclass(frozen=True)
class WordLists:
    """Lemmas and irregular forms by part of speech, and the logarithm of each common word's frequency."""

    lemmas: dict[str, set[str]]
    irregular: dict[str, dict[str, list[str]]]
    frequency: Mapping[str, float]

    @classmethod
    def of_spacy(cls) -> WordLists:
        """Return spaCy's lists without their phrases ("join_forces")."""
        lists = load_lookups("en", ["lemma_index", "lemma_exc", "lexeme_prob"])
        index, irregular = lists.get_table("lemma_index"), lists.get_table("lemma_exc")
        return cls(
            {pos: {lemma for lemma in index[pos] if "_" not in lemma} for pos in INFLECTED},
            {
                pos: {
                    form: [lemma for lemma in found if "_" not in lemma]
                    for form, found in irregular[pos].items()
                    if "_" not in form
                }
                for pos in (*INFLECTED, "adv")
            },
            lists.get_table("lexeme_prob"),
        )


def add_lemmatizer(nlp: Language, treebanks: Path) -> None:
    """Add spaCy's rule lemmatizer with tables from the training treebanks and spaCy's word lists."""
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    docs = (doc for bank in ("en_ewt", "en_gum") for doc in load(nlp.vocab, treebanks, bank, "train"))
    lemmatizer.initialize(lookups=tables(count_lemmas(docs), WordLists.of_spacy()))


def count_lemmas(docs: Iterable[Doc]) -> Seen:
    """Return how often annotated documents give each lemma; misspellings stand apart."""
    seen = Seen()
    for token in (token for doc in docs for token in doc if token.lemma_ not in ("", "_")):
        if token.like_url or token.like_email:
            continue
        counts = seen.misspelt if "Typo=Yes" in token.morph else seen.right
        counts[token.pos_.lower(), token.lower_][token.lemma_] += 1
    return seen


def tables(seen: Seen, lists: WordLists) -> Lookups:
    """Return the lemmatizer's three tables: rules, exceptions, and an index of nothing but hyphenated exceptions."""
    rules: dict[str, list[tuple[str, str]]] = {}
    exceptions: dict[str, dict[str, list[str]]] = {}
    index: dict[str, list[str]] = {}
    for pos in sorted({pos for pos, _ in (*seen.right, *seen.misspelt)} | {*INFLECTED, *LOWERED}):
        pairs = known_pairs(pos, seen, lists)
        common = {lemma for _, lemma in pairs.values() if lists.frequency.get(lemma, UNKNOWN) > RAREST}
        usual = [
            (form, lemma)
            for form, (reason, lemma) in pairs.items()
            if reason in COUNTED and lemma in common and lemma.islower()
        ]
        rules[pos] = count_endings([*usual, *with_two_vowels(pos)]) if pos in INFLECTED else []
        rules[pos] += [("", "")] if pos in LOWERED else []
        # A word that no rule fits and that is no exception keeps its capitals, as a name should.
        wrong = {
            form: lemma
            for form, (reason, lemma) in pairs.items()
            if apply(rules[pos], form) != lemma and (form != lemma or reason != Reason.ITSELF or lemma in common)
        }
        exceptions[pos] = {form: [lemma] for form, lemma in sorted(wrong.items())}
        # What a rule proposes for a word that is not all letters keeps an equal exception from going first.
        hyphenated = {lemma for form, lemma in wrong.items() if form != lemma and not lemma.isalpha()}
        index[pos] = sorted(hyphenated) if pos in INFLECTED else []
    lookups = Lookups()
    for name, table in (("lemma_rules", rules), ("lemma_exc", exceptions), ("lemma_index", index)):
        lookups.add_table(name, table)
    return lookups


def known_pairs(pos: str, seen: Seen, lists: WordLists) -> dict[str, tuple[Reason, str]]:
    """Return of each known form the best reason and the lemma it speaks for.

    Of lemmas with equally good reasons the weightiest is taken: frequent at large and inflected in the treebanks.
    """
    often = Counter[str]()
    for form, found in _of(pos, seen.right):
        often.update({lemma: number for lemma, number in found.items() if lemma != form})

    def order(claim: Claim) -> tuple[int, float, str]:
        frequency = lists.frequency.get(claim.lemma, UNKNOWN) + 2 * log1p(often[claim.lemma])
        return claim.reason, -claim.weight - frequency - E_WEIGHT * claim.lemma.endswith("e"), claim.lemma

    best: dict[str, Claim] = {}
    for claim in chain(_claims_seen(pos, seen, lists), _claims_listed(pos, lists)):
        best[claim.form] = min(claim, best.get(claim.form, claim), key=order)
    return {form: (claim.reason, claim.lemma) for form, claim in sorted(best.items())}


def _of(pos: str, counts: Counts) -> list[tuple[str, Counter[str]]]:
    """Return the forms of one part of speech with their lemmas."""
    return [(form, found) for (kind, form), found in counts.items() if kind == pos]


def _claims_seen(pos: str, seen: Seen, lists: WordLists) -> Iterator[Claim]:
    """Yield what the treebanks say, and the forms that a lemma of theirs which no list has would take."""
    listed = lists.lemmas.get(pos, set())
    for form, found in _of(pos, seen.misspelt):
        yield Claim(form, found.most_common(1)[0][0], Reason.MISSPELT)
    for form, found in _of(pos, seen.right):
        lemma, number = found.most_common(1)[0]
        if pos == "verb" and number < FEWEST_CAPITALS:
            lemma = lemma.lower()
        is_listed, is_inflected = lemma.lower() in listed, lemma.lower() != form
        if pos not in INFLECTED or not form.isalpha():
            yield Claim(form, lemma, Reason.TREEBANK)
        elif is_listed:
            yield Claim(
                form, lemma, Reason.LISTED if is_inflected and number < FEWEST else Reason.TREEBANK, SEEN_WEIGHT
            )
        else:
            yield Claim(form, lemma, Reason.UNLISTED if is_inflected or number < FEWEST else Reason.TREEBANK)
            yield from (Claim(one, lemma, Reason.VARIANT) for one, _ in inflect(pos, lemma, {}) if lemma.islower())


def _claims_listed(pos: str, lists: WordLists) -> Iterator[Claim]:
    """Yield what the list of irregular forms says, each listed lemma's regular forms, and the lemma itself."""
    irregular = lists.irregular.get(pos, {})
    for form, found in irregular.items():
        for lemma in found:
            is_regular = any(form == one for one, _ in inflect(pos, lemma, irregular))
            reason, weight = (
                (Reason.ITS_OWN if form == lemma else Reason.LISTED),
                (0.0 if is_regular else IRREGULAR_WEIGHT),
            )
            yield Claim(form, lemma, reason, weight)
    strong = {lemma for form, found in irregular.items() if not form.endswith(("ed", "ing", "s")) for lemma in found}
    for lemma in lists.lemmas.get(pos, ()):
        yield Claim(lemma, lemma, Reason.ITSELF)
        for form, is_usual in inflect(pos, lemma, irregular):
            is_weak = not (pos == "verb" and form.endswith("ed") and lemma in strong)
            yield Claim(form, lemma, Reason.LISTED if is_usual and is_weak else Reason.VARIANT)
    if pos == "verb":
        common = [lemma for lemma in lists.lemmas["verb"] if lists.frequency.get(lemma, UNKNOWN) > RAREST]
        for lemma in imagine_syllables(common):
            yield from (Claim(form, lemma, Reason.IMAGINED) for form, is_usual in inflect(pos, lemma, {}) if is_usual)
