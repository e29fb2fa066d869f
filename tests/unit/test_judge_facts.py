"""Facts of sources, attributions and stories, each on a story that is made for it."""

from __future__ import annotations

import math

import pytest

from attrib.judge import FACTS
from attrib.judge.reading import Reading
from attrib.judge.sources import head_words
from attrib.judge.wording import Wording, find_phrase, normal, singular
from attrib.report import Span
from attrib.rules.load import load_rules

from .judge_builders import Draft


@pytest.fixture(scope="module")
def rules():
    return load_rules()


def fact(draft, rules, on, name, number=0):
    """Return a fact of the nth source, attribution and so on, texts as texts."""
    established = draft.established()
    reading = Reading(established, rules)
    things = {
        "source": established.sources,
        "attribution": established.attributions,
        "claim": established.claims,
        "sentence": reading.sentences,
        "quotation": established.unspoken,
        "story": (established,),
    }[on]
    value = FACTS[on][name].find(reading, things[number])
    return value.text if isinstance(value, Wording) else value


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("a senior transport official", {"official", "transport official", "senior transport official"}),
        ("Two people familiar with the matter", {"people", "person", "two people", "two person"}),
        ("Her aides", {"aides", "aide", "her aides", "her aide"}),
        ("one eye surgeon at the public hospital", {"surgeon", "eye surgeon", "one eye surgeon"}),
        ("Petra Lund, who runs a guest house", {"lund", "petra lund"}),
        ("Policewomen", {"policewomen", "policewoman"}),
        ("of", {"of"}),
        ("", set()),
    ],
)
def test_head_words(name, heads, rules):
    reading = Reading(Draft("").established(), rules)
    assert head_words(reading, name) == heads | ({"a senior transport official"} & {name})


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("agencies", "agency"),
        ("witnesses", "witness"),
        ("boss", "boss"),
        ("status", "status"),
        ("spokesmen", "spokesman"),
        ("men", "man"),
        ("people", "person"),
        ("diplomats", "diplomat"),
    ],
)
def test_singular(word, one):
    assert singular(word) == one


@pytest.mark.parametrize(
    ("text", "phrases", "found"),
    [
        ("She is a Bully.", {"bully"}, "bully"),
        ("She is bullying", {"bully"}, None),
        ("a bully-pulpit", {"bully"}, None),
        ("She is not a bully", {"bully"}, None),
        ("She is not “a bully”", {"bully"}, None),
        ("They did not come, the bullies", {"bullies"}, "bullies"),
        ("No, he is a bully", {"bully"}, "bully"),
        ("It can’t be trusted", {"can't be trusted"}, "can't be trusted"),
        ("It was an\nopen  secret", {"open secret"}, "open secret"),
        ("out of his depth", {"out", "out of his depth"}, "out of his depth"),
        ("anything", set(), None),
        ("not a liar but a crook", {"liar", "crook"}, "crook"),
    ],
)
def test_find_phrase(text, phrases, found, rules):
    assert find_phrase(normal(text), frozenset(phrases), rules.words("$negators")) == found


def test_positions(rules):
    draft = Draft(
        "Depot to close\n\nBy Ida Brandt\n\nLUND —\n\nIt will close. It will not.\n\nReactions\n\nNone came.",
        kinds=("headline", "byline", "dateline", "paragraph", "heading"),
    )
    reading = Reading(draft.established(), rules)
    assert [reading.position(sentence.span.start) for sentence in reading.sentences] == [
        "headline",
        "layout",
        "layout",
        "lead",
        "body",
        "heading",
        "body",
    ]


def test_words_run_over_what_is_no_text(rules):
    draft = Draft("Two **men** from\r\nLund said so.", kinds=())
    established = draft.established()
    whole = established.story.blocks[0].pieces[0]
    one, two, three = draft.find("Two "), draft.find("men"), draft.find(" from\r\nLund said so.")
    assert Reading(established, rules).text_of(whole) == "Two **men** from Lund said so."
    established = draft.established()
    object.__setattr__(established.story.blocks[0], "pieces", (one, two, three))
    assert Reading(established, rules).text_of(whole) == "Two men from Lund said so."


def _sourced(text, name, **more):
    draft = Draft(text)
    draft.source(name, more.pop("status", "anonymous"), **more)
    return draft


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("sources", True),
        ("Several sources", True),
        ("the official", True),
        ("two people", True),
        ("a transport official", False),
        ("two people familiar with it", False),
    ],
)
def test_bare(name, bare, rules):
    assert fact(_sourced(f"H\n\nSo {name} said.", name), rules, "source", "bare") is bare


def test_not_bare_if_any_mention_says_more(rules):
    draft = _sourced("H – sources\n\nTwo ferry sources said so.", "sources", mentions=["sources", "Two ferry sources"])
    assert fact(draft, rules, "source", "bare") is False


def test_a_reason_counts_for_what_it_is_worth(rules):
    draft = Draft("H\n\nAn aide spoke, being barred.\n\nA clerk sat.")
    draft.source("An aide", "anonymous", reason="being barred", reason_kind="rote")
    draft.source("A clerk", "anonymous")
    draft.source("H", "named")
    assert [fact(draft, rules, "source", "reason", number) for number in range(3)] == ["rote", "absent", "absent"]


def test_what_a_description_says(rules):
    draft = Draft("H\n\nAn aide to Voss who saw the draft spoke.\n\nA clerk in the know sat.")
    draft.source("An aide", "anonymous", position="who saw the draft", side="to Voss")
    draft.source("A clerk", "anonymous", familiarity="in the know")
    draft.source("H", "named")
    told = [
        [fact(draft, rules, "source", name, number) for name in ("placed", "sided", "familiar")] for number in range(3)
    ]
    assert told == [[True, True, False], [False, False, True], [None, None, None]]
    assert fact(draft, rules, "source", "position_to_know") == "who saw the draft"
    assert fact(draft, rules, "source", "side", 1) is None


