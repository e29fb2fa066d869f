"""What became of each attribution: right, misbounded, spurious or missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from attrib.evaluate.attributions import MIN_OVERLAP, Labelled, Matched, Role, pair_off, shares_cue, wrong_roles

if TYPE_CHECKING:
    from collections.abc import Iterator

Sort: TypeAlias = Literal["right", "misbounded", "spurious", "missed"]
MISTAKEN: Final[tuple[Sort, ...]] = get_args(Sort)[1:]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A gold attribution and the found one that stands for it, by their numbers; one of them is None without the other.

    `wrong` are the roles that are not exactly the gold's.
    """

    sort: Sort
    gold: int | None
    found: int | None
    wrong: tuple[Role, ...] = ()


def outcomes(matched: Matched) -> list[Outcome]:
    """Return what became of every attribution of a story, gold or found, each once.

    Found and gold belong together where they are linked, and else where they share a cue or half of their content.
    """
    pairs = dict(matched.links)
    gold = [at for at in range(len(matched.gold)) if at not in pairs]
    taken = set(pairs.values())
    found = [to for to in range(len(matched.predicted)) if to not in taken]
    near = pair_off([matched.gold[at] for at in gold], [matched.predicted[to] for to in found], _near)
    pairs.update({gold[at]: found[to] for at, to in near.items()})
    return [*_paired(matched, pairs), *_alone(matched, pairs)]


def _near(one: Labelled, other: Labelled, overlap: float) -> bool:
    return shares_cue(one, other) or overlap >= MIN_OVERLAP


def _paired(matched: Matched, pairs: dict[int, int]) -> Iterator[Outcome]:
    text = matched.report.story.text
    for at, to in sorted(pairs.items()):
        wrong = wrong_roles(matched.gold[at], matched.predicted[to], text)
        yield Outcome("misbounded" if wrong else "right", at, to, wrong)


def _alone(matched: Matched, pairs: dict[int, int]) -> Iterator[Outcome]:
    taken = set(pairs.values())
    yield from (Outcome("spurious", None, to) for to in range(len(matched.predicted)) if to not in taken)
    yield from (Outcome("missed", at, None) for at in range(len(matched.gold)) if at not in pairs)
