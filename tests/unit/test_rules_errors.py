"""Whatever is wrong with a pack is said with its place, its line and what to do about it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from attrib.errors import AttribError, RuleError
from attrib.rules.folders import MAX_BYTES
from attrib.rules.load import load_packs, load_rules

CASES = Path(__file__).parents[1] / "cases"
BASE = CASES / "rules_base"


def head_of(case: Path) -> tuple[str, list[str]]:
    """Return the folder that a case file is for and the error it expects, from the comments at its head."""
    lines = [line.removeprefix("# ") for line in case.read_text("utf-8").splitlines() if line.startswith("# ")]
    return lines[0].removeprefix("folder: "), lines[1:]


def shown(error: AttribError, *, pack: Path) -> list[str]:
    assert error.place is not None
    line = error.place.text
    text = f"{error.place.line}:{error.place.column} {error.code} {error.message}".replace(f"{BASE}{os.sep}", "")
    assert error.place.path == str(pack)
    return [text, f"line: {line}", *([f"hint: {error.hint}"] if error.hint else [])]


def packed(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("case", sorted((CASES / "rules_errors").glob("*.yml")), ids=lambda path: path.stem)
def test_error_shows_place_and_hint(case, tmp_path):
    kind, expected = head_of(case)
    pack = packed(tmp_path, {f"{kind}/{case.name}": case.read_bytes()})
    with pytest.raises(RuleError) as caught:
        load_packs([BASE, pack])
    assert shown(caught.value, pack=pack / kind / case.name) == expected


LIST = b"id: extra\ndescription: A list.\nentries: [a]\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"list/extra.yml": LIST}, ("list", "A301 unknown folder `list` in a pack of rules", "did you mean `lists`?")),
        ({"lists/extra.json": b"{}"}, ("lists/extra.json", "A301 not a rule file", "rule files end in .yml or .yaml")),
        (
            {"lists/more/extra.yml": LIST},
            ("lists/more", "A301 not a file", "rule files lie in one folder a kind"),
        ),
        (
            {"extra.yml": LIST},
            (
                "extra.yml",
                "A301 a file cannot lie beside the folders of a pack",
                "put it in one of lists, cues, frames, blockers, layout, sources, markers, claims, contents, findings, policies",
            ),
        ),
        ({"README.md": b"Nothing.", ".gitkeep": b""}, ("", "A301 no rules in this folder", None)),
        ({"lists/extra.yml": b"# nothing yet\n---\n---\n"}, ("", "A301 no rules in this folder", None)),
        (
            {"lists/extra.yml": b"id: extra\ndescription: caf\xe9\n"},
            (
                "lists/extra.yml:2",
                "A301 rule file is not UTF-8: byte 0xe9 at byte offset 26",
                "save the file as UTF-8",
            ),
        ),
        (
            {"lists/extra.yml": b"#" * (MAX_BYTES + 1)},
            ("lists/extra.yml", "A301 rule file is larger than 5,000,000 bytes", "split it into several"),
        ),
        (
            {"lists/extra.yml": b"id: extra\ndescription: a \x07 bell\n"},
            ("lists/extra.yml:2:16", "A302 not valid YAML: control character U+0007", None),
        ),
        (
            {
                "lists/extra.yml": b"\xef\xbb\xbfid: extra\r\ndescription: A list.\r\nentries: [\xc3\xa9t\xc3\xa9, *a]\r\n"
            },
            ("lists/extra.yml:3:16", "A303 aliases (*a) are refused", "write the value out"),
        ),
    ],
)
def test_what_does_not_belong_in_a_pack(tmp_path, files, expected):
    with pytest.raises(RuleError) as caught:
        load_packs([BASE, packed(tmp_path / "pack", files)])
    where, text, hint = expected
    place = str(tmp_path / "pack" / where).rstrip(os.sep)
    assert (str(caught.value), caught.value.hint) == (f"{place}: {text}", hint)


def test_missing_folder(tmp_path):
    with pytest.raises(RuleError) as caught:
        load_rules([tmp_path / "absent"])
    assert str(caught.value) == f"{tmp_path / 'absent'}: A301 no such folder of rules"


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_deep_nesting_is_refused_at_once(tmp_path, opening):
    pack = packed(tmp_path, {"lists/extra.yml": opening.encode() * 50_000})
    with pytest.raises(RuleError, match="nested more than 40 deep"):
        load_packs([BASE, pack])


def test_line_text_of_a_place_has_no_line_end(tmp_path):
    pack = packed(tmp_path, {"lists/extra.yml": b"id: extra\r\nentry: a\r\n"})
    with pytest.raises(RuleError) as caught:
        load_packs([BASE, pack])
    assert caught.value.place is not None
    assert caught.value.place.text == "entry: a"
