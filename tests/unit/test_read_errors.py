"""Files that cannot be read: an error with a place, never a story."""

from __future__ import annotations

import os

import pytest

from attrib.errors import InputError, Place, UsageError
from attrib.read import find_stories, read_bytes, read_story


@pytest.mark.parametrize(
    ("raw", "code", "place", "message"),
    [
        (
            "One.\r\nTwö “".encode() + b"\x94 said",
            "A203",
            Place("a.txt", 2, 6, "Twö “\ufffd said"),
            "not UTF-8: byte 0x94 at byte 14; the file looks like Windows-1252",
        ),
        (b"\xef\xbb\xbfab\xff", "A203", Place("a.txt", 1, 3, "ab\ufffd"), "not UTF-8: byte 0xff at byte 5"),
        ("The mayor".encode("utf-16"), "A203", Place("a.txt", 1, 1), "not UTF-8 text: the file is UTF-16"),
        (
            "The mayor".encode("utf-16-le"),
            "A204",
            Place("a.txt", 1, 2, "T\ufffdh\ufffde\ufffd \ufffdm\ufffda\ufffdy\ufffdo\ufffdr\ufffd"),
            "not text: NUL at byte 1 (the file looks like UTF-16)",
        ),
        (b"ok\nPK\x03\x00rest", "A204", Place("a.txt", 2, 4, "PK\x03\ufffdrest"), "not text: NUL at byte 6"),
        (b"%PDF\n\xe2\xe3\x00", "A203", Place("a.txt", 2, 1, "\ufffd\ufffd\ufffd"), None),
    ],
    ids=["windows-1252", "after a mark", "utf-16", "utf-16 without mark", "binary", "pdf"],
)
def test_bytes_that_are_not_text(raw, code, place, message):
    with pytest.raises(InputError) as caught:
        read_story("a.txt", raw, ())
    assert (caught.value.code, caught.value.place) == (code, place)
    if message:
        assert caught.value.message == message


@pytest.mark.parametrize("name", ["a.doc", "a", "a.txt.bak", ".txt"])
def test_unknown_suffix(name):
    with pytest.raises(InputError) as caught:
        read_story(name, b"text", ())
    assert caught.value.code == "A201"


@pytest.mark.parametrize("name", ["a.TXT", "b.md", "c.markdown", "d.tar.md"])
def test_known_suffixes(name):
    assert len(read_story(name, b"The bridge is shut.", ()).blocks) == 1


def test_folders_are_walked_in_order_and_hidden_files_skipped(tmp_path):
    for name in ["b.txt", "a.md", "sub/c.txt", ".hidden.txt", ".git/d.txt", "~$a.docx", "notes.pdf", "a/z.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [path.relative_to(tmp_path).as_posix() for path in find_stories([tmp_path])]
    assert found == ["a.md", "b.txt", "a/z.txt", "sub/c.txt"]


def test_files_come_as_given_and_once(tmp_path):
    one, two = tmp_path / "one.txt", tmp_path / ".two.txt"
    one.write_text("x")
    two.write_text("x")
    assert find_stories([two, one, tmp_path, tmp_path / "." / "one.txt"]) == [two, one]


@pytest.mark.parametrize(("names", "code"), [(["missing.txt"], "A101"), (["folder"], "A102"), ([], "A103")])
def test_nothing_to_read_is_an_error(tmp_path, names, code):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.pdf").write_text("x")
    with pytest.raises(UsageError) as caught:
        find_stories([tmp_path / name for name in names])
    assert caught.value.code == code


def test_a_link_to_nowhere_is_found_and_then_refused(tmp_path):
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "gone.txt")
    assert find_stories([link]) == [link]
    with pytest.raises(InputError) as caught:
        read_bytes(link)
    assert caught.value.code == "A202"


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="the superuser may read all files")
def test_an_unreadable_folder_is_an_error(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir(mode=0)
    with pytest.raises(InputError) as caught:
        find_stories([tmp_path])
    assert caught.value.code == "A202"
