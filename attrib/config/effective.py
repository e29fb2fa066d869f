"""What a configuration comes to for one story: its own keys, then the overrides that fit the story, then the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrib.config.files import absolute
from attrib.config.load import beside
from attrib.config.settings import Chosen, FailLevel, RunSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attrib.config.load import Configured
    from attrib.config.settings import Overrides
    from attrib.rules.located import Mapping

DEFAULT_POLICY: Final = "default"
DEFAULT_FAIL_LEVEL: Final = "error"


def parts_for(configured: Configured, story: Path) -> list[Mapping]:
    """Return what a configuration says for a story: the whole, and each of its overrides that fits, in order."""
    whole = str(absolute(story))
    return [configured.content, *(said for globs, said in configured.overrides if globs.fit_within(whole))]


def settings_for(configured: Configured, parts: list[Mapping], overrides: Overrides) -> tuple[Settings, FailLevel]:
    """Return what a story is read and judged with, and from which level on its findings make exit code 1.

    `parts` is what is said for the story; without those of overrides, for no story in particular.
    """
    choices = [choice for choice in _choices(configured, parts, overrides) if choice is not None]
    select, more, less = choices[-1] if choices else (None, (), ())
    settings = Settings(
        policy=overrides.policy or _last(parts, "policy") or DEFAULT_POLICY,
        rules=tuple(dict.fromkeys((*packs_of(configured), *overrides.rules))),
        pipeline=overrides.pipeline or _pipeline(configured),
        levels=tuple(level for part in parts for level in _levels(part)),
        options=tuple(option for part in parts for option in _options(part)),
        select=select,
        extend_select=more,
        ignore=less,
        under=tuple(choices[:-1]),
        ignores=overrides.ignores,
    )
    return settings, overrides.fail_on or _last(parts, "fail-on") or DEFAULT_FAIL_LEVEL


def run_settings(configured: Configured, overrides: Overrides) -> RunSettings:
    """Return what concerns a run as a whole."""
    said = configured.content
    return RunSettings(
        baseline=overrides.baseline or configured.path_at("baseline"),
        cache=overrides.cache if overrides.cache is not None else said.get("cache"),
        cache_dir=overrides.cache_dir or configured.path_at("cache-dir"),
        jobs=overrides.jobs if overrides.jobs is not None else said.get("jobs"),
    )


def packs_of(configured: Configured) -> tuple[Path, ...]:
    """Return the folders of rules beside the shipped one."""
    return tuple(beside(place, pack) for pack, place in configured.texts("packs"))


def _pipeline(configured: Configured) -> str | None:
    name: str | None = configured.content.get("pipeline")
    if name is None:
        return None
    folder = beside(configured.content.value_place("pipeline"), name)
    return str(folder) if folder.is_dir() else name


def _last(parts: list[Mapping], key: str) -> Any:
    return next((part[key] for part in reversed(parts) if part.get(key) is not None), None)


def _choices(configured: Configured, parts: list[Mapping], overrides: Overrides) -> Iterator[Chosen | None]:
    for part in parts:
        select, more, less = (
            tuple(text for text, _ in configured.texts(key, part)) for key in ("select", "extend-select", "ignore")
        )
        yield _choice(select if part.get("select") is not None else None, more, less)
    yield _choice(overrides.select, overrides.extend_select, overrides.ignore)


def _choice(select: tuple[str, ...] | None, more: tuple[str, ...], less: tuple[str, ...]) -> Chosen | None:
    return (select, more, less) if select is not None or more or less else None


def _levels(part: Mapping) -> Iterator[tuple[str, Any]]:
    """Yield the levels that a part sets, those of groups first, so that what names a finding alone goes before them."""
    rules = part.get("rules", {})
    for name in sorted(rules, key=_is_alone):
        said = rules[name]
        level = said.get("level") if isinstance(said, dict) else said
        if level is not None:
            yield name, level


def _options(part: Mapping) -> Iterator[tuple[str, str, float]]:
    rules = part.get("rules", {})
    for name in sorted(rules, key=_is_alone):
        if isinstance(rules[name], dict):
            yield from ((name, option, number) for option, number in rules[name].get("options", {}).items())


def _is_alone(name: str) -> bool:
    """Return whether a name is that of a finding, not of a group of them."""
    return not name.isupper() or "-" in name
