"""Attribution by layout: "SOURCE: CONTENT" and "CONTENT - SOURCE" in headlines, "NAME: ..." at the head of a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.extract.boundaries import DASHES, trimmed
from attrib.extract.candidates import Range, TokenAttribution
from attrib.parse.labels import FINITE
from attrib.parse.sentences import opens

if TYPE_CHECKING:
    from attrib.parse.document import ParsedBlock, ParsedStory
    from attrib.rules.load import Rules

MAX_SOURCE_WORDS = 8
MAX_SPEAKER_WORDS = 4


def read_headline(parsed: ParsedStory, block: ParsedBlock, rules: Rules) -> TokenAttribution | None:
    """Return the attribution that a headline makes with a colon or a closing dash, or None."""
    doc = parsed.doc
    colon = next((at for at in range(block.start, block.end) if doc[at].text == ":"), None)
    if colon is not None:
        before, after = (block.start, colon), (colon + 1, block.end)
        if _is_source(parsed, before, rules) and not _announces(parsed, before):
            return _attribution(parsed, "headline-colon", (colon, colon + 1), before, after)
        if _is_source(parsed, after, rules) and _names_a_role(parsed, after, rules):
            return _attribution(parsed, "headline-tail-colon", (colon, colon + 1), after, before)
    dash = next((at for at in range(block.end - 1, block.start, -1) if doc[at].text in DASHES), None)
    if dash is not None and doc[dash - 1].whitespace_:
        tail = (dash + 1, block.end)
        if _is_source(parsed, tail, rules) and _names_a_role(parsed, tail, rules):
            return _attribution(parsed, "headline-dash", (dash, dash + 1), tail, (block.start, dash))
    return None


def read_speaker_label(parsed: ParsedStory, block: ParsedBlock, rules: Rules) -> TokenAttribution | None:
    """Return the attribution of a paragraph that opens with a speaker and a colon, as transcripts do, or None."""
    doc = parsed.doc
    start = block.start + 1 if opens(doc[block.start]) else block.start
    for at in range(start + 1, min(start + MAX_SPEAKER_WORDS + 1, block.end)):
        if doc[at].text != ":":
            continue
        before = (start, at)
        name = all(token.text[0].isupper() or token.is_punct for token in doc[start:at])
        named = any(token.pos_ == "PROPN" for token in doc[start:at]) or doc[start:at].text.isupper()
        if at + 1 < block.end and name and named and _is_source(parsed, before, rules):
            return _attribution(parsed, "speaker-label", (at, at + 1), before, (at + 1, block.end))
    return None


def _is_source(parsed: ParsedStory, run: Range, rules: Rules) -> bool:
    tokens = parsed.doc[run[0] : run[1]]
    if not 0 < len(tokens) <= MAX_SOURCE_WORDS:
        return False
    if tokens.text.lower() in rules.words("$headline-labels") or tokens[-1].text in "?!":
        return False
    if tokens.text.isupper():
        return True
    if any(token.pos_ in ("AUX", "SCONJ") or token.tag_ in FINITE for token in tokens):
        return False
    return any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in tokens)


def _announces(parsed: ParsedStory, run: Range) -> bool:
    """Tell whether words announce something ("Depot to close in May"), so that they are no source."""
    tokens = parsed.doc[run[0] : run[1]]
    return any(token.lower_ == "to" and token.pos_ == "PART" for token in tokens)


def _names_a_role(parsed: ParsedStory, run: Range, rules: Rules) -> bool:
    """Tell whether a tail is a source for certain: a word for a source or a body stands before its first preposition.

    The last word there counts, and not the parse, which is seldom right about headlines.
    """
    words = rules.words("$headline-sources")
    tokens = parsed.doc[run[0] : run[1]]
    stop = next((at for at, token in enumerate(tokens) if at and token.pos_ == "ADP"), len(tokens))
    head = tokens[stop - 1]
    return not words.isdisjoint({head.lower_, head.lemma_.lower(), head.lower_.removesuffix("s")})


def _attribution(parsed: ParsedStory, rule: str, cue: Range, source: Range, content: Range) -> TokenAttribution | None:
    doc = parsed.doc
    named, said = trimmed(doc, source), trimmed(doc, content)
    if named is None or said is None:
        return None
    head = doc[named[0] : named[1]].root.i
    quoted = tuple(
        (quote.start, quote.end) for quote in parsed.quotations if said[0] <= quote.start and quote.end <= content[1]
    )
    said = (said[0], max([said[1], *(end for _, end in quoted)]))
    return TokenAttribution(rule, "speech", cue[0], cue, head, named, (said,), quoted)
