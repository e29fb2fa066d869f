"""Which characters of a Markdown paragraph a reader sees: markdown-it-py's own rules, run so that places are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import rules_inline
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from attrib.report import Link, Span, StandIn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

    from attrib.read.passages import Stretch

    Rule = Callable[[StateInline, bool], bool]

_DELIMITERS = (rules_inline.emphasis.tokenize, rules_inline.strikethrough.tokenize)


def visible(parser: MarkdownIt, content: str, references: EnvType) -> tuple[list[Stretch], list[Link]]:
    """Return the stretches of a block's inline content that are text, in order, and its links; struck-out text is not."""
    state = _located(parser, content, references)
    for rule in parser.inline.ruler2.getRules(""):
        # Joining moves text between tokens; the delimiters that stayed text must still be told from the others.
        if rule is not rules_inline.fragments_join:
            rule(state)
    shown: list[Stretch] = []
    struck = 0
    for stretch, token in state.seen:
        if token and token.type in {"s_open", "s_close"}:
            struck += token.nesting
        elif not struck and (token is None or (token.type == "text" and token.content)):
            shown.append(stretch)
    return shown, state.links


def comments(parser: MarkdownIt, content: str, references: EnvType) -> tuple[list[Span], list[int]]:
    """Return where comments stand in a block's inline content, and where one is opened that is never closed."""
    state = _located(parser, content, references)
    return [span for span in state.html if content.startswith("<!--", span.start)], state.unclosed


def _located(parser: MarkdownIt, content: str, references: EnvType) -> _LocatingState:
    state = _LocatingState(content, parser, references, [])
    parser.inline.tokenize(state)
    return state


class _LocatingState(StateInline):
    """What the rules have made of the content so far, with the place of each character that is text."""

    def __init__(self, content: str, parser: MarkdownIt, references: EnvType, tokens: list[Token]) -> None:
        super().__init__(content, parser, references, tokens)
        self.seen: list[tuple[Stretch, Token | None]] = []
        self.links: list[Link] = []
        self.html: list[Span] = []
        self.unclosed: list[int] = []

    def note(self, rule: Rule, start: int, pushed: Sequence[Token]) -> None:
        """Record what a rule that took the characters from `start` on, and made these tokens, has shown of them."""
        end = self.pos
        last = self.tokens[-1] if self.tokens else None
        if rule is rules_inline.html_inline:
            self.html.append(Span(start, end))
        elif rule in _DELIMITERS:
            self._note_delimiters(start)
        elif rule in (rules_inline.text, rules_inline.newline):
            self._show(start, end)
        elif rule is rules_inline.escape and last:
            self._show(start if last.content == self.src[start:end] else start + 1, end)
        elif rule is rules_inline.backtick:
            marks = len(last.markup) if last and pushed else 0
            self._show(start + marks, end - marks)
        elif rule is rules_inline.autolink:
            self._show(start + 1, end - 1)
        elif rule is rules_inline.entity and last:
            self.seen.append((StandIn(Span(start, end), last.content), None))
        elif rule is rules_inline.link:
            opened = next(token for token in pushed if token.type == "link_open")
            self.links.append(Link(Span(start, end), str(opened.attrs["href"])))

    def _show(self, start: int, end: int) -> None:
        self.seen.append((Span(start, end), None))

    def _note_delimiters(self, start: int) -> None:
        """Record each delimiter with its token: only after all pairs are made is it known which remain text."""
        end = self.pos
        found: list[tuple[Span, Token | None]] = []
        for token in reversed(self.tokens):
            if end == start:
                break
            found.append((Span(end - len(token.content), end), token))
            end -= len(token.content)
        self.seen += reversed(found)


class LocatingInline(ParserInline):
    """Markdown-it's inline parser, which tells a locating state what each rule took."""

    def tokenize(self, state: StateInline) -> None:
        """Run the rules over the state's range. A link's rule calls this again for its label."""
        if not isinstance(state, _LocatingState):
            super().tokenize(state)
            return
        rules = self.ruler.getRules("")
        nested = state.level >= state.md.options["maxNesting"]
        end = state.posMax
        while state.pos < end:
            start, count = state.pos, len(state.tokens)
            rule = None if nested else next((rule for rule in rules if rule(state, False)), None)  # noqa: FBT003
            if rule:
                state.note(rule, start, state.tokens[count:])
            else:
                if state.src.startswith("<!--", start):
                    state.unclosed.append(start)
                state.pending += state.src[start]
                state.pos += 1
                state.note(rules_inline.text, start, ())
        if state.pending:
            state.pushPending()
