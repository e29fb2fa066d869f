"""Lines and columns in each format's own unit, and the names of files."""

from __future__ import annotations

import json
import sys
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.render import WRITERS, machine
from attrib.render.columns import Area, Ruler, code_points, utf8_bytes, utf16_units
from attrib.report import Span

from .render_builders import new_story, read_commands, read_table, report_at

TEXT = "Headline\r\n\r\nIt says “é🙂” on the door, and\r\nnobody 🙂 says why.\r\n"
"""The words in quotation marks begin after 9 code points of their line and are 2 code points, 3 UTF-16 units, 6 bytes."""


def area_in_sarif(report):
    (result,) = json.loads(WRITERS["sarif"](report))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    return tuple(region[name] for name in ("startLine", "startColumn", "endLine", "endColumn"))


def area_in_rdjsonl(report):
    place = json.loads(WRITERS["rdjsonl"](report))["location"]["range"]
    return tuple(place[side][name] for side in ("start", "end") for name in ("line", "column"))


def area_in_github(report):
    ((_, properties, _),) = read_commands(WRITERS["github"](report))
    return tuple(
        int(properties[name]) if name in properties else None for name in ("line", "col", "endLine", "endColumn")
    )


def area_in_csv(report):
    (row,) = read_table(WRITERS["csv"](report))
    return tuple(int(row[name]) for name in ("line", "column", "end_line", "end_column"))


def area_in_json(report):
    (finding,) = json.loads(WRITERS["json"](report))["stories"][0]["findings"]
    return tuple(finding[name] for name in ("line", "column", "end_line", "end_column"))


def start_in_checkstyle(report):
    error = ET.fromstring(WRITERS["checkstyle"](report)).find("file/error")
    return int(error.get("line")), int(error.get("column"))


def lines_in_gitlab(report):
    (issue,) = json.loads(WRITERS["gitlab"](report))
    return tuple(issue["location"]["lines"].values())


@pytest.mark.parametrize(
    ("words", "code_point", "utf16", "utf8"),
    [
        ("é🙂", (3, 10, 3, 12), (3, 10, 3, 13), (3, 12, 3, 18)),
        ("on the door", (3, 14, 3, 25), (3, 15, 3, 26), (3, 22, 3, 33)),
        ("🙂 says", (4, 8, 4, 14), (4, 8, 4, 15), (4, 8, 4, 17)),
        ("🙂” on the door, and\r\nnobody 🙂", (3, 11, 4, 9), (3, 11, 4, 10), (3, 14, 4, 12)),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "byte order mark"])
def test_each_format_counts_in_its_own_unit(words, code_point, utf16, utf8, mark):
    report = report_at(mark + TEXT, words)
    assert area_in_json(report) == area_in_csv(report) == code_point
    assert area_in_sarif(report) == utf16
    assert start_in_checkstyle(report) == utf16[:2]
    assert area_in_rdjsonl(report) == utf8
    assert lines_in_gitlab(report) == (code_point[0], code_point[2])
    one_line = code_point[0] == code_point[2]
    assert area_in_github(report) == (code_point if one_line else (code_point[0], None, code_point[2], None))


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "byte order mark"])
def test_a_byte_order_mark_takes_no_column(mark):
    report = report_at(mark + "é🙂 or not", "or")
    assert area_in_csv(report)[1] == 4
    assert area_in_sarif(report)[1] == 5
    assert area_in_rdjsonl(report)[1] == 8


def test_only_readers_of_text_know_a_lone_carriage_return_for_a_line_end():
    report = report_at("One\rTwo\rThree, four\n", "four")
    assert area_in_json(report) == area_in_csv(report) == area_in_sarif(report) == (3, 8, 3, 12)
    assert area_in_github(report) == area_in_rdjsonl(report) == (1, 16, 1, 20)
    assert lines_in_gitlab(report) == (1, 1)


def test_a_stretch_that_ends_with_its_line_does_not_reach_into_the_next():
    assert Area(2, 5, 3, 1).last_line == 2
    assert Area(2, 5, 3, 2).last_line == 3
    assert Area(1, 1, 1, 1).last_line == 1
    report = report_at("One two\nthree\n", "two\n")
    assert (area_in_github(report), lines_in_gitlab(report)) == ((1, None, 1, None), (1, 1))
    assert area_in_sarif(report) == (1, 5, 2, 1)


ODD = st.text(alphabet=st.sampled_from("ab é🙂“\ufeff\r\n\u2028\x0c\x85"), max_size=40)


@given(ODD, st.data())
def test_what_the_columns_point_at_are_the_words(text, data):
    """Cut out of the file as its reader would, in its own unit, the words come back."""
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    story = new_story(text)
    shown = text.removeprefix("\ufeff")
    wanted = text[span.start : span.end].removeprefix("\ufeff") if span.start == 0 else text[span.start : span.end]
    by_line_feeds = shown.encode().split(b"\n")
    area = Ruler(story, utf8_bytes, lone_cr=False).area(span)
    starts = [sum(len(line) + 1 for line in by_line_feeds[:at]) for at in range(len(by_line_feeds))]
    cut = shown.encode()[starts[area.line - 1] + area.column - 1 : starts[area.end_line - 1] + area.end_column - 1]
    assert cut.decode() == wanted
    area = Ruler(story, utf16_units).area(span)
    starts = [2 * utf16_units(text[:at].removeprefix("\ufeff")) for at in story.line_starts]
    cut = shown.encode("utf-16-le")[
        starts[area.line - 1] + 2 * (area.column - 1) : starts[area.end_line - 1] + 2 * (area.end_column - 1)
    ]
    assert cut.decode("utf-16-le") == wanted


@given(st.text())
def test_sizes(text):
    assert code_points(text) == len(text)
    assert utf8_bytes(text) == len(text.encode())
    assert utf16_units(text) == len(text.encode("utf-16-le")) // 2


# Names of files.


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("stories/ferry.txt", "stories/ferry.txt"),
        ("Fähre 🙂/100% #1?.txt", "F%C3%A4hre%20%F0%9F%99%82/100%25%20%231%3F.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("../ferry.txt", "../ferry.txt"),
        ("caf\udce9.txt", "caf%E9.txt"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="names are otherwise there")
def test_a_uri_has_every_byte_of_the_name(path, shown):
    assert machine.uri(path) == shown


def test_what_lies_in_the_working_folder_is_named_from_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inside = str(tmp_path / "stories" / "ferry.txt")
    assert machine.name_from_here(inside) == machine.uri(inside) == "stories/ferry.txt"
    outside = tmp_path.parent / "ferry 1.txt"
    assert machine.name_from_here(str(outside)) == outside.as_posix()
    assert machine.uri(str(outside)) == outside.as_uri()
    assert machine.file_name(inside) == (tmp_path / "stories" / "ferry.txt").as_posix()
