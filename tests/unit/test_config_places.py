"""Where things stand in a TOML file: tomllib reads it, and tells no places."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.config.toml_places import read_toml
from attrib.errors import ConfigError
from attrib.rules.located import Mapping, RuleFile

TEXT = '''\
# A comment = with an equals sign
top.level = 1 # [not.a.table]
"quoted \\u00e9 key" . 'and.another' = 'x'

[table] # another
list = [ # "3"
  "one", # "two",
  [2, 3.5], { inline = 'é🙂', "b" = [ true ] },
]
long = """
[no.table]
key = "a""b" \\""" end""""
raw = \'\'\'a'b''\'\'\'
day = 1979-05-27 07:32:00Z

[[table.several]]
name = "first"
[table.several.deep]
x = 1
[[table.several]]
name = "second"
deep.x = 2
[[table.several.more]]
y = 0x1F
'''


def leaves(value, path=()):
    """Yield each key and item: its path, what holds it, its place there."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield (*path, key), value.key_place(key), value.value_place(key), part
            yield from leaves(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield (*path, index), None, value.item_place(index), part
            yield from leaves(part, (*path, index))


def rest_at(text, place):
    lines = text.split("\n")
    return "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])


def reads_back(text, place, value):
    """Return whether the text at a place begins with a value."""
    rest = rest_at(text, place)
    for end in range(1, len(rest) + 1):
        try:
            if tomllib.loads(f"x = {rest[:end]}")["x"] == value:
                return True
        except tomllib.TOMLDecodeError:
            continue
    return False


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n")], ids=["LF", "CRLF"])
def test_values_stand_where_they_are_said_to(text):
    read = read_toml(RuleFile("a.toml", text))
    assert read == tomllib.loads(text)
    found = list(leaves(read))
    plain = text.replace("\r\n", "\n")
    scalars = [(path, place, value) for path, _, place, value in found if not isinstance(value, (Mapping, list))]
    assert len(scalars) == 15
    for path, place, value in scalars:
        assert reads_back(plain, place, value), path


def test_keys_stand_where_they_are_said_to():
    for path, place, _, _ in leaves(read_toml(RuleFile("a.toml", TEXT))):
        if place is not None:
            rest = rest_at(TEXT, place)
            bare = rest[1:] if rest[0] in "\"'" else rest
            assert bare.replace("\\u00e9", "é").startswith(path[-1]), path


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a = 1\nb = \n", 2, 5, "not valid TOML: invalid value"),
        ("a = [1,\r\n  x]\r\n", 2, 3, "not valid TOML: invalid value"),
        ("a = 1\na = 2\n", 2, 6, "not valid TOML: cannot overwrite a value"),
        ('a = """b\n', 1, 9, "not valid TOML: "),
    ],
)
def test_what_is_not_toml_is_said_with_its_place(text, line, column, says):
    with pytest.raises(ConfigError) as caught:
        read_toml(RuleFile("a.toml", text))
    place = caught.value.place
    assert (caught.value.code, place.line, place.column) == ("A502", line, column)
    assert caught.value.message.startswith(says)
    assert place.text == text.splitlines()[line - 1]


KEYS = st.text("abé-_ .\"'=#[]", min_size=1, max_size=4)
VALUES = st.recursive(
    st.booleans() | st.integers(-99, 99) | st.text("ab\"'\\\n\r\t#=,[]{}é🙂", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def written(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\u{ord(one):04X}" if one in '"\\\n\r\t' else one for one in value) + '"'
    if isinstance(value, list):
        return "[ " + ",\n # , ]\n ".join(map(written, value)) + " ]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{written(key)} = {written(one)}" for key, one in value.items()) + " }"
    return str(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_whatever_is_written_has_its_place(content):
    text = "".join(f"{written(key)} = {written(value)}\n" for key, value in content.items())
    read = read_toml(RuleFile("a.toml", text))
    assert read == content
    for path, _, place, value in leaves(read):
        assert rest_at(text, place).startswith(written(value)), path


@pytest.mark.parametrize("text", ["a = " + "[" * 50_000, "a = " + "9" * 5_000, "a = 2026-13-41", "a = \x00"])
def test_what_tomllib_trips_over_is_said_too(text):
    with pytest.raises(ConfigError) as caught:
        read_toml(RuleFile("a.toml", text))
    assert caught.value.code == "A502"
