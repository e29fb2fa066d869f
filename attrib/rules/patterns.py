"""spaCy patterns as rule files write them: checked without spaCy, and with `$` names replaced by their words.

The formats are those of spaCy's `Matcher` and `DependencyMatcher`. Attribute and operator names, parts of speech and
dependency relations are checked, because spaCy lets a misspelt one pass and never matches.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrib.errors import RuleError
from attrib.rules.located import Mapping, Sequence
from attrib.rules.problems import suggest
from attrib.rules.trees import RELATIONS
from attrib.rules.words import PARTS, is_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from attrib.rules.located import Where
    from attrib.rules.words import Words


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXT_ATTRIBUTES: Final = _names("ORTH TEXT LOWER NORM LEMMA POS TAG DEP MORPH SHAPE ENT_TYPE ENT_ID ENT_KB_ID")
_FLAGS: Final = _names(
    "SPACY IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_UPPER IS_TITLE IS_PUNCT IS_SPACE IS_BRACKET IS_QUOTE IS_LEFT_PUNCT "
    "IS_RIGHT_PUNCT IS_CURRENCY IS_STOP IS_SENT_START SENT_START LIKE_NUM LIKE_URL LIKE_EMAIL"
)
_ATTRIBUTES: Final = _TEXT_ATTRIBUTES | _FLAGS | {"LENGTH", "ENT_IOB", "OP"}
_SETS: Final = frozenset({"IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS"})
_FUZZY: Final = frozenset({"FUZZY", *(f"FUZZY{distance}" for distance in range(1, 10))})
_COMPARISONS: Final = frozenset({"==", "!=", ">=", "<=", ">", "<"})
_QUANTIFIER: Final = re.compile(r"[!?+*]\Z|\{\d+\}\Z|\{\d+,\d*\}\Z|\{,\d+\}\Z")
_NODE_KEYS: Final = ("LEFT_ID", "REL_OP", "RIGHT_ID", "RIGHT_ATTRS")
_POS: Final = _names("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE")
_DEP: Final = _names(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed "
    "flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root ROOT vocative "
    "xcomp"
)


def read_tokens(patterns: Sequence, words: Words) -> list[list[dict[str, Any]]]:
    """Return token patterns ready for spaCy's Matcher.

    Raises RuleError A307 where spaCy would refuse one or never match it, A306 at an unknown `$` name.
    """
    return [
        [_token(token, partial(pattern.item_place, at), words) for at, token in enumerate(pattern)]
        for pattern in patterns
    ]


def read_tree(pattern: Sequence, words: Words) -> list[dict[str, Any]]:
    """Return a tree pattern ready for spaCy's DependencyMatcher.

    Raises RuleError A307 where spaCy would refuse it or never match it, A306 at an unknown `$` name.
    """
    nodes: list[dict[str, Any]] = []
    names: list[str] = []
    for at, node in enumerate(pattern):
        where = partial(pattern.item_place, at)
        _check_node(node, where, names)
        attributes = _token(node["RIGHT_ATTRS"], partial(node.value_place, "RIGHT_ATTRS"), words)
        if "OP" in attributes:
            raise _wrong("`OP` cannot be used in a tree pattern", partial(node["RIGHT_ATTRS"].key_place, "OP"))
        nodes.append({**node, "RIGHT_ATTRS": attributes})
        names.append(node["RIGHT_ID"])
    return nodes


def with_word(value: Any, word: str) -> Any:
    """Return a pattern with a word in place of every `@` in its values."""
    if isinstance(value, Mapping):
        mapping = value.copy()
        mapping.update({key: with_word(one, word) for key, one in value.items()})
        return mapping
    if isinstance(value, Sequence):
        sequence = value.copy()
        sequence[:] = [with_word(one, word) for one in value]
        return sequence
    return value.replace("@", word) if isinstance(value, str) else value


def takes_in(value: object) -> set[str]:
    """Return the takes that the `$` names anywhere in a pattern refer to."""
    if isinstance(value, Mapping):
        return set().union(*(takes_in(one) for one in value.values()))
    if isinstance(value, Sequence):
        return set().union(*(takes_in(one) for one in value))
    if not isinstance(value, str) or not is_name(value):
        return set()
    head, _, take = value[1:].partition(".")
    return {take} if head in PARTS else set()


def check_relation(label: str, where: Where) -> None:
    """Raise RuleError A307 if a label is no dependency relation of Universal Dependencies."""
    if label.partition(":")[0] not in _DEP:
        raise _unknown("dependency relation", label, where, _DEP | {"nsubj:pass", "csubj:pass", "aux:pass"})


def _wrong(message: str, where: Where, hint: str | None = None) -> RuleError:
    return RuleError("A307", message, place=where(), hint=hint)


def _unknown(what: str, name: str, where: Where, known: Collection[str]) -> RuleError:
    hint = suggest(name, known) or suggest(name.upper(), known) or suggest(name.lower(), known)
    return _wrong(f"unknown {what} `{name}`", where, hint or f"known: {', '.join(sorted(known))}")


def _check_node(node: object, where: Where, names: list[str]) -> None:
    """Check one node of a tree pattern; `names` are those of the nodes before it."""
    assert isinstance(node, Mapping)
    for key in node:
        if key not in _NODE_KEYS:
            raise _unknown("key of a node", key, partial(node.key_place, key), _NODE_KEYS)
        if not names and key in ("LEFT_ID", "REL_OP"):
            raise _wrong(
                f"the first node cannot have `{key}`", partial(node.key_place, key), "other nodes hang on the first"
            )
        if key != "RIGHT_ATTRS" and not isinstance(node[key], str):
            raise _wrong(f"`{key}` must be a text", partial(node.value_place, key))
    for key in _NODE_KEYS if names else ("RIGHT_ID", "RIGHT_ATTRS"):
        if key not in node:
            raise _wrong(f"`{key}` is missing", where)
    if node["RIGHT_ID"] in names:
        raise _wrong(f"two nodes are named `{node['RIGHT_ID']}`", partial(node.value_place, "RIGHT_ID"))
    if names:
        _check_link(node, names)


def _check_link(node: Mapping, names: list[str]) -> None:
    if node["LEFT_ID"] not in names:
        hint = suggest(node["LEFT_ID"], names) or f"nodes before it: {', '.join(names)}"
        raise _wrong(f"`{node['LEFT_ID']}` is not a node before this one", partial(node.value_place, "LEFT_ID"), hint)
    if node["REL_OP"] not in RELATIONS:
        hint = f"known: {' '.join(sorted(RELATIONS))}"
        raise _wrong(f"unknown relation `{node['REL_OP']}`", partial(node.value_place, "REL_OP"), hint)


def _token(token: object, where: Where, words: Words) -> dict[str, Any]:
    if not isinstance(token, Mapping):
        raise _wrong("a token must be a mapping of attributes", where)
    result: dict[str, Any] = {}
    for name, value in token.items():
        if name not in _ATTRIBUTES:
            raise _unknown("attribute", name, partial(token.key_place, name), _ATTRIBUTES)
        result[name] = _attribute(name, value, token, words)
    return result


def _attribute(name: str, value: object, token: Mapping, words: Words) -> object:
    where = partial(token.value_place, name)
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise _wrong(f"`{name}` must be true or false", where)
        return value
    if name == "OP":
        if not isinstance(value, str) or not _QUANTIFIER.match(value):
            raise _wrong("`OP` must be one of ! ? + * {n} {n,m} {n,} {,m}", where, 'in quotes, like "?"')
        return value
    if name == "ENT_IOB":
        if value not in ("", "I", "O", "B", 0, 1, 2, 3) or isinstance(value, bool):
            raise _wrong('`ENT_IOB` must be one of "", I, O, B', where)
        return value
    if name == "LENGTH":
        return _number(value, where)
    if isinstance(value, Mapping):
        return _predicates(name, value, words)
    return _text(name, value, where)


def _number(value: object, where: Where) -> object:
    if isinstance(value, Mapping):
        for operator in value:
            if operator not in _COMPARISONS:
                raise _unknown("comparison", operator, partial(value.key_place, operator), _COMPARISONS)
            _number(value[operator], partial(value.value_place, operator))
        return dict(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong("`LENGTH` must be a number or a comparison", where)
    return value


def _predicates(name: str, value: Mapping, words: Words) -> dict[str, Any]:
    known = _SETS | _FUZZY | {"REGEX"}
    result: dict[str, Any] = {}
    for operator, operand in value.items():
        where = partial(value.value_place, operator)
        if operator not in known:
            raise _unknown("operator", operator, partial(value.key_place, operator), known)
        if operator in _SETS:
            result[operator] = _set(name, operand, where, words)
        elif isinstance(operand, Mapping):
            result[operator] = _predicates(name, operand, words)
        elif operator == "REGEX":
            result[operator] = _regex(operand, where)
        elif isinstance(operand, str):
            result[operator] = operand
        else:
            raise _wrong(f"`{operator}` must be a text", where)
    return result


def _set(name: str, value: object, where: Where, words: Words) -> list[str]:
    if is_name(value):
        return list(words.of(str(value), where))
    if not isinstance(value, Sequence):
        raise _wrong("a list is wanted here", where, "write it in square brackets, or name one with $")
    for at, item in enumerate(value):
        if not is_name(item):
            _text(name, item, partial(value.item_place, at))
    return words.expand(value, lambda at: partial(value.item_place, at))


def _regex(value: object, where: Where) -> str:
    if not isinstance(value, str):
        raise _wrong("`REGEX` must be a text", where)
    check_regex(value, where)
    return value


def check_regex(value: str, where: Where) -> None:
    """Raise RuleError A307 if a text is no regular expression."""
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        raise _wrong(f"not a regular expression: {error}", where) from None


def _text(name: str, value: object, where: Where) -> str:
    if not isinstance(value, str):
        raise _wrong(f"`{name}` must be a text", where, "quote it if it is meant as one")
    if is_name(value):
        raise _wrong(f"`{name}` cannot be a list", where, f"write {{IN: {value}}}")
    if name == "POS" and value not in _POS:
        raise _unknown("part of speech", value, where, _POS)
    if name == "DEP":
        check_relation(value, where)
    return value
