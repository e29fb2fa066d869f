"""`attrib baseline` and `check --baseline`: the real command on real stories."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from attrib import app

CORPUS = Path(__file__).parents[2] / "corpus"
FILE = ".attrib-baseline.json"


@pytest.fixture
def desk(tmp_path, monkeypatch, engine):
    """A folder with two stories; the pipeline is that of the other tests."""
    stages = engine._stages
    monkeypatch.setattr(app, "_Stages", lambda rules, pipeline: stages)
    monkeypatch.chdir(tmp_path)
    Path("stories").mkdir()
    for name in ("coast-railway.txt", "ferry-fire.md"):
        shutil.copyfile(CORPUS / name, Path("stories", name))
    return tmp_path


def entries():
    return json.loads(Path(FILE).read_text("utf-8"))["findings"]


def test_only_new_findings_fail(cli, desk):
    assert cli("check", "stories").code == 1
    written = cli("baseline", "write", "stories")
    count = len(entries())
    assert (written.code, written.out) == (0, f"{FILE}: {count} findings, {count} new, 0 dropped\n")
    assert f"check --baseline {FILE}" in written.err
    known = cli("check", "stories", "--baseline", FILE, "--strict")
    assert (known.code, known.err) == (0, "")
    assert known.out.splitlines()[-1].endswith(f"0 info; 1 ignored, {count} in the baseline (policy default)")
    story = Path("stories/coast-railway.txt")
    *first, last = story.read_text("utf-8").rstrip("\n").split("\n\n")
    edited = "\n\n".join([*first, "It rained.", last, "Experts say nobody knew.\n"])
    story.write_text(edited, encoding="utf-8", newline="\r\n")
    new = cli("check", "stories", "--baseline", FILE, "--strict", "--format", "concise")
    assert new.code == 1
    assert {line.split("[")[1].split()[0] for line in new.out.splitlines()} == {"VAG-01"}
    assert cli("check", "stories", "--baseline", FILE, "--no-ignores").out.count("ANON-") > 1


def test_no_baseline_is_used_unless_it_is_named(cli, desk):
    cli("baseline", "write", "stories")
    assert cli("check", "stories").code == 1


def test_what_is_mended_is_pruned_and_cannot_come_back(cli, desk):
    cli("baseline", "write", "stories")
    before = entries()
    story = Path("stories/coast-railway.txt")
    text = story.read_text("utf-8")
    story.write_text("Coast railway\n\nIt rained.\n", encoding="utf-8")
    mended = sum(one["path"] == "stories/coast-railway.txt" for one in before)
    outcome = cli("baseline", "prune", "stories")
    assert outcome.out == f"{FILE}: {len(before) - mended} findings, {mended} dropped\n"
    assert entries() == [one for one in before if one["path"] != "stories/coast-railway.txt"]
    story.write_text(text, encoding="utf-8")
    assert cli("check", "stories", "--baseline", FILE).code == 1
    assert cli("baseline", "prune").out == f"{FILE}: {len(before) - mended} findings, 0 dropped\n"


def test_the_list_and_a_file_of_another_name(cli, desk):
    cli("baseline", "write", "stories/coast-railway.txt", "--baseline", "stories/known.json")
    assert not Path(FILE).exists()
    listed = cli("baseline", "list", "--baseline", "stories/known.json")
    assert (listed.code, listed.err) == (0, "")
    shape = json.loads(cli("baseline", "list", "--baseline", "stories/known.json", "--format", "json").out)
    assert {one["path"] for one in shape} == {"coast-railway.txt"}
    assert listed.out.splitlines()[-1] == f"{len(shape)} findings in 1 story"
    assert all(one["fingerprint"] in listed.out for one in shape)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["check", "stories", "--baseline", "none.json"], "attrib baseline write"),
        (["baseline", "list"], "attrib baseline write"),
        (["baseline", "prune", "stories"], "attrib baseline write"),
    ],
    ids=lambda words: " ".join(words),
)
def test_a_baseline_that_is_not_there(words, hint, cli, desk):
    outcome = cli(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert "error[A140] there is no such baseline" in outcome.err
    assert hint in outcome.err


def test_another_recipe_is_refused_and_written_anew(cli, desk):
    cli("baseline", "write", "stories")
    now = Path(FILE).read_text("utf-8")
    Path(FILE).write_text(now.replace('"fingerprints": 2', '"fingerprints": 1'), encoding="utf-8")
    refused = cli("check", "stories", "--baseline", FILE)
    assert (refused.code, "error[A142]" in refused.err, "attrib baseline write" in refused.err) == (2, True, True)
    assert cli("baseline", "write", "stories").code == 0
    assert Path(FILE).read_text("utf-8") == now


def test_a_file_that_is_no_baseline_is_not_written_over(cli, desk):
    Path("notes.json").write_text('{"mine": true}', encoding="utf-8")
    outcome = cli("baseline", "write", "stories", "--baseline", "notes.json")
    assert (outcome.code, "error[A141]" in outcome.err) == (2, True)
    assert Path("notes.json").read_text("utf-8") == '{"mine": true}'


def test_the_configuration_names_it(cli, desk):
    Path(".attrib.yml").write_text("baseline: stories/known.json\n", encoding="utf-8")
    missing = cli("check", "stories")
    assert (missing.code, "stories/known.json: error[A140]" in missing.err) == (2, True)
    assert cli("ledger", "stories").code == 0
    assert cli("baseline", "write").out.startswith("stories/known.json: ")
    known = cli("check", "stories")
    assert (known.code, "in the baseline" in known.out.splitlines()[-1]) == (0, True)
    assert cli("baseline", "list").out.splitlines()[-1].endswith("findings in 2 stories")
    assert cli("check", "stories", "--isolated").code == 1
