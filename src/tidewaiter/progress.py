"""Progress on stderr: a bar with rate and time left where somebody watches, one line a stage where nobody does."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

__all__ = ["progress"]


@contextmanager
def progress() -> Iterator[tuple[Callable[[str], None], Callable[[str, int, int | None], None]]]:
    """Give two functions: one told of each stage as it begins, one told how many records of it are done."""
    if sys.stderr.isatty():
        with _bars() as told:
            yield told
    else:
        started = time.monotonic()
        yield lambda stage: print(f"{time.monotonic() - started:7.1f} s  {stage}", file=sys.stderr), lambda stage, done, total: None


@contextmanager
def _bars() -> Iterator[tuple[Callable[[str], None], Callable[[str, int, int | None], None]]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), _rate_column())
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True)) as bars:
        tasks = [bars.add_task("start", total=None)]

        def on_stage(stage: str) -> None:
            bars.update(tasks[-1], total=1, completed=1) if bars.tasks[-1].total is None else None
            tasks.append(bars.add_task(stage, total=None))

        def on_progress(stage: str, done: int, total: int | None) -> None:
            bars.update(tasks[-1], description=stage, completed=done, total=total)

        yield on_stage, on_progress


def _rate_column() -> "ProgressColumn":
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Rate(ProgressColumn):
        """Records a minute."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed * 60:,.0f}/min" if task.speed else "")

    return Rate()
