"""Which configuration file holds where, and what it says together with those it extends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from attrib.config import Overrides, plan, plan_stdin, settings_here
from attrib.errors import ConfigError

NAMES = (".attrib.yml", ".attrib.yaml", "pyproject.toml")


@pytest.fixture
def put(tmp_path, monkeypatch):
    """A function that writes files in a new folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)

    def write(**texts):
        for name, text in texts.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    write.file = lambda name, text: write(**{name: text})
    return write


def target(path, **overrides):
    (found,) = plan([Path(path)], Overrides(**overrides)).targets
    return found


def policy(path, **overrides):
    return target(path, **overrides).settings.policy


# Which file.


def test_the_nearest_file_holds_and_no_other(put):
    put(**{".attrib.yml": "policy: strict\nfail-on: info", "sub/.attrib.yml": "policy: ap"})
    put(**{"a.txt": "", "sub/a.txt": "", "sub/deep/er/a.txt": "", "other/a.txt": ""})
    assert [policy(f"{folder}a.txt") for folder in ("", "sub/", "sub/deep/er/", "other/")] == [
        "strict",
        "ap",
        "ap",
        "strict",
    ]
    assert [target(f"{folder}a.txt").fail_on for folder in ("other/", "sub/")] == ["info", "error"]


@pytest.mark.parametrize("first", [0, 1, 2])
def test_of_several_in_a_folder_the_first_is_read(put, first):
    texts = ["policy: strict", "policy: ap", '[tool.attrib]\npolicy = "bbc"']
    put(**{"a.txt": "", **dict(list(zip(NAMES, texts, strict=True))[first:])})
    assert policy("a.txt") == ["strict", "ap", "bbc"][first]


@pytest.mark.parametrize("text", ["[tool.other]\n", '[project]\nname = "attrib"\n', "# tool.attrib\n"])
def test_a_pyproject_without_a_table_for_attrib_is_passed_by(put, text):
    put(**{".attrib.yml": "policy: ap", "sub/pyproject.toml": text, "sub/a.txt": ""})
    assert policy("sub/a.txt") == "ap"


def test_a_pyproject_of_others_need_not_be_right(put):
    put(**{"pyproject.toml": "[tool.other\n", "a.txt": ""})
    assert policy("a.txt") == "default"


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_stops_the_search(put, text):
    put(**{".attrib.yml": "policy: ap", "sub/.attrib.yml": text, "sub/a.txt": ""})
    assert policy("sub/a.txt") == "default"


def test_a_file_on_the_command_line_is_the_only_one(put):
    put(
        **{
            ".attrib.yml": "policy: ap",
            "sub/.attrib.yml": "policy: bbc",
            "sub/a.txt": "",
            "ci/attrib.yml": "policy: strict",
        }
    )
    assert policy("sub/a.txt", config=Path("ci/attrib.yml")) == "strict"
    assert policy("sub/a.txt", isolated=True) == "default"


def test_a_broken_file_that_is_not_the_nearest_does_no_harm(put):
    put(**{".attrib.yml": "policy: [", "sub/.attrib.yml": "policy: ap", "sub/a.txt": ""})
    with pytest.raises(ConfigError):
        plan([Path("sub/a.txt")], Overrides())
    os.chdir("sub")
    assert policy("a.txt") == "ap"


def test_folders_above_that_nobody_may_look_into_have_no_file(put, monkeypatch):
    put(**{"sub/a.txt": ""})
    look = Path.is_file

    def refuse(path):
        if path.parent != Path.cwd() / "sub":
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(Path, "is_file", refuse)
    assert policy("sub/a.txt") == "default"


def test_what_concerns_the_run_is_that_of_the_working_directory(put):
    put(**{".attrib.yml": "baseline: old.json\ncache: false\njobs: 2\ncache-dir: ../cache", "sub/a.txt": ""})
    put(**{"sub/.attrib.yml": "policy: ap\nbaseline: other.json\njobs: 8"})
    planned = plan([Path("sub")], Overrides())
    assert (planned.targets[0].settings.policy, planned.run.baseline) == ("ap", Path("old.json"))
    assert (planned.run.cache, planned.run.jobs) == (False, 2)
    assert planned.run.cache_dir == Path.cwd().parent / "cache"
    asked = Overrides(baseline=Path("mine.json"), cache=True, cache_dir=Path("c"), jobs=1)
    assert plan([Path("sub")], Overrides(jobs=0)).run.jobs == 0
    told = plan([Path("sub")], asked).run
    assert (told.baseline, told.cache, told.cache_dir, told.jobs) == (Path("mine.json"), True, Path("c"), 1)


def test_standard_input_is_configured_as_a_file_of_its_name(put):
    put(**{".attrib.yml": "policy: ap", "sub/.attrib.yml": "policy: bbc\nforce-exclude: true\nexclude: out.txt"})
    assert plan_stdin("stdin.txt", Overrides()).settings.policy == "ap"
    assert plan_stdin("sub/new.txt", Overrides()).settings.policy == "bbc"
    assert plan_stdin("sub/out.txt", Overrides()).targets == ()


# What extends what.

HOUSE = """\
policy: strict
packs: [ours]
rules: {ANON-01: info, ANON-02: warning}
select: [ANON]
ignore: [WIRE]
extend-select: [VAG-01]
fail-on: warning
"""


@pytest.fixture
def house(put):
    put(**{"house/attrib.yml": HOUSE, "house/ours/README.md": "", "desk/a.txt": ""})
    return put


def test_what_is_not_said_is_as_in_the_file_extended(house):
    house(**{"desk/.attrib.yml": "extends: ../house/attrib.yml"})
    found = target("desk/a.txt")
    assert (found.fail_on, found.settings.policy, found.settings.rules) == ("warning", "strict", (Path("house/ours"),))
    assert (found.settings.select, found.settings.ignore) == (("ANON",), ("WIRE",))


