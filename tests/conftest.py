"""What tests of several folders share."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import settings

from attrib.report import (
    Anonymity,
    Attribution,
    Block,
    Claim,
    Finding,
    Part,
    Related,
    Report,
    Sentence,
    Source,
    Span,
    Story,
    StoryReport,
)
from attrib.rules.load import load_packs

# The same examples on every run: a failure on one machine is a failure on all.
settings.register_profile("attrib", derandomize=True, deadline=None)
settings.load_profile("attrib")

# What a test sees comes from the code as it is; the tests of the cache turn it on.
os.environ["ATTRIB_NO_CACHE"] = "1"

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="session")
def layout(tmp_path_factory):
    """The shipped layout rules, loaded without the rest of the pack."""
    pack = tmp_path_factory.mktemp("pack")
    (pack / "layout").mkdir()
    for file in (ROOT / "rules" / "layout").glob("*.yaml"):
        (pack / "layout" / file.name).write_bytes(file.read_bytes())
    return tuple(load_packs([pack]).layout.values())


@pytest.fixture(scope="session")
def page_names(tmp_path_factory):
    """The shipped names of a page's parts, loaded without the rest of the pack."""
    from attrib.read import PageNames

    pack = tmp_path_factory.mktemp("pages")
    (pack / "lists").mkdir()
    (pack / "lists" / "pages.yaml").write_bytes((ROOT / "rules" / "lists" / "pages.yaml").read_bytes())
    return PageNames.compile(load_packs([pack]))


@pytest.fixture(scope="session")
def engine():
    """The whole engine with the shipped rules, pipeline and default policy; loaded once for all tests that need it."""
    from attrib.app import Engine, Settings

    return Engine(Settings())


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; then read the diff")


@pytest.fixture
def golden(request):
    """A function that compares text with a golden file under tests/cases, or writes it with --update-golden."""

    def compare(name, text):
        path = CASES / name
        if request.config.getoption("--update-golden"):
            path.write_bytes(text.encode("utf-8"))
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture
def report():
    """A report made by hand on a story of five sentences, with every kind of thing a report can hold."""
    text = (
        "Ferry had been warned – officials\r\n\r\n"
        "Two sailors died when a ferry sank off Hartwell, the port authority said.\r\n\r\n"
        "“They knew about the door,” a senior port official, who asked not to be named because he fears for his job, "
        "said on Friday, “and they sailed.” He would not say more.\r\n"
    )

    def span(words):
        at = text.index(words)
        return Span(at, at + len(words))

    def part(*words):
        return Part(tuple(span(one) for one in words), " ".join(words))

    official = Source(
        id="s1",
        name="a senior port official",
        status="anonymous",
        tier=3,
        plural=False,
        count=1,
        mentions=(span("a senior port official"), span("He would")),
        rule="role-singular",
        statements=2,
        anonymity=Anonymity(
            marker=(part("asked not to be named"),),
            reason=part("because he fears for his job"),
            reason_kind="given",
            carries=("attack", "quotation"),
            alone=("a1",),
            first=span("a senior port official"),
            first_in="body",
        ),
    )
    port = Source(
        "s2",
        "the port authority",
        "organization",
        5,
        False,
        None,
        (span("the port authority"),),
        "institution",
        1,
    )
    said = Attribution(
        id="a1",
        kind="direct",
        rule="quote-verb",
        cue_class="speech",
        cue_lemma="say",
        cue=Part((span("said on"),), "said"),
        content=part("“They knew about the door,”", "“and they sailed.”"),
        source=part("a senior port official"),
        ref="s1",
        link="new",
    )
    refused = Attribution(
        "a2",
        "indirect",
        "verb-clause",
        "speech",
        "say",
        part("would not say"),
        part("more"),
        part("He"),
        "s1",
        "pronoun",
    )
    hearsay = Attribution(
        "a3", "indirect", "dash", "speech", "", part("–"), part("Ferry had been warned"), None, None, None
    )
    claim = Claim(
        "c1",
        (span("Two sailors died"),),
        "Two sailors died",
        ("casualty",),
        "organization",
        "s2",
        None,
        cues=(part("died"),),
        weight=1.3,
    )
    sentences = (
        Sentence(
            span("Ferry had been warned – officials"),
            "headline",
            "vague",
            None,
            carried=False,
            why="“officials”, who are nobody in particular",
        ),
        Sentence(span(text.splitlines()[2]), "paragraph", "organization", "s2", carried=False),
        Sentence(Span(text.index("“They"), text.index("“and")), "paragraph", "anonymous", "s1", carried=False),
        Sentence(span("“and they sailed.”"), "paragraph", "anonymous", "s1", carried=True),
        Sentence(span("He would not say more."), "paragraph", "plain", None, carried=False, why="nothing is claimed"),
    )
    findings = (
        Finding(
            "vague-collective",
            "VAGUE-01",
            "warning",
            "“officials” are nobody in particular.",
            span("officials"),
            fingerprint="f1",
        ),
        Finding(
            rule="anonymous-source",
            code="ANON-02",
            level="error",
            message="The story rests on a senior port official, who is not named.",
            span=span("a senior port official"),
            source="s1",
            fingerprint="f2",
            related=(Related(span("asked not to be named"), "anonymity is declared here"),),
        ),
        Finding(
            "casualty-single",
            "CLAIM-03",
            "info",
            "One source for two deaths.",
            Span(37, 143),
            claim="c1",
            source="s2",
            fingerprint="f3",
        ),
    )
    lines = [span(line) for line in text.splitlines() if line]
    blocks = tuple(Block("paragraph" if number else "headline", (line,)) for number, line in enumerate(lines))
    story = Story("stories/ferry.txt", text, sha256(text.encode()).hexdigest(), blocks)
    first = StoryReport(story, "default", sentences, (official, port), (said, refused, hearsay), (claim,), findings)
    empty = Story("stories/empty.txt", "", sha256(b"").hexdigest(), ())
    return Report("0.1.0", "default", (first, StoryReport(empty, "default", (), (), (), (), ())))
