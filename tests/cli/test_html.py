"""Pages of HTML on the command line: read, judged, shown in the words a reader sees, or refused."""

from __future__ import annotations

import io
import json
import sys

import pytest

PAGE = """\
<!DOCTYPE html>
<html><head><title>Mill | The Herald</title></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>Mill to close</h1>
<p>The mill will close in June, &ldquo;for good&rdquo;, an official said.</p>
<p>&ldquo;It&rsquo;s over,&rdquo; said the official, who was not authorised to speak.</p>
</article></body></html>
"""


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mill.html").write_text(PAGE, encoding="utf-8")
    return PAGE


def test_a_page_is_judged_and_its_findings_lie_in_the_file(cli, page):
    done = cli("check", "mill.html", "--format", "json", "--no-cache")
    (story,) = json.loads(done.out)["stories"]
    assert done.code == 1
    said = next(one for one in story["attributions"] if one["kind"] == "direct")
    assert said["content"]["text"] == "“It’s over,”"
    ((start, end),) = said["content"]["spans"]
    assert page[start:end] == "&ldquo;It&rsquo;s over,&rdquo;"
    marked = [page[one["start"] : one["end"]] for one in story["findings"]]
    assert marked
    assert not any("<" in words or not words for words in marked)


def test_the_ledger_shows_the_words_a_reader_sees(cli, page):
    done = cli("ledger", "mill.html", "--no-cache")
    assert "“It’s over,” said the official" in " ".join(done.out.split())
    assert "&" not in done.out
    assert "Home" not in done.out


def test_standard_input_is_read_as_html_by_its_name(cli, page, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page.encode())))
    done = cli("ledger", "-", "--stdin-filename", "draft.htm")
    assert done.code == 0
    assert "Mill to close" in done.out


def test_a_page_of_links_is_refused(cli, tmp_path):
    (tmp_path / "index.html").write_text("<html><body><ul><li><a href='/a'>Mill to close</a></ul></body></html>")
    done = cli("check", tmp_path / "index.html", "--no-cache")
    assert (done.code, done.out) == (2, "")
    assert "error[A207] no text of a story is found in this page" in done.err


def test_the_page_of_a_report_is_no_story_of_its_folder(cli, page, tmp_path):
    first = cli("check", tmp_path, "--no-cache", "-o", "html:report.html", "--format", "concise")
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!")
    again = cli("check", tmp_path, "--no-cache", "-o", "html:report.html", "--format", "concise")
    assert again.out == first.out != ""


@pytest.mark.parametrize("output", ["json:report.html", "html:mill.html", "html:mill.txt"])
def test_no_other_report_is_written_as_a_page_among_stories(cli, page, tmp_path, output):
    done = cli("check", tmp_path, "-o", output)
    assert done.code == 2
    assert "error[A106]" in done.err
    assert (tmp_path / "mill.html").read_text("utf-8") == page
