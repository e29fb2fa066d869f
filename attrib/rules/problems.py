"""What pydantic finds wrong with a document, said as one error at the key or value that is at fault."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args, get_origin

from attrib.errors import Place, RuleError
from attrib.rules.located import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_WANTED: Final = {
    "string_type": "a text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
_PATTERNS: Final = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": "small letters, digits and hyphens, like `two-words`",
    "^[A-Z]+-[0-9]+$": "capital letters, a hyphen and digits, like `ANON-01`",
}
_OF_A_KEY: Final = ("extra_forbidden", "missing")


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Return a did-you-mean hint for a word that is not among the known ones, or None if none is close."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else None


class _Spot(NamedTuple):
    """Where in a document an error is: its keys and indices as far as the document has them, and the place."""

    path: tuple[str | int, ...]
    place: Place

    def __str__(self) -> str:
        text = ""
        for part in self.path:
            text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
        return text.removeprefix(".")


def explain(error: ValidationError, document: Mapping, model: type[BaseModel]) -> RuleError:
    """Return the first thing wrong with a document (unknown keys before all else) as a RuleError A304."""
    return explain_all(error, document, model)[0]


def explain_all(error: ValidationError, document: Mapping, model: type[BaseModel]) -> list[RuleError]:
    """Return each thing wrong with a document (unknown keys before all else) as a RuleError A304."""
    details = error.errors(include_url=False, include_context=True)
    left = sorted(((one, _find(document, one["loc"])) for one in details), key=lambda pair: _urgency(pair[0]))
    found = []
    while left:
        (first, spot), *rest = left
        problem, deepest = _problem(first, spot, left, document, model)
        found.append(problem)
        # What else is said of the same value, or of what it is in, are other shapes that it might have had.
        left = [pair for pair in rest if not _is_other_shape(*pair, first, spot, deepest)]
    return found


def _problem(
    first: ErrorDetails,
    spot: _Spot,
    all_: list[tuple[ErrorDetails, _Spot]],
    document: Mapping,
    model: type[BaseModel],
) -> tuple[RuleError, _Spot]:
    """Return what is wrong first, and where."""
    if first["type"] == "extra_forbidden":
        return _unknown_key(document, spot, model), spot
    if first["type"] == "missing":
        where = f" in `{spot}`" if spot.path else ""
        return RuleError("A304", f"`{first['loc'][-1]}` is missing{where}", place=spot.place), spot
    # Where a value may have several shapes, the shape it fails at the deepest is the one that was meant.
    spot = max((at for _, at in all_ if at.path[: len(spot.path)] == spot.path), key=lambda one: len(one.path))
    alternatives = [one for one, at in all_ if at.path == spot.path]
    message = f"`{spot}` {_complaint(alternatives)}"
    return RuleError("A304", message, place=spot.place, hint=_hint(alternatives)), spot


def _is_other_shape(detail: ErrorDetails, at: _Spot, first: ErrorDetails, spot: _Spot, deepest: _Spot) -> bool:
    if first["type"] in _OF_A_KEY:
        return detail["type"] not in _OF_A_KEY and spot.path[: len(at.path)] == at.path
    return any(at.path[: len(one.path)] == one.path for one in (spot, deepest))


def _urgency(detail: ErrorDetails) -> int:
    return _OF_A_KEY.index(detail["type"]) if detail["type"] in _OF_A_KEY else len(_OF_A_KEY)


def _find(document: Mapping, loc: tuple[str | int, ...]) -> _Spot:
    here: object = document
    path: list[str | int] = []
    place = document.place()
    for part in loc:
        if isinstance(here, Mapping) and part in here:
            place = here.value_place(str(part))
            here = here[str(part)]
        elif isinstance(here, Sequence) and isinstance(part, int) and part < len(here):
            place = here.item_place(part)
            here = here[part]
        else:
            continue
        path.append(part)
    return _Spot(tuple(path), place)


def _unknown_key(document: Mapping, spot: _Spot, model: type[BaseModel]) -> RuleError:
    *path, key = spot.path
    parent: Any = document
    for part in path:
        parent = parent[part]
    known = _fields(model, path)
    hint = suggest(str(key), [name for name in known if name not in parent] or known)
    where = f" in `{_Spot(tuple(path), spot.place)}`" if path else ""
    if hint is None and known:
        hint = "known keys: " + ", ".join(known)
    return RuleError("A304", f"unknown key `{key}`{where}", place=parent.key_place(str(key)), hint=hint)


def _fields(model: type[BaseModel], path: list[str | int]) -> list[str]:
    """Return the names of the fields that the model at a path inside a model has."""
    here: type[BaseModel] | None = model
    parts = iter(path)
    for part in parts:
        if isinstance(part, str) and here is not None:
            field = _by_key(here).get(part)
            if field is not None and get_origin(field.annotation) is dict:
                next(parts, None)
            here = _model_in(field.annotation) if field else None
    return list(_by_key(here)) if here else []


def _by_key(model: type[BaseModel]) -> dict[str, Any]:
    """Return the fields of a model by what they are called in a file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if hasattr(annotation, "model_fields"):
        return annotation  # type: ignore[no-any-return]
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)


def _complaint(details: list[ErrorDetails]) -> str:
    wanted = list(dict.fromkeys(_WANTED[one["type"]] for one in details if one["type"] in _WANTED))
    if "a number" in wanted:
        wanted = [one for one in wanted if one != "a whole number"]
    given = _describe(details[0]["input"])
    if wanted and all(one["type"] in _WANTED for one in details):
        return f"must be {' or '.join(wanted)}, not {given}"
    detail = next(one for one in details if one["type"] not in _WANTED)
    context = detail.get("ctx", {})
    said = {
        "literal_error": f"must be {context.get('expected')}, not {given}",
        "too_short": "must not be empty",
        "string_too_short": "must not be empty",
        "string_pattern_mismatch": f"must be {_PATTERNS.get(context.get('pattern', ''))}, not {given}",
        "said": detail["msg"],
        "day": f"must be a date, like `2026-11-22`, not {given}",
        "greater_than_equal": f"must be at least {context.get('ge')}",
        "less_than_equal": f"must be at most {context.get('le')}",
    }
    return said.get(detail["type"], f"is not right: {detail['msg']}")


def _hint(details: list[ErrorDetails]) -> str | None:
    for detail in details:
        if detail["type"] == "literal_error" and isinstance(detail["input"], str):
            return suggest(
                detail["input"], detail["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            )
        if detail["type"] == "bool_type" and detail["input"] in ("true", "false"):
            return "write it without quotes"
        if detail["type"] == "string_type" and isinstance(detail["input"], bool | int | float):
            return "quote it if it is meant as a text"
    return None


def _describe(value: object) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"`{value}`"
