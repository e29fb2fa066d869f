"""Which findings run, and how loudly, where a run changes something of its policy."""

from __future__ import annotations

import pytest

from attrib.errors import UsageError
from attrib.judge import Choice, Selection, kinds_of, resolve_policy
from attrib.rules.load import load_rules

RULES = load_rules()
POLICY = resolve_policy(RULES, Selection())
ANON = {name for name in POLICY if RULES.findings[name].code.startswith("ANON-")}
OFF = next(name for name in RULES.findings if name not in POLICY)


def reported(**changed):
    return resolve_policy(RULES, Selection(**changed))


@pytest.mark.parametrize("name", ["anonymity-unexplained", "ANON-01"])
def test_select_leaves_only_what_it_names(name):
    assert set(reported(select=(name,))) == {"anonymity-unexplained"}


def test_a_group_takes_what_the_policy_reports():
    assert set(reported(select=("ANON",))) == ANON


def test_all_is_every_finding_of_the_policy():
    assert reported(select=("ALL",)) == POLICY


def test_what_is_named_runs_even_where_the_policy_has_it_off():
    assert reported(select=(OFF,)) == {OFF: RULES.findings[OFF].level}


def test_extend_select_adds_to_the_policy():
    assert reported(extend_select=(OFF,)) == {**POLICY, OFF: RULES.findings[OFF].level}


def test_extend_select_adds_to_select():
    assert set(reported(select=("ANON-01",), extend_select=(OFF,))) == {"anonymity-unexplained", OFF}


def test_ignore_wins():
    assert not ANON & set(reported(ignore=("ANON",)))
    assert reported(select=("ANON-01",), ignore=("anonymity-unexplained",)) == {}


def test_the_last_level_holds():
    levels = (("ANON", "info"), ("anonymity-unexplained", "warning"))
    found = reported(levels=levels)
    assert found["anonymity-unexplained"] == "warning"
    assert {found[name] for name in ANON - {"anonymity-unexplained"}} == {"info"}


def test_the_level_of_a_group_turns_nothing_on():
    assert OFF not in reported(levels=(("ALL", "info"),))
    assert reported(levels=((OFF, "error"), ("ALL", "info")))[OFF] == "info"
    assert set(reported(levels=(("ALL", "info"),))) == set(POLICY)


def test_a_level_off_is_no_finding():
    assert "anonymity-unexplained" not in reported(levels=(("ANON-01", "off"),))


@pytest.mark.parametrize("field", ["select", "extend_select", "ignore"])
def test_unknown_names_are_refused(field):
    with pytest.raises(UsageError) as caught:
        reported(**{field: ("anonymity-unexplaned",)})
    assert (caught.value.code, caught.value.hint) == ("A108", "did you mean `anonymity-unexplained`?")


def test_what_was_looked_for_is_told():
    kinds = kinds_of(RULES, Selection(levels=(("ANON-01", "info"),)))
    assert [one.rule for one in kinds] == list(POLICY)
    told = next(one for one in kinds if one.code == "ANON-01")
    rule = RULES.findings["anonymity-unexplained"]
    assert (told.rule, told.level, told.title) == (rule.id, "info", rule.title)


# Choices made one after the other: by a file, for some of its stories, on the command line.


def test_a_later_choice_goes_before_an_earlier_one():
    under = (Choice(ignore=("ANON", "VAG")),)
    assert not (ANON - {"anonymity-unexplained"}) & set(reported(under=under, extend_select=("ANON-01",)))
    assert "anonymity-unexplained" in reported(under=under, extend_select=("ANON-01",))
    assert set(reported(under=under, extend_select=("ANON",))) >= ANON
    assert "anonymity-unexplained" not in reported(under=(Choice(extend_select=("ANON-01",)),), ignore=("ANON",))


def test_a_later_select_begins_anew():
    under = (Choice(select=("VAG",), extend_select=(OFF,), ignore=("ANON-01",)),)
    assert set(reported(under=under, select=("ANON-01",))) == {"anonymity-unexplained"}


def test_what_names_a_finding_alone_goes_before_its_group():
    assert ANON & set(reported(extend_select=("ANON-01",), ignore=("ANON",))) == {"anonymity-unexplained"}


@pytest.mark.parametrize(
    ("name", "option", "hint"),
    [
        ("ANON-01", "tir", "did you mean `tier`?"),
        ("ANON-01", "zzz", "known options: tier"),
        ("ANON-02", "tier", "it has none"),
    ],
)
def test_unknown_options_are_refused(name, option, hint):
    with pytest.raises(UsageError) as caught:
        reported(options=((name, option, 1),))
    assert (caught.value.code, caught.value.hint) == ("A108", hint)
