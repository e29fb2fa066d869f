"""What the desk knows beside the text: front matter of Markdown and the sidecar of a story, read strictly.

Of front matter only `attrib:` and the author are read; the rest is other programs' and not looked into.
"""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from attrib.errors import InputError, RuleError
from attrib.read.decoding import decode
from attrib.read.directives import parse_day
from attrib.read.front_matter import front_matter
from attrib.report import Approval, ApprovalLevel, Directive, Entry, Metadata, SourceMetadata, Span
from attrib.rules.located import Mapping, RuleFile, check_syntax, read_documents
from attrib.rules.problems import explain, suggest
from attrib.rules.values import Text, Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attrib.read.directives import Ignorable
    from attrib.read.files import Sidecar

OWN: Final = "attrib"
"""The key of front matter under which all is for this program."""
AUTHORS: Final = ("authors", "author", "byline")
"""The keys of front matter that tell who wrote the story."""

_ENTRY: Final = re.compile(r"(?<=[\r\n])[^\s#\-\]}][^\r\n]*(?:(?:\r\n|\r|\n)(?:[ \t\-#\]}][^\r\n]*)?)*")
_KEY: Final = re.compile(r"[\"']?([^\"':]+)[\"']?[ \t]*:")
_ALIKE: Final = 0.85
"""How like `attrib` a key of front matter is that must be a slip."""
FINGERPRINT: Final = r"^[0-9a-f]{16}$"
IGNORES: Final = "ignores"
"""The key of the findings that are not to be reported."""
_VISIBLE: Final = re.compile(r"[^\r\n]")


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return parse_day(str(value))
    except ValueError:
        raise PydanticCustomError("day", "must be a day, written as 2026-12-31") from None


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Approval(_Model):
    approved_by: Texts
    approval_level: ApprovalLevel = "desk"


class _Source(_Model):
    """What the desk knows of one source."""

    name: Text | None = None
    match: Text | None = None
    known_to: Texts = ()
    approved_by: Texts = ()
    approval_level: ApprovalLevel | None = None
    independent: Annotated[StrictInt, Field(ge=0)] | None = None
    reason: Text | None = None
    authoritative: StrictBool = False
    on_record_too: StrictBool = False
    description_checked: StrictBool = False
    obtained: Text | None = None
    verified: Text | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.name is None) == (self.match is None):
            raise PydanticCustomError("said", "needs either `name` or `match`, to say which source it is about")
        if self.approval_level is not None and not self.approved_by:
            raise PydanticCustomError("said", "has `approval_level` without `approved_by`")
        return self

    def value(self) -> SourceMetadata:
        """Return the value that walks the corridor."""
        fields = self.model_dump(exclude={"approved_by", "approval_level"})
        return SourceMetadata(**fields, approval=_approval(self.approved_by, self.approval_level))


class _Ignore(_Model):
    """One finding that is not to be reported."""

    rule: Text
    fingerprint: Annotated[str, BeforeValidator(_as_text), Field(strict=True, pattern=FINGERPRINT)]
    reason: Text | None = None
    until: Annotated[date, BeforeValidator(_as_day)] | None = None
    author: Text | None = None


class _Metadata(_Model):
    """All that the desk may say about a story."""

    authors: Texts = ()
    witnessed: StrictBool | Texts = ()
    sources: tuple[_Source, ...] = ()
    lead: _Approval | None = None
    pool: StrictBool = False
    agency: Text | None = None
    broke_by: Text | None = None
    gathered_elsewhere: Texts = ()
    unnamed_sources_policy: Text | None = None
    ignores: tuple[_Ignore, ...] = ()


class Told(NamedTuple):
    """What front matter and sidecar tell: of the story, and which findings are not to be reported."""

    metadata: Metadata
    ignores: tuple[Directive, ...]


def read_metadata(
    path: str, text: str, sidecar: Sidecar | None, *, markdown: bool, known: Ignorable | None = None
) -> Told:
    """Return what front matter and sidecar tell about a story; what neither tells is not assumed.

    Raises InputError A205 where one of them is not plain YAML, A206 at an unknown key, a value of the wrong kind and a key
    that both have, A203 and A204 where the sidecar is not UTF-8 text, A251 where what is ignored is not `known`.
    """
    try:
        front = _front(path, text) if markdown else None
        beside = _beside(sidecar) if sidecar else None
        own = front.get(OWN) if front else None
        if front is not None and own is not None and not isinstance(own, Mapping):
            message = f"`{OWN}` must be a mapping"
            raise InputError("A206", message, place=front.value_place(OWN), hint=_EXAMPLE)
        metadata = _put_together(front, own, beside)
    except RuleError as error:
        code = "A206" if error.code == "A304" else "A205"
        raise InputError(code, error.message, place=error.place, hint=error.hint) from None
    ignores = (one for document in (own, beside) if document for one in _ignores(document, known))
    return Told(metadata, tuple(ignores))


