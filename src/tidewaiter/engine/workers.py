"""Processes beside this one that share the work on chunks, so that every core is used; without any, the work is done here."""

import os
import pickle
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from tidewaiter.errors import EngineFailed

__all__ = ["Workers", "open_workers", "processors"]

_AHEAD = 2
"""chosen: chunks that wait for a free worker; more would only fill memory."""
_SECONDS_TO_END = 10.0


@dataclass(slots=True)
class _Worker:
    """A process and what it has used, as of its last answer."""

    process: "subprocess.Popen[bytes]"
    cpu_seconds: float = 0.0
    peak_mib: float = 0.0


class Workers:
    """Runs functions on parts of the work, in other processes where there are any; a resource that must be closed."""

    def __init__(self, workers: list[_Worker]) -> None:
        self._workers = workers
        self._free: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for worker in workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(max_workers=len(workers)) if workers else None

    @property
    def count(self) -> int:
        """How many processes there are; 0 where the work is done in this one."""
        return len(self._workers)

    def map(self, function: Callable[..., Any], parts: Iterable[tuple[Any, ...]]) -> Iterator[Any]:  # Any: function's own arguments
        """Give what the function makes of each part, in the order of the parts; a few parts are worked on at a time.

        Args:
            function: a function of a module (it is handed over by its name); pure.
            parts: its arguments, part by part.

        Raises:
            EngineFailed: a process ended in the middle of its work. What the function raises is raised here.
        """
        if self._threads is None:
            for part in parts:
                yield function(*part)
            return
        waiting: deque[Future[Any]] = deque()
        for part in parts:
            waiting.append(self._threads.submit(self._ask, function, part))
            if len(waiting) >= self.count + _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def used(self) -> tuple[float, float]:
        """Give the CPU seconds and the peak MiB of all processes that still run, as of their last answers."""
        return sum(worker.cpu_seconds for worker in self._workers), sum(worker.peak_mib for worker in self._workers)

    def close(self) -> None:
        """End the processes."""
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            _end(worker.process)
        self._workers, self._threads = [], None

    def _ask(self, function: Callable[..., Any], part: tuple[Any, ...]) -> Any:
        worker = self._free.get()
        try:
            done, result = _exchange(worker, function, part)
        finally:
            self._free.put(worker)
        if not done:
            raise result
        return result


@contextmanager
def open_workers(count: int, *, prepare: str | None = None) -> Iterator[Workers]:
    """Start processes that get ready at once, and end them with the context.

    Args:
        count: how many; with fewer than two, none is started, as one would only stand in for this process.
        prepare: `module:function` that each runs first.
    """
    workers = Workers([_start(prepare) for _ in range(count if count > 1 else 0)])
    try:
        yield workers
    finally:
        workers.close()


def processors() -> int:
    """Give how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(prepare: str | None) -> _Worker:
    # -P: a module of the user's working folder must not stand in for one of ours.
    command = [sys.executable, "-P", "-m", "tidewaiter.engine.worker", *([prepare] if prepare else [])]
    return _Worker(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))


def _exchange(worker: _Worker, function: Callable[..., Any], part: tuple[Any, ...]) -> tuple[bool, Any]:
    """Hand work over and wait for the answer."""
    asks, answers = worker.process.stdin, worker.process.stdout
    assert asks is not None  # both are pipes
    assert answers is not None
    try:
        pickle.dump((function, part), asks, protocol=5)
        asks.flush()
        done, result, worker.cpu_seconds, worker.peak_mib = pickle.load(answers)
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        code = worker.process.poll()
        raise EngineFailed(
            f"a process that shared the work ended ({'no answer' if code is None else f'exit code {code}'}); "
            "most often memory ran out: close other programs, or screen fewer records at a time"
        ) from error
    return done, result


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        with suppress(OSError):  # it has ended already
            process.stdin.close()
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
