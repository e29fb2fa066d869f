"""Links in the story: to whose pages they lead, and whether the text says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrib.judge.wording import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrib.judge.reading import Reading
    from attrib.report import Sentence

_LINK: Final = re.compile(r"https?://(?:www\.)?([\w-]+(?:\.[\w-]+)*)|www\.([\w-]+(?:\.[\w-]+)*)")
_ADDRESS: Final = re.compile(r"\S*(?:https?://|www\.)\S*")
_TELLING: Final = 4
"""How many letters an ending must have to make an address that of a news organisation."""
_REACH: Final = 3
"""In how many paragraphs, with that of the link, a news organisation may be credited."""


def has_link(reading: Reading, at: int) -> bool:
    """Say whether the sentence at an offset has an address of the web, in its text or in its markup."""
    return next(_hosts(reading, reading.sentence_at(at)), None) is not None


def credits_by_link_only(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence links to a news organisation that its paragraph and the two after it do not name."""
    hosts = _hosts(reading, reading.sentence_at(sentence.span.start))
    names = [name for host in hosts if (name := _outlet(reading, host)) is not None]
    if not names:
        return False
    text = _around(reading, sentence)
    return any(not re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def _hosts(reading: Reading, number: int | None) -> Iterator[str]:
    if number is None:
        return
    span = reading.sentences[number].span
    addresses = [link.address for link in reading.established.story.links if link.span.overlaps(span)]
    for address in (reading.text_of(span), *addresses):
        for found in _LINK.finditer(address):
            yield (found.group(1) or found.group(2)).lower()


def _outlet(reading: Reading, host: str) -> str | None:
    """Return the word by which a host's news organisation is known in a text ("gazette" of lundgazette.example)."""
    named = {normal(name) for name in reading.words("$outlets.named")}
    endings = [word for word in reading.words("$outlets.endings") if len(word) >= _TELLING]
    for label in host.split(".")[:-1]:
        if label in named:
            return label
        ending = max((word for word in endings if label.endswith(word)), key=len, default=None)
        if ending is not None:
            return ending
    return None


def _around(reading: Reading, sentence: Sentence) -> str:
    at = reading.block_at(sentence.span.start)
    blocks = reading.established.story.blocks[at : at + _REACH]
    text = reading.wording([block.span for block in blocks]).normal
    return _ADDRESS.sub(" ", text)
