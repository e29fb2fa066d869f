"""One story under several policies, through the whole engine: what each newsroom would make of it."""

from __future__ import annotations

import pytest

from attrib.judge import Selection, judge

BULLETIN = """Rockets from Drenna kill two in Norwell, intelligence official says

TARNES (MPA) - Rockets fired from Drenna crossed the border into Norwell on Tuesday and killed two farm workers, a senior
Norwell intelligence official said.

The Defense Ministry did not immediately confirm it. Drenna denied that it had fired at targets near the border.
"""
COLLEAGUE = """Treasurer under pressure

The treasurer of Lund, Dana Whitlock, will stay, Mayor Orla Venn said on Monday.

“She is a bully and out of her depth,” said one colleague, who asked not to be named because he fears for his job.
"""


@pytest.fixture(scope="module")
def levels(engine):
    """A function that returns the level of each code that a policy reports on a story, the loudest of it."""

    def run(story, policy):
        (pair,) = engine.establish([engine.read("story.txt", story.encode())])
        found = judge(pair[1], engine.rules, Selection(policy))
        order = ("info", "warning", "error")
        return {one.code: one.level for one in sorted(found, key=lambda one: order.index(one.level))}

    return run


def test_a_bulletin_on_one_official_and_no_reason_is_stopped(levels):
    """AP withdrew such a bulletin in 2022."""
    found = levels(BULLETIN, "ap")
    assert (found["ANON-01"], found["ANON-10"]) == ("error", "error")
    assert found["ANON-09"] == "warning"
    assert {"ANON-09", "ANON-10"} <= levels(BULLETIN, "default").keys()
    assert "ANON-01" not in levels(
        BULLETIN.replace("said.", "said on condition of anonymity to avoid arrest.", 1), "ap"
    )


@pytest.mark.parametrize(
    ("policy", "attack", "quoted"),
    [
        ("default", "error", None),
        ("bbc", "warning", None),
        ("nyt", "error", "warning"),
        ("guardian", "error", "info"),
        ("bloomberg", "error", "error"),
        ("wikipedia", None, None),
    ],
)
def test_an_attack_in_quotation_marks_weighs_as_the_newsroom_has_it(policy, attack, quoted, levels):
    found = levels(COLLEAGUE, policy)
    assert (found.get("CON-02"), found.get("CON-05")) == (attack, quoted)
    assert ("CON-03" in found) == (policy == "guardian")


def test_without_unnamed_sources_there_is_one_finding_a_source(levels):
    assert levels(COLLEAGUE, "no-anonymous") == {"ANON-00": "error", "CON-02": "error"}
