"""YAML files as plain values that still know where each key and each value was written.

Only the plain part of YAML is taken: mappings with text keys, lists, texts, decimal numbers, true, false and null.
What YAML 1.1 programs read differently from what a person meant (`no`, `on`, `010`) is refused, and so are anchors,
aliases, tags and merge keys.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias

import yaml

from attrib.errors import Place, RuleError
from attrib.rules.folders import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 40

Where: TypeAlias = Callable[[], Place]
"""How to find a place, for errors: places cost too much to be worked out for values that are right."""

Scalar: TypeAlias = str | int | float | bool | None

_Parser: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOLEAN_WORDS: Final = frozenset(
    form for word in ("y", "yes", "n", "no", "on", "off") for form in (word, word.capitalize(), word.upper())
)
_CONSTANTS: Final[dict[str, Scalar]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_SPECIAL: Final = _BOOLEAN_WORDS | _CONSTANTS.keys() | {"<<"}
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_FLOAT: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+(?:[eE][-+]?[0-9]{1,3})?\Z")
_ODD_NUMBER: Final = re.compile(r"[-+]?(?:0[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+|0o[0-7]+|[0-9][0-9_]*_[0-9_]*)\Z")
_NUMBER_STARTS: Final = frozenset("+-.0123456789")
_LINE: Final = re.compile(r"[^\r\n]*")
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SYNTAX_HINTS: Final = {
    "mapping values are not allowed in this context": "quote a text that has a colon followed by a space in it",
    "found character that cannot start any token": "indent with spaces, and quote a text that begins with @, ` or %",
    "found a tab character that violates indentation": "indent with spaces",
}


@dataclass(frozen=True, slots=True, eq=False)
class RuleFile:
    """A rule file as read: its path as shown to people and its text without a byte order mark."""

    path: str
    text: str = field(repr=False)

    def place(self, index: int) -> Place:
        """Return the place of an offset (code points); an offset past the end is at the end of the text.

        A line ends with LF, CRLF or a lone CR.
        """
        index = min(index, len(self.text))
        start = max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1
        line = 1 + sum(self.text.count(end, 0, start) for end in "\r\n") - self.text.count("\r\n", 0, start)
        found = _LINE.match(self.text, start)
        return Place(self.path, line, index - start + 1, found.group() if found else "")


class Mapping(dict[str, Any]):
    """A mapping that knows where it begins and where each of its keys and values does."""

    __slots__ = ("_foreign", "_keys_at", "_values_at", "at", "file")

    def __init__(self, file: RuleFile, at: int) -> None:
        super().__init__()
        self.file = file
        self.at = at
        self._keys_at: dict[str, int] = {}
        self._values_at: dict[str, int] = {}
        self._foreign: dict[str, RuleFile] = {}

    def put(self, key: str, value: object, *, key_at: int, value_at: int) -> None:
        """Set a key to a value written in the mapping's own file at these offsets."""
        self[key] = value
        self._keys_at[key] = key_at
        self._values_at[key] = value_at

    def put_from(self, other: Mapping, key: str, *, as_key: str | None = None) -> None:
        """Set a key (or `as_key`) to the value another mapping has for it, and to its places."""
        self.put(as_key or key, other[key], key_at=other._keys_at[key], value_at=other._values_at[key])
        self._foreign[as_key or key] = other._foreign.get(key, other.file)

    def listed(self, key: str) -> Sequence:
        """Return the value of a key as a list: the list it is, or one with it as its only item."""
        value = self[key]
        if isinstance(value, Sequence):
            return value
        alone = Sequence(self._foreign.get(key, self.file), self._values_at[key])
        alone.put(value, self._values_at[key])
        return alone

    def copy(self) -> Mapping:
        """Return a mapping with the same keys, values and places."""
        same = Mapping(self.file, self.at)
        for key in self:
            same.put_from(self, key)
        return same

    def place(self) -> Place:
        """Return where the mapping begins."""
        return self.file.place(self.at)

    def key_place(self, key: str) -> Place:
        """Return where a key is written."""
        return self._foreign.get(key, self.file).place(self._keys_at[key])

    def value_place(self, key: str) -> Place:
        """Return where the value of a key is written."""
        return self._foreign.get(key, self.file).place(self._values_at[key])


