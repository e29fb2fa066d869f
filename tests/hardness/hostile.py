"""A thousand inputs that no newsroom means to send: corrupted, huge, empty, binary, in other scripts, packed to burst.

They are the same on each run: `inputs` draws from a seeded source of chance. Each has a name that says what it is.
"""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CORPUS: Final = Path(__file__).parents[2] / "corpus"
SEED: Final = 20261123
SUFFIXES: Final = (".txt", ".md", ".html", ".docx")
ZERO_WIDTH: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
DIRECTIONS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ALPHABETS: Final = (
    "ابتثجحخدذرزس ",
    "אבגדהוזחטיכל ",
    "абвгдежзийклм ",
    "漢字仮名交じり文。、",
    "हिन्दीमेंलिखा ",
    "👩‍👩‍👧‍👦🏳️‍🌈🇸🇪👍🏽 ",
    "\U000e0001\U000e0041\U0001f9ff\u0301\u0308 ",
    "\"“”‘’«»„'` ",
    "()[]{}<>,;:.!?…—–- ",
    "0123456789.,$€% ",
    "\t\r\n\x0b\x0c\x1c\x85\u2028\u2029 ",
    "\x01\x02\x07\x08\x1b[31m ",
)


class Hostile(NamedTuple):
    """One input: what it is, what its file is called, and its bytes."""

    name: str
    file: str
    raw: bytes


def inputs(count: int) -> Iterator[Hostile]:
    """Yield so many inputs, each kind in turn."""
    chance = random.Random(SEED)
    kinds: list[Callable[[random.Random], Hostile]] = [
        _cut_short, _bits_flipped, _spliced, _doubled, _binary, _other_script, _zero_width, _directions, _other_encoding,
        _long_line, _long_word, _deep_markup, _odd_html, _empty, _front_matter, _odd_zip, _packed_to_burst, _hostile_docx,
    ]  # fmt: skip
    for number in range(count):
        made = kinds[number % len(kinds)](chance)
        yield made._replace(name=f"{number:04} {made.name}")


def _story(chance: random.Random) -> tuple[str, bytes]:
    path = chance.choice(sorted(CORPUS.glob("*.txt")))
    raw = path.read_bytes()
    suffix = chance.choice(SUFFIXES)
    return suffix, as_docx(raw.decode()) if suffix == ".docx" else raw


def as_docx(text: str) -> bytes:
    """Return a Word document with the lines of a text as its paragraphs."""
    import docx

    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _cut_short(chance: random.Random) -> Hostile:
    suffix, raw = _story(chance)
    return Hostile("cut short", f"a{suffix}", raw[: chance.randrange(len(raw))])


def _bits_flipped(chance: random.Random) -> Hostile:
    suffix, raw = _story(chance)
    flipped = bytearray(raw)
    for _ in range(chance.choice([1, 1, 5, 50])):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return Hostile("bits flipped", f"a{suffix}", bytes(flipped))


def _spliced(chance: random.Random) -> Hostile:
    (suffix, one), (_, other) = _story(chance), _story(chance)
    return Hostile("spliced", f"a{suffix}", one[: chance.randrange(len(one))] + other[chance.randrange(len(other)) :])


def _doubled(chance: random.Random) -> Hostile:
    suffix, raw = _story(chance)
    start = chance.randrange(len(raw))
    piece = raw[start : start + chance.randrange(1, 200)]
    return Hostile("doubled", f"a{suffix}", raw[:start] + piece * chance.randrange(1, 40) + raw[start:])


def _binary(chance: random.Random) -> Hostile:
    head = chance.choice(
        [b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b"]
    )
    return Hostile("binary", f"a{chance.choice(SUFFIXES)}", head + chance.randbytes(chance.randrange(4000)))


def _other_script(chance: random.Random) -> Hostile:
    letters = chance.choice(ALPHABETS)
    text = "".join(chance.choices(letters, k=chance.randrange(3000)))
    return Hostile("other script", f"a{chance.choice(SUFFIXES[:3])}", text.encode())


def _sown(chance: random.Random, marks: str, name: str) -> Hostile:
    text = _story(chance)[1].decode("utf-8", "replace")
    share = chance.choice([0.01, 0.1, 1.0])
    sown = "".join(char + (chance.choice(marks) if chance.random() < share else "") for char in text)
    return Hostile(name, f"a{chance.choice(SUFFIXES[:3])}", sown.encode())


def _zero_width(chance: random.Random) -> Hostile:
    return _sown(chance, ZERO_WIDTH, "zero width")


def _directions(chance: random.Random) -> Hostile:
    return _sown(chance, DIRECTIONS, "marks of direction")


def _other_encoding(chance: random.Random) -> Hostile:
    text = next(text for _, raw in iter(lambda: _story(chance), None) if (text := raw.decode("utf-8", "ignore")))
    encoding = chance.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "shift_jis", "utf-8-sig"])
    return Hostile(encoding, f"a{chance.choice(SUFFIXES[:3])}", text.encode(encoding, "replace"))


