"""Loading: packs of YAML in, checked and expanded rules out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from attrib.rules.check import check_references, known_takes, name_places, read_rules, with_bases
from attrib.rules.expand import expand
from attrib.rules.folders import digest_of_all
from attrib.rules.packs import put_together, read_pack, shipped_pack
from attrib.rules.schema import (
    Blocker,
    ClaimRule,
    ContentRule,
    CueClass,
    FindingRule,
    Frame,
    Layout,
    Marker,
    Policy,
    Rule,
    SourceRule,
    WordList,
)
from attrib.rules.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, eq=False)
class Rules:
    """All rules of the packs in use, by id in load order, without those taken out; `$` names are expanded.

    `digest` is the SHA-256 of the packs' contents in hexadecimal.
    """

    lists: Mapping[str, WordList]
    cues: Mapping[str, CueClass]
    frames: Mapping[str, Frame]
    blockers: Mapping[str, Blocker]
    layout: Mapping[str, Layout]
    sources: Mapping[str, SourceRule]
    markers: Mapping[str, Marker]
    claims: Mapping[str, ClaimRule]
    contents: Mapping[str, ContentRule]
    findings: Mapping[str, FindingRule]
    policies: Mapping[str, Policy]
    digest: str
    _words: Words = field(repr=False)

    def words(self, name: str) -> frozenset[str]:
        """Return the words a `$` name stands for (`$role-nouns`, `$verbs.clause`); raises RuleError A306."""
        return self._words.set_of(name if name.startswith("$") else f"${name}")

    def cue_class(self, lemma: str) -> str:
        """Return the id of the first class of cues that has a lemma, or an empty text if none has."""
        return self._words.class_of(lemma)

    def of_kind(self, kind: str) -> Mapping[str, Rule]:
        """Return the rules of a kind, by the name of its folder."""
        rules: Mapping[str, Rule] = getattr(self, kind)
        return rules


def load_rules(extra: Sequence[Path] = ()) -> Rules:
    """Return the rules of the shipped pack and then of the packs in `extra`, in their order.

    Raises RuleError at the first thing that is wrong.
    """
    return load_packs([shipped_pack(), *extra])


def load_packs(folders: Iterable[Traversable]) -> Rules:
    """Return the rules of the packs in these folders, without the shipped one unless it is among them.

    Raises RuleError at the first thing that is wrong.
    """
    packs = [read_pack(folder) for folder in folders]
    drafts = put_together(packs)
    read = read_rules(drafts)
    kept = {kind: {name: rule for name, rule in rules.items() if not rule.disabled} for kind, rules in read.items()}
    lists, cues = _of(kept["lists"], WordList), _of(kept["cues"], CueClass)
    words = Words(lists, cues, gone=_gone(read), takes=known_takes(packs), places=name_places(drafts["lists"]))
    check_references(read, kept, drafts, words)
    ready = {
        kind: {name: expand(rule, drafts[kind][name].content, words) for name, rule in rules.items()}
        for kind, rules in kept.items()
    }
    policies = with_bases(read["policies"], drafts["policies"])
    return Rules(
        lists=lists,
        cues=cues,
        frames=_of(ready["frames"], Frame),
        blockers=_of(ready["blockers"], Blocker),
        layout=_of(ready["layout"], Layout),
        sources=_of(ready["sources"], SourceRule),
        markers=_of(ready["markers"], Marker),
        claims=_of(ready["claims"], ClaimRule),
        contents=_of(ready["contents"], ContentRule),
        findings=_of(ready["findings"], FindingRule),
        policies=_of({name: policies[name] for name in kept["policies"]}, Policy),
        digest=digest_of_all(pack.digest for pack in packs),
        _words=words,
    )


def _of(rules: Mapping[str, Rule], model: type[R]) -> dict[str, R]:
    return {name: rule for name, rule in rules.items() if isinstance(rule, model)}


def _gone(read: Mapping[str, Mapping[str, Rule]]) -> frozenset[str]:
    """Return the lists and cue classes taken out, as `$` names."""
    lists = {f"${rule.id}" for rule in read["lists"].values() if rule.disabled}
    return frozenset(lists | {f"$cues.{rule.id}" for rule in read["cues"].values() if rule.disabled})
