"""Several processes at work on one list: answers come in the order of the list, and no process outlives the run."""

from __future__ import annotations

import os
import pickle
import signal
import traceback
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from attrib.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

T = TypeVar("T")
R = TypeVar("R")


def available() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def answers(start: Callable[[], Callable[[T], R]], tasks: Sequence[T], jobs: int) -> Iterator[Iterator[R]]:
    """Yield an iterator of the answers to some tasks, in their order; the processes end with the context.

    Each of `jobs` new processes calls `start`, which must be a module's function, or a partial of one, and gets from it
    what answers a task. The iterator raises what the first task that failed raised, after the answers before it, and
    PipelineError A404 where a process was ended from outside.
    """
    with _started(start, jobs) as workers:
        yield _in_order(workers, tasks)


@dataclass(frozen=True)
class _Worker:
    """A process, the line on which it is given tasks, and the one whose end it does not survive."""

    process: SpawnProcess
    tasks: Connection
    life: Connection


@dataclass(frozen=True, slots=True)
class _Answer(Generic[R]):
    """What became of a task: its answer, or the error it raised."""

    value: R | None = None
    error: Exception | None = None


@contextmanager
def _started(start: Callable[[], Callable[[T], R]], jobs: int) -> Iterator[list[_Worker]]:
    """Start processes that a Ctrl-C meant for the whole group does not reach, and end them on the way out."""
    workers: list[_Worker] = []
    try:
        with _deaf_to_interrupts():
            workers.extend(_start(start) for _ in range(jobs))
        yield workers
    finally:
        for worker in workers:
            worker.life.close()
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.tasks.close()


def _start(start: Callable[[], Callable[[T], R]]) -> _Worker:
    context = get_context("spawn")
    tasks, their_tasks = context.Pipe()
    life, their_life = context.Pipe()
    process = context.Process(target=_work, args=(start, their_tasks, their_life), daemon=True)
    process.start()
    their_tasks.close()
    their_life.close()
    return _Worker(process, tasks, life)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Block SIGINT, here for a moment and in what is started meanwhile for good."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # It unblocks SIGINT when it starts.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_order(workers: Sequence[_Worker], tasks: Sequence[T]) -> Iterator[R]:
    waiting = deque(range(len(tasks)))
    idle = list(workers)
    busy: dict[Connection, tuple[_Worker, int]] = {}
    done: dict[int, _Answer[R]] = {}
    for wanted in range(len(tasks)):
        while wanted not in done:
            while idle and waiting:
                worker, number = idle.pop(), waiting.popleft()
                _give(worker, tasks[number])
                busy[worker.tasks] = worker, number
            for line in wait(list(busy)):
                worker, number = busy.pop(line)  # type: ignore[call-overload]
                done[number] = _answer_of(worker)
                idle.append(worker)
                if done[number].error is not None:
                    waiting.clear()
        answer = done.pop(wanted)
        if answer.error is not None:
            raise answer.error
        yield answer.value  # type: ignore[misc]


def _give(worker: _Worker, task: object) -> None:
    try:
        worker.tasks.send(task)
    except OSError:
        raise _lost(worker) from None


def _answer_of(worker: _Worker) -> _Answer[R]:
    try:
        answer: _Answer[R] = worker.tasks.recv()
    except (EOFError, OSError):
        raise _lost(worker) from None
    return answer


def _lost(worker: _Worker) -> PipelineError:
    worker.process.join(1)
    return PipelineError(
        "A404",
        f"a process of --jobs ended before its time (exit code {worker.process.exitcode})",
        hint="is there memory enough for all? fewer --jobs need less",
    )


def _work(start: Callable[[], Callable[[T], R]], tasks: Connection, life: Connection) -> None:
    """Answer tasks until there are no more; the life of a new process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(life,), daemon=True).start()
    work: Callable[[T], R] | None = None
    with suppress(EOFError, OSError):
        while True:
            task = tasks.recv()
            answer: _Answer[R]
            try:
                work = work or start()
                answer = _Answer(value=work(task))
            except Exception as error:  # noqa: BLE001  it is raised again where the answer is wanted
                answer = _Answer(error=_fit_to_send(error))
            tasks.send(answer)


def _end_with(life: Connection) -> None:
    """End this process at once when the one that started it has ended, however that came."""
    with suppress(EOFError, OSError):
        life.recv_bytes()
    os._exit(1)


def _fit_to_send(error: Exception) -> Exception:
    """Return the error with its traceback as a note, or one that says the same if it does not survive the way."""
    error.add_note("".join(traceback.format_exception(error)).rstrip())
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    except Exception:  # noqa: BLE001  a class may refuse in any way
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
