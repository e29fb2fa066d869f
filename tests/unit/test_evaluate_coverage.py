"""Coverage: which rules of a small pack fire on two small stories, as a double of the engine finds them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from attrib.errors import AttribError
from attrib.evaluate.coverage import cover
from attrib.evaluate.coverage_tables import coverage_text
from attrib.evaluate.cue_uses import CueUse, CueUses
from attrib.read import read_story
from attrib.report import Established, Span
from attrib.rules.load import load_packs

from .evaluate_builders import attribution_of, finding_at, gold_attribution, report_on, source_of, story_of
from .parse_builders import NLP, parsed_story

CASES = Path(__file__).parents[1] / "cases" / "evaluate" / "coverage"
RULES = load_packs([CASES / "pack"])

SAFE = {"source": "The mayor", "cue": "said", "content": "the mill is safe"}
ACCUSED = {"source": "They", "cue": "accused", "content": ["him", "of lying"]}
CLAIMED = {"source": "clerk", "cue": "claimed", "content": "it is safe"}
ON = {"source": "The mayor", "cue": "said on", "content": "the bridge"}
CLAIM = {"cue": "claim", "content": "that it is safe"}
FOUND = {
    "mill.txt": [
        (SAFE, "verb-clause", "speech", "say"),
        (ACCUSED, "verb-object-preposition", "accusation", "accuse"),
        (CLAIMED, "verb-clause", "speech", "claim"),
    ],
    "plain.txt": [(ON, "verb-on", "speech", "say"), (CLAIM, "noun-clause", "speech", "claim")],
}


def found(text, roles, rule, cue_class, lemma):
    one = attribution_of(text, gold_attribution(text, roles), rule=rule)
    return replace(one, cue_class=cue_class, cue_lemma=lemma)


class Engine:
    """Establishes by hand what the rules of the pack would find."""

    rules = RULES
    nlp = NLP

    def __init__(self):
        self.policy = {name: "warning" for name in RULES.findings if name != "quiet"}

    def read(self, name, raw, sidecar=None):
        return read_story(name, raw, tuple(RULES.layout.values()), sidecar)

    def establish(self, stories):
        for story in stories:
            attributions = [found(story.text, *one) for one in FOUND[Path(story.path).name]]
            sources = () if story.path.endswith("plain.txt") else (source_of(1, "Orla Venn", Span(3, 12)),)
            sources = tuple(replace(one, rule="person") for one in sources)
            parsed = replace(parsed_story(NLP(story.text)), story=story)
            yield parsed, Established(story, (), sources, tuple(attributions), (), ())

    def judged(self, established):
        story = established.story
        findings = [finding_at(story.text, "The mayor", "bare")]
        return report_on(story, sources=established.sources, attributions=established.attributions, findings=findings)


@pytest.fixture(scope="module")
def coverage():
    return cover(CASES / "stories", Engine())


def test_rules_are_counted_with_the_stories_they_fire_in(coverage):
    assert (coverage.stories, coverage.with_gold) == (2, 1)
    assert {kind: {name: (one["fired"], one["stories"]) for name, one in coverage.fired(kind).items()} for kind in coverage.counts} == {
        "frames": {"verb-clause": (2, 1), "noun-clause": (1, 1), "verb-object-preposition": (1, 1), "verb-on": (1, 1)},
        "cues": {"speech": (4, 2), "accusation": (1, 1)},
        "sources": {"person": (1, 1)},
        "markers": {"in-private": (1, 1)},
        "blockers": {"so-called": (1, 1)},
        "layout": {"by-name": (1, 1)},
        "claims": {"safety": (3, 2)},
        "contents": {"comfort": (3, 2)},
        "findings": {"bare": (2, 2), "missed": (0, 0)},
    }  # fmt: skip


def test_gold_says_how_right_they_are(coverage):
    assert {name: (one["judged"], one["cue"], one["linked"]) for name, one in coverage.fired("frames").items()} == {
        "verb-clause": (2, 1, 1),
        "noun-clause": (0, 0, 0),
        "verb-object-preposition": (1, 1, 0),
        "verb-on": (0, 0, 0),
    }
    assert {name: (one["expected"], one["met"]) for name, one in coverage.fired("findings").items()} == {
        "bare": (1, 1),
        "missed": (1, 0),
    }


def test_what_never_fires_is_told_apart_from_what_is_silenced(coverage):
    assert {kind: coverage.never(kind) for kind in coverage.counts} == {
        "frames": [],
        "cues": ["warning"],
        "sources": ["official"],
        "markers": ["off-the-record"],
        "blockers": ["said-aloud"],
        "layout": ["told-to"],
        "claims": ["haunting"],
        "contents": ["alarm"],
        "findings": ["late", "missed"],
    }
    assert coverage.silenced == {"quiet"}


def test_single_lemmas_are_counted_by_their_take(coverage):
    assert {use: one["fired"] for use, one in coverage.lemmas.items()} == {
        CueUse("speech", "verbs", "say", "clause"): 1,
        CueUse("accusation", "verbs", "accuse", "object-for"): 1,
        CueUse("speech", "verbs", "claim", "clause"): 1,
        CueUse("speech", "verbs", "say", "on"): 1,
        CueUse("speech", "nouns", "claim", "clause"): 1,
    }
    assert coverage.never_used() == [
        CueUse("speech", "verbs", "murmur", "clause"),
        CueUse("accusation", "verbs", "accuse", "object-of"),
        CueUse("warning", "verbs", "warn", "clause"),
    ]


@pytest.mark.parametrize(
    ("words", "frame", "lemma", "use"),
    [
        ("accused him of lying", "verb-object-preposition", "accuse", CueUse("accusation", "verbs", "accuse", "object-of")),
        ("accused him for lying of", "verb-object-preposition", "accuse", CueUse("accusation", "verbs", "accuse", "object-for")),
        ("accused him today", "verb-object-preposition", "accuse", CueUse("accusation", "verbs", "accuse", "object-of")),
        ("accused him of lying", "verb-clause", "accuse", CueUse("accusation", "verbs", "accuse", "")),
        ("according to him", "verb-clause", "accord", CueUse("accusation", "", "accord", "")),
    ],
)  # fmt: skip
def test_the_take_of_an_attribution_is_one_that_its_frame_asks_for(words, frame, lemma, use):
    cue, _, content = words.partition(" ")
    one = found(words, {"cue": cue, "content": content}, frame, "accusation", lemma)
    assert CueUses(RULES).of(one, story_of(words)) == use


def test_coverage_for_people(golden, coverage):
    golden("evaluate/coverage.txt", coverage_text(coverage, "default", "text", lemmas=True))
    golden("evaluate/never.txt", coverage_text(coverage, "default", "text", never=True))


def test_coverage_for_machines(coverage):
    told = json.loads(coverage_text(coverage, "default", "json"))
    assert list(told) == ["schema", "policy", "stories", "with_gold", "rules", "never", "silenced"]
    assert told["rules"]["blockers"] == {"so-called": {"fired": 1, "stories": 1}}
    assert told["never"]["cues"] == ["warning"]
    with_lemmas = json.loads(coverage_text(coverage, "default", "json", lemmas=True))
    assert len(with_lemmas["lemmas"]) == 5
    assert with_lemmas["never_lemmas"][0] == {
        "cue_class": "speech",
        "part": "verbs",
        "lemma": "murmur",
        "take": "clause",
    }
    never = json.loads(coverage_text(coverage, "default", "json", never=True))
    assert list(never) == ["schema", "policy", "stories", "with_gold", "never", "silenced"]


def test_a_folder_without_gold_is_counted_all_the_same(golden, tmp_path):
    copytree(CASES / "stories", tmp_path / "stories")
    (tmp_path / "stories" / "mill.gold.yml").unlink()
    coverage = cover(tmp_path / "stories", Engine())
    assert (coverage.stories, coverage.with_gold) == (2, 0)
    assert all(set(one) == {"fired", "stories"} for kind in coverage.counts for one in coverage.fired(kind).values())
    golden("evaluate/coverage-without-gold.txt", coverage_text(coverage, "default", "text"))


def test_progress_is_told_story_by_story():
    said = []
    cover(CASES / "stories", Engine(), lambda done, total: said.append((done, total)))
    assert said == [(1, 2), (2, 2)]


@pytest.mark.parametrize(("name", "code"), [("nowhere", "A101"), ("pack", "A102"), ("stories/mill.txt", "A101")])
def test_a_folder_without_stories_is_refused(name, code):
    with pytest.raises(AttribError) as caught:
        cover(CASES / name, Engine())
    assert caught.value.code == code