def test_mappings_are_merged_lists_replaced_and_extending_lists_appended(house):
    own = "extends: ../house/attrib.yml\nrules: {ANON-02: 'off'}\nignore: VERB\nextend-select: [NUM]\n"
    house(**{"desk/.attrib.yml": own})
    settings = target("desk/a.txt").settings
    assert dict(settings.levels) == {"ANON-01": "info", "ANON-02": "off"}
    assert (settings.ignore, settings.extend_select) == (("VERB",), ("VAG-01", "NUM"))


def test_of_several_files_the_later_goes_before_the_earlier(put):
    put(**{"one.yml": "policy: ap\nfail-on: info", "two.yml": "policy: bbc", "a.txt": ""})
    put(**{".attrib.yml": "extends: [one.yml, two.yml]"})
    found = target("a.txt")
    assert (found.settings.policy, found.fail_on) == ("bbc", "info")


def test_a_file_may_be_extended_along_two_ways(put):
    put(**{"base.yml": "policy: ap", "one.yml": "extends: base.yml", "two.toml": '[tool.attrib]\nextends = "base.yml"'})
    put(**{".attrib.yml": "extends: [one.yml, two.toml]", "a.txt": ""})
    assert policy("a.txt") == "ap"


def test_a_circle_of_files_is_refused(put):
    put(
        **{
            ".attrib.yml": "extends: one.yml",
            "one.yml": "policy: ap\nextends: [./two.yml]",
            "two.yml": "extends: .attrib.yml",
        }
    )
    put(**{"a.txt": ""})
    with pytest.raises(ConfigError) as caught:
        target("a.txt")
    assert (str(caught.value.place), caught.value.code) == ("two.yml:1:10", "A505")
    assert caught.value.message.endswith(".attrib.yml → one.yml → two.yml → .attrib.yml")


def test_an_error_in_a_file_extended_is_shown_there(house):
    house(**{"desk/.attrib.yml": "extends: ../house/attrib.yml", "house/attrib.yml": "policy: ap\npolcy: ap"})
    with pytest.raises(ConfigError) as caught:
        target("desk/a.txt")
    assert str(caught.value.place) == "house/attrib.yml:2:1"


# What comes out for one story.

OVERRIDES = """\
policy: ap
rules: {ANON: warning, ANON-01: {level: error, options: {tier: 4}}}
ignore: [WIRE]
overrides:
  - paths: opinion/
    policy: bbc
    rules: {ANON-01: info}
    ignore: VERB
  - {paths: ["*.md", "!keep.md"], select: [VAG], fail-on: never}
"""


@pytest.mark.parametrize(
    ("path", "name", "fail_on"),
    [
        ("a.txt", "ap", "error"),
        ("opinion/a.txt", "bbc", "error"),
        ("opinion/a.md", "bbc", "never"),
        ("a.md", "ap", "never"),
        ("keep.md", "ap", "error"),
    ],
)
def test_overrides_hold_where_their_globs_fit(put, path, name, fail_on):
    put(**{".attrib.yml": OVERRIDES, path: ""})
    found = target(path)
    assert (found.settings.policy, found.fail_on) == (name, fail_on)


def test_overrides_add_to_what_is_said_above(put):
    put(**{".attrib.yml": OVERRIDES, "opinion/a.md": ""})
    settings = target("opinion/a.md").settings
    assert settings.levels == (("ANON", "warning"), ("ANON-01", "error"), ("ANON-01", "info"))
    assert settings.options == (("ANON-01", "tier", 4),)
    assert settings.under == ((None, (), ("WIRE",)), (None, (), ("VERB",)))
    assert (settings.select, settings.ignore) == (("VAG",), ())


def test_what_names_a_finding_alone_goes_before_its_group_in_any_order(put):
    put(**{".attrib.yml": "rules: {ANON-01: info, anonymity-trivial: error, ANON: warning, ALL: 'off'}", "a.txt": ""})
    names = [name for name, _ in target("a.txt").settings.levels]
    assert names == ["ANON", "ALL", "ANON-01", "anonymity-trivial"]


def test_the_command_line_goes_before_files(put):
    put(**{".attrib.yml": OVERRIDES, "opinion/a.md": ""})
    found = target("opinion/a.md", policy="nyt", select=("ANON-01",), fail_on="info", rules=(Path("x"),))
    assert (found.settings.policy, found.settings.select, found.fail_on) == ("nyt", ("ANON-01",), "info")
    assert found.settings.rules == (Path("x"),)
    assert len(found.settings.under) == 3


def test_packs_of_a_file_come_before_those_of_the_command_line(house, monkeypatch):
    house(**{"desk/.attrib.yml": "extends: ../house/attrib.yml"})
    monkeypatch.chdir("desk")
    assert settings_here(Overrides(rules=(Path("more"),))).rules == (
        Path.cwd().parent / "house" / "ours",
        Path("more"),
    )


def test_a_pipeline_is_a_name_or_a_folder_beside_the_file(put):
    put(**{"sub/.attrib.yml": "pipeline: weights", "sub/a.txt": ""})
    assert target("sub/a.txt").settings.pipeline == "weights"
    put(**{"sub/weights/config.cfg": ""})
    assert target("sub/a.txt").settings.pipeline == str(Path("sub/weights"))


def test_settings_of_all_stories_stand_for_the_run_where_they_are_the_same(put):
    put(**{".attrib.yml": "policy: ap", "sub/.attrib.yml": "policy: bbc", "sub/a.txt": "", "b.txt": ""})
    assert plan([Path("sub")], Overrides()).settings.policy == "bbc"
    assert plan([Path()], Overrides()).settings.policy == "ap"
