"""DuckDB, the embedded engine."""

import errno
import inspect
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tidewaiter.engine.queue import StepQueue
from tidewaiter.engine.workers import Workers, processors
from tidewaiter.errors import EngineFailed
from tidewaiter.kernels import Call, Kernel, called_columns

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
_USUAL_MIB, _USUAL_MIB_PER_PROCESSOR = 1536, 384
"""chosen: a million records need no more; beyond it DuckDB spills, so that four million take little more memory. DuckDB itself would take
four fifths of the machine. Its guide asks for 125 MB a thread at least, and a join wants more."""
_ROWS_PER_BATCH = 65_536
_ROWS_PER_CALL = 16_384
"""chosen: small enough that every core gets some of a batch of 100,000 records, large enough to find its repeated values."""


class DuckDB:
    """One DuckDB connection with its working folder.

    A kept table is handed out at once and computed in a thread beside, in the order of asking: building and compiling relations takes
    Python as long as DuckDB takes to compute them.
    """

    name = "duckdb"

    def __init__(self, backend: Any, workdir: Path, workers: Workers, queue: StepQueue) -> None:  # Any: the Ibis backend is not typed
        self._backend = backend
        self._workdir = workdir
        self._workers = workers
        self._queue = queue
        self._kept = count()

    def read(self, path: Path) -> "ir.Table":
        """Give the Parquet file at `path` as a table."""
        self._queue.wait()
        table: ir.Table = self._backend.read_parquet(path)
        return table

    def keep(self, table: "ir.Table", name: str) -> "ir.Table":
        """Have a table computed into one Parquet file of the working folder."""
        view, path = self._place(name)
        query = self._backend.compile(table)
        self._queue.ask(lambda: self._write(table, query, view, path))
        return _declared(table.schema(), view)

    def add(self, table: "ir.Table", calls: Mapping[str, Call], name: str) -> "ir.Table":
        """Have a table computed with a column more for each call, some rows at a time and on every core."""
        import ibis

        view, path = self._place(name)
        query = self._backend.compile(table)
        schema = pa.schema([*table.schema().to_pyarrow(), *((column, call.gives) for column, call in calls.items())])
        self._queue.ask(lambda: self._write_with(table, query, calls, schema, view, path))
        return _declared(ibis.Schema.from_pyarrow(schema), view)

    def then(self, action: Callable[[], None]) -> None:
        """Have something done once all that was asked for before is computed."""
        self._queue.ask(action)

    def batches(self, table: "ir.Table") -> Iterator[pa.RecordBatch]:
        """Compute a table and hand out its rows in order."""
        query = self._backend.compile(table)
        self._queue.wait()
        with _failures():
            yield from self._rows(table, query, _ROWS_PER_BATCH)

    def _place(self, name: str) -> tuple[str, Path]:
        """A view and a file for a table; of one name there may be several."""
        view = f"{name}_{next(self._kept)}"
        return view, self._workdir / f"{view}.parquet"

    def _write(self, table: "ir.Table", query: str, view: str, path: Path) -> None:
        with _failures():
            self._backend._run_pre_execute_hooks(table)
            self._backend.con.execute(f"COPY ({query}) TO '{_quoted(path)}' (FORMAT parquet)")
            self._show(view, path)

    def _write_with(self, table: "ir.Table", query: str, calls: Mapping[str, Call], schema: pa.Schema, view: str, path: Path) -> None:
        with _failures(), pq.ParquetWriter(path, schema, compression="lz4") as writer:
            waiting: deque[pa.RecordBatch] = deque()
            for added in self._workers.map(called_columns, self._parts(table, query, calls, waiting)):
                rows = waiting.popleft()
                writer.write_batch(pa.RecordBatch.from_arrays([*rows.columns, *added.columns], names=schema.names).cast(schema))
        with _failures():
            self._show(view, path)

    def _parts(
        self, table: "ir.Table", query: str, calls: Mapping[str, Call], waiting: "deque[pa.RecordBatch]"
    ) -> Iterator[tuple[pa.RecordBatch, Mapping[str, Call]]]:
        """Of some rows at a time the columns that calls take: only those go to another process; the rows wait here for what comes back."""
        needed = sorted({column for call in calls.values() for column in call.columns})
        for rows in self._rows(table, query, _ROWS_PER_CALL):
            waiting.append(rows)
            yield rows.select(needed), calls

    def _show(self, view: str, path: Path) -> None:
        self._backend.con.execute(f"CREATE VIEW \"{view}\" AS SELECT * FROM read_parquet('{_quoted(path)}')")

    def _rows(self, table: "ir.Table", query: str, most: int) -> Iterator[pa.RecordBatch]:
        # The hooks register tables in memory; Ibis 12 asks for a reader that DuckDB 2 renamed.
        self._backend._run_pre_execute_hooks(table)
        yield from self._backend.con.sql(query).to_arrow_reader(most)


def _usual_memory() -> str:
    return f"{max(_USUAL_MIB, _USUAL_MIB_PER_PROCESSOR * processors())}MiB"


def _declared(schema: Any, view: str) -> "ir.Table":  # Any: an Ibis schema
    """The table that a view of ours will show."""
    import ibis

    table: ir.Table = ibis.table(schema, name=view)
    return table


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


@contextmanager
def open_duckdb(workdir: Path, *, memory: str | None, kernels: tuple[Kernel, ...], workers: Workers) -> Iterator[DuckDB]:
    """Connect to a DuckDB of our own in memory, spilling into `workdir`.

    Raises:
        EngineFailed: the limit of memory is not one that DuckDB reads, or a query ran out of memory or disk.
    """
    import ibis

    queue = StepQueue()
    backend: Any = ibis.duckdb.connect(":memory:", temp_directory=str(workdir / "spill"), preserve_insertion_order=False)
    try:
        backend.raw_sql("SET enable_progress_bar = false")
        with _failures():
            backend.raw_sql(f"SET memory_limit = '{memory or _usual_memory()}'")
        for kernel in kernels:
            _register(backend.con, kernel)
        yield DuckDB(backend, workdir, workers, queue)
    finally:
        queue.close()
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
