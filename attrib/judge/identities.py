"""How the story tells readers who a person is: full name, role, affiliation, and no second of that name."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from attrib.judge.sources import mentions
from attrib.judge.surroundings import names_near, near
from attrib.judge.wording import any_of, find_phrase, normal, possessor, singular, words_of
from attrib.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.judge.reading import Reading
    from attrib.report import Attribution, Source

_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_ONE: Final = r"(?:Mc|Mac|De|Di|Du|La|Le|Van|O['’]|[dl]['’])?[^\W\d_a-z][^\W\d_A-Z]+"
_SURNAME: Final = re.compile(rf"{_ONE}(?:-{_ONE})?")
"""A word with a capital and small letters, perhaps two with a hyphen; "BuzzFeed" and "EB-5" are none."""
_ASIDE: Final = r"(?:\s\(|\s(?:for|of|at|from|with)\s(?:the\s)?(?-i:[A-Z])|,\s(?:\d|(?:an?|the|who|whose|of|from|his|her|their|its|(?!adding|saying|citing)\w+ing)\b))"
"""What after a name begins to tell who its bearer is: an age, a role, a clause, a body, brackets."""
_OPENING: Final = r"(?:\b(?:the|an?|his|her|their|its|our|such as|including|like)\s(?:[\w’'-]+\s){0,3}|['’]s\s|s['’]\s)"
"""What before a name tells who its bearer is: "the cartoonist", "the county's"; or one of whom, "such as"."""
_ASIDE_AFTER: Final = re.compile(_ASIDE)
_ANY_ASIDE_AFTER: Final = re.compile(_ASIDE, re.IGNORECASE)
_OPENING_BEFORE: Final = re.compile(rf"{_OPENING}(?:[\w.’'-]+\s){{1,3}}\Z", re.IGNORECASE)
_AT_A_BODY: Final = re.compile(r"\b(?:at|for|from|of|with)\s(?:the\s)?(?:[\w-]+\s){0,2}[A-Z]")
"""What ties somebody to a body: a preposition, and a capital soon after it."""
_CLOSE: Final = 60
"""How many characters after a mention a body is looked for."""
_ROLES: Final = ("$role-nouns", "$role-appositives", "$titles", "$spokesperson-nouns", "$life-roles")
_FULL: Final = 2
"""How many words make a name a full one."""
_PRESENTED: Final = re.compile(r"[^\W\d_][\w'’-]+,? (?:\(?\d{1,2}\b|an? (?P<role>[^,.;]+)|whose |who )")
_PRESENTING: Final = 80
"""How much of the text from a name on is looked at, in characters."""
_ACRONYM: Final = 2
"""A name of so few letters or fewer is no surname."""


def lone_name(reading: Reading, name: str) -> str | None:
    """Return the one word that is left of a name without courtesy titles, as written; None if more or none are."""
    courtesy = reading.words("$titles.courtesy")
    words = [word for word in _WORD.findall(possessor(name)) if normal(word) not in courtesy]
    return possessor(words[0]) if len(words) == 1 else None


def is_surname_only(reading: Reading, source: Source) -> bool:
    """Say whether the story quotes a person by one name and nowhere gives another, nor a title or role with it.

    "Mr." and the like are no titles here. People known by one name and words that name bodies or places are passed over,
    and so is who is heard only in the headline or only cited with "according to", which cites papers as well.
    """
    name = lone_name(reading, source.name)
    if source.status != "named" or name is None or not _is_surname(reading, name):
        return False
    if any(lone_name(reading, text) is None for _, text in mentions(reading, source)):
        return False
    return _speaks(reading, source) and not _is_introduced(reading, name)


def is_first_name_only(reading: Reading, source: Source) -> bool:
    """Say whether the story quotes a private person by one name: with an age, "who" or a word of `$private-lives`.

    That is how somebody is presented whose full name the paper knows and keeps back. Holders of an office are called by
    a bare last name for other reasons.
    """
    name = lone_name(reading, source.name.partition(",")[0])
    if source.status != "named" or name is None or not _is_surname(reading, name) or not _speaks(reading, source):
        return False
    if any(lone_name(reading, text.partition(",")[0]) is None for _, text in mentions(reading, source)):
        return False
    first = mentions(reading, source)[0][0]
    text = " ".join(reading.after(first.start)[:_PRESENTING].split())
    found = _PRESENTED.match(text)
    if found is None:
        return False
    return found["role"] is None or find_phrase(normal(found["role"]), reading.words("$private-lives")) is not None


def _is_surname(reading: Reading, name: str) -> bool:
    if len(name) <= _ACRONYM or _SURNAME.fullmatch(name) is None:
        return False
    lists = ("$known-bodies", "$known-by-one-name", "$metonyms", "$titles", "$demonyms", "$body-words", "$places")
    if any(normal(name) in _as_compared(reading.words(known)) for known in lists):
        return False
    kinds = {one.kind for one in reading.established.names if possessor(reading.text_of(one.span)) == name}
    return not kinds or "PER" in kinds


@lru_cache(maxsize=64)
def _as_compared(words: frozenset[str]) -> frozenset[str]:
    return frozenset(normal(word) for word in words)


def _speaks(reading: Reading, source: Source) -> bool:
    """Say whether the body lets a source speak under its name, and not only cites it with "according to"."""
    pronouns = reading.words("$pronouns")
    return any(
        one.expression
        and one.source is not None
        and normal(one.source.text) not in pronouns
        and one.rule != "according-to"
        and reading.position(one.cue.spans[0].start) in ("lead", "body")
        for one in reading.attributions_of(source)
    )


def _is_introduced(reading: Reading, name: str) -> bool:
    """Say whether a name has a word of a name or role before it, or an aside about its bearer after it, anywhere.

    So has the name of a place, "in Lund", or of a thing, "the Lund bank".
    """
    if any(_introduces(reading, word) for word in reading.words_before(name)):
        return True
    if any(word[:1].isupper() for word in reading.words_after(name)):
        return True
    text = reading.established.story.shown.text
    return any(_ASIDE_AFTER.match(text, found.end()) for found in re.finditer(rf"\b{re.escape(name)}", text))


def _introduces(reading: Reading, word: str) -> bool:
    plain = word.rstrip(".")
    if not {normal(plain), normal(word)}.isdisjoint(reading.words("$titles.courtesy")):
        return False
    if plain[:1].isupper() and plain[-1:].isalpha():
        return normal(plain) not in reading.words("$sentence-starters")
    return any(normal(plain) in reading.words(role) for role in (*_ROLES, "$institution-nouns", "$thing-nouns"))


def has_role(reading: Reading, source: Source) -> bool | None:
    """Say whether the sentence that first names a person, or the next, tells a role or anything else about them.

    None for a source that is not a person with two names or more whom the story lets speak.
    """
    names = _names(reading, source)
    if source.status != "named" or len(names) < _FULL or not _speaks(reading, source):
        return None
    first = _first_naming(reading, source, names[-1])
    if first is None or any(len(words_of(text)) > len(names) for _, text in mentions(reading, source)):
        return True
    text = near(reading, first.start, before=0, after=1).text
    if _tells_beside(names[-1], text):
        return True
    body = next(names_near(reading, first.start, ["ORG"], before=0, after=0), None)
    words = {singular(word) for word in words_of(text)}
    return body is not None or any(
        any_of(words, reading.words(role)) or find_phrase(normal(text), reading.words(role)) is not None
        for role in _ROLES
    )


def _tells_beside(last: str, text: str) -> bool:
    """Say whether a text tells who somebody is right after their last name or right before it."""
    return any(
        _ANY_ASIDE_AFTER.match(text, found.end()) or _OPENING_BEFORE.search(text, 0, found.start())
        for found in re.finditer(rf"\b{re.escape(last)}(?:['’]s)?\b", text, re.IGNORECASE)
    )


def _first_naming(reading: Reading, source: Source, last: str) -> Span | None:
    """Return where the body first has a person's last name, given in lower case."""
    named = (one.span for one in reading.established.names if one.kind == "PER")
    own = [span for span in named if words_of(possessor(reading.text_of(span)))[-1:] == [last]]
    own += [span for span, _ in mentions(reading, source)]
    return min((span for span in own if reading.position(span.start) in ("lead", "body")), default=None)


