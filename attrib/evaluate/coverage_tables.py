"""Coverage as tables for people, and as a JSON object."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any, Final

from attrib.evaluate.coverage import KINDS
from attrib.evaluate.figures import share

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping

    from attrib.evaluate.coverage import Coverage
    from attrib.evaluate.cue_uses import CueUse

SCHEMA: Final = "attrib.coverage/1"
LINE: Final = 100
NAME: Final = 34
ATTRIBUTING: Final = ("frames", "cues")
"""The kinds of rules whose attributions gold judges."""


def coverage_text(coverage: Coverage, policy: str, form: str, *, lemmas: bool = False, never: bool = False) -> str:
    """Return coverage as text or JSON, with the single lemmas, or only the rules that never fired."""
    if form == "json":
        shape = as_json(coverage, policy, lemmas=lemmas, never=never)
        return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(coverage, policy, lemmas=lemmas, never=never)) + "\n"


def as_json(coverage: Coverage, policy: str, *, lemmas: bool, never: bool) -> dict[str, Any]:
    """Return coverage as a JSON object (schema `attrib.coverage/1`)."""
    shape: dict[str, Any] = {
        "schema": SCHEMA,
        "policy": policy,
        "stories": coverage.stories,
        "with_gold": coverage.with_gold,
    }
    if not never:
        fired = {kind: coverage.fired(kind) for kind in KINDS}
        shape["rules"] = {kind: {name: dict(count) for name, count in some.items()} for kind, some in fired.items()}
    shape["never"] = {kind: coverage.never(kind) for kind in KINDS}
    shape["silenced"] = sorted(coverage.silenced)
    if lemmas and not never:
        shape["lemmas"] = [{**use._asdict(), **count} for use, count in _by_frequency(coverage)]
    if lemmas:
        shape["never_lemmas"] = [use._asdict() for use in coverage.never_used()]
    return shape


def _lines(coverage: Coverage, policy: str, *, lemmas: bool, never: bool) -> Iterator[str]:
    yield f"{coverage.stories} stories, {coverage.with_gold} of them with gold, policy {policy}"
    if not never:
        for kind in KINDS:
            yield ""
            yield from _table(kind, coverage.fired(kind), gold=bool(coverage.with_gold))
        if lemmas:
            yield ""
            rows = {_shown(use): count for use, count in _by_frequency(coverage)}
            yield from _table("lemmas", rows, gold=bool(coverage.with_gold))
    yield ""
    yield "Never fired"
    for kind in KINDS:
        yield from _wrapped(kind, coverage.never(kind))
    if coverage.silenced:
        yield from _wrapped(f"findings that {policy} does not report", sorted(coverage.silenced))
    if lemmas:
        for heading, uses in _unused(coverage).items():
            yield from _wrapped(heading, uses)


def _table(kind: str, rows: Mapping[str, Counter[str]], *, gold: bool) -> Iterator[str]:
    judged = gold and kind in {*ATTRIBUTING, "lemmas"}
    expected = gold and kind == "findings"
    columns = ["fired", "stories", *(["judged", "cue right", "linked"] if judged else [])]
    columns += ["expected", "met"] if expected else []
    width = max([NAME, *(len(name) + 1 for name in rows)])
    yield f"{kind:{width}}" + "".join(f"{column:>10}" for column in columns)
    for name, count in rows.items():
        cells = f"{count['fired']:10}{count['stories']:10}"
        if judged:
            shares = (share(count[part], count["judged"]) for part in ("cue", "linked"))
            told = (f"{one:10.3f}" if count["judged"] else f"{'-':>10}" for one in shares)
            cells += f"{count['judged']:10}" + "".join(told)
        if expected:
            cells += f"{count['expected']:10}{count['met']:10}"
        yield f"{name:{width}}{cells}"


def _wrapped(heading: str, names: list[str]) -> Iterator[str]:
    if names:
        told = f"{heading} ({len(names)}): {', '.join(names)}"
        yield from textwrap.wrap(told, LINE, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _by_frequency(coverage: Coverage) -> list[tuple[CueUse, Counter[str]]]:
    return sorted(coverage.lemmas.items(), key=lambda item: (-item[1]["fired"], item[0]))


def _shown(use: CueUse) -> str:
    about = ", ".join(part for part in (use.cue_class, use.part, use.take) if part)
    return f"{use.lemma} ({about})"


def _unused(coverage: Coverage) -> dict[str, list[str]]:
    """Return the entries of the lexicon that nothing rests on, by class and part."""
    unused: dict[str, dict[str, list[str]]] = {}
    for use in coverage.never_used():
        unused.setdefault(f"cues/{use.cue_class} {use.part}", {}).setdefault(use.lemma, []).append(use.take)
    return {
        heading: [f"{lemma} [{', '.join(takes)}]" for lemma, takes in lemmas.items()]
        for heading, lemmas in unused.items()
    }
