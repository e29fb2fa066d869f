"""Adding an entry to the file beside a story, with all else in it left as it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from attrib.errors import Place, UsageError
from attrib.read.files import SIDECARS, Sidecar, read_sidecar
from attrib.read.metadata import IGNORES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from attrib.report import Directive, Story

_BOM: Final = "\ufeff"
_UNSEEN: Final = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that YAML does not take as they are, or takes for line ends."""
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class NewEntry(NamedTuple):
    """What is to be written: which finding, and why, until when and by whom it is not to be reported."""

    rule: str
    fingerprint: str
    reason: str
    until: date | None = None
    author: str | None = None

    def lines(self) -> tuple[str, ...]:
        """Return the entry as lines of YAML, the first after its hyphen."""
        told = {"rule": self.rule, "fingerprint": self.fingerprint, "reason": self.reason, "author": self.author}
        lines = [f"{key}: {_quoted(value)}" for key, value in told.items() if value is not None]
        return (*lines, *([f"until: {self.until.isoformat()}"] if self.until else ()))


def added(story: Path, entry: NewEntry, read: Callable[[Sidecar | None], Story]) -> Sidecar:
    """Return what `with_entry` does, once the story has been read with it and says nothing else than before.

    Raises UsageError A144 where it does.
    """
    made = with_entry(story, entry)
    before, after = read(read_sidecar(story)), read(made)
    wanted = [*map(_said, before.directives), ((entry.rule,), entry.reason, entry.until, entry.author)]
    same = replace(after.metadata, given=before.metadata.given) == before.metadata
    if [_said(one) for one in after.directives] != wanted or not same:
        raise refuse_adding(made.path, entry)
    return made


def _said(one: Directive) -> tuple[object, ...]:
    return one.rules, one.reason, one.until, one.author


def with_entry(story: Path, entry: NewEntry) -> Sidecar:
    """Return the file beside a story as it is to be, with an entry after those that it has; no byte else is changed.

    Raises UsageError A144 where the file is written in a way that this cannot add to, and InputError as `read_sidecar`.
    """
    before = read_sidecar(story)
    if before is None:
        path = story.with_suffix(SIDECARS[0])
        return Sidecar(str(path), (f"{IGNORES}:\n" + _block(entry, "  ", "\n")).encode())
    text = before.raw.decode("utf-8")
    at, indent = _end_of_entries(before.path, text, entry)
    end = "\r\n" if "\r\n" in text else "\n"
    lead = "" if not text[:at].removeprefix(_BOM) or text[:at].endswith(("\n", "\r")) else end
    added = _block(entry, "  " if indent is None else indent, end)
    if indent is None:
        added = f"{IGNORES}:{end}{added}"
    return Sidecar(before.path, (text[:at] + lead + added + text[at:]).encode())


def _end_of_entries(path: str, text: str, entry: NewEntry) -> tuple[int, str | None]:
    """Return where the next entry goes, and how far the entries there are indented, None where there are none yet."""
    try:
        root: Any = yaml.compose(text.removeprefix(_BOM), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise refuse_adding(path, entry) from None
    shift = len(text) - len(text.removeprefix(_BOM))
    if root is None:
        return len(text), None
    if not isinstance(root, yaml.MappingNode) or root.flow_style or re.search(r"^(?:---|\.\.\.)", text, re.MULTILINE):
        raise refuse_adding(path, entry)
    found = next((value for key, value in root.value if key.value == IGNORES), None)
    if found is None:
        return len(text), None
    if not isinstance(found, yaml.SequenceNode) or found.flow_style or not found.value:
        raise refuse_adding(path, entry)
    line_end = _LINE.match(text, _last_mark(found) + shift)
    first = text.rindex("-", 0, found.value[0].start_mark.index + shift)
    indent = text[text.rfind("\n", 0, first) + 1 : first]
    if line_end is None or indent.strip():
        raise refuse_adding(path, entry)
    return line_end.end(), indent


def _last_mark(node: Any) -> int:
    """Return where the last text in a node ends."""
    while not isinstance(node, yaml.ScalarNode) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
    return int(node.end_mark.index) - (1 if block else 0)


def _block(entry: NewEntry, indent: str, end: str) -> str:
    first, *rest = entry.lines()
    return f"{indent}- {first}{end}" + "".join(f"{indent}  {line}{end}" for line in rest)


def _quoted(text: str) -> str:
    if re.fullmatch(r"[a-z]+(?:-[a-z]+)+", text):
        return text
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def refuse_adding(path: str, entry: NewEntry) -> UsageError:
    """Return what is said where an entry cannot be added."""
    lines = "; ".join(entry.lines())
    message = f"`{IGNORES}` in this file is not a list with one hyphen an entry, so nothing was added"
    return UsageError("A144", message, place=Place(path), hint=f"add it by hand: {lines}")
