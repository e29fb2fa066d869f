"""Findings that ask for what is not known are refused before a story is judged, with the place and a suggestion."""

from __future__ import annotations

import pytest

from attrib.errors import RuleError
from attrib.judge import FACTS, PLACES, Selection, resolve_policy
from attrib.judge.compile import ready_contents
from attrib.rules.load import load_packs
from attrib.rules.packs import shipped_pack

FINDING = """# A finding of our own.
id: ours
code: HOUSE-01
title: Ours
description: Ours.
level: info
on: {on}
when: {when}
message: "{message}"
examples: {{fires: [{{text: So.}}], silent: [So.]}}
"""


CONTENT = """# What we mean by gossip.
id: gossip
description: Gossip.
when: {{{when}}}
examples: {{fires: [So.], silent: [So.]}}
"""


@pytest.mark.parametrize(
    ("when", "said", "hint"),
    [
        ("carries: opinion", "A306 unknown fact `carries` of an attribution", None),
        ("source.carries: opinion", "A306 unknown fact `source.carries` of an attribution", None),
        ("knd: direct", "A306 unknown fact `knd` of an attribution", "did you mean `kind`?"),
        ("words: {contains: [so]}", "A304 `contains` cannot be asked of `words`", None),
    ],
)
def test_what_content_may_not_ask_for(tmp_path, when, said, hint):
    (tmp_path / "contents").mkdir()
    (tmp_path / "contents" / "ours.yaml").write_text(CONTENT.format(when=when), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        ready_contents(load_packs([shipped_pack(), tmp_path]))
    assert said in str(caught.value)
    assert caught.value.place.line == 4
    assert hint is None or caught.value.hint == hint


@pytest.fixture
def refuse(tmp_path):
    """A function that returns the error a finding is refused with."""

    def run(text):
        folder = tmp_path / "findings"
        folder.mkdir()
        (folder / "ours.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(RuleError) as caught:
            resolve_policy(load_packs([shipped_pack(), tmp_path]), Selection("default"))
        return caught.value

    return run


@pytest.mark.parametrize(
    ("on", "when", "message", "said", "hint", "line"),
    [
        ("source", "{statsu: anonymous}", "So.", "A306 unknown fact `statsu` of a source", "did you mean `status`?", 8),
        (
            "attribution",
            "{source.tire: 3}",
            "So.",
            "A306 unknown fact `source.tire` of an attribution",
            "did you mean `source.tier`?",
            8,
        ),
        ("claim", "{any: [{typs: x}]}", "So.", "A306 unknown fact `typs` of a claim", "did you mean `types`?", 8),
        ("source", "{tier: 3}", "{nane}", "A306 unknown fact `nane` of a source", "did you mean `name`?", 9),
        ("source", "{tier: 3}", "{name:>3}", "A304 `{name}` in a message takes no format", None, 9),
        (
            "source",
            "{status: anonymos}",
            "So.",
            "A304 `status` is never `anonymos`",
            "did you mean `anonymous`?",
            8,
        ),
        ("source", '{bare: "true"}', "So.", "A304 `bare` must be true or false, not `true`", None, 8),
        ("source", "{tier: true}", "So.", "A304 `tier` must be a number, not `True`", None, 8),
        ("source", "{status: 3}", "So.", "A304 `status` must be a text, not `3`", None, 8),
        (
            "source",
            "{status: {contains: anonymous}}",
            "So.",
            "A304 `contains` cannot be asked of `status`",
            "compare it with a value, a list of values or `not`, `in`",
            8,
        ),
        (
            "source",
            "{name: {min: 3}}",
            "So.",
            "A304 `min` cannot be asked of `name`",
            "compare it with a value, a list of values or `not`, `in`, `contains`, `lacks`",
            8,
        ),
        ("story", "{any: {sources: 1}}", "So.", "A304 `when.any` must be a list of conditions", None, 8),
    ],
)
def test_refused(on, when, message, said, hint, line, refuse):
    error = refuse(FINDING.format(on=on, when=when, message=message))
    assert f"{error.code} {error.message}" == said
    assert error.place.line == line
    assert hint is None or error.hint == hint


def test_an_unknown_place(refuse):
    error = refuse(FINDING.format(on="attribution", when="{sourced: true}", message="So.") + "at: que\n")
    assert (error.code, error.message, error.hint) == (
        "A306",
        "unknown place `que` of an attribution",
        "did you mean `cue`?",
    )
    assert (error.place.line, error.place.column, error.place.text) == (11, 5, "at: que")


def test_the_place_is_in_the_patch_that_brought_it(refuse):
    error = refuse("# Louder.\n---\npatch: bare-source\nlevel: error\nwhen:\n  bair: true\n")
    assert error.message == "unknown fact `bair` of a source"
    assert (error.place.path.rsplit("/", 1)[-1], error.place.line, error.place.column) == ("ours.yaml", 6, 3)


@pytest.mark.parametrize("on", list(FACTS))
def test_every_fact_says_what_it_is(on):
    facts = FACTS[on]
    assert PLACES[on]
    assert {name: fact.name for name, fact in facts.items()} == {name: name for name in facts}
    assert [name for name, fact in facts.items() if not fact.description.endswith(".")] == []
    assert [name for name in facts if not name.replace(".", "_").isidentifier()] == []
