"""`attrib ignores` and `check --no-ignores`: the real command on real stories."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from attrib import app

PLAIN = "Ferry stays in port\n\nThe ferry will not sail until June, officials said.\n"
MARKDOWN = """\
# Ferry stays in port

<!-- attrib: ignore[all-anonymous, anonymous-headline] (until 2999-12-31, by Mira Holt) the desk knows them -->

The ferry will not sail until June, officials said.

<!-- attrib: ignore[bare-poll] (until 2020-01-31) the poll is cut -->

It will be painted.
"""


@pytest.fixture
def desk(tmp_path, monkeypatch, engine):
    """A folder with a plain story and one in Markdown; the pipeline is that of the other tests."""
    stages = engine._stages
    monkeypatch.setattr(app, "_Stages", lambda rules, pipeline: stages)
    monkeypatch.chdir(tmp_path)
    Path("plain.txt").write_text(PLAIN, encoding="utf-8")
    Path("marked.md").write_text(MARKDOWN, encoding="utf-8")
    return tmp_path


def found(outcome):
    return {(one["code"], one["line"]) for story in json.loads(outcome.out)["stories"] for one in story["findings"]}


def test_a_check_leaves_out_what_comments_hide_and_says_so(cli, desk):
    outcome = cli("check", "marked.md")
    assert "ANON-11" not in outcome.out
    assert outcome.code == 0
    assert "marked.md:7:1 warning[SUP-02 expired-suppression]" in outcome.out
    assert outcome.out.splitlines()[-1].endswith("; 2 ignored (policy default)")
    shape = json.loads(cli("check", "marked.md", "--format", "json").out)
    (hidden, _) = shape["stories"][0]["suppressed"]
    assert {name: hidden[name] for name in ("by", "reason", "until", "author")} == {
        "by": "comment",
        "reason": "the desk knows them",
        "until": "2999-12-31",
        "author": "Mira Holt",
    }
    start, end = hidden["at"]
    assert MARKDOWN[start:end].startswith("<!-- attrib: ignore[all-anonymous")
    assert shape["summary"]["suppressed"] == 2


def test_standard_input_has_the_file_beside_the_story_that_it_is_called_by(cli, desk, monkeypatch):
    """As an editor's program runs it, while the story is being written."""

    def from_stdin(*arguments):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN.encode())))
        return cli("check", "-", *arguments, "--format", "json")

    before = found(from_stdin("--stdin-filename", "plain.txt"))
    assert cli("ignores", "add", "plain.txt:3", "ANON-11", "--reason", "known").code == 0
    after = from_stdin("--stdin-filename", "plain.txt")
    assert before - found(after) == {("ANON-11", 3)}
    assert found(cli("check", "plain.txt", "--format", "json")) == found(after)
    Path("plain.attrib.yml").rename("stdin.attrib.yml")
    assert found(from_stdin()) == before


def test_no_ignores_shows_everything(cli, desk):
    outcome = cli("check", "marked.md", "--no-ignores", "--format", "json")
    assert outcome.code == 1
    assert {("ANON-11", 5), ("ANON-09", 5), ("SUP-02", 7)} <= found(outcome)


def test_a_comment_that_cannot_be_followed_stops_the_run(cli, desk):
    Path("marked.md").write_text(MARKDOWN.replace("bare-poll", "bare-pole"), encoding="utf-8")
    outcome = cli("check", "marked.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines() == [
        "marked.md:7:21: error[A251] there is no finding called `bare-pole`",
        " 7 | <!-- attrib: ignore[bare-pole] (until 2020-01-31) the poll is cut -->",
        "   |                     ^",
        "hint: did you mean `bare-poll`?",
    ]


