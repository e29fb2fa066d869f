"""The shape of a configuration file; docs/configuration.md tells what the keys mean, from the descriptions here."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from attrib.config.load import EXCLUDED
from attrib.config.settings import FailLevel
from attrib.rules.values import Number, Setting, Text

Many: TypeAlias = Text | tuple[Text, ...]
"""A text, or a list of them."""

SCHEMA_ID: Final = "attrib.config/1"


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_kebab)


class RuleSettings(_Model):
    """What a configuration says of one finding."""

    level: Annotated[Setting | None, Field(description="How loudly it is reported; `off`: not at all.")] = None
    options: Annotated[
        dict[Text, Annotated[Number, Field(allow_inf_nan=False)]],
        Field(description="Numbers for the finding's options, which `attrib explain` names."),
    ] = {}


Rulings: TypeAlias = dict[Text, Setting | RuleSettings]

_POLICY: Final = "Which findings run, and how loudly: a policy's id."
_RULES: Final = (
    "The level of single findings, by id, code or group (`ANON`): error, warning, info or off; or a mapping with `level` "
    "and `options`. What names a finding alone goes before its group, and a group is only what the policy reports of it."
)
_SELECT: Final = "Only these findings run: ids, codes, groups (`ANON`) or `ALL`."
_EXTEND: Final = "These findings run as well, even if the policy has them off."
_IGNORE: Final = "These findings do not run."
_FAIL_ON: Final = "From which level on findings make exit code 1: error, warning, info or never."


class StoryOverride(_Model):
    """Settings for some stories."""

    paths: Annotated[Many, Field(description="Globs, as in .gitignore: the stories for which the rest holds.")]
    policy: Annotated[Text | None, Field(description=_POLICY)] = None
    rules: Annotated[Rulings, Field(description=_RULES)] = {}
    select: Annotated[Many | None, Field(description=_SELECT)] = None
    extend_select: Annotated[Many, Field(description=_EXTEND)] = ()
    ignore: Annotated[Many, Field(description=_IGNORE)] = ()
    fail_on: Annotated[FailLevel | None, Field(description=_FAIL_ON)] = None


class Configuration(_Model):
    """What a file says about how stories are checked: all keys may be left out."""

    extends: Annotated[
        Many,
        Field(
            description="Other configuration files, relative to this one; what they say holds where this one is silent."
        ),
    ] = ()
    policy: Annotated[Text, Field(description=_POLICY)] = "default"
    packs: Annotated[
        Many,
        Field(
            description="Folders of rules beside the shipped ones, relative to this file; later ones patch earlier ones."
        ),
    ] = ()
    pipeline: Annotated[
        Text | None,
        Field(
            description="Another spaCy pipeline with Universal Dependencies labels: a name, or a folder relative to this file."
        ),
    ] = None
    rules: Annotated[Rulings, Field(description=_RULES)] = {}
    select: Annotated[Many | None, Field(description=_SELECT)] = None
    extend_select: Annotated[Many, Field(description=_EXTEND)] = ()
    ignore: Annotated[Many, Field(description=_IGNORE)] = ()
    fail_on: Annotated[FailLevel, Field(description=_FAIL_ON)] = "error"
    overrides: Annotated[
        tuple[StoryOverride, ...],
        Field(
            description="Other settings for some stories; where several fit a story, later ones go before earlier ones."
        ),
    ] = ()
    include: Annotated[
        Many | None,
        Field(
            description="Globs, as in .gitignore: the files that are stories where a folder is checked. All, if nothing is said."
        ),
    ] = None
    exclude: Annotated[
        Many, Field(description="Globs, as in .gitignore: what is left out where a folder is checked.")
    ] = EXCLUDED
    extend_exclude: Annotated[Many, Field(description="Globs of what is left out as well as `exclude`.")] = ()
    respect_gitignore: Annotated[StrictBool, Field(description="Leave out what git ignores.")] = True
    force_exclude: Annotated[
        StrictBool, Field(description="Leave out what is excluded even where a command names the file itself.")
    ] = False
    baseline: Annotated[
        Text | None, Field(description="A file of findings that do not count, relative to this file.")
    ] = None
    cache: Annotated[
        StrictBool | None,
        Field(
            description="Keep what is established about stories, so that they are quick where nothing has changed; yes, if nothing is said."
        ),
    ] = None
    cache_dir: Annotated[
        Text | None,
        Field(
            description="Where that is kept, relative to this file; `.attrib_cache` beside this file, if nothing is said."
        ),
    ] = None
    jobs: Annotated[
        StrictInt | None,
        Field(
            ge=0,
            description="How many processes check stories at once; 0: one a processor core. One, if nothing is said.",
        ),
    ] = None


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a configuration file, for editors that complete and check it."""
    schema = _without_titles(Configuration.model_json_schema(by_alias=True))
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return {**head, "title": "Configuration of attrib", **schema}


def schema_text() -> str:
    """Return the JSON Schema as it is shipped."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _without_titles(part: Any) -> Any:
    """Return a schema without the titles that pydantic makes of names, which tell nothing."""
    if isinstance(part, list):
        return [_without_titles(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _without_titles(value) for key, value in part.items() if not (key == "title" and isinstance(value, str))
    }
