"""Entries added to the file beside a story: what was there stays as it is, byte for byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.errors import UsageError
from attrib.read import read_story
from attrib.read.sidecars import NewEntry, with_entry

ENTRY = NewEntry("bare-source", "fedcba9876543210", 'they say: "so" – é🙂', date(2999, 12, 31), "Mira Holt")
OLD = "rule: bare-poll"
PRINT = "fingerprint: '0123456789abcdef'"
BESIDE = {
    "other keys": "# What the desk knows\nwitnessed: true\nsources:\n  - match: officials\n    reason: fear  # since May",
    "entries": f"ignores:  # looked at\n- {OLD}\n  {PRINT}\n  # why\n  reason: >\n    a long\n    one\n\nwitnessed: true\n",
    "entries at the end": f"witnessed: true\nignores:\n  - {OLD}\n    {PRINT}\n    reason: |\n      - one\n      - two\n\n# end\n",
    "indented entries": f"witnessed: true\nignores:\n   -  {{{OLD}, {PRINT}, reason: so}}  # 1\n",
    "an entry without line end": f"ignores:\n  - {OLD}\n    {PRINT}",
    "quoted key": f'"ignores":\n  - "rule": bare-poll\n    {PRINT}\nwitnessed: true\n',
    "no text": "# nothing yet\n",
    "nothing at all": "",
    "a mark of byte order": "\ufeffwitnessed: true\n",
    "a mark and entries": f"\ufeffignores:\n- {OLD}\n  {PRINT}\nwitnessed: true\n",
}


def told(story, sidecar):
    return read_story(story, b"Ferry stays in port\n", (), sidecar)


def shortened(long, short):
    """Return what must be cut out of some bytes to get others: the place and how much; None where no cut does it."""
    more = len(long) - len(short)
    return next((at for at in range(len(short) + 1) if long[:at] + long[at + more :] == short), None)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", BESIDE)
def test_all_else_stays(name, end, tmp_path):
    story, path = tmp_path / "plain.txt", tmp_path / "plain.attrib.yml"
    path.write_bytes(BESIDE[name].replace("\n", end).encode())
    before = told(story, read_back(path))
    made = with_entry(story, ENTRY)
    after = told(story, made)
    *old, new = after.directives
    assert [one.rules for one in old] == [one.rules for one in before.directives]
    assert (new.rules, new.entry.fingerprint, new.reason) == (("bare-source",), ENTRY.fingerprint, ENTRY.reason)
    assert (new.until, new.author) == (ENTRY.until, ENTRY.author)
    assert (after.metadata.witnessed, after.metadata.sources) == (before.metadata.witnessed, before.metadata.sources)
    assert shortened(made.raw, path.read_bytes()) is not None
    assert (b"\r\n" in made.raw) == (b"\r\n" in path.read_bytes())


def read_back(path):
    from attrib.read import Sidecar

    return Sidecar(str(path), path.read_bytes())


def test_a_story_without_such_a_file(tmp_path):
    made = with_entry(tmp_path / "plain.txt", ENTRY)
    assert Path(made.path).name == "plain.attrib.yml"
    assert [one.rules for one in told(tmp_path / "plain.txt", made).directives] == [("bare-source",)]
    assert list(tmp_path.iterdir()) == []


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text("é🙂:#-'\"{}[] \n\u2028", min_size=1))
def test_any_reason_and_any_name_come_back(tmp_path_factory, reason, author):
    story = tmp_path_factory.getbasetemp() / "none.txt"
    (found,) = told(story, with_entry(story, ENTRY._replace(reason=reason, author=author))).directives
    assert (found.reason, found.author) == (reason, author)


@pytest.mark.parametrize(
    "text",
    [
        "{witnessed: true}\n",
        "ignores: []\n",
        "ignores:\n",
        "ignores: [{rule: bare-poll, fingerprint: '0123456789abcdef'}]\n",
        "---\nwitnessed: true\n",
        "witnessed: true\n...\n",
        "- witnessed\n",
        "witnessed: [\n",
    ],
)
def test_files_to_which_nothing_can_be_added(text, tmp_path):
    (tmp_path / "plain.attrib.yml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        with_entry(tmp_path / "plain.txt", ENTRY)
    assert raised.value.code == "A144"
    assert "rule: bare-source; fingerprint: " in raised.value.hint
