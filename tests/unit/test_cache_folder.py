"""The folder of the cache: entries are written whole or not at all, and nothing else is touched."""

from __future__ import annotations

import os
import shutil
import stat
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attrib.cache import Folder, folder

KEY = "5" * 64


@pytest.fixture
def told():
    return []


@pytest.fixture
def kept(tmp_path, told):
    """A folder with one entry."""
    one = Folder(tmp_path / "cache", told.append)
    one.write(KEY, b"all of it")
    return one


def entry_of(one, key=KEY):
    return one.path / "entries" / key


@given(change=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_entry_is_no_entry(kept, change):
    kept.write(KEY, b"all of it")
    entry = entry_of(kept)
    whole = entry.read_bytes()
    damaged = change.draw(
        st.one_of(
            st.binary(max_size=40),
            st.integers(0, len(whole) - 1).map(lambda at: whole[:at]),
            st.tuples(st.integers(0, len(whole) - 1), st.integers(1, 255)).map(
                lambda flip: whole[: flip[0]] + bytes([whole[flip[0]] ^ flip[1]]) + whole[flip[0] + 1 :]
            ),
            st.binary(min_size=1, max_size=9).map(whole.__add__),
        ).filter(lambda content: content != whole)
    )
    entry.write_bytes(damaged)
    assert kept.read(KEY) is None


def test_an_entry_is_not_read_under_another_key_or_through_a_link(kept, tmp_path):
    shutil.copyfile(entry_of(kept), entry_of(kept, "6" * 64))
    entry_of(kept, "7" * 64).symlink_to(entry_of(kept))
    entry_of(kept, "8" * 64).mkdir()
    os.mkfifo(entry_of(kept, "9" * 64))
    assert [kept.read(digit * 64) for digit in "56789a"] == [b"all of it", *[None] * 5]


def test_a_write_cut_short_leaves_nothing(kept, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(folder.os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        kept.write(KEY, b"half of")
    assert kept.read(KEY) == b"all of it"
    assert [one.name for one in entry_of(kept).parent.iterdir()] == [KEY]


def test_a_folder_that_cannot_be_written_is_told_once_and_no_error(tmp_path, told):
    (tmp_path / "cache").write_text("a file")
    one = Folder(tmp_path / "cache", told.append)
    for _ in range(3):
        one.write(KEY, b"all of it")
        assert one.read(KEY) is None
    one.clean()
    assert len(told) == 1
    assert "cannot be written" in told[0]


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_only_the_owner_may_read_it_and_nobody_keeps_it(kept):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (kept.path, *kept.path.rglob("*"))}
    assert {
        name: mode for name, mode in modes.items() if mode & 0o077 and name not in {"CACHEDIR.TAG", ".gitignore"}
    } == {}
    assert (kept.path / ".gitignore").read_text() == "*\n"
    assert (kept.path / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_folder_with_other_things_in_it_is_not_marked(tmp_path, told):
    (tmp_path / "story.txt").write_text("mine")
    Folder(tmp_path, told.append).write(KEY, b"all of it")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["entries", "story.txt"]


def test_what_is_old_goes(kept, monkeypatch):
    now = time.time()
    foreign = kept.path / "entries" / "notes.txt"
    ages = {KEY: 31, "a" * 64: 29, "part-killed": 2, "part-running": 0, foreign.name: 400}
    for name, age in ages.items():
        entry_of(kept, name).write_bytes(b"x" * 1000)
        os.utime(entry_of(kept, name), (now - age * folder.DAY - 9,) * 2)
    kept.clean()
    left = {path.name for path in foreign.parent.iterdir()}
    assert left == {"a" * 64, "part-running", foreign.name, "cleaned"}
    os.utime(entry_of(kept, "a" * 64), (1, 1))
    kept.clean()
    assert entry_of(kept, "a" * 64).exists(), "it is looked at once a day"


def test_what_is_too_much_goes_oldest_first(kept, monkeypatch):
    monkeypatch.setattr(folder, "ROOM", 2500)
    for age, digit in enumerate("abcd"):
        entry_of(kept, digit * 64).write_bytes(b"x" * 1000)
        os.utime(entry_of(kept, digit * 64), (time.time() - age * 60,) * 2)
    kept.clean()
    assert [digit for digit in "abcd" if entry_of(kept, digit * 64).exists()] == ["a", "b"]


def test_what_is_asked_for_stays(kept):
    long_ago = time.time() - 29 * folder.DAY
    os.utime(entry_of(kept), (long_ago, long_ago))
    assert kept.read(KEY) == b"all of it"
    assert time.time() - entry_of(kept).stat().st_mtime < folder.DAY


def test_empty(kept):
    entry_of(kept, "notes.txt").write_text("not ours")
    entry_of(kept, "part-x").write_text("half")
    assert len(kept.sizes()) == 2
    assert kept.empty() == 1
    assert [path.name for path in entry_of(kept).parent.iterdir()] == ["notes.txt"]


def test_nothing_is_written_or_removed_through_links(tmp_path, told):
    """As a repository may hold them, in which somebody else runs attrib."""
    cache, elsewhere, new = tmp_path / "cache", tmp_path / "elsewhere", tmp_path / "new"
    cache.mkdir()
    elsewhere.mkdir()
    (elsewhere / "part-1").write_text("mine")
    os.utime(elsewhere / "part-1", (0, 0))
    (cache / ".gitignore").symlink_to(new)
    one = Folder(cache, told.append)
    one.write(KEY, b"all of it")
    assert one.read(KEY) == b"all of it"
    (cache / "entries").rename(tmp_path / "real")
    (cache / "entries").symlink_to(elsewhere)
    two = Folder(cache, told.append)
    two.write(KEY, b"all of it")
    two.clean()
    assert (two.read(KEY), two.empty(), two.sizes()) == (None, 0, [])
    (cache / "entries").unlink()
    (tmp_path / "real").rename(cache / "entries")
    (cache / "entries" / "cleaned").symlink_to(new)
    Folder(cache, told.append).clean()
    assert [path.name for path in elsewhere.iterdir()] == ["part-1"]
    assert not new.exists()
    assert told == [f"cache: {cache} cannot be written: entries is a link"]
