"""Which name in a noun phrase is its own, and when two names mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.parse.labels import LABELS
from attrib.resolve.phrases import determiner_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span, Token

    from attrib.resolve.lexicon import Lexicon

MAX_INTRODUCED = 4
"""How many words a name that only its place beside a role gives away may have."""
FOREIGN = frozenset({"nmod:poss", "nmod", "acl", "acl:relcl", "obl", "advcl", "conj", "parataxis"})
"""Relations over which a name in a phrase is not the name of the phrase."""
UNINITIALLED = frozenset({"of", "the", "and", "for", "to", "in", "on", "a", "an"})
"""Words of a name that give its acronym no letter."""
HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "the"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
SITES = (".com", ".org", ".net", ".gov")
MIN_MISSPELT = 6
"""How many letters a name must have for another spelling of it to be looked for."""


def names_in(doc: Doc, start: int, end: int) -> list[Span]:
    """Return the names that begin in a token range. `Doc.ents` would go through the whole story for each phrase."""
    names: list[Span] = []
    first: int | None = None
    for token in doc[start:end]:
        mark = token.ent_iob_
        if first is not None and mark != "I":
            names.append(_name_span(doc, first, token.i))
            first = None
        if mark == "B" and token.ent_type_ in LABELS:
            first = token.i
    if first is not None:
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
        names.append(_name_span(doc, first, end))
    return names


def _name_span(doc: Doc, start: int, end: int) -> Span:
    from spacy.tokens import Span

    return Span(doc, start, end, label=doc[start].ent_type_)


def name_of(head: Token, names: Iterable[Span], start: int, end: int, lexicon: Lexicon) -> tuple[Span | None, str]:
    """Return the name that is a phrase's own, and its kind ("" if it has none)."""
    name = _own_name(head, names, lexicon)
    if name is not None and _is_common(name, lexicon):
        name = None
    if name is None and head.tag_ in ("NN", "NNP"):
        name = _apposed(head)
    label: str = LABELS[name.label_] if name is not None else ""
    if label != "PER":
        introduced = _before_role(head.doc, start, end, lexicon) or _after_role(head, end, lexicon)
        if introduced is not None:
            return introduced, "PER"
    if name is None:
        return _unrecognised(head, start, end, lexicon) if is_proper(head, lexicon) else (None, "")
    label = _mended_label(head, name, label, lexicon)
    return _without_titles(name, lexicon) if label == "PER" else name, label


def _apposed(head: Token) -> Span | None:
    """Return the person's name in apposition to a noun, though it may be set off from the phrase of the source."""
    for other in head.rights:
        if other.dep_ == "appos" and LABELS.get(other.ent_type_) == "PER":
            return next((name for name in names_in(head.doc, other.left_edge.i, other.right_edge.i + 1)), None)
    return None


def _is_common(name: Span, lexicon: Lexicon) -> bool:
    """Tell whether what was taken for a name ends in a common noun ("Fellow Republicans", "Norwell senator", "Minister")."""
    last = name[-1]
    if last.tag_ in ("NNS", "NNPS") and last.lower_.removesuffix("s") in lexicon.members:
        return True
    return last.lower_ in lexicon.persons and (last.text.islower() or name.text.lower() in lexicon.titles)


def _without_titles(name: Span, lexicon: Lexicon) -> Span:
    """Return a person's name without the offices that were taken for a part of it ("Port Secretary Ann Lind")."""
    start = name.start
    for token in name[:-1]:
        if token.lower_ in lexicon.persons:
            start = token.i + 1
    return name.doc[start : name.end]


