"""Answers of several processes come in order, the first error in order is raised, and no process is left."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest

from attrib import workers
from attrib.errors import InputError, PipelineError

NAME = "workers_double"


@pytest.fixture(autouse=True)
def double(monkeypatch):
    """The module with what is done, in a place where the processes find it too."""
    folder = Path(__file__).parent
    monkeypatch.syspath_prepend(folder)
    spec = importlib.util.spec_from_file_location(NAME, folder / f"{NAME}.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, NAME, module)
    spec.loader.exec_module(module)
    yield module
    assert multiprocessing.active_children() == []


def run(double, tasks, jobs=2, start=None):
    with workers.answers(start or double.start, tasks, jobs) as answers:
        yield from answers


def test_answers_come_in_order_from_other_processes(double):
    tasks = [("slow", 0.3), *[("quick", number) for number in range(9)]]
    done = list(run(double, tasks))
    assert [value for _, value in done] == [0.3, *range(9)]
    assert os.getpid() not in {pid for pid, _ in done}
    assert len({pid for pid, _ in done}) == 2


def test_no_task_is_no_answer(double):
    assert list(run(double, [])) == []


def test_the_first_error_in_order_is_raised_after_the_answers_before_it(double):
    tasks = [("quick", 0), ("slow", 0.5), ("bad", 2), ("bad", 3), ("quick", 4)]
    got = []
    with pytest.raises(InputError, match="bad 2") as caught:
        got.extend(value for _, value in run(double, tasks))
    assert got == [0, 0.5]
    assert caught.value.place.line == 1


@pytest.mark.parametrize(
    ("task", "error", "message"), [("bug", ZeroDivisionError, "7"), ("odd", RuntimeError, "OddError: 7")]
)
def test_an_error_that_is_no_ours_comes_back_with_its_traceback(double, task, error, message):
    with pytest.raises(error) as caught:
        list(run(double, [(task, 7)]))
    assert str(caught.value) == message
    if task == "bug":
        assert "workers_double.py" in caught.value.__notes__[0]


def test_what_cannot_start_is_told_once(double):
    with pytest.raises(PipelineError, match="A401"):
        list(run(double, [("quick", 1), ("quick", 2)], start=double.start_badly))


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")
def test_a_process_killed_from_outside_is_told(double):
    with pytest.raises(PipelineError, match=rf"A404.*exit code -{signal.SIGKILL:d}"):
        list(run(double, [("gone", 1)]))


def test_whoever_stops_asking_leaves_no_process(double):
    with workers.answers(double.start, [("slow", 60)] * 9, 2):
        children = multiprocessing.active_children()
        assert len(children) == 2
    assert [child.is_alive() for child in children] == [False, False]
