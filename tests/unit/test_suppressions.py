"""Comments and entries that hide findings: cases as stories, comments that cannot be followed, and what holds of all."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.app import Engine, Settings
from attrib.errors import InputError
from attrib.read import Sidecar
from attrib.report import Span

CASES = Path(__file__).parents[1] / "cases" / "suppressions"
STORIES = sorted(CASES.glob("*.md"))
ERRORS = yaml.safe_load((CASES / "errors.yml").read_text("utf-8"))
TODAY = date(2026, 1, 1)
LOOKED_FOR = ("anonymity-unexplained", "vague-collective", "SUP")
CHOSEN = Settings(select=LOOKED_FOR, options=(("anonymity-unexplained", "tier", 5),), today=TODAY)
STORY = """\
Housing office to lose 40 posts

The housing office will cut 40 posts, Mayor Dana Whitlock said on Monday.

A senior housing official said letters would go out in May.

A senior finance official said the money had run out.
"""


@pytest.fixture(scope="module")
def chosen(engine):
    """The engine's stages with few findings, on a day of long ago."""
    made = Engine(CHOSEN, engine.rules)
    made.__dict__["_stages"] = engine._stages
    return made


def shown(finding, story):
    words = re.match(r"(?:<!-- )?(.*?)(?::|$)", story.text[finding.span.start : finding.span.end].replace("\n", " "))[1]
    return {words: finding.rule}


@pytest.fixture(scope="module")
def reports(chosen):
    """The report on each case, by its name."""
    stories = [chosen.read_file(path) for path in STORIES]
    return {path.stem: report for path, report in zip(STORIES, chosen.check(stories), strict=True)}


@pytest.mark.parametrize("name", [path.stem for path in STORIES])
def test_cases(name, reports):
    wanted = yaml.safe_load((CASES / f"{name}.md").read_text("utf-8").split("---\n")[1])
    report = reports[name]
    assert [shown(one, report.story) for one in report.findings] == wanted["reported"]
    assert [shown(one.finding, report.story) for one in report.suppressed] == wanted["ignored"]


def test_no_word_of_a_comment_is_text_of_the_story(reports):
    for report in reports.values():
        read = report.story.shown.text
        assert "<!--" not in re.sub(r"Write <!-- .*? -->", "", read)
        assert "known to the desk" not in read


def test_what_a_comment_tells_goes_with_what_it_hides(reports):
    (hidden,) = reports["last-day"].suppressed
    text = reports["last-day"].story.text
    assert (hidden.by, hidden.reason, hidden.until) == ("comment", "a second source is on its way", TODAY)
    assert text[hidden.at.start : hidden.at.end].startswith("<!-- attrib: ignore[")
    (over,) = reports["over"].suppressions
    assert (over.state, over.directive.author, over.days) == ("expired", "Ruth Amsel", -1)


def test_two_that_hide_the_same_are_both_in_use_and_the_nearer_one_is_named(reports):
    report = reports["range-within-which-a-line-is-ignored"]
    assert [(one.directive.action, one.state) for one in report.suppressions] == [
        ("disable", "used"),
        ("ignore", "used"),
    ]
    assert [one.reason for one in report.suppressed] == ["her name is known to the desk"]


def test_the_day_until_which_a_report_holds(reports):
    assert reports["last-day"].story.holds_until(TODAY) == TODAY
    assert reports["over"].story.holds_until(TODAY) is None
    assert reports["next-block"].story.holds_until(TODAY) is None


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case["comment"])
def test_comments_that_cannot_be_followed(case, chosen):
    text = f"Housing office to lose 40 posts\n\n{case['comment']}\n"
    with pytest.raises(InputError) as raised:
        chosen.read("posts.md", text.encode())
    error = raised.value
    assert error.code in {"A250", "A251"}
    assert case["says"] in error.message
    assert case["hint"] in error.hint
    assert (error.place.path, error.place.line, error.place.text) == ("posts.md", 3, case["comment"])
    assert case["comment"][error.place.column - 1 :].startswith(case["at"])


@pytest.mark.parametrize(
    "comment",
    [
        "<!--attrib:ignore[anonymity-unexplained]so-->",
        "<!-- attrib : ignore [ anonymity-unexplained ] - so -->",
        "<!--\nattrib:\n  ignore[\n    anonymity-unexplained\n  ]\n  so\n-->",
        "<!-- attrib: ignore[anonymity-unexplained,anonymity-unexplained]: so -->",
        "<!-- attrib: ignore[anonymity-unexplained]\t(by Ruth Amsel , until  2026-12-31)\nso -->",
    ],
)
def test_white_space_changes_nothing(comment, chosen):
    for end in ("\n", "\r\n", "\r"):
        story = chosen.read("posts.md", f"# Posts\n\n{comment}\n\nText.\n".replace("\n", end).encode())
        (found,) = story.directives
        assert (found.action, found.rules, found.reason) == ("ignore", ("anonymity-unexplained",), "so")
        assert story.text[found.span.start : found.span.end].replace(end, "\n") == comment


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "ignore",
                "disable",
                "[",
                "]",
                "bare-source",
                ",",
                " ",
                "(",
                ")",
                "until",
                "2026-12-31",
                "by",
                "Ruth",
                ":",
                "\n",
                "-",
                "x",
                "é🙂",
            ]
        ),
        max_size=12,
    )
)
def test_a_comment_names_findings_or_is_an_error(parts):
    from attrib.read import Comment, read_directives

    comment = f"<!-- attrib: {''.join(parts)} -->"
    found = None
    with contextlib.suppress(InputError):
        (found,) = read_directives("a.md", comment, [Comment(Span(0, len(comment)))])
    if found:
        named = re.search(r"\[(.*?)\]", comment, re.DOTALL)[1].split(",")
        assert found.rules == tuple(dict.fromkeys(map(str.strip, named)))
        assert all(name and not re.search(r"\s", name) for name in found.rules)


