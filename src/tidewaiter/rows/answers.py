"""The whole of a command that answers row by row."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from tidewaiter.rows.reading import Rows, RowsFile, open_rows
from tidewaiter.rows.writing import check_out, write_rows

__all__ = ["add_columns"]

Answer = Callable[[Rows, dict[str, str | None]], Sequence[pa.Array]]
"""Rows and the heading of each column that the command reads, to the new columns in the order of their schema."""


def add_columns(path: Path, out: Path, answer: Answer, *, columns: Sequence[str], adds: pa.Schema, any_of: Sequence[str] = ()) -> int:
    """Write the rows of a file with the columns that `answer` gives behind their own, and give how many rows that were.

    A column of the file that has the name of a new one stays as `NAME (given)`.

    Args:
        path: CSV, TSV, XLSX, JSON lines or Parquet.
        out: the file to write, by its ending.
        answer: called for some rows at a time.
        columns: the columns that the command reads.
        adds: names and types of the new columns.
        any_of: of these the file must have one; where none are named, it must have all of `columns`.

    Raises:
        BadInput: the file cannot be read as a table, or lacks a column.
        Misconfigured: `out` cannot be written.
    """
    check_out(out, source=path)
    file = open_rows(path, columns=columns, any_of=any_of)
    schema = pa.schema([*((heading, pa.string()) for heading in _kept(file, adds)), *adds])
    return write_rows(out, schema, _answered(file, answer, schema))


def _kept(file: RowsFile, adds: pa.Schema) -> list[str]:
    """The names under which the file's own columns stay."""
    new = {name.casefold() for name in adds.names}
    return [f"{heading} (given)" if heading.casefold() in new else heading for heading in file.headings]


def _answered(file: RowsFile, answer: Answer, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for rows in file.batches:
        yield pa.RecordBatch.from_arrays([*rows.cells.columns, *answer(rows, file.columns)], schema=schema)
