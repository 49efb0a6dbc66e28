"""Seconds and peak memory of each stage of a run."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from tidewaiter.engine.usage import cpu_seconds, peak_memory_mib

__all__ = ["Clock", "Stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage took: wall and CPU seconds, and the peak memory so far, of this process and those that share its work."""

    name: str
    wall_seconds: float
    cpu_seconds: float
    peak_memory_mib: float


class Clock:
    """Measures the stages of a run one after another; a resource in that the running stage must be ended."""

    def __init__(self, on_stage: Callable[[str], None], *, beside: Callable[[], tuple[float, float]] = lambda: (0.0, 0.0)) -> None:
        self._on_stage = on_stage
        self._beside = beside
        self._stages: list[Stage] = []
        self._name: str | None = None
        self._wall = self._cpu = 0.0

    def start(self, name: str) -> None:
        """End the running stage and begin the next."""
        self.stop()
        self._name, self._wall, self._cpu = name, time.perf_counter(), self._used()[0]
        self._on_stage(name)

    def stop(self) -> None:
        """End the running stage."""
        if self._name is None:
            return
        cpu, peak = self._used()
        wall = time.perf_counter() - self._wall
        self._stages.append(Stage(self._name, round(wall, 3), round(cpu - self._cpu, 3), round(peak, 1)))
        self._name = None

    def record(self) -> list[dict[str, str | float]]:
        """Give the stages ended so far, as data."""
        return [asdict(stage) for stage in self._stages]

    def _used(self) -> tuple[float, float]:
        cpu, peak = self._beside()
        return cpu_seconds() + cpu, peak_memory_mib() + peak