def is_affiliated(reading: Reading, source: Source) -> bool:
    """Say whether a body is named or described with the source: in a mention, or in the sentence of the first or the next."""
    texts = [text for _, text in mentions(reading, source)]
    if any(find_phrase(normal(text), reading.words("$affiliations")) for text in texts):
        return True
    if not source.mentions:
        return False
    if any(name.kind == "ORG" for span in source.mentions for name in reading.names_in(span)):
        return True
    names = _names(reading, source)
    first = ((_first_naming(reading, source, names[-1]) if names else None) or source.mentions[0]).start
    if next(names_near(reading, first, ["ORG"], before=0, after=1), None) is not None:
        return True
    text = near(reading, first, before=0, after=1)
    if find_phrase(text.normal, reading.words("$affiliations")) is not None:
        return True
    return any(
        _AT_A_BODY.search(text.text, found.start(), found.end() + _CLOSE) for found in _occurrences(texts, text.text)
    )


def _occurrences(texts: list[str], text: str) -> Iterator[re.Match[str]]:
    for one in texts:
        yield from re.finditer(re.escape(one), text)


def has_name(reading: Reading, source: Source) -> bool:
    """Say whether a proper name of a person or a body is part of a mention."""
    return any(name.kind != "LOC" for span in source.mentions for name in reading.names_in(span))


