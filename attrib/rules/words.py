"""What the `$` names stand for."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from attrib.errors import RuleError
from attrib.rules.problems import suggest
from attrib.rules.values import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from attrib.errors import Place
    from attrib.rules.located import Where
    from attrib.rules.schema import CueClass, WordList

PARTS: Final = ("verbs", "nouns", "adjectives", "phrases")
"""The parts of a cue class; each gives rise to lists by take, `$verbs.TAKE` and so on."""
RESERVED: Final = frozenset({*PARTS, "cues", OPTIONS})

_NAME: Final = re.compile(r"\$[A-Za-z]\S*\Z")


def is_name(text: object) -> bool:
    """Say whether a text names a list: `$` and a letter first (`$5` and `$+` are texts like any other)."""
    return isinstance(text, str) and text.startswith("$") and _NAME.match(text) is not None


class Words:
    """The words behind each `$` name, worked out when first asked for.

    `gone` are the lists and cue classes taken out with `disabled: true`; they stand for no words. `takes` are the
    names of all takes known, `places` where each list has each `$` name among its entries.
    """

    def __init__(
        self,
        lists: Mapping[str, WordList],
        cues: dict[str, CueClass],
        *,
        gone: frozenset[str] = frozenset(),
        takes: frozenset[str] = frozenset(),
        places: Mapping[tuple[str, str], Place] | None = None,
    ) -> None:
        self._lists = lists
        self._cues = cues
        self._gone = gone
        self.takes = takes
        self._places = places or {}
        self._known: dict[str, tuple[str, ...]] = {}
        self._sets: dict[str, frozenset[str]] = {}
        self._asked: list[str] = []
        self._classes: dict[str, str] = {}
        for part in reversed(PARTS):
            for cue in reversed(cues.values()):
                self._classes.update(dict.fromkeys(getattr(cue, part), cue.id))

    def of(self, name: str, where: Where | None = None) -> tuple[str, ...]:
        """Return the words a name stands for, in the order written and each once.

        Raises RuleError A306 at the place `where` tells if there is no such list, or if a list is part of itself.
        """
        if name in self._known:
            return self._known[name]
        if name in self._asked:
            circle = " in ".join([*self._asked[self._asked.index(name) :], name])
            raise _wrong(f"a list cannot be part of itself: {circle}", where)
        self._asked.append(name)
        try:
            words = tuple(dict.fromkeys(self._find(name, where)))
        finally:
            self._asked.pop()
        self._known[name] = words
        return words

    def set_of(self, name: str) -> frozenset[str]:
        """Return the words a name stands for as a set; raises RuleError A306."""
        if name not in self._sets:
            self._sets[name] = frozenset(self.of(name))
        return self._sets[name]

    def class_of(self, lemma: str) -> str:
        """Return the id of the first class of cues that has a lemma, verbs before nouns, or an empty text."""
        return self._classes.get(lemma, "")

    def expand(self, entries: Iterable[str], where: Callable[[int], Where | None]) -> list[str]:
        """Return entries with the words of a list in place of each `$` name; `where` tells an entry's place."""
        words: list[str] = []
        for at, entry in enumerate(entries):
            if is_name(entry):
                words.extend(self.of(entry, where(at)))
            else:
                words.append(entry)
        return words

    def _find(self, name: str, where: Where | None) -> Iterable[str]:
        head, _, rest = name.removeprefix("$").partition(".")
        if head in PARTS:
            return self._by_take(head, rest, name, where)
        if head == "cues":
            return self._by_class(rest, name, where)
        if head == OPTIONS:
            raise _wrong(f"`{name}` stands for a number, which only a comparison by size takes", where)
        if head not in self._lists:
            if f"${head}" in self._gone:
                return []
            known = [*(f"${one}" for one in self._lists), *(f"${one}." for one in sorted(RESERVED))]
            raise _wrong(f"unknown list `{name}`", where, suggest(f"${head}", known))
        entries = self._lists[head].entries
        if not rest:
            flat = entries if isinstance(entries, tuple) else [word for group in entries.values() for word in group]
            return self.expand(flat, lambda at: partial(self._places.__getitem__, (head, flat[at])))
        if not isinstance(entries, dict) or rest not in entries:
            groups = entries if isinstance(entries, dict) else ()
            hint = suggest(rest, groups) or (None if groups else f"`{head}` has no groups; write `${head}`")
            raise _wrong(f"unknown group `{rest}` of the list `{head}`", where, hint)
        return self.expand(entries[rest], lambda at: partial(self._places.__getitem__, (head, entries[rest][at])))

    def _by_take(self, part: str, take: str, name: str, where: Where | None) -> list[str]:
        if take not in self.takes:
            message = f"unknown list `{name}`: no cue has the take `{take}`"
            raise _wrong(message, where, suggest(take, self.takes))
        return [lemma for cue in self._cues.values() for lemma, takes in getattr(cue, part).items() if take in takes]

    def _by_class(self, name: str, ref: str, where: Where | None) -> list[str]:
        if name in self._cues:
            return [lemma for part in PARTS for lemma in getattr(self._cues[name], part)]
        if ref in self._gone:
            return []
        raise _wrong(f"unknown list `{ref}`: no such class of cues", where, suggest(name, self._cues))


def _wrong(message: str, where: Where | None, hint: str | None = None) -> RuleError:
    return RuleError("A306", message, place=where() if where else None, hint=hint)
