"""What comments and sidecars say about findings (`attrib: ignore[rule-id] reason`), read strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NoReturn, Self, get_args

from attrib.errors import InputError
from attrib.report import Directive, DirectiveAction, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from attrib.errors import Place
    from attrib.rules.schema import FindingRule

OPENING: Final = "<!--"
CLOSING: Final = "-->"
ACTIONS: Final[tuple[DirectiveAction, ...]] = get_args(DirectiveAction)
_FORM: Final = "<!-- attrib: ignore[rule-id] reason -->"
_TERMS: Final = "(until 2026-12-31, by Mira Holt)"
_OURS: Final = re.compile(r"\s*attrib\s*:\s*")
_NEARLY: Final = re.compile(r"\s*(\w+)[\s:;=-]*(?:ignore|disable|enable)\s*\[", re.IGNORECASE)
_WORD: Final = re.compile(r"[\w-]*")
_BRACKET: Final = re.compile(r"\s*\[")
_NAME: Final = re.compile(r"[^\s,][^,]*?(?=\s*(?:,|$))")
_PARENTHESIS: Final = re.compile(r"\s*\(")
_TERM: Final = re.compile(r"\s*(until|by)\s+(\S.*?)\s*", re.DOTALL)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STRAY_TERM: Final = re.compile(r"(?:^|\()\s*until\b|\buntil\s*[=:]", re.IGNORECASE)
_LEAD: Final = " \t\r\n:–—-"
"""What may stand between the brackets and the reason without being part of it."""
_ALIKE: Final = 0.8
"""How like `attrib` a word before `ignore[` is that must be a slip."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in a story's file, its marks included; `inside` tells that it stands in a paragraph's own text.

    `fault` says what keeps it from being a comment as its writer meant it, "" if nothing does.
    """

    span: Span
    inside: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Ignorable:
    """The names that findings go by where they are ignored: ids and codes. What is in `never` cannot be ignored."""

    names: frozenset[str]
    never: frozenset[str] = frozenset()

    @classmethod
    def of(cls, findings: Iterable[FindingRule]) -> Self:
        """Return the names of findings, of which those about what is ignored cannot be ignored."""
        names: dict[bool, set[str]] = {True: set(), False: set()}
        for one in findings:
            names[one.on == "suppression"] |= {one.id, one.code}
        return cls(frozenset(names[False]), frozenset(names[True]))

    def check(self, name: str, where: Callable[[], Place]) -> None:
        """Raise InputError A251 where a name is no finding's that can be ignored."""
        if name in self.names:
            return
        if name in self.never:
            message = f"`{name}` is about what is ignored, and cannot be ignored itself"
            hint = "a policy or the configuration can switch it off"
        elif any(one.startswith(f"{name}-") and one.isupper() for one in self.names) or name in {"ALL", "all", "*"}:
            message = f"`{name}` is a group of findings; only single ones can be ignored"
            hint = "attrib rules list --kind findings names them all"
        else:
            message = f"there is no finding called `{name}`"
            from attrib.rules.problems import suggest

            close = (suggest(form, self.names) for form in (name, name.upper(), name.lower()))
            hint = next(filter(None, close), "attrib rules list --kind findings names them all")
        raise InputError("A251", message, place=where(), hint=hint)


def read_directives(
    path: str, text: str, comments: Iterable[Comment], known: Ignorable | None = None
) -> tuple[Directive, ...]:
    """Return what the comments of a story say about findings, in order; comments that are not for attrib are left out.

    Raises InputError A250 at the first that is for attrib and cannot be followed, A251 at a finding that is not `known`
    (None: none is looked up).
    """
    found = (_Reader(path, text, comment, known).directive() for comment in comments)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.span))


def refuse_comments(path: str, text: str) -> None:
    """Raise InputError A250 where a text in which there are no comments, as in plain ones, has one for attrib."""
    at = text.find(OPENING)
    while at >= 0:
        if _OURS.match(text, at + len(OPENING)):
            message = "comments work in Markdown and HTML; here this would be read as part of the story"
            hint = "name the finding under `ignores:` in the file beside the story: attrib ignores add --help"
            raise InputError("A250", message, place=_place(path, text, at), hint=hint)
        at = text.find(OPENING, at + 1)


def comments_in(text: str, span: Span) -> Iterator[Comment]:
    """Yield the comments in a stretch of raw HTML."""
    at = text.find(OPENING, span.start, span.end)
    while at >= 0:
        close = text.find(CLOSING, at + len(OPENING), span.end)
        if close < 0:
            yield Comment(Span(at, span.end), fault=f"the comment is not closed with `{CLOSING}`")
            return
        end = close + len(CLOSING)
        yield Comment(Span(at, end))
        at = text.find(OPENING, end, span.end)


def parse_day(written: str) -> date:
    """Return the day in `2026-12-31`; raises ValueError for anything else."""
    if not _DAY.fullmatch(written):
        raise ValueError(written)
    return date.fromisoformat(written)


def _place(path: str, text: str, at: int) -> Place:
    from attrib.rules.located import RuleFile

    return RuleFile(path, text).place(at)


