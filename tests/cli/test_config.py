"""Configuration on the command line: what is checked, by which settings, and what is said about files that are wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from attrib import app
from attrib.config import Overrides, plan
from attrib.render import text_report

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "attrib" / "config" / "config.schema.json"


@pytest.fixture
def asked(application, desk):
    """The double of the application in a folder of the test's own, with the story a.txt."""
    desk({"a.txt": "draft"})
    return application.asked


# Which files.


def test_show_files_prints_what_would_be_checked_and_checks_nothing(cli, asked, desk):
    desk({"sub/b.md": "", "old/c.txt": "", ".attrib.yml": "exclude: [old/]"})
    assert cli("check", ".", "--show-files") == (0, "a.txt\nsub/b.md\n", "")
    assert asked == []


@pytest.mark.parametrize("option", ["--force-exclude", None])
def test_a_run_in_which_all_is_excluded_ends_with_0_and_a_note(cli, desk, option):
    desk({"a.txt": "Sources said so.", ".attrib.yml": f"exclude: a.txt\nforce-exclude: {str(option is None).lower()}"})
    outcome = cli("check", "a.txt", *([option] if option else []))
    assert outcome.code == 0
    assert outcome.err == "attrib: nothing to check: all that was named is excluded\n"
    assert cli("check", "a.txt", "-q", *([option] if option else [])).err == ""


def test_standard_input_may_be_excluded_too(cli, desk):
    desk({".attrib.yml": "exclude: a.txt"})
    outcome = cli("check", "-", "--stdin-filename", "a.txt", "--force-exclude", "--format", "json")
    assert (outcome.code, json.loads(outcome.out)["stories"]) == (0, [])


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ([], ["a.txt", "drafts/b.txt"]),
        (["--exclude", "a.*", "--exclude", "x"], ["drafts/b.txt"]),
        (["--exclude", "*", "--exclude", "!a.*"], ["a.txt"]),
        (["--no-respect-gitignore"], ["a.txt", "mine.txt", "drafts/b.txt"]),
    ],
)
def test_options_choose_files(cli, asked, desk, options, names):
    Path(".git").mkdir()
    desk({"mine.txt": "", "drafts/b.txt": "", ".gitignore": "mine.txt"})
    cli("check", ".", *options)
    assert [path.as_posix() for path in asked[0][0]] == names


# Which settings.


@pytest.mark.parametrize("command", ["check", "ledger", "sources"])
def test_commands_go_by_the_nearest_file(cli, asked, desk, command):
    desk({".attrib.yml": "policy: ap"})
    cli(command, "a.txt")
    cli(command, "a.txt", "--policy", "bbc")
    cli(command, "a.txt", "--isolated")
    assert [settings.policy for _, settings in asked] == ["ap", "bbc", "default"]


@pytest.mark.parametrize("by", ["option", "variable"])
def test_one_file_may_be_named(cli, asked, desk, monkeypatch, by):
    desk({".attrib.yml": "policy: ap", "ci/strict.yml": "policy: strict"})
    if by == "variable":
        monkeypatch.setenv("ATTRIB_CONFIG", "ci/strict.yml")
    cli("check", "a.txt", *(["--config", "ci/strict.yml"] if by == "option" else []))
    cli("check", "a.txt", "--isolated") if by == "variable" else cli("check", "a.txt")
    assert [settings.policy for _, settings in asked] == ["strict", "default" if by == "variable" else "ap"]


def test_the_option_goes_before_the_variable(cli, asked, desk, monkeypatch):
    desk({"one.yml": "policy: ap", "two.yml": "policy: bbc"})
    monkeypatch.setenv("ATTRIB_CONFIG", "one.yml")
    cli("check", "a.txt", "--config", "two.yml")
    assert [settings.policy for _, settings in asked] == ["bbc"]


