"""Checks of each document against its model, and of the names by which documents refer to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydantic import ValidationError

from attrib.errors import Place, RuleError
from attrib.rules.expand import trees_of
from attrib.rules.located import Mapping, Sequence
from attrib.rules.patterns import takes_in
from attrib.rules.problems import explain, suggest
from attrib.rules.schema import KINDS, CueClass, FindingRule, Frame, Policy, Rule, Ruling, WordList
from attrib.rules.values import OPTIONS
from attrib.rules.words import PARTS, RESERVED, is_name

if TYPE_CHECKING:
    import collections.abc as c

    from attrib.rules.packs import Draft, Drafts, Pack
    from attrib.rules.words import Words

ByKind: TypeAlias = "c.Mapping[str, c.Mapping[str, Rule]]"

_SAYS_NOTHING: Final = Ruling()


def read_rules(drafts: Drafts) -> dict[str, dict[str, Rule]]:
    """Return the rule in each draft, by kind and id, also of those taken out; raises RuleError A304."""
    return {kind: {name: _read(KINDS[kind], draft) for name, draft in drafts[kind].items()} for kind in KINDS}


def _read(model: type[Rule], draft: Draft) -> Rule:
    try:
        rule = model.model_validate(draft.content)
    except ValidationError as error:
        raise explain(error, draft.content, model) from None
    return rule.written_at(draft.origin, draft.source, draft.patches)


def known_takes(packs: c.Iterable[Pack]) -> frozenset[str]:
    """Return every take that some cue is written to have, in any pack, patched away or not."""
    takes: set[str] = set()
    for pack in packs:
        for document in pack.documents["cues"]:
            for part in PARTS:
                lemmas = document.content.get(part)
                for value in lemmas.values() if isinstance(lemmas, Mapping) else ():
                    takes.update(take for take in value or () if isinstance(take, str))
    return frozenset(takes)


def name_places(drafts: c.Mapping[str, Draft]) -> dict[tuple[str, str], Place]:
    """Return where each list has each `$` name among its entries, by the id of the list and the name."""
    return {
        (name, entry): group.item_place(at)
        for name, draft in drafts.items()
        for group in _groups(draft.content)
        for at, entry in enumerate(group)
        if is_name(entry)
    }


def _groups(content: Mapping) -> c.Iterable[Sequence]:
    entries = content["entries"]
    return entries.values() if isinstance(entries, Mapping) else [entries]


def check_references(read: ByKind, kept: ByKind, drafts: Drafts, words: Words) -> None:
    """Raise RuleError A306 at a name that no document has, A305 at one that two have.

    `read` holds all rules and `kept` those not taken out; a name of one taken out is no error.
    """
    _check_lists(kept["lists"], drafts["lists"])
    _check_takes(kept["cues"], _takes_of_frames(read["frames"], drafts, words), drafts)
    for name, rule in kept["frames"].items():
        assert isinstance(rule, Frame)
        content = drafts["frames"][name].content
        for at, blocker in enumerate(rule.blocked_by):
            if blocker not in read["blockers"]:
                raise _unknown("blocker", blocker, content["blocked_by"].item_place(at), read["blockers"])
    _check_policies(read, drafts["policies"])


def _unknown(what: str, name: str, place: Place, known: c.Iterable[str]) -> RuleError:
    return RuleError("A306", f"unknown {what} `{name}`", place=place, hint=suggest(name, known))


def _check_lists(lists: c.Mapping[str, Rule], drafts: c.Mapping[str, Draft]) -> None:
    for name, rule in lists.items():
        assert isinstance(rule, WordList)
        content = drafts[name].content
        if name in RESERVED:
            place = content.value_place("id")
            meant = "numbers of findings" if name == OPTIONS else "the words of cues"
            raise RuleError("A305", f"a list cannot be named `{name}`: `${name}.` names {meant}", place=place)
        for group in _groups(content):
            for at, entry in enumerate(group):
                if entry.startswith("-"):
                    hint = f"write `{entry[1:]}`, or take it away from a list that has it with `patch`"
                    message = f"`{entry}` begins with a hyphen"
                    raise RuleError("A305", message, place=group.item_place(at), hint=hint)


def _takes_of_frames(frames: c.Mapping[str, Rule], drafts: Drafts, words: Words) -> set[str]:
    known: set[str] = set()
    for name, frame in frames.items():
        assert isinstance(frame, Frame)
        content = drafts["frames"][name].content
        known.update(frame.takes, takes_in(content.get("tokens")))
        for tree in trees_of(frame, content, words):
            known.update(takes_in(tree))
    return known


def _check_takes(cues: c.Mapping[str, Rule], known: set[str], drafts: Drafts) -> None:
    first: dict[tuple[str, str, str], Mapping] = {}
    for name, rule in cues.items():
        assert isinstance(rule, CueClass)
        content = drafts["cues"][name].content
        for part in PARTS:
            for lemma, takes in getattr(rule, part).items():
                for at, take in enumerate(takes):
                    key = (part, lemma, take)
                    if take in known and key not in first:
                        first[key] = content[part]
                        continue
                    raise _wrong_take(key, content[part][lemma].item_place(at), known, first)


def _wrong_take(key: tuple[str, str, str], place: Place, known: set[str], first: dict[Any, Mapping]) -> RuleError:
    part, lemma, take = key
    if take not in known:
        hint = suggest(take, known) or f"frames know: {', '.join(sorted(known)) or 'none'}"
        return RuleError("A306", f"unknown take `{take}`: no frame takes it", place=place, hint=hint)
    message = f"`{take}` of `{lemma}` ({part}) is written already at {first[key].key_place(lemma)}"
    return RuleError("A305", message, place=place, hint="a cue has each take in one class only")


def _check_policies(read: ByKind, drafts: c.Mapping[str, Draft]) -> None:
    policies = read["policies"]
    for name, rule in policies.items():
        assert isinstance(rule, Policy)
        content = drafts[name].content
        for finding in rule.rules:
            if finding not in read["findings"]:
                raise _unknown("finding", finding, content["rules"].key_place(finding), read["findings"])
            if rule.rules[finding].options:
                _check_options(read["findings"][finding], content["rules"][finding]["options"])
        if rule.extends is not None and rule.extends not in policies:
            raise _unknown("policy", rule.extends, content.value_place("extends"), policies)


def _check_options(finding: Rule, options: Mapping) -> None:
    assert isinstance(finding, FindingRule)
    for name, value in options.items():
        if name not in finding.options:
            known = f"its options: {', '.join(finding.options)}" if finding.options else "it has none"
            message = f"unknown option `{name}` of `{finding.id}`"
            hint = suggest(name, finding.options) or known
            raise RuleError("A306", message, place=options.key_place(name), hint=hint)
        if isinstance(finding.options[name].default, int) and not isinstance(value, int):
            message = f"`{name}` of `{finding.id}` must be a whole number, not `{value}`"
            raise RuleError("A304", message, place=options.value_place(name))


def with_bases(policies: c.Mapping[str, Rule], drafts: c.Mapping[str, Draft]) -> dict[str, Rule]:
    """Return policies with the rules of those they extend under their own.

    Raises RuleError A306 where a policy extends itself, by whatever way round.
    """
    return {name: _with_base(_chain(name, policies, drafts)) for name in policies}


def _with_base(chain: c.Sequence[Policy]) -> Policy:
    """Return the first of some policies, each of which extends the next, with what it has from them."""
    rulings: dict[str, Ruling] = {}
    for one in reversed(chain):
        for finding, ruling in one.rules.items():
            rulings[finding] = ruling.over(rulings.get(finding, _SAYS_NOTHING), one)
    others = next((one.others for one in chain if one.others), None)
    return chain[0].model_copy(update={"rules": rulings, "others": others})


def _chain(name: str, policies: c.Mapping[str, Rule], drafts: c.Mapping[str, Draft]) -> list[Policy]:
    chain: list[Policy] = []
    step: str | None = name
    while step is not None:
        rule = policies[step]
        assert isinstance(rule, Policy)
        if rule in chain:
            place = drafts[name].content.value_place("extends")
            circle = " extends ".join([*(one.id for one in chain), rule.id])
            raise RuleError("A306", f"a policy cannot extend itself: {circle}", place=place)
        chain.append(rule)
        step = rule.extends
    return chain