def _mended_label(head: Token, name: Span, label: str, lexicon: Lexicon) -> str:
    """Return the kind of a name: a role in apposition makes a person of it, an article alone or a web address a body."""
    if label == "PER":
        lower = name.text.lower()
        has_article = name.start > 0 and head.doc[name.start - 1].lower_ == "the" and determiner_of(name.root) == "the"
        is_known = lower.endswith(SITES) or name.text in lexicon.bodies or name[-1].text in lexicon.body_words
        before = head.doc[name.start - 1].lower_ if name.start > 0 else ""
        is_kind = before in lexicon.institutions and before not in lexicon.persons
        return "ORG" if is_known or is_kind or (has_article and name[-1].tag_ != "NNPS") else label
    if name[-1].text in lexicon.body_words or name.text in lexicon.bodies:
        return label
    if len(name) > 1 and name[0].lower_ in lexicon.plain_titles:
        return "PER"
    nouns = [other for other in name.root.children if other.dep_ in ("appos", "nmod:desc")]
    if any(other.dep_ == "flat" for other in name.root.children):
        nouns.append(name.root)
    lemmas = (noun.lemma_.lower() for noun in nouns if noun.tag_ in ("NN", "NNP"))
    is_person = any(lemma in lexicon.persons and lemma not in lexicon.institutions for lemma in lemmas)
    return "PER" if is_person else label


def _own_name(head: Token, names: Iterable[Span], lexicon: Lexicon) -> Span | None:
    """Return the name at the phrase's head, in apposition or part of it, not a possessor's or a modifier's."""
    for name in names:
        if name.start <= head.i < name.end:
            return name
    person = next((name for name in names if LABELS[name.label_] == "PER" and _is_own(name, head, lexicon)), None)
    if person is not None:
        return person
    beside = next((name for name in names if name.root.dep_ == "appos" and name.root.head == head), None)
    return None if beside is not None and head.lemma_.lower() in lexicon.persons else beside


def _is_own(name: Span, head: Token, lexicon: Lexicon) -> bool:
    """Tell whether a person's name in a phrase is the phrase's own, not that of a possessor, a modifier or an adjunct."""
    if name.start == head.i + 1 and (head.pos_ == "NOUN" or head.text.islower()):
        return True
    before = head.doc[name.start - 1]
    follows = before.i > head.i and before.pos_ == "PROPN" and before.lower_ not in lexicon.persons
    if follows and head.lemma_.lower() in lexicon.persons:
        return True
    if name.root in head.ancestors:
        return name.root.i > head.i
    return _hangs_on(name.root, head)


def _hangs_on(root: Token, head: Token) -> bool:
    """Tell whether a name hangs on a head by no relation that makes it somebody else's."""
    current = root
    while current != head:
        joined = current.dep_ == "conj" and current.head == head and head.tag_ == "NN" and not determiner_of(head)
        foreign = (current.dep_ in FOREIGN and not joined) or any(other.dep_ == "case" for other in current.children)
        modifies = current.dep_ == "compound" and (current.head.pos_ != "PROPN" or current.head == head)
        if foreign or modifies or current.head == current:
            return False
        current = current.head
    return True


