"""What attributions carry: opinion, attack, praise and whatever else the rules in contents/ know, or plain fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrib.judge.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attrib.judge.fact import Hits
    from attrib.report import Attribution, Established, Source
    from attrib.rules.load import Rules

FACT: Final = "fact"
"""What an attribution carries that carries nothing that a rule knows."""
QUOTATION: Final = "quotation"
"""What an attribution carries whose words, or some of them, are the source's own."""


def carried(reading: Reading, attribution: Attribution) -> Mapping[str, Hits]:
    """Return what an attribution carries, with where the phrases that tell so were found.

    These are ids of rules in contents/ or "fact", and "quotation" where words of the source are quoted.
    """
    known = reading.carried.get(id(attribution))
    if known is None:
        known = reading.carried[id(attribution)] = _carried(reading, attribution)
    return known


def statements(reading: Reading, source: Source) -> tuple[Attribution, ...]:
    """Return the attributions of a source, without those that only tell that it asked not to be named."""
    return tuple(
        one
        for one in reading.attributions_of(source)
        if not any(one.cue.spans[0].overlaps(marker) for marker in source.marker)
    )


def carried_by(reading: Reading, source: Source) -> frozenset[str]:
    """Return what the attributions of a source carry, all together."""
    return frozenset().union(*(carried(reading, one) for one in statements(reading, source)))


def carried_in(established: Established, rules: Rules) -> Iterator[frozenset[str]]:
    """Yield what each attribution of a story carries, in order."""
    reading = Reading(established, rules)
    yield from (frozenset(carried(reading, one)) for one in established.attributions)


def _carried(reading: Reading, attribution: Attribution) -> dict[str, Hits]:
    # The rules' conditions ask for facts, and what is carried is itself a fact.
    from attrib.judge.compile import ready_contents

    met = ((name, when.met(reading, attribution)) for name, when in ready_contents(reading.rules).items())
    kinds = {name: hits for name, hits in met if hits is not None} or {FACT: {}}
    return kinds if attribution.kind == "indirect" else {**kinds, QUOTATION: {}}