def test_comments_in_a_page(chosen):
    (report,) = chosen.check([chosen.read_file(CASES / "page.html")])
    assert [shown(one, report.story) for one in report.findings] == [
        {"A senior finance official": "anonymity-unexplained"},
        {"attrib": "unclosed-suppression"},
        {"attrib": "unused-suppression"},
    ]
    assert [(shown(one.finding, report.story), one.until) for one in report.suppressed] == [
        ({"A senior housing official": "anonymity-unexplained"}, None),
        ({"One cleaner at the office": "anonymity-unexplained"}, TODAY),
    ]
    assert "attrib" not in report.story.shown.text


@pytest.mark.parametrize(
    ("comment", "says"),
    [("<!-- attrib: ignor[bare-source] so -->", "`ignor`"), ("<!-- attrib: ignore[bare-source] so", "not closed")],
)
def test_comments_in_a_page_that_cannot_be_followed(comment, says, chosen):
    page = f"<article><h1>Posts</h1>\n<p>The posts go in June, Ms. Whitlock said.</p>\n{comment}</article>"
    with pytest.raises(InputError, match=says) as raised:
        chosen.read("posts.html", page.encode())
    assert (raised.value.code, raised.value.place.line) == ("A250", 3)


def test_plain_text_with_a_comment_is_refused(chosen):
    with pytest.raises(InputError, match="work in Markdown and HTML") as raised:
        chosen.read("posts.txt", b"Posts\n\n<!-- attrib: ignore[bare-source] so -->\n\nText.\n")
    assert (raised.value.place.line, "ignores:" in raised.value.hint) == (3, True)


def beside(chosen, entries):
    return chosen.read("posts.txt", STORY.encode(), Sidecar("posts.attrib.yml", ("ignores:\n" + entries).encode()))


@pytest.fixture(scope="module")
def prints(chosen):
    """The fingerprints of the findings in the plain story, in order."""
    (report,) = chosen.check([chosen.read("posts.txt", STORY.encode())])
    assert [one.rule for one in report.findings] == ["anonymity-unexplained"] * 2
    return [one.fingerprint for one in report.findings]


def test_the_file_beside_a_plain_story(chosen, prints):
    entries = (
        f'- {{rule: anonymity-unexplained, fingerprint: "{prints[0]}", reason: known, until: 2026-12-31, author: Ruth}}\n'
        f'- {{rule: ANON-01, fingerprint: "{prints[1]}", reason: known, until: 2025-12-31}}\n'
        '- {rule: vague-collective, fingerprint: "0123456789abcdef"}\n'
    )
    (report,) = chosen.check([beside(chosen, entries)])
    (hidden,) = report.suppressed
    assert (hidden.by, hidden.reason, hidden.author, hidden.until, hidden.at) == (
        "sidecar",
        "known",
        "Ruth",
        date(2026, 12, 31),
        None,
    )
    assert [
        (one.rule, one.message.partition(" (")[2].rstrip(".")) for one in report.findings if one.rule not in LOOKED_FOR
    ] == [
        ("expired-suppression", "posts.attrib.yml:3:3)"),
        ("suppression-without-reason", "posts.attrib.yml:4:3)"),
        ("unused-suppression", "posts.attrib.yml:4:3): take it out"),
    ]
    assert "held until 2025-12-31 and hides nothing any more (posts.attrib.yml:3:3)." in report.findings[0].message
    assert prints[1] in [one.fingerprint for one in report.findings]
    assert not report.story.metadata.given


@pytest.mark.parametrize(
    ("entry", "code", "column", "hint"),
    [
        ('{rule: vague-colective, fingerprint: "0123456789abcdef"}', "A251", 10, "vague-collective"),
        ('{rule: ANON, fingerprint: "0123456789abcdef"}', "A251", 10, "attrib rules list"),
        ("{rule: vague-collective}", "A206", 3, None),
        ('{fingerprint: "0123456789abcdef"}', "A206", 3, None),
        ("{rule: vague-collective, fingerprint: 0123}", "A205", 41, None),
        ('{rule: vague-collective, fingerprint: "0123456789abcdef", untill: 2026-12-31}', "A206", 61, "until"),
        ('{rule: vague-collective, fingerprint: "0123456789abcdef", until: soon}', "A206", 68, None),
        ('{rule: vague-collective, fingerprint: "0123456789abcdef", until: 2026-02-30}', "A206", 68, None),
    ],
)
def test_entries_that_cannot_be_followed(entry, code, column, hint, chosen):
    with pytest.raises(InputError) as raised:
        beside(chosen, f"- {entry}\n")
    error = raised.value
    assert (error.code, error.place.path, error.place.line, error.place.column) == (code, "posts.attrib.yml", 2, column)
    assert hint is None or hint in error.hint


def test_without_ignores_everything_is_reported(engine, chosen):
    story = chosen.read_file(CASES / "next-block.md")
    (established,) = (one for _, one in engine.establish([story]))
    everything = engine.judged(established, replace(CHOSEN, ignores=False))
    assert [one.rule for one in everything.findings] == ["anonymity-unexplained"] * 2
    assert everything.suppressed == ()
    sifted = engine.judged(established, CHOSEN)
    assert sorted((*sifted.findings, *(one.finding for one in sifted.suppressed)), key=lambda one: one.span) == list(
        everything.findings
    )