def _capitals(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """Return the two to four capitalised words that begin at a token, if they may be a person's name."""
    stop = start
    while stop < end and doc[stop].text[0].isupper() and (doc[stop].is_alpha or "." in doc[stop].text):
        stop += 1
    if not 2 <= stop - start <= MAX_INTRODUCED:
        return None
    words = doc[start:stop]
    if any(token.text in lexicon.body_words or token.text in lexicon.places for token in words):
        return None
    known = words.text in lexicon.places or words.text in lexicon.bodies
    return None if known or any(token.ent_type_ and LABELS.get(token.ent_type_) != "PER" for token in words) else words


def _before_role(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """Return the name a phrase opens with, if a comma and a role follow ("Ann Lind, the club's treasurer")."""
    words = _capitals(doc, start, end, lexicon)
    if words is None or words.end >= end or doc[words.end].text != ",":
        return None
    return words if any(token.lemma_.lower() in lexicon.persons for token in doc[words.end : end]) else None


def _after_role(head: Token, end: int, lexicon: Lexicon) -> Span | None:
    """Return the name right after a role, or after a comma behind it ("crew member Ann Lind", "a guide, Ann Lind")."""
    doc = head.doc
    if not head.text.islower() or head.tag_ != "NN":
        return None
    if head.i + 1 < end and (words := _capitals(doc, head.i + 1, end, lexicon)) is not None:
        return words
    if head.lemma_.lower() not in lexicon.persons:
        return None
    for at in range(head.i + 1, end - 2):
        if doc[at].text == "," and doc[at - 1].ent_type_ not in ("LOC", "GPE"):
            return _capitals(doc, at + 1, end, lexicon)
    return None


def is_proper(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun is a name: tagged as one, or set with a capital where only a name would be.

    At the beginning of a sentence a capital says nothing, but a lone singular noun without a determiner that no list
    knows is a surname ("Schiff, who ...") more often than not.
    """
    if not token.text[0].isupper() or token.pos_ not in ("PROPN", "NOUN"):
        return False
    common = token.lemma_.lower() in lexicon.common
    if token.pos_ == "PROPN":
        return not (common and token.is_sent_start)
    if common or token.tag_ != "NN":
        return False
    return not token.is_sent_start or not any(
        child.dep_ in ("det", "amod", "nmod:poss", "compound") for child in token.children
    )


def _unrecognised(head: Token, start: int, end: int, lexicon: Lexicon) -> tuple[Span | None, str]:
    """Return the capitalised words around a proper noun that no name component marked, and what they seem to be."""
    doc = head.doc
    first, last = head.i, head.i + 1
    while first > start and doc[first - 1].text[0].isupper() and doc[first - 1].pos_ in ("PROPN", "NOUN"):
        first -= 1
    while last < end and doc[last].text[0].isupper() and doc[last].pos_ in ("PROPN", "NOUN"):
        last += 1
    span = doc[first:last]
    lower = span.text.lower()
    if lower in lexicon.metonyms:
        return span, "ORG"
    if head.lemma_.lower() in lexicon.roles:
        return None, ""
    is_body = any(token.lower_ in lexicon.institutions or token.text in lexicon.body_words for token in span)
    if is_body or (head.is_upper and len(head) > 1) or lower.endswith(SITES):
        return span, "ORG"
    if head.lemma_.lower() in lexicon.documents:
        return None, ""
    return span, "ORG" if determiner_of(head) == "the" else "PER"


def name_text(name: Span) -> str:
    """Return a name on one line without a genitive mark."""
    return " ".join(name.text.removesuffix("'s").removesuffix("’s").removesuffix("’").split())


def name_words(name: str) -> list[str]:
    """Return the words of a name in lower case, without honorifics and generations."""
    plain = name.lower().replace("’", "'").replace("'s", "")
    words = [word for word in plain.split() if word not in HONORIFICS]
    while len(words) > 1 and words[-1].strip(",") in SUFFIXES:
        words.pop()
    return words


def same_surname(words: list[str], known: list[str]) -> bool:
    """Tell whether one of two names is the last word of the other and nothing else."""
    short, long = sorted((words, known), key=len)
    return words == known or short == long[-1:]


def same_person(words: list[str], known: list[str]) -> bool:
    """Tell whether two names can be one person's: surname or first name and full name, with or without a middle name."""
    short, long = sorted((words, known), key=len)
    if short == long[: len(short)] and len(short) == 1:
        return True
    if short == long[-len(short) :]:
        return True
    return len(short) > 1 and short[-1] == long[-1] and short[0][0] == long[0][0]


def same_body(words: list[str], known: list[str]) -> bool:
    """Tell whether two names can be one body's: the same, or the words of one among those of the other."""
    short, long = sorted((words, known), key=len)
    return short == long[: len(short)] or (len(short) > 1 and set(short) <= set(long))


def initials_of(name: str) -> str:
    """Return the initials of a name of several words in lower case ("rpa" of "Rell Port Authority"), "" of one word."""
    words = name.split()
    if len(words) < 2:
        return ""
    return "".join(word[0] for word in words if word[0].isalpha() and word.lower() not in UNINITIALLED).lower()


def sound_of(word: str) -> str:
    """Return a long name's consonants without doubles, by which a misspelling of it is found; "" of a short one."""
    if len(word) < MIN_MISSPELT or not word.isalpha():
        return ""
    kept = word[0]
    for letter in word[1:]:
        if letter not in "aeiouy" and letter != kept[-1]:
            kept += letter
    return kept if len(kept) > 3 else ""