class _Reader:
    """Reads one comment from left to right; `_at` is how far it has come."""

    def __init__(self, path: str, text: str, comment: Comment, known: Ignorable | None) -> None:
        self._path = path
        self._text = text
        self._comment = comment
        self._known = known
        self._at = comment.span.start + len(OPENING)
        self._end = comment.span.end - (0 if comment.fault else len(CLOSING))

    def directive(self) -> Directive | None:
        """Return what the comment says, or None where it is not for attrib."""
        ours = _OURS.match(self._text, self._at, self._end)
        if ours is None:
            self._check_nearly()
            return None
        if self._comment.fault:
            self._refuse(self._comment.span.start, self._comment.fault, f"write {_FORM}")
        self._at = ours.end()
        action = self._action()
        rules = self._names()
        made = self._with_terms(Directive(action, rules, self._comment.span, inside=self._comment.inside))
        return replace(made, reason=self._reason())

    def _check_nearly(self) -> None:
        """Raise where a comment must be for attrib, but for a slip in its first word."""
        found = _NEARLY.match(self._text, self._at, self._end)
        if found is None:
            return
        word = found.group(1)
        if get_close_matches(word.lower(), ["attrib"], cutoff=_ALIKE):
            self._refuse(found.start(1), f"a comment for attrib begins with `attrib:`, not `{word}`", f"write {_FORM}")

    def _action(self) -> DirectiveAction:
        found = _WORD.match(self._text, self._at, self._end)
        word = found.group() if found else ""
        action = next((one for one in ACTIONS if one == word), None)
        if action is None:
            from attrib.rules.problems import suggest

            hint = suggest(word.lower(), ACTIONS) or f"one of {', '.join(ACTIONS)}"
            said = f"`{word}` is nothing that a comment can ask for" if word else "the comment asks for nothing"
            self._refuse(self._at, said, hint)
        self._at += len(word)
        return action

    def _names(self) -> tuple[str, ...]:
        opened = _BRACKET.match(self._text, self._at, self._end)
        if opened is None:
            self._refuse(self._at, "no finding is named", f"write its id in brackets: {_FORM}")
        close = self._text.find("]", opened.end(), self._end)
        if close < 0:
            self._refuse(opened.end() - 1, "the bracket is not closed", f"write {_FORM}")
        names = tuple(self._name(found) for found in _NAME.finditer(self._text, opened.end(), close))
        if len(names) != self._text.count(",", opened.end(), close) + 1:
            self._refuse(opened.end(), "a name is missing between the brackets", f"write {_FORM}")
        self._at = close + 1
        if self._text[self._at : self._end].lstrip().startswith(("[", ",")):
            self._refuse(self._at, "findings stand in one pair of brackets", "write ignore[one-rule, another-rule]")
        return tuple(dict.fromkeys(names))

    def _name(self, found: re.Match[str]) -> str:
        name = found.group()
        if len(name.split()) > 1:
            self._refuse(found.start(), f"`{' '.join(name.split())}` is no rule id", "part ids with commas")
        if self._known is not None:
            self._known.check(name, lambda: _place(self._path, self._text, found.start()))
        return name

    def _with_terms(self, directive: Directive) -> Directive:
        opened = _PARENTHESIS.match(self._text, self._at, self._end)
        if opened is None:
            return directive
        hint = f"write {_TERMS}, or one of the two, and the reason after it"
        close = self._text.find(")", opened.end(), self._end)
        if close < 0:
            self._refuse(opened.end() - 1, "the parenthesis is not closed", hint)
        if directive.action == "enable":
            self._refuse(opened.end() - 1, "`enable` takes no day and no name", "leave them out")
        at = opened.end()
        told: dict[str, date | str] = {}
        for part in self._text[opened.end() : close].split(","):
            found = _TERM.fullmatch(part)
            key = {"until": "until", "by": "author"}.get(found.group(1)) if found else None
            if found is None or key is None or key in told:
                self._refuse(at + len(part) - len(part.lstrip()), "neither `until` and a day nor `by` and a name", hint)
            told[key] = self._day(found, at) if key == "until" else " ".join(found.group(2).split())
            at += len(part) + 1
        self._at = close + 1
        return replace(directive, **told)  # type: ignore[arg-type]

    def _day(self, found: re.Match[str], at: int) -> date:
        try:
            return parse_day(found.group(2))
        except ValueError:
            self._refuse(at + found.start(2), f"`{found.group(2)}` is no day", "write it as 2026-12-31")

    def _reason(self) -> str:
        """Return the rest of the comment; raises where a day in it must be meant as the last one."""
        rest = self._text[self._at : self._end]
        reason = " ".join(rest.strip(" \t\r\n").lstrip(_LEAD).split())
        stray = _STRAY_TERM.search(reason)
        if stray is not None:
            at = self._at + max(0, rest.find(stray.group().split()[0]))
            self._refuse(at, "the last day stands in parentheses, before the reason", f"write {_TERMS} reason")
        return reason

    def _refuse(self, at: int, message: str, hint: str) -> NoReturn:
        raise InputError("A250", message, place=_place(self._path, self._text, at), hint=hint)