def test_the_format_may_stand_in_the_environment(cli, asked, monkeypatch):
    monkeypatch.setenv("ATTRIB_FORMAT", "json")
    assert json.loads(cli("check", "a.txt").out)["stories"]
    assert not cli("check", "a.txt", "--format", "text").out.startswith("{")


def test_one_file_and_none_exclude_each_other(cli, asked):
    outcome = cli("check", "a.txt", "--config", "x.yml", "--isolated")
    assert (outcome.code, outcome.out) == (2, "")
    assert "error[A107] --isolated reads no configuration file" in outcome.err


@pytest.mark.parametrize(("said", "options", "code"), [
    ("fail-on: info", [], 1),
    ("fail-on: never", [], 0),
    ("overrides: [{paths: stories/, fail-on: never}]", [], 0),
    ("overrides: [{paths: other/, fail-on: never}]", [], 1),
    ("overrides: [{paths: stories/, fail-on: never}]", ["--strict"], 1),
    ("fail-on: info", ["--fail-on", "never"], 0),
])  # fmt: skip
def test_each_story_fails_by_its_own_level(cli, application, desk, said, options, code):
    """The double's report has an error in stories/ferry.txt."""
    desk({"stories/ferry.txt": "draft", "stories/empty.txt": "", ".attrib.yml": said})
    assert cli("check", "stories", *options).code == code


def test_verbose_tells_which_files_are_used(cli, asked, desk):
    desk({"house.yml": "policy: ap", ".attrib.yml": "extends: house.yml", "sub/.attrib.yml": "", "sub/b.txt": ""})
    desk({"old/c.txt": "", "sub/d.txt": ""})
    outcome = cli("check", ".", "-v", "--exclude", "old/", "--show-files")
    assert outcome.err.splitlines() == [
        "attrib: .attrib.yml with house.yml (1 of 3 stories)",
        "attrib: sub/.attrib.yml (2 of 3 stories)",
        "attrib: left out: old",
    ]
    assert (
        cli("check", "a.txt", "-v", "--isolated", "--show-files").err
        == "attrib: no configuration file (1 of 1 stories)\n"
    )


# What is wrong.


def test_a_wrong_file_above_a_story_stops_the_run(cli, asked, desk):
    desk({".attrib.yml": "policy: ap\nfail_on: info\n", "sub/b.txt": ""})
    outcome = cli("check", "sub", "--format", "json")
    assert outcome.code == 2
    assert outcome.err.splitlines() == [
        ".attrib.yml:2:1: error[A503] unknown key `fail_on`",
        " 2 | fail_on: info",
        "   | ^",
        "hint: did you mean `fail-on`?",
    ]
    assert [error["code"] for error in json.loads(outcome.out)["errors"]] == ["A503"]
    assert asked == []


def test_a_missing_file_is_no_success(cli, asked):
    outcome = cli("check", "a.txt", "--config", "missing.yml")
    assert (outcome.code, outcome.err) == (2, "missing.yml: error[A501] there is no such configuration file\n")


@pytest.mark.parametrize("said", ["policy: stict", "select: [ANON-99]", "rules: {ANON-01: {options: {tir: 3}}}"])
def test_names_that_there_are_not_are_shown_where_they_stand(cli, desk, said):
    desk({".attrib.yml": said, "a.txt": "The bridge is shut, the mayor said."})
    outcome = cli("check", "a.txt")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(".attrib.yml:1:")
    assert "error[A504]" in outcome.err
    assert "\nhint: did you mean " in outcome.err


def test_of_several_mistakes_the_first_in_the_file_is_told(cli, desk):
    desk(
        {
            ".attrib.yml": "polcy: ap\njobs: two\noverrides: [{path: [a/], fail-on: soon}]\n",
            "a.txt": "The bridge is shut.",
        }
    )
    outcome = cli("check", "a.txt")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(".attrib.yml:1:1: error[A503] unknown key `polcy`")


