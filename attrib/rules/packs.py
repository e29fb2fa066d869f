"""Packs: folders of rule files, read in order and put together by the documents' ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from attrib.errors import Place, RuleError
from attrib.rules.folders import MAX_BYTES, belongs, digest_of, shipped_pack
from attrib.rules.located import Document, Mapping, decode, read_documents
from attrib.rules.patch import merge
from attrib.rules.problems import suggest
from attrib.rules.schema import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

__all__ = ["Draft", "Drafts", "Pack", "put_together", "read_pack", "shipped_pack"]

_SUFFIXES: Final = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as read: its documents by kind, in order, and a digest of its contents (SHA-256)."""

    path: str
    documents: dict[str, list[Document]]
    digest: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it is checked: its mapping with all patches merged in, where it began and what was written."""

    content: Mapping
    origin: Place
    source: str
    patches: tuple[Place, ...] = ()


Drafts = dict[str, dict[str, Draft]]
"""Drafts by kind and id, in the order in which their ids first came."""


def read_pack(folder: Traversable) -> Pack:
    """Return the pack in a folder.

    Raises RuleError A301 if it is no folder, holds no document, or holds anything that is not part of a pack, and
    whatever `read_documents` raises.
    """
    files: dict[str, bytes] = {}
    documents: dict[str, list[Document]] = {}
    if not folder.is_dir():
        raise RuleError("A301", "no such folder of rules", place=Place(str(folder)))
    kinds = {entry.name: entry for entry in _entries(folder)}
    for name, entry in kinds.items():
        _check_kind(name, entry)
    for kind in KINDS:
        documents[kind] = []
        for file in _files(kinds[kind]) if kind in kinds else ():
            content = files[f"{kind}/{file.name}"] = _read(file)
            documents[kind].extend(read_documents(decode(str(file), content)))
    if not any(documents.values()):
        raise RuleError("A301", "no rules in this folder", place=Place(str(folder)))
    return Pack(str(folder), documents, digest_of(files))


def put_together(packs: Iterable[Pack]) -> Drafts:
    """Return the drafts of all packs, each pack's new documents first and then its patches.

    Raises RuleError A305 at a second document with an id in use, and at a patch of an unknown id or one that does not
    fit; A304 where an id is missing.
    """
    drafts: Drafts = {kind: {} for kind in KINDS}
    for pack in packs:
        patches: list[tuple[str, Document]] = []
        for kind, documents in pack.documents.items():
            for document in documents:
                if "patch" in document.content:
                    patches.append((kind, document))
                else:
                    _add(drafts[kind], kind, document)
        for kind, document in patches:
            _patch(drafts[kind], kind, document)
    return drafts


def _entries(folder: Traversable) -> list[Traversable]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        message = f"folder cannot be read: {error.strerror or error}"
        raise RuleError("A301", message, place=Place(str(folder))) from None
    return [entry for entry in entries if belongs(entry.name)]


def _check_kind(name: str, entry: Traversable) -> None:
    known = ", ".join(KINDS)
    if not entry.is_dir():
        hint = f"put it in one of {known}"
        raise RuleError("A301", "a file cannot lie beside the folders of a pack", place=Place(str(entry)), hint=hint)
    if name not in KINDS:
        hint = suggest(name, KINDS) or f"known folders: {known}"
        raise RuleError("A301", f"unknown folder `{name}` in a pack of rules", place=Place(str(entry)), hint=hint)


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in _entries(folder):
        if not entry.is_file():
            raise RuleError("A301", "not a file", place=Place(str(entry)), hint="rule files lie in one folder a kind")
        if not entry.name.endswith(_SUFFIXES):
            hint = "rule files end in .yml or .yaml"
            raise RuleError("A301", "not a rule file", place=Place(str(entry)), hint=hint)
        yield entry


def _read(file: Traversable) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"rule file cannot be read: {error.strerror or error}"
        raise RuleError("A301", message, place=Place(str(file))) from None


def _add(drafts: dict[str, Draft], kind: str, document: Document) -> None:
    name = _name(document, "id")
    place = document.content.value_place("id")
    if name in drafts:
        first = drafts[name].origin
        hint = f"choose another id, or write `patch: {name}` to change that one"
        raise RuleError("A305", f"a second `{name}` in {kind}; the first is at {first}", place=place, hint=hint)
    drafts[name] = Draft(document.content, document.content.place(), document.source)


def _patch(drafts: dict[str, Draft], kind: str, document: Document) -> None:
    name = _name(document, "patch")
    content = document.content
    if "id" in content:
        hint = "`patch` changes a document there is, `id` begins a new one"
        raise RuleError("A305", "`id` and `patch` in one document", place=content.key_place("id"), hint=hint)
    if name not in drafts:
        place = content.value_place("patch")
        raise RuleError("A305", f"patch of `{name}`, which is not in {kind}", place=place, hint=suggest(name, drafts))
    draft = drafts[name]
    drafts[name] = Draft(
        merge(draft.content, content, kind),
        draft.origin,
        f"{draft.source}---\n{document.source}",
        (*draft.patches, content.place()),
    )


def _name(document: Document, key: str) -> str:
    content = document.content
    if key not in content:
        hint = "a document begins with `id`, or with `patch` and the id of the one it changes"
        raise RuleError("A304", "`id` is missing", place=content.place(), hint=hint)
    name = content[key]
    if not isinstance(name, str):
        raise RuleError("A304", f"`{key}` must be a text", place=content.value_place(key))
    return name