def test_one_of_a_group_has_its_reason(rules):
    draft = Draft(
        "H\n\nTwo aides spoke, for fear of arrest.\n\nAnother aide sang.\n\nAnother clerk sat.\n\nAnother slept."
    )
    draft.source("Two aides", "anonymous", plural=True, reason="for fear of arrest")
    draft.source("Another aide", "anonymous")
    draft.source("Another clerk", "anonymous")
    draft.source("Another#3", "anonymous")
    assert [fact(draft, rules, "source", "member", number) for number in range(4)] == [False, True, False, True]
    assert [fact(draft, rules, "source", "reason", number) for number in range(4)] == [
        "given",
        "given",
        "absent",
        "given",
    ]


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [
        ("Moran said so.", "Moran", True),
        ("Mr. Moran said so.", "Mr. Moran", True),
        ("Ida Moran said so.", "Ida Moran", False),
        ("Moran said so. The chief is Ida Moran.", "Moran", False),
        ("Moran said so. The chief is J. Moran.", "Moran", False),
        ("Moran said so to Mr. Moran.", "Moran", True),
        ("They saw Ida Moran’s barn. Moran said so.", "Moran#2", False),
        ("a baker said so.", "a baker", False),
    ],
)
def test_surname_only(text, name, alone, rules):
    draft = _sourced(f"H\n\nSo {text}", name, status="named")
    draft.says(name, "said", "so", ref="s1")
    assert fact(draft, rules, "source", "surname_only") is alone


@pytest.mark.parametrize(
    ("name", "definite"),
    [
        ("the official", True),
        ("that clerk", True),
        ("an official", False),
        ("her lawyer", True),
        ("the mayor's aide", True),
        ("Norwell’s tax commissioner", True),
        ("a friend of the mayor's", False),
        ("two officials", False),
    ],
)
def test_definite(name, definite, rules):
    assert fact(_sourced(f"H\n\nSo {name} said.", name), rules, "source", "definite") is definite


def test_aides_of_somebody_are_not_definite(rules):
    draft = _sourced("H\n\nHer aides said so.", "Her aides", plural=True)
    assert [fact(draft, rules, "source", name) for name in ("definite", "counted")] == [False, False]


@pytest.mark.parametrize(
    ("text", "full", "labelled"),
    [
        ("“It came at night. Nobody slept.”", True, False),
        ("It was called “a very great misfortune”.", False, False),
        ("“A very great misfortune” came at night.", False, False),
        ("“WALLACE: Let us start with the debate.”", True, True),
        ("“Tobias Renn: It came at night.”", True, True),
        ("“It came at night: nobody slept.”", True, False),
    ],
)
def test_quotations(text, full, labelled, rules):
    draft = Draft(f"H\n\nIt rained. {text} It rained.")
    draft.unspoken.append(Span(draft.text.index("“"), draft.text.index("”") + 1))
    assert [fact(draft, rules, "quotation", name) for name in ("full", "labelled")] == [full, labelled]


def test_a_source_in_headline_and_lead(rules):
    draft = _sourced("Aides glad\n\nIt rains. Aides are glad.", "Aides", mentions=["Aides", "Aides#2"])
    assert [fact(draft, rules, "source", name) for name in ("in_headline", "in_lead", "mentions")] == [True, False, 2]


@pytest.mark.parametrize(
    ("words", "narrated"), [("reportedly", True), ("apparently", False), ("supposedly", False), ("allegedly", True)]
)
def test_narrated(words, narrated, rules):
    draft = Draft(
        "H\n\nIt reportedly rains. “It apparently rains,” Ida said. “It supposedly rains.” It is thought it allegedly rains."
    )
    draft.says("Ida", "said", "“It apparently rains,”", kind="direct")
    draft.says(None, "is thought", "it allegedly rains", lemma="think")
    draft.unspoken.append(draft.find("“It supposedly rains.”"))
    draft.says(None, words, "rains")
    at = [one.cue.text for one in draft.established().attributions].index(words)
    assert fact(draft, rules, "attribution", "narrated", at) is narrated


def test_facts_of_a_source_that_is_not_there(rules):
    draft = Draft("H\n\nIt reportedly rains.")
    draft.says(None, "reportedly", "rains")
    names = [name for name in FACTS["attribution"] if name.startswith("source.")]
    assert {fact(draft, rules, "attribution", name) for name in names} == {None}
    assert fact(draft, rules, "attribution", "named_within") == math.inf
    assert fact(draft, rules, "attribution", "link") == "none"


def test_facts_of_a_story(rules):
    draft = Draft("Rain – aide\n\nBy Ida\n\nRain came, the ministry said.\n\nTen died.", kinds=("headline", "byline"))
    draft.source("aide", "anonymous")
    draft.source("the ministry", "organization")
    draft.says("aide", "–", "Rain", ref="s1")
    draft.says("the ministry", "said", "Rain came", ref="s2")
    draft.statuses["Ten died"] = "unattributed"
    names = [
        "anonymous",
        "organization",
        "named",
        "sources",
        "unattributed",
        "words",
        "bylined",
        "top",
        "top_anonymous",
    ]
    assert [fact(draft, rules, "story", name) for name in names] == [
        1,
        1,
        0,
        2,
        1,
        9,
        True,
        {"anonymous", "organization"},
        False,
    ]
    assert fact(draft, rules, "story", "top_source") == "aide"