def test_config_check_tells_all(cli, desk):
    desk({".attrib.yml": "polcy: ap\njobs: -1\n", "good.yml": "policy: ap", "names.yml": "ignore: [ANON-99, ANON-98]"})
    outcome = cli("config", "check")
    assert (outcome.code, outcome.out, outcome.err.count("error[A503]")) == (2, "", 2)
    outcome = cli("config", "check", "good.yml", "names.yml")
    assert (outcome.code, outcome.out, outcome.err.count("error[A504]")) == (2, "good.yml: nothing is wrong\n", 2)
    assert cli("config", "check", "good.yml") == (0, "good.yml: nothing is wrong\n", "")


def test_config_check_loads_packs(cli, desk):
    desk(
        {
            ".attrib.yml": "packs: newsroom\npolicy: ours",
            "newsroom/policies/ours.yaml": "id: ours\ndescriptoin: Ours.\n",
        }
    )
    outcome = cli("config", "check")
    assert outcome.code == 2
    assert outcome.err.startswith("newsroom/policies/ours.yaml:2:1: error[A304] unknown key `descriptoin`")
    desk({"newsroom/policies/ours.yaml": "id: ours\ndescription: Ours.\n"})
    assert cli("config", "check").code == 0


def test_config_check_where_there_is_no_file(cli, desk):
    assert cli("config", "check") == (0, "", "no configuration file is in force here\n")


# What is shown.


def test_config_show_tells_where_each_setting_comes_from(cli, desk):
    desk({
        "house/attrib.yml": "policy: ap\npacks: ours\nextend-exclude: [old/]\nrules: {ANON: info}\n",
        "house/ours/README.md": "",
        ".attrib.yml": "extends: house/attrib.yml\nextend-exclude: [new/]\noverrides:\n  - paths: opinion/\n"
        "    rules: {ANON-01: {level: error}}\n    select: [ANON]\n",
    })  # fmt: skip
    told = json.loads(cli("config", "show", "opinion/a.txt", "--format", "json").out)
    assert (told["path"], told["files"]) == ("opinion/a.txt", [".attrib.yml", "house/attrib.yml"])
    settings = told["settings"]
    assert settings["policy"] == {"value": "ap", "from": "house/attrib.yml:1"}
    assert settings["packs"] == {"value": ["house/ours"], "from": "house/attrib.yml:2"}
    assert settings["extend-exclude"] == {"value": ["old/", "new/"], "from": ".attrib.yml:2"}
    assert settings["select"] == {"value": ["ANON"], "from": ".attrib.yml:6"}
    assert settings["fail-on"] == {"value": "error", "from": "default"}
    assert told["rules"] == {
        "ANON": {"value": "info", "from": "house/attrib.yml:4"},
        "ANON-01": {"value": {"level": "error"}, "from": ".attrib.yml:5"},
    }
    told = json.loads(cli("config", "show", "--format", "json").out)
    assert (told["path"], told["settings"]["select"]["value"], list(told["rules"])) == (".", None, ["ANON"])


def test_config_show_is_a_table(cli, desk):
    desk({".attrib.yml": "policy: ap\nselect: [ANON, ID]\nrules: {ANON-01: info}\nrespect-gitignore: false\n"})
    lines = cli("config", "show", "a.txt").out.splitlines()
    assert lines[:2] == ["a.txt: .attrib.yml", ""]
    assert "policy             ap" in lines[2]
    shown = {line.split()[0]: line.split("  ", 1)[1].strip() for line in lines[2:]}
    assert shown["select"].split("  ")[0] == "[ANON, ID]"
    assert (shown["rules.ANON-01"].split()[0], shown["respect-gitignore"].split()) == (
        "info",
        ["false", ".attrib.yml:4"],
    )


def test_the_schema_is_printed_as_it_is_shipped(cli):
    assert cli("config", "schema") == (0, SCHEMA.read_text(encoding="utf-8"), "")


# A newsroom's own rules.