def test_the_list_tells_of_each_what_it_comes_to(cli, desk):
    assert cli("ignores", "add", "plain.txt:3", "ANON-11", "--reason", "so").code == 0
    shape = json.loads(cli("ignores", "--format", "json").out)
    assert shape["schema"] == "attrib.ignores/1"
    told = [(one["path"], one["line"], one["rule"], one["state"], one["until"]) for one in shape["ignores"]]
    assert told == [
        ("marked.md", 3, "all-anonymous", "used", "2999-12-31"),
        ("marked.md", 3, "anonymous-headline", "used", "2999-12-31"),
        ("marked.md", 7, "bare-poll", "expired", "2020-01-31"),
        ("plain.attrib.yml", 2, "all-anonymous", "used", None),
    ]
    table = cli("ignores", "list", "marked.md")
    assert (table.code, table.err) == (0, "")
    assert table.out.splitlines() == [
        "marked.md:3:1 ignore[all-anonymous] hides 1, until 2999-12-31",
        "    Mira Holt: the desk knows them",
        "marked.md:3:1 ignore[anonymous-headline] hides 1, until 2999-12-31",
        "    Mira Holt: the desk knows them",
        "marked.md:7:1 ignore[bare-poll] expired, until 2020-01-31",
        "    the poll is cut",
        "",
        "3 in 1 story: 2 used, 1 expired",
    ]
    assert cli("ignores", "plain.txt", "--policy", "wikipedia").out.splitlines()[-1] == "1 in 1 story: 1 idle"


def test_nothing_to_list(cli, desk):
    Path("marked.md").unlink()
    outcome = cli("ignores")
    assert (outcome.code, outcome.out, outcome.err) == (0, "0 in 1 story\n", "")


@pytest.mark.parametrize("before", [None, "witnessed: true\r\n# Looked at on Friday\r\n"])
def test_an_entry_is_added_and_the_finding_is_hidden(before, cli, desk):
    path = Path("plain.attrib.yml")
    if before is not None:
        path.write_bytes(before.encode())
    words = ["--reason", 'they say: "so" – é🙂', "--until", "2999-12-31", "--author", "Mira Holt"]
    outcome = cli("ignores", "add", "plain.txt", "all-anonymous", *words)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "plain.attrib.yml: ANON-11 all-anonymous at plain.txt:3:37 is not reported any more\n"
    assert path.read_bytes().startswith((before or "").encode())
    report = json.loads(cli("check", "plain.txt", "--format", "json").out)["stories"][0]
    (hidden,) = report["suppressed"]
    assert (hidden["by"], hidden["reason"], hidden["author"]) == ("sidecar", 'they say: "so" – é🙂', "Mira Holt")
    assert sorted(one.name for one in desk.glob("[!.]*")) == ["marked.md", "plain.attrib.yml", "plain.txt"]


def test_a_file_to_which_nothing_can_be_added_is_left_alone(cli, desk):
    Path("plain.attrib.yml").write_text("ignores: []\n", encoding="utf-8")
    outcome = cli("ignores", "add", "plain.txt", "all-anonymous", "--reason", "so")
    assert (outcome.code, outcome.out) == (2, "")
    assert "rule: all-anonymous; fingerprint: " in outcome.err
    assert Path("plain.attrib.yml").read_text("utf-8") == "ignores: []\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["plain.txt", "0123456789abcdef"], "no finding goes by '0123456789abcdef' here"),
        (["plain.txt:1", "all-anonymous"], "no finding goes by 'all-anonymous' here"),
        (["plain.txt:3:36", "all-anonymous"], "no finding goes by 'all-anonymous' here"),
        (["plain.txt:1", "all-anonymous"], "hint: all-anonymous is reported at 3:37\n"),
        (["plain.txt", "all-anonymus"], "hint: did you mean `all-anonymous`?"),
        (["marked.md", "all-anonymous"], "is not reported as it is"),
        (["marked.md:1", "all-anonymous"], "no finding goes by 'all-anonymous' here"),
        (["plain.txt", "all-anonymous", "--until", "2020-01-31"], "--until '2020-01-31' has passed"),
        (["plain.txt", "all-anonymous", "--until", "soon"], "--until 'soon' is no day"),
        ([".", "all-anonymous"], "in one story, not in a folder"),
        (["none.txt", "all-anonymous"], "no such file"),
    ],
)
def test_what_cannot_be_added(words, says, cli, desk):
    outcome = cli("ignores", "add", *words, "--reason", "so")
    assert (outcome.code, outcome.out) == (2, "")
    assert says in outcome.err
    assert not Path("plain.attrib.yml").exists()


def test_a_reason_is_asked_for(cli, desk):
    assert cli("ignores", "add", "plain.txt", "all-anonymous").code == 2
    assert "the reason is empty" in cli("ignores", "add", "plain.txt", "all-anonymous", "--reason", " ").err
