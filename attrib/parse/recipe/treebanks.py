"""Read Universal Dependencies treebanks and Universal NER labels into spaCy documents, a paragraph each."""

from __future__ import annotations

import lzma
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.vocab import Vocab

MAX_SENTENCES = 12
"""A paragraph longer than this is cut, so that one web page without paragraphs does not fill a batch."""

NAME_LABELS = ("PER", "ORG", "LOC")
GUM_NAME_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}


@dataclass(frozen=True)
class Word:
    """One syntactic word of a treebank; `space` tells whether white space follows it in the text."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool
    misc: str


@dataclass
class Sentence:
    """The words of one sentence, whether it opens a paragraph, and one BIO name tag a word (empty if unknown)."""

    sent_id: str
    text: str
    opens_paragraph: bool
    words: list[Word] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def open_text(path: Path) -> list[str]:
    """Return the lines of a plain or xz-compressed UTF-8 file."""
    raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    return raw.decode("utf-8").split("\n")


def find_file(folder: Path, name: str) -> Path:
    """Return the file `name` or `name.xz` anywhere under `folder`; raise FileNotFoundError if there is none."""
    for path in sorted(folder.rglob(f"{name}*")):
        if path.name in (name, f"{name}.xz"):
            return path
    message = f"{name} is not under {folder}"
    raise FileNotFoundError(message)


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file in order, with white space taken from multiword tokens too."""
    comments: list[str] = []
    rows: list[str] = []
    is_first = True
    for line in [*open_text(path), ""]:
        if line.startswith("#"):
            comments.append(line)
        elif line.strip():
            rows.append(line)
        else:
            if rows:
                opens = is_first or any(one.startswith(("# newdoc", "# newpar")) for one in comments)
                yield Sentence(_comment(comments, "sent_id"), _comment(comments, "text"), opens, _words(rows))
                is_first = False
            comments, rows = [], []


def _comment(comments: list[str], key: str) -> str:
    """Return the value of a comment ("# key = value"), "" if there is none."""
    start = f"# {key} = "
    return next((line.removeprefix(start).strip() for line in comments if line.startswith(start)), "")


def _words(rows: list[str]) -> list[Word]:
    """Return the syntactic words of a sentence's rows; empty nodes and multiword tokens are none themselves."""
    words = []
    inside_until, space_after_range = 0, True
    for row in rows:
        number, form, lemma, pos, tag, morph, head, dep, _, misc = row.split("\t")
        space = "SpaceAfter=No" not in misc
        if "-" in number:
            inside_until, space_after_range = int(number.split("-")[1]), space
        elif number.isdigit():
            if int(number) <= inside_until:
                space = int(number) == inside_until and space_after_range
            words.append(Word(form, lemma, pos, tag, morph, int(head), dep, space, misc))
    return words


def read_name_tags(path: Path) -> dict[str, list[str]]:
    """Return BIO name tags by sentence id and by text (PUD's ids differ) from a Universal NER file.

    Labels other than NAME_LABELS become O.
    """
    tags: dict[str, list[str]] = {}
    current: list[str] = []
    for line in open_text(path):
        if line.startswith("# sent_id = "):
            current = []
            tags[line.removeprefix("# sent_id = ").strip()] = current
        elif line.startswith("# text = "):
            tags[line.removeprefix("# text = ").strip()] = current
        elif line and not line.startswith("#"):
            label = line.split("\t")[2]
            current.append(label if label[2:] in NAME_LABELS else "O")
    return tags


def names_from_gum(words: list[Word]) -> list[str]:
    """Return BIO name tags from GUM's entity column: the proper-noun stretch around the head of each mention.

    GUM marks whole noun phrases with a type; Universal NER marks bare names. Titles before a person are left out.
    """
    tags = ["O"] * len(words)
    opened: list[tuple[str, str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for index, word in enumerate(words):
        match = re.search(r"Entity=([^|]*)", word.misc)
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", match[1] if match else ""):
            number, _, rest = piece.strip("()").partition("-")
            if piece.startswith("("):
                opened.append((number, rest.split("-")[0], index))
            if piece.endswith(")"):
                at = max((i for i, mention in enumerate(opened) if mention[0] == number), default=None)
                if at is not None:
                    _, kind, start = opened.pop(at)
                    spans.append((start, index + 1, kind))
    for start, end, kind in sorted(spans, key=lambda span: span[1] - span[0]):
        if kind in GUM_NAME_TYPES:
            _tag_name(words, tags, start, end, GUM_NAME_TYPES[kind])
    return tags


def _tag_name(words: list[Word], tags: list[str], start: int, end: int, label: str) -> None:
    head = next((i for i in range(start, end) if not start < words[i].head <= end), None)
    if head is None or words[head].pos != "PROPN":
        return
    first, last = head, head + 1
    while first > start and (words[first - 1].pos == "PROPN" or words[first - 1].tag in ("NNP", "NNPS")):
        first -= 1
    while last < end and (words[last].pos == "PROPN" or _joins_name(words, last, end, label)):
        last += 1
    while label == "PER" and first < head and words[first].dep == "nmod:desc":
        first += 1
    for i in range(first, last):
        tags[i] = f"{'B' if i == first else 'I'}-{label}"


def _joins_name(words: list[Word], at: int, end: int, label: str) -> bool:
    """Tell whether the word is the "of the" or "and" inside a body's name ("University of Portsmouth")."""
    if label != "ORG" or words[at].form not in ("of", "for", "and", "the", "&"):
        return False
    after = next((word for word in words[at:end] if word.form not in ("of", "for", "and", "the", "&")), None)
    return after is not None and after.pos == "PROPN"


def paragraphs(sentences: Iterator[Sentence]) -> Iterator[list[Sentence]]:
    """Group sentences by paragraph, at most MAX_SENTENCES together."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens_paragraph or len(group) == MAX_SENTENCES):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def to_doc(vocab: Vocab, group: list[Sentence]) -> Doc:
    """Return one annotated document for a paragraph; without name tags its entities are marked missing."""
    words = [word for sentence in group for word in sentence.words]
    spaces = [word.space for word in words]
    heads: list[int] = []
    starts: list[bool | int | None] = []
    names: list[str] = []
    for sentence in group:
        base = len(heads)
        heads += [base + (word.head - 1 if word.head else at) for at, word in enumerate(sentence.words)]
        starts += [at == 0 for at in range(len(sentence.words))]
        spaces[len(heads) - 1] = True
        names += sentence.names
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=spaces,
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=["" if word.morph == "_" else word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=["ROOT" if word.dep == "root" else word.dep for word in words],
        sent_starts=starts,
        ents=names if len(names) == len(words) else None,
    )
    if len(names) != len(words):
        doc.set_ents([], missing=[doc[:]])
    return doc


def load(vocab: Vocab, folder: Path, treebank: str, part: str) -> list[Doc]:
    """Return the paragraphs of one treebank part (`en_ewt`, `train`) with names from Universal NER or GUM's entities."""
    sentences = list(read_sentences(find_file(folder, f"{treebank}-{part}.conllu")))
    if treebank == "en_gum":
        for sentence in sentences:
            sentence.names = names_from_gum(sentence.words)
    else:
        tags = read_name_tags(find_file(folder, f"{treebank}-ud-{part}.iob2"))
        for sentence in sentences:
            found = tags.get(sentence.sent_id) or tags.get(sentence.text, [])
            sentence.names = found if len(found) == len(sentence.words) else []
    return [to_doc(vocab, group) for group in paragraphs(iter(sentences))]
