"""`--jobs`: what several processes find is what one finds, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from attrib import app, run, workers
from attrib.app import Settings
from attrib.errors import InputError
from attrib.render import WRITERS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stories(tmp_path):
    """A folder with some stories of the corpus."""
    there = tmp_path / "stories"
    there.mkdir()
    for path in (ROOT / "corpus").glob("[a-c]*"):
        if ".gold" not in path.name:
            shutil.copyfile(path, there / path.name)
    return there


@pytest.fixture
def small(monkeypatch):
    """As if a few stories were work enough for several processes; the number of processes asked for."""
    monkeypatch.setattr(run, "PER_PROCESS", 1000)
    asked = []
    answers = workers.answers
    monkeypatch.setattr(
        workers, "answers", lambda start, tasks, jobs: asked.append(jobs) or answers(start, tasks, jobs)
    )
    return asked


@pytest.mark.slow
def test_parallel_is_serial_in_every_format(cli, small, stories):
    told = []
    serial = app.check_paths([stories], Settings())
    parallel = app.check_paths([stories], Settings(), jobs=2, progress=lambda *done: told.append(done))
    assert small == [2]
    assert told == [(number, len(told)) for number in range(1, len(told) + 1)]
    assert parallel == serial
    assert [name for name, write in WRITERS.items() if write(parallel) != write(serial)] == []
    assert cli("check", stories, "--jobs", "2") == cli("check", stories)


def test_several_settings_and_the_cache_go_with_it(small, stories, tmp_path):
    from attrib.cache import Cache

    strict = Settings(policy="strict")
    paths = sorted(stories.glob("*.txt"))[:6]
    targets = [app.Target(path, strict if number % 2 else Settings()) for number, path in enumerate(paths)]
    parallel = app.check_targets(targets, Settings(), jobs=2, cache=Cache(tmp_path / "cache", "1"))
    assert small == [2]
    assert app.check_targets(targets, Settings(), jobs=2, cache=Cache(tmp_path / "cache", "1")) == parallel
    assert small == [2], "what is known needs no process"
    assert [story.policy for story in parallel.stories] == ["default", "strict"] * 3


def test_a_story_that_cannot_be_read_is_found_before_any_process_starts(small, stories):
    for name in ("b.txt", "c.txt"):
        (stories / name).write_bytes(b"\xff")
    with pytest.raises(InputError, match=r"b\.txt"):
        app.check_paths([stories], Settings(), jobs=2)
    assert small == []


@pytest.mark.slow
def test_an_error_in_a_process_is_that_of_a_run_without(cli, small, stories):
    one, two = (cli("check", stories, "--pipeline", "missing", "--jobs", jobs) for jobs in (1, 2))
    assert (one.code, one.out) == (2, "")
    assert "error[A401]" in one.err
    assert two == one
    assert small == [2]


@pytest.mark.parametrize(("jobs", "wanted"), [(2, [2]), (0, [5]), (9, [5]), (1, [])])
def test_no_more_processes_than_there_is_work_for(monkeypatch, stories, jobs, wanted):
    started = []

    class Stop(Exception):  # noqa: N818
        pass

    def answers(_start, _tasks, number):
        started.append(number)
        raise Stop

    def check(_self, _stories):
        raise Stop

    work = sum(len(path.read_text(encoding="utf-8")) for path in stories.glob("*.[tm]*"))
    monkeypatch.setattr(run, "PER_PROCESS", work // 5 - 20)
    monkeypatch.setattr(workers, "answers", answers)
    monkeypatch.setattr(workers, "available", lambda: 64)
    monkeypatch.setattr(app.Engines, "check", check)
    with pytest.raises(Stop):
        app.check_paths([stories], Settings(), jobs=jobs)
    assert started == wanted


def test_chunks_hold_all_stories_in_order_and_are_about_equal(report):
    story = report.stories[0].story
    stories = [(story, Settings())] * 100
    chunks = run._chunks(stories, 7 * len(story.text))
    assert [len(chunk) for chunk in chunks] == [7] * 14 + [2]
    assert max(len(chunk) for chunk in run._chunks(stories, 10**9)) == run.BATCH


@pytest.mark.parametrize("jobs", ["-1", "two"])
def test_a_number_that_is_none(cli, application, jobs):
    outcome = cli("check", "a.txt", "--jobs", jobs)
    assert outcome.code == 2
    assert "error[A100]" in outcome.err
