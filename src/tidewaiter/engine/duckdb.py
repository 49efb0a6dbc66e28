"""DuckDB, the embedded engine."""

import errno
import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tidewaiter.engine.workers import Workers
from tidewaiter.errors import EngineFailed
from tidewaiter.kernels import Call, Kernel, run_calls

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["DuckDB", "open_duckdb"]

_NAMES = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
}
_DISK_IS_FULL = tuple(os.strerror(code) for code in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT))
_ROWS_PER_BATCH = 65_536
_ROWS_PER_CALL = 16_384
"""chosen: small enough that every core gets some of a batch of 100,000 records, large enough to find its repeated values."""


class DuckDB:
    """One DuckDB connection with its working folder."""

    name = "duckdb"

    def __init__(self, backend: Any, workdir: Path, workers: Workers) -> None:  # Any: the Ibis backend is not typed
        self._backend = backend
        self._workdir = workdir
        self._workers = workers

    def read(self, path: Path) -> "ir.Table":
        """Give the Parquet file at `path` as a table."""
        table: ir.Table = self._backend.read_parquet(path)
        return table

    def keep(self, table: "ir.Table", name: str) -> "ir.Table":
        """Compute a table into one Parquet file of the working folder."""
        path = self._workdir / f"{name}.parquet"
        with _failures():
            self._backend.to_parquet(table, path)
        return self.read(path)

    def add(self, table: "ir.Table", calls: Mapping[str, Call], name: str) -> "ir.Table":
        """Compute a table with a column more for each call, some rows at a time and on every core."""
        path = self._workdir / f"{name}.parquet"
        parts = ((rows, calls) for rows in self._rows(table, _ROWS_PER_CALL))
        schema = pa.schema([*table.schema().to_pyarrow(), *((column, call.kernel.gives) for column, call in calls.items())])
        with pq.ParquetWriter(path, schema, compression="lz4") as writer:
            for rows in self._workers.map(run_calls, parts):
                writer.write_batch(rows.cast(schema))
        return self.read(path)

    def batches(self, table: "ir.Table") -> Iterator[pa.RecordBatch]:
        """Compute a table and hand out its rows in order."""
        yield from self._rows(table, _ROWS_PER_BATCH)

    def _rows(self, table: "ir.Table", most: int) -> Iterator[pa.RecordBatch]:
        with _failures():
            # Ibis 12 asks for a reader that DuckDB 2 renamed; the hooks register tables in memory.
            self._backend._run_pre_execute_hooks(table)
            yield from self._backend.con.sql(self._backend.compile(table)).to_arrow_reader(most)


@contextmanager
def open_duckdb(workdir: Path, *, memory: str | None, kernels: tuple[Kernel, ...], workers: Workers) -> Iterator[DuckDB]:
    """Connect to a DuckDB of our own in memory, spilling into `workdir`.

    Raises:
        EngineFailed: the limit of memory is not one that DuckDB reads, or a query ran out of memory or disk.
    """
    import ibis

    backend: Any = ibis.duckdb.connect(":memory:", temp_directory=str(workdir / "spill"), preserve_insertion_order=False)
    try:
        backend.raw_sql("SET enable_progress_bar = false")
        if memory is not None:
            with _failures():
                backend.raw_sql(f"SET memory_limit = '{memory}'")
        for kernel in kernels:
            _register(backend.con, kernel)
        yield DuckDB(backend, workdir, workers)
    finally:
        backend.disconnect()


def _register(connection: Any, kernel: Kernel) -> None:
    takes = [type_name(type_) for type_ in kernel.takes]
    connection.create_function(
        kernel.name, _one_chunk(kernel.function), takes, type_name(kernel.gives), type="arrow", null_handling="special"
    )


def _one_chunk(function: Callable[..., pa.Array]) -> Callable[..., pa.Array]:
    """DuckDB hands chunked arrays over; kernels take plain ones."""

    @wraps(function)
    def plain(*columns: pa.Array | pa.ChunkedArray) -> pa.Array:
        return function(*(c.combine_chunks() if isinstance(c, pa.ChunkedArray) else c for c in columns))

    plain.__signature__ = inspect.signature(function)  # type: ignore[attr-defined]
    return plain


def type_name(type_: pa.DataType) -> str:
    """Name an Arrow type as DuckDB does.

    >>> type_name(pa.list_(pa.struct([("cas", pa.string()), ("start", pa.int32())])))
    'STRUCT("cas" VARCHAR, "start" INTEGER)[]'
    """
    if pa.types.is_list(type_):
        return f"{type_name(type_.value_type)}[]"
    if pa.types.is_struct(type_):
        return "STRUCT(" + ", ".join(f'"{field.name}" {type_name(field.type)}' for field in type_.fields) + ")"
    return _NAMES[type_]


@contextmanager
def _failures() -> Iterator[None]:
    import duckdb

    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        if any(full in str(error) for full in _DISK_IS_FULL):
            raise EngineFailed("DuckDB stopped: no room left to write; free disk space, or choose another --out") from error
        raise EngineFailed(f"DuckDB stopped: {_first_line(error)}; give it more room with --memory, or free disk space") from error
    except duckdb.Error as error:
        raise EngineFailed(f"DuckDB stopped: {_first_line(error)}; report this with the command that led to it") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