_EXAMPLE: Final = f"write `{OWN}:` and under it, indented, `sources:` and the like"


def _put_together(front: Mapping | None, own: Mapping | None, beside: Mapping | None) -> Metadata:
    for key in beside or ():
        if own is not None and beside is not None and key in own:
            message = f"`{key}` is given here and in the story's front matter, at line {own.key_place(key).line}"
            raise InputError("A206", message, place=beside.key_place(key), hint="keep one of the two")
    found = [_read(one) for one in (own, beside) if one is not None]
    told = {key: value for one in found for key, value in one.items()}
    told.setdefault("authors", _authors(front))
    return Metadata(given=any(set(one) != {IGNORES} for one in (own, beside) if one is not None), **told)


def _read(content: Mapping) -> dict[str, Any]:
    """Return what a document tells, by the fields of Metadata: only those it has."""
    try:
        model = _Metadata.model_validate(content)
    except ValidationError as error:
        raise explain(error, content, _Metadata) from None
    told: dict[str, Any] = {key: getattr(model, key) for key in content if key != IGNORES}
    if "sources" in told:
        told["sources"] = tuple(source.value() for source in model.sources)
    if "lead" in told:
        told["lead"] = _approval(model.lead.approved_by, model.lead.approval_level) if model.lead else None
    return told


def _ignores(document: Mapping, known: Ignorable | None) -> Iterator[Directive]:
    """Yield what a document, already found right, says is not to be reported."""
    for at, (entry, one) in enumerate(
        zip(document.get(IGNORES, ()), _Metadata.model_validate(document).ignores, strict=True)
    ):
        if known is not None:
            known.check(one.rule, partial(entry.value_place, "rule"))
        place = document[IGNORES].item_place(at)
        made = Entry(one.fingerprint, place.path, place.line or 1, place.column or 1)
        reason = one.reason or ""
        yield Directive("ignore", (one.rule,), Span(0, 0), reason, one.until, one.author, entry=made)


def _approval(by: tuple[str, ...], level: ApprovalLevel | None) -> Approval | None:
    return Approval(by, level or "desk") if by else None


def _front(path: str, text: str) -> Mapping | None:
    """Return the keys of a story's front matter that are read here, each with its place in the story."""
    span = front_matter(text)
    if span is None:
        return None
    file = RuleFile(path, text)
    check_syntax(file, _with_only(text, [span]))
    own: list[Span] = []
    for entry in _ENTRY.finditer(text, span.start, span.end):
        key = _key_of(entry.group())
        if key in (OWN, *AUTHORS):
            own.append(Span(*entry.span()))
        elif get_close_matches(key, [OWN], cutoff=_ALIKE):
            hint = suggest(key, [OWN])
            raise InputError("A206", f"unknown key `{key}`", place=file.place(entry.start()), hint=hint)
    return next((document.content for document in read_documents(file, text=_with_only(text, own))), None)


def _with_only(text: str, spans: Iterable[Span]) -> str:
    """Return a text up to the last of some spans, given in order, with nothing to see before and between them."""
    parts, at = [], 0
    for span in spans:
        parts += [_VISIBLE.sub(" ", text[at : span.start]), text[span.start : span.end]]
        at = span.end
    return "".join(parts)


def _key_of(entry: str) -> str:
    found = _KEY.match(entry)
    return found.group(1).strip() if found else ""


def _beside(sidecar: Sidecar) -> Mapping | None:
    text = decode(sidecar.path, sidecar.raw)
    documents = list(read_documents(RuleFile(sidecar.path, text.removeprefix("\ufeff"))))
    if len(documents) > 1:
        place = documents[1].content.place()
        raise InputError("A206", "a second document in this file", place=place, hint="keep one, without `---`")
    return documents[0].content if documents else None


def _authors(front: Mapping | None) -> tuple[str, ...]:
    """Return the names under the first key for authors that has any; what is in no form known here is another program's."""
    names = (tuple(_names(front[key])) for key in AUTHORS if front and key in front)
    return next((some for some in names if some), ())


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip():
            yield name