class Sequence(list[Any]):
    """A list that knows where it begins and where each of its items does."""

    __slots__ = ("_foreign", "_items_at", "at", "file")

    def __init__(self, file: RuleFile, at: int) -> None:
        super().__init__()
        self.file = file
        self.at = at
        self._items_at: list[int] = []
        self._foreign: dict[int, RuleFile] = {}

    def put(self, value: object, at: int) -> None:
        """Append an item written in the list's own file at this offset."""
        self.append(value)
        self._items_at.append(at)

    def put_from(self, other: Sequence, index: int) -> None:
        """Append an item of another list with its place."""
        self._foreign[len(self)] = other._foreign.get(index, other.file)
        self.put(other[index], other._items_at[index])

    def copy(self) -> Sequence:
        """Return a list with the same items and places."""
        same = Sequence(self.file, self.at)
        for index in range(len(self)):
            same.put_from(self, index)
        return same

    def place(self) -> Place:
        """Return where the list begins."""
        return self.file.place(self.at)

    def item_place(self, index: int) -> Place:
        """Return where an item is written."""
        return self._foreign.get(index, self.file).place(self._items_at[index])


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One YAML document: its mapping and its text as written."""

    content: Mapping
    source: str


def decode(path: str, content: bytes) -> RuleFile:
    """Return a rule file from its bytes.

    Raises RuleError A301 if they are more than MAX_BYTES or not UTF-8.
    """
    if len(content) > MAX_BYTES:
        raise RuleError(
            "A301", f"rule file is larger than {MAX_BYTES:,} bytes", place=Place(path), hint="split it into several"
        )
    try:
        return RuleFile(path, content.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"rule file is not UTF-8: byte {content[error.start]:#04x} at byte offset {error.start}"
        raise RuleError("A301", message, place=Place(path, line), hint="save the file as UTF-8") from None


def read_documents(file: RuleFile, *, text: str | None = None) -> Iterator[Document]:
    """Yield the documents of a file in order, without those that are empty.

    `text` is what to read in place of the file's text, where part of that is something else: the same up to its end
    but for the characters that are not to be read.

    Raises RuleError A302 where the file is not YAML, A303 where it uses a part of YAML that is refused.
    """
    composer = _Composer(file)
    for event in _events(file, file.text if text is None else text):
        document = composer.take(event)
        if document is not None:
            yield document


def check_syntax(file: RuleFile, text: str) -> None:
    """Raise RuleError A302 where a text, as `read_documents` takes it, is not YAML, whatever part of YAML it uses."""
    for _ in _events(file, text):
        pass


def _events(file: RuleFile, text: str) -> Iterator[Any]:
    parser = _Parser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not valid YAML: {error.problem or 'syntax error'}"
        if error.context:
            message += f" {error.context}"
        hint = _SYNTAX_HINTS.get(error.problem or "")
        place = file.place(mark.index) if mark else Place(file.path)
        raise RuleError("A302", message, place=place, hint=hint) from None
    except yaml.YAMLError:
        raise _unreadable(file) from None


def _unreadable(file: RuleFile) -> RuleError:
    found = _UNPRINTABLE.search(file.text)
    if found is None:
        return RuleError("A302", "not valid YAML", place=Place(file.path))
    message = f"not valid YAML: control character U+{ord(found.group()):04X}"
    return RuleError("A302", message, place=file.place(found.start()))


class _Composer:
    """Builds one document after the other from the parser's events, without recursion."""

    def __init__(self, file: RuleFile) -> None:
        self._file = file
        self._open: list[Mapping | Sequence] = []
        self._keys: list[str | None] = []
        self._key_at: list[int] = []
        self._root: object = None
        self._root_at = 0
        self._source_at = 0

    def take(self, event: Any) -> Document | None:
        """Take the next event; return the document it ends, if it ends one that is not empty."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._start(event, Mapping(self._file, event.start_mark.index))
        elif kind is yaml.SequenceStartEvent:
            self._start(event, Sequence(self._file, event.start_mark.index))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end()
        elif kind is yaml.AliasEvent:
            self._refuse(event.start_mark.index, f"aliases (*{event.anchor}) are refused", "write the value out")
        elif kind is yaml.DocumentStartEvent:
            self._root = None
            self._source_at = event.end_mark.index if event.explicit else self._source_at
        elif kind is yaml.DocumentEndEvent:
            return self._document(event)
        return None

    def _document(self, event: Any) -> Document | None:
        source = self._file.text[self._source_at : event.start_mark.index].strip("\r\n")
        self._source_at = event.end_mark.index
        if self._root is None:
            return None
        if not isinstance(self._root, Mapping):
            place = self._file.place(self._root_at)
            raise RuleError("A304", "a document must be a mapping", place=place, hint="begin it with `key: ...`")
        return Document(self._root, source + "\n")

    def _start(self, event: Any, container: Mapping | Sequence) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if len(self._open) >= MAX_DEPTH:
            self._refuse(container.at, f"nested more than {MAX_DEPTH} deep", None)
        if self._keys and self._keys[-1] is None and type(self._open[-1]) is Mapping:
            self._refuse(container.at, "a key must be a text", "quote it if it is meant as one")
        self._open.append(container)
        self._keys.append(None)
        self._key_at.append(0)

    def _end(self) -> None:
        container = self._open.pop()
        self._keys.pop()
        self._key_at.pop()
        self._add(container, container.at)

    def _scalar(self, event: Any) -> None:
        index = event.start_mark.index
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        is_key = self._keys and self._keys[-1] is None and type(self._open[-1]) is Mapping
        value: Scalar = event.value
        # A key is a text in any case, so `on:` needs no quotes.
        if event.implicit[0] and not (is_key and value in _BOOLEAN_WORDS):
            value = self._resolve(event.value, index)
        if is_key:
            self._key(value, event.value, index)
        else:
            self._add(value, index)

    def _key(self, value: Scalar, written: str, index: int) -> None:
        mapping = self._open[-1]
        assert isinstance(mapping, Mapping)
        if not isinstance(value, str):
            self._refuse(index, f"a key must be a text, not `{written or 'null'}`", f'write "{written}" in quotes')
        if value in mapping:
            first = mapping.key_place(value)
            self._refuse(index, f"`{value}` is written twice, first on line {first.line}", "keep one of the two")
        self._keys[-1] = value
        self._key_at[-1] = index

    def _add(self, value: object, index: int) -> None:
        if not self._open:
            self._root, self._root_at = value, index
            return
        container = self._open[-1]
        if isinstance(container, Sequence):
            container.put(value, index)
            return
        key = self._keys[-1]
        assert key is not None
        container.put(key, value, key_at=self._key_at[-1], value_at=index)
        self._keys[-1] = None

    def _resolve(self, text: str, index: int) -> Scalar:
        if text in _SPECIAL:
            if text in _BOOLEAN_WORDS:
                problem = f"`{text}` without quotes is true or false to some YAML readers"
                self._refuse(index, problem, f'write "{text}" in quotes, or true or false')
            if text == "<<":
                self._refuse(index, "merge keys (<<) are refused", "write the values out")
            return _CONSTANTS[text]
        if text[0] not in _NUMBER_STARTS:
            return text
        if _INTEGER.match(text):
            return int(text)
        if _FLOAT.match(text) and math.isfinite(number := float(text)):
            return number
        if _ODD_NUMBER.match(text):
            problem = f"`{text}` without quotes is read as different numbers by different YAML readers"
            self._refuse(index, problem, f'write "{text}" in quotes, or a decimal number')
        return text

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event.start_mark.index, f"anchors (&{event.anchor}) are refused", "write the value out")
        if event.tag is not None:
            self._refuse(event.start_mark.index, f"tags ({event.tag}) are refused", "leave the tag out")

    def _refuse(self, index: int, message: str, hint: str | None) -> NoReturn:
        raise RuleError("A303", message, place=self._file.place(index), hint=hint)
