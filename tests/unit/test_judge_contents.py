"""What attributions carry, how much is in their words, and who else stands behind them."""

from __future__ import annotations

import pytest

from attrib.judge import FACTS
from attrib.judge.backing import alone
from attrib.judge.contents import carried, carried_by
from attrib.judge.description import described
from attrib.judge.reading import Reading
from attrib.rules.load import load_rules

from .judge_builders import Draft


@pytest.fixture(scope="module")
def rules():
    return load_rules()


def said(content, name="A clerk", rules=None, **more):
    """Return a fact of a lone attribution to a source without a name, by the fact's name."""
    draft = Draft(f"H\n\n{name} said {content}.")
    draft.source(name, "anonymous", **more.pop("source", {}))
    one = draft.says(name, more.pop("cue", "said"), content, ref="s1", **more)
    reading = Reading(draft.established(), rules)
    return lambda fact: FACTS["attribution"][fact].find(reading, one)


def test_a_fact_is_what_is_nothing_else(rules):
    assert set(said("the vault was empty", rules=rules)("carries")) == {"fact"}
    assert set(said("“the vault was empty”", kind="direct", rules=rules)("carries")) == {"fact", "quotation"}
    assert set(said("“he is a liar”", kind="direct", rules=rules)("carries")) == {"attack", "quotation"}


@pytest.mark.parametrize(
    ("content", "particulars", "of_somebody"),
    [
        ("it was a long day", False, False),
        ("it was a long day for Voss", True, True),
        ("she was tired", False, True),
        ("it was over by Friday", True, True),
        ("it was over by two", True, False),
        ("it cost 40 crowns", True, False),
    ],
)
def test_what_is_in_the_words(content, particulars, of_somebody, rules):
    fact = said(content, rules=rules)
    assert (fact("particulars"), fact("of_somebody")) == (particulars, of_somebody)


@pytest.mark.parametrize(
    ("name", "content", "other"),
    [
        ("A Turkish official", "the Syrian offer was absurd", True),
        ("A Turkish official", "the Turkish offer was absurd", False),
        ("A Turkish official", "the offer was absurd", False),
        ("A clerk", "the Syrian offer was absurd", False),
        ("A union delegate", "management had lied", True),
        ("One Republican", "the Democrats had lied", True),
        ("A Turkish official", "they told us so", False),
    ],
)
def test_the_other_side(name, content, other, rules):
    assert said(content, name, rules=rules)("other_side") is other


def test_what_a_source_passes_on_is_not_its_own(rules):
    draft = Draft("H\n\nA clerk said that Voss had called it a farce and left.")
    draft.source("A clerk", "anonymous")
    draft.source("Voss", "named")
    outer = draft.says("A clerk", "said", "that Voss had called it a farce and left", ref="s1")
    draft.says("Voss", "called", "it a farce", ref="s2", lemma="call")
    reading = Reading(draft.established(), rules)
    own = FACTS["attribution"]["own_content"].find(reading, outer)
    assert [text for _, text in own.pieces] == ["that Voss had called", "and left"]


STORY = """Mill to close in May

The mill will close in May, an aide said.

Ida Brandt said the mill would close in May. The vault is empty, the aide said.

The ministry confirmed it.

The horse is brown, the aide added. It is thought the horse is brown.
"""


def test_a_source_is_alone_with_what_nobody_else_says(rules):
    draft = Draft(STORY)
    draft.source("an aide", "anonymous", mentions=["an aide", "the aide", "the aide#2"])
    draft.source("Ida Brandt", "named")
    draft.source("The ministry", "organization")
    draft.says("an aide", "said", "The mill will close in May", ref="s1")
    draft.says("Ida Brandt", "said#2", "the mill would close in May", ref="s2")
    draft.says("the aide", "said#3", "The vault is empty", ref="s1")
    draft.says("The ministry", "confirmed", "it", ref="s3", lemma="confirm")
    draft.says("the aide#2", "added", "The horse is brown", ref="s1", lemma="add")
    draft.says(None, "is thought", "the horse is brown", lemma="think")
    established = draft.established()
    reading = Reading(established, rules)
    aide = established.sources[0]
    contents = {one.id: one.content.text for one in established.attributions}
    assert [contents[one] for one in alone(reading, aide)] == ["The horse is brown"]
    told = described(reading)[0].anonymity
    assert (told.alone, told.first_in, told.carries) == (alone(reading, aide), "lead", ("fact",))


def test_a_wish_not_to_be_named_is_no_statement(rules):
    draft = Draft("H\n\nAn aide asked not to be named, and said the vault was empty.")
    draft.source("An aide", "anonymous", marker=["asked not to be named"])
    draft.says("An aide", "asked", "not to be named", ref="s1", lemma="ask")
    draft.says("An aide", "said", "the vault was empty", ref="s1")
    established = draft.established()
    reading = Reading(established, rules)
    assert alone(reading, established.sources[0]) == ("a2",)
    assert carried_by(reading, established.sources[0]) == {"fact"}
    assert set(carried(reading, established.attributions[0])) == {"fact"}


def test_one_of_a_group_speaks_on_its_terms(rules):
    draft = Draft("H\n\nTwo aides spoke, for fear of arrest. Another aide sang. A clerk sat.")
    draft.source("Two aides", "anonymous", plural=True, reason="for fear of arrest")
    draft.source("Another aide", "anonymous")
    draft.source("A clerk", "anonymous")
    told = [source.anonymity for source in described(Reading(draft.established(), rules))]
    assert [one.reason_kind for one in told] == ["given", "given", "absent"]
    assert told[1].reason.text == "for fear of arrest"