def has_namesake(reading: Reading, source: Source) -> bool:
    """Say whether the story cites somebody else with the same last name."""
    last = _last_name(reading, source)
    others = (other for other in reading.established.sources if other.id != source.id and other.status == "named")
    return last is not None and any(
        _last_name(reading, other) == last and _first_name(reading, other) != _first_name(reading, source)
        for other in others
    )


def _names(reading: Reading, source: Source) -> list[str]:
    """Return the words of the longest name a person is mentioned by, capitals before it included, titles not."""
    found = []
    for mention in source.mentions:
        name = next((one for one in reading.names_in(mention) if one.kind == "PER"), None)
        if name is not None:
            before = _capitals_before(reading, Span(mention.start, name.span.start))
            found.append([*before, *words_of(possessor(reading.text_of(name.span)))])
    return max(found, key=len, default=[])


def _capitals_before(reading: Reading, span: Span) -> list[str]:
    words = reading.text_of(span).split() if span.start < span.end else []
    no_names = (reading.words("$titles"), reading.words("$sentence-starters"))
    taken = takewhile(
        lambda word: word[0].isupper() and word[-1].isalnum() and not any(normal(word) in one for one in no_names),
        reversed(words),
    )
    return [normal(word) for word in taken][::-1]


def _last_name(reading: Reading, source: Source) -> str | None:
    names = _names(reading, source)
    return names[-1] if len(names) > 1 else None


def _first_name(reading: Reading, source: Source) -> str:
    return _names(reading, source)[0]


def is_shared_name(reading: Reading, attribution: Attribution) -> bool:
    """Say whether the source at the cue is called by a last name that somebody else who is cited has, and no more."""
    source = reading.source(attribution.ref)
    if source is None or attribution.source is None or source.status != "named":
        return False
    words = words_of(possessor(attribution.source.text))
    others = (one.name.lower() for one in reading.established.sources if one.status == "named" and one is not source)
    if len(words) != 1 or not any(words[0] in other for other in others):
        return False
    return words == [_last_name(reading, source)] and has_namesake(reading, source)


def is_bare_name(reading: Reading, attribution: Attribution) -> bool:
    """Say whether the source at the cue is a person called by one name and no more."""
    source = reading.source(attribution.ref)
    if attribution.source is None or source is None or source.status != "named":
        return False
    words = attribution.source.text.split()
    name = lone_name(reading, attribution.source.text)
    return name is not None and name[:1].isupper() and not any_of(map(normal, words), reading.words("$pronouns"))