def _long_line(chance: random.Random) -> Hostile:
    words = ("the", "minister", "said", "that", "“no”", "officials", ",", "who", "John", "Smith", "and", "(", '"')
    text = " ".join(chance.choices(words, k=chance.choice([500, 3000])))
    return Hostile("a long line", f"a{chance.choice(SUFFIXES[:3])}", text.encode())


def _long_word(chance: random.Random) -> Hostile:
    piece = chance.choice(["a", ",", "“", "said", "🙂", "&", "<", "[", "*", "`", "’s", "."])
    return Hostile("a long word", f"a{chance.choice(SUFFIXES[:3])}", (piece * chance.choice([300, 5000])).encode())


def _deep_markup(chance: random.Random) -> Hostile:
    suffix, piece = chance.choice(
        [(".md", "> "), (".md", "- "), (".md", "*a **b "), (".md", "[x]("), (".md", "<!--"), (".md", "\\"), (".md", "|a"),
         (".html", "<div>"), (".html", "<p>“"), (".html", "<b><i>"), (".html", "<!--"), (".html", "</p>"),
         (".html", "<a href='"), (".html", "<![CDATA["), (".html", "&amp"), (".html", "&#x1F600;")]
    )  # fmt: skip
    return Hostile("deep markup", f"a{suffix}", (piece * chance.choice([50, 5000]) + "The mayor said no.").encode())


def _odd_html(chance: random.Random) -> Hostile:
    lines = next(raw for suffix, raw in iter(lambda: _story(chance), None) if suffix != ".docx").decode().split("\n\n")
    tags = ("p", "div", "li", "h1", "script", "style", "table", "td", "blockquote", "q", "svg", "template", "br", "x-y")
    page = ""
    for line in lines:
        opened, attribute = chance.choice(tags), chance.choice(["", "hidden", "class=a", "style=display:none", 'a=">"'])
        closed = f"</{chance.choice([opened, chance.choice(tags)])}>" if chance.random() < 0.8 else ""
        page += f"<{opened} {attribute}>{line}{closed}"
    return Hostile("odd html", "a.html", page.encode())


def _empty(chance: random.Random) -> Hostile:
    raw = chance.choice(
        [b"", b"\n", b" \t\r\n" * 50, b"\xef\xbb\xbf", "\u200b".encode() * 100, b"\0", b"---\n---\n", b"\x1a"]
    )
    return Hostile("empty", f"a{chance.choice(SUFFIXES)}", raw)


def _front_matter(chance: random.Random) -> Hostile:
    matter = chance.choice(
        ["a: &a [*a]", "a: *b", "attrib: {sources: [" + "[" * 500, "attrib: {x: 1}", "attrib: !!python/object:os.system x",
         "attrib:\n  witnessed: yes", "author: [" + "{a: " * 200, "a: " + "x" * 100_000, "? a", "\t", "attrib: <<", "%YAML 9"]
    )  # fmt: skip
    return Hostile("front matter", "a.md", f"---\n{matter}\n---\n\nThe mayor said no.\n".encode())


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _odd_zip(chance: random.Random) -> Hostile:
    names = chance.choice(
        [
            ["../../etc/passwd"],
            ["/etc/passwd"],
            ["word/document.xml"],
            ["a" * 300],
            [f"{n}.xml" for n in range(5000)],
        ]
    )
    return Hostile("odd zip", "a.docx", _zipped(dict.fromkeys(names, b"<x/>")))


def _packed_to_burst(chance: random.Random) -> Hostile:
    document = b"<w:document>" + b" " * chance.choice([50, 300]) * 1_000_000
    members = {**_members(as_docx("The mayor said no.")), "word/document.xml": document}
    return Hostile("packed to burst", "a.docx", _zipped(members))


def _hostile_docx(chance: random.Random) -> Hostile:
    members = _members(as_docx("The mayor said no."))
    body = members["word/document.xml"].decode()
    bombs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head, rest = body.split("\n", 1)
    changed = chance.choice([
        f'{head}\n<!DOCTYPE x [<!ENTITY a0 "ha">{bombs}]>{rest.replace("The mayor", "&a11;")}',
        f'{head}\n<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>{rest.replace("The mayor", "&f;")}',
        f'{head}\n<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">{rest}',
        body.replace("<w:p>", "<w:p>" + "<w:sdt>" * 5000, 1),
        body.replace("<w:t>", '<w:t x="' + "a" * 1_000_000 + '">', 1),
        body.replace("<w:p>", "", 1),
        body.replace("w:body", "w:bo"),
        "",
    ])  # fmt: skip
    return Hostile("hostile docx", "a.docx", _zipped({**members, "word/document.xml": changed.encode()}))


def _members(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
