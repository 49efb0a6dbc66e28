"""Steps done one after another in a thread beside, so that the next relation is built while the last one is computed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

__all__ = ["StepQueue"]


class StepQueue:
    """Does steps in the order in which they were asked for; after one that fails, none is done. A resource that must be closed."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._waiting: list[Future[Any]] = []
        self._failed: BaseException | None = None

    def ask(self, step: Callable[[], Any]) -> None:
        """Have a step done once all before it are.

        Raises:
            Exception: what an earlier step raised.
        """
        self._raise()
        self._waiting.append(self._thread.submit(self._do, step))

    def wait(self) -> None:
        """Wait until every step is done.

        Raises:
            Exception: what one of them raised.
        """
        for step in self._waiting:
            step.result()
        self._waiting.clear()
        self._raise()

    def close(self) -> None:
        """Leave out what has not begun, and wait for what has."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _do(self, step: Callable[[], Any]) -> None:
        if self._failed is not None:
            return
        try:
            step()
        except BaseException as error:  # handed to whoever asks or waits next
            self._failed = error

    def _raise(self) -> None:
        if self._failed is not None:
            raise self._failed