def test_rules_of_a_configured_pack_are_known_to_all_commands(cli, desk):
    desk({
        ".attrib.yml": "packs: newsroom",
        "newsroom/policies/ours.yaml": "id: ours\ndescription: Ours alone.\nextends: default\n",
        "newsroom/cues/ours.yaml": "patch: speech\nverbs: {venture: [clause]}\n",
    })  # fmt: skip
    assert "\nours " in cli("policy", "list").out
    assert "Ours alone." in cli("rules", "list").out
    assert "Ours alone." not in cli("rules", "list", "--isolated").out
    assert "venture" in cli("rules", "show", "cues/speech").out
    assert cli("explain", "policies/ours").code == 0
    assert cli("policy", "diff", "ours", "default").code == 0


# The whole, with the real application.


def test_a_newsroom_from_its_files_to_the_exit_code(tmp_path):
    draft = "Mill to close\n\nSTANNICK - The mill will close in May, a person familiar with the matter said.\n"
    pack = tmp_path / "newsroom" / "policies"
    pack.mkdir(parents=True)
    (pack / "ours.yaml").write_text(
        "id: ours\ndescription: Ours.\nextends: default\nrules: {anonymity-unexplained: info}\n"
    )
    for folder in ("stories", "opinion", "archive"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mill.txt").write_text(draft)
    (tmp_path / ".attrib.yml").write_text(
        "packs: newsroom\npolicy: ours\nselect: [ANON-01, ANON-02]\nextend-exclude: archive/\n"
        "overrides: [{paths: opinion/, rules: {anonymity-unexplained: error}, fail-on: never}]\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "attrib", "check", ".", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    levels = {story["path"]: {one["code"]: one["level"] for one in story["findings"]} for story in report["stories"]}
    assert levels["opinion/mill.txt"]["ANON-01"] == "error"
    assert levels["stories/mill.txt"]["ANON-01"] == "info"
    assert {code for found in levels.values() for code in found} <= {"ANON-01", "ANON-02"}
    assert [story["policy"] for story in report["stories"]] == ["ours", "ours"]


def test_what_is_looked_for_in_any_story_is_told(tmp_path, engine, monkeypatch):
    """Programs want to know of each finding that could have been made, even where folders differ."""
    monkeypatch.setattr(app.Engine, "_stages", engine._stages)
    texts = {
        "a.txt": "So.",
        "sub/b.txt": "So.",
        ".attrib.yml": "select: ANON-01",
        "sub/.attrib.yml": "select: ANON-02\npolicy: strict",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    planned = plan([tmp_path], Overrides())
    report = app.check_targets(planned.targets, planned.settings)
    assert sorted(kind.code for kind in report.kinds) == ["ANON-01", "ANON-02"]
    assert text_report.render(report).splitlines()[-1].endswith("(policies default, strict)")


@pytest.mark.parametrize("command", ["ledger", "sources"])
def test_other_commands_say_so_where_all_is_excluded(cli, desk, command):
    desk({"a.txt": "Sources said so.", ".attrib.yml": "exclude: a.txt\nforce-exclude: true"})
    assert cli(command, "a.txt")[::2] == (0, "attrib: nothing to check: all that was named is excluded\n")


def test_a_document_that_is_excluded_is_not_annotated(cli, desk):
    desk({"a.docx": "", ".attrib.yml": "exclude: a.docx\nforce-exclude: true"})
    outcome = cli("annotate", "a.docx", "-o", "b.docx")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("a.docx: error[A103] the document is excluded by configuration\n")


@pytest.mark.parametrize(
    ("form", "text"),
    re.findall(
        r"```(yaml|toml)\n(.*?)```", (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8"), re.DOTALL
    ),
)
def test_what_the_page_shows_is_right(cli, desk, form, text):
    name = "pyproject.toml" if form == "toml" else ".attrib.yml"
    desk({name: text})
    assert cli("config", "check") == (0, f"{name}: nothing is wrong\n", "")
