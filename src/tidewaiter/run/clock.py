"""Seconds and peak memory of each stage of a run."""

import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

__all__ = ["Clock", "Stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage took: wall and CPU seconds (children included), and the peak memory of the process so far."""

    name: str
    wall_seconds: float
    cpu_seconds: float
    peak_memory_mib: float


class Clock:
    """Measures the stages of a run one after another; a resource in that the running stage must be ended."""

    def __init__(self, on_stage: Callable[[str], None]) -> None:
        self._on_stage = on_stage
        self._stages: list[Stage] = []
        self._name: str | None = None
        self._wall = self._cpu = 0.0

    def start(self, name: str) -> None:
        """End the running stage and begin the next."""
        self.stop()
        self._name, self._wall, self._cpu = name, time.perf_counter(), _cpu_seconds()
        self._on_stage(name)

    def stop(self) -> None:
        """End the running stage."""
        if self._name is None:
            return
        wall, cpu = time.perf_counter() - self._wall, _cpu_seconds() - self._cpu
        self._stages.append(Stage(self._name, round(wall, 3), round(cpu, 3), round(_peak_memory_mib(), 1)))
        self._name = None

    def record(self) -> list[dict[str, str | float]]:
        """Give the stages ended so far, as data."""
        return [asdict(stage) for stage in self._stages]


if sys.platform == "win32":

    def _cpu_seconds() -> float:
        return time.process_time()

    def _peak_memory_mib() -> float:
        return 0.0  # Windows keeps no peak that Python can read.

else:
    import resource

    def _cpu_seconds() -> float:
        own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime

    def _peak_memory_mib() -> float:
        # ru_maxrss is in KiB on Linux and in bytes on macOS.
        unit = 1024.0 if sys.platform == "darwin" else 1.0
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit / 1024.0
