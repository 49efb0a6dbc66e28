"""The engines that run the relations: DuckDB on one machine, Spark beyond it. Nothing else imports either."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa

from tidewaiter.engine.workers import Workers
from tidewaiter.errors import Misconfigured
from tidewaiter.kernels import Call, Kernel

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["ENGINES", "Engine", "check_engine", "open_engine"]

ENGINES = ("duckdb", "spark")
_SIZE = re.compile(r"[1-9]\d*(\.\d+)? ?[kmgt]i?b", re.IGNORECASE)


class Engine(Protocol):
    """What the pipeline asks of an engine: read Parquet, keep a table, run kernels over it, hand out its rows."""

    name: str

    def read(self, path: Path) -> "ir.Table":
        """Give the Parquet file or folder at `path` as a table."""
        ...

    def keep(self, table: "ir.Table", name: str) -> "ir.Table":
        """Have a table computed once, into the working folder, and give it back as read from there."""
        ...

    def add(self, table: "ir.Table", calls: Mapping[str, Call], name: str) -> "ir.Table":
        """Have a table computed once with a column more for each call of a kernel, on every core, and give it back as kept."""
        ...

    def then(self, action: Callable[[], None]) -> None:
        """Have something done once all that was asked for before is computed."""
        ...

    def batches(self, table: "ir.Table") -> Iterator[pa.RecordBatch]:
        """Compute a table and hand out its rows in order, some at a time."""
        ...


def check_engine(name: str, *, memory: str | None) -> None:
    """Refuse an engine or a limit of memory that cannot be right.

    Raises:
        Misconfigured: unknown engine, or `memory` is no size such as `2GB`.
    """
    if name not in ENGINES:
        raise Misconfigured(f"no engine {name!r}; choose one of {', '.join(ENGINES)}")
    if memory is not None and not _SIZE.fullmatch(memory):
        raise Misconfigured(f"--memory {memory!r} is no size; write it as 800MB or 2GB")


def open_engine(
    name: str, *, workdir: Path, memory: str | None, kernels: tuple[Kernel, ...], workers: Workers | None = None
) -> AbstractContextManager[Engine]:
    """Start an engine with the kernels registered; it stops when the context ends.

    Args:
        name: `duckdb` or `spark`.
        workdir: an existing folder for kept tables and spilled rows.
        memory: most memory to use, such as `2GB`; None for the usual: 1.5 GiB, more with many processors; Spark's own.
        kernels: what the relations call.
        workers: processes that run kernels for DuckDB; Spark has its own.

    Raises:
        Misconfigured: unknown engine, or the extra `[spark]` or Java is missing.
    """
    check_engine(name, memory=memory)
    if name == "spark":
        from tidewaiter.engine.spark import open_spark

        return open_spark(workdir, memory=memory, kernels=kernels)
    from tidewaiter.engine.duckdb import open_duckdb

    return open_duckdb(workdir, memory=memory, kernels=kernels, workers=workers or Workers([]))
