"""The findings, policies and options that a configuration names, and where: for what is wrong once rules are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrib.errors import ConfigError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attrib.config.load import Configured
    from attrib.judge import Selection
    from attrib.rules.load import Rules
    from attrib.rules.located import Mapping


class Named(NamedTuple):
    """A name in a configuration, as a selection of nothing else; where it is written; what is said where it is unknown."""

    selection: Selection
    place: Place
    complaint: str


def name_problems(configured: Configured, rules: Rules) -> Iterator[ConfigError]:
    """Yield an error A504 for each name that the rules do not have."""
    from attrib.judge import check_selection, find_policy

    for named in names_in(configured):
        try:
            find_policy(rules, named.selection.policy)
            check_selection(named.selection, rules)
        except UsageError as error:
            # Rules without a default policy are no fault of a name that is not a policy's.
            if error.message == named.complaint:
                yield ConfigError("A504", error.message, place=named.place, hint=error.hint)


def placed(error: UsageError, several: Iterable[Configured]) -> UsageError | ConfigError:
    """Return an error about a name as one about the place in a configuration where it stands, if it stands in one."""
    for configured in several:
        for named in names_in(configured):
            if named.complaint == error.message:
                return ConfigError("A504", error.message, place=named.place, hint=error.hint)
    return error


def names_in(configured: Configured) -> Iterator[Named]:
    """Yield every name of a policy, a finding or an option, in order."""
    for part in (configured.content, *configured.content.get("overrides", ())):
        yield from _names_in(configured, part)


def _names_in(configured: Configured, part: Mapping) -> Iterator[Named]:
    from attrib.judge import Selection

    if part.get("policy") is not None:
        name = part["policy"]
        yield Named(Selection(name), part.value_place("policy"), f"there is no policy called {name!r}")
    for finding, place in _findings_in(configured, part):
        yield Named(Selection(ignore=(finding,)), place, f"there is no finding called {finding!r}")
    for finding, ruling in part.get("rules", {}).items():
        if isinstance(ruling, dict) and "options" in ruling:
            for option in ruling["options"]:
                selection = Selection(options=((finding, option, 0),))
                place = ruling["options"].key_place(option)
                yield Named(selection, place, f"{finding} has no option called {option!r}")


def _findings_in(configured: Configured, part: Mapping) -> Iterator[tuple[str, Place]]:
    yield from ((name, part["rules"].key_place(name)) for name in part.get("rules", {}))
    for key in ("select", "extend-select", "ignore"):
        yield from configured.texts(key, part)
