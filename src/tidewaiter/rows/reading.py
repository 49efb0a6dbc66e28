"""Any table file to its rows as text, none left out: a row that could not be read stands in its place with the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.errors import BadInput
from tidewaiter.normalise.words import bare_word
from tidewaiter.read.chunks import Chunk
from tidewaiter.read.open import open_source
from tidewaiter.read.sniff import sniff

__all__ = ["Rows", "RowsFile", "open_rows"]

_PADDED = ("csv", "xlsx", "xls", "ods")
"""Formats in which empty lines after the last row are no rows."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a file.

    Attributes:
        cells: text columns under the headings of the file, null where a cell says nothing.
        troubles: text, why a row could not be read, null for a sound one; the cells of an unread row are null.
    """

    cells: pa.RecordBatch
    troubles: pa.Array

    def texts(self, heading: str | None) -> pa.Array:
        """Give the cells of one column, trimmed and null where blank; all null where the file lacks the column."""
        if heading is None:
            return pa.nulls(self.cells.num_rows, pa.string())
        trimmed = pc.utf8_trim_whitespace(self.cells[heading])
        return pc.if_else(pc.equal(trimmed, ""), None, trimmed)


@dataclass(frozen=True, slots=True)
class RowsFile:
    """An opened table file.

    Attributes:
        path: the file.
        headings: keys of its columns, from left to right; the second of one heading has ` (2)` behind it.
        columns: each column that the command reads to its heading in this file, None where the file lacks it.
        batches: the rows from first to last, to be gone through once.
    """

    path: Path
    headings: tuple[str, ...]
    columns: dict[str, str | None]
    batches: Iterator[Rows]


def open_rows(path: Path, *, columns: Sequence[str], any_of: Sequence[str] = ()) -> RowsFile:
    """Open a CSV, TSV, XLSX, JSON lines or Parquet file.

    Args:
        path: the file.
        columns: the columns that the command reads; a heading may differ in case, accents and signs.
        any_of: of these the file must have one; where none are named, it must have all of `columns`.

    Raises:
        BadInput: the file cannot be read as a table, or lacks a column.
    """
    source = open_source(path, sniff(path), known=columns)
    found = {column: _heading_of(column, source.spot.headings) for column in columns}
    missing = [column for column in any_of or columns if found[column] is None]
    if missing and (not any_of or len(missing) == len(any_of)):
        wanted = " or ".join(any_of) if any_of else ", ".join(missing)
        raise BadInput(f"{path} has no column {wanted} (it has: {', '.join(source.spot.headings)[:200]}); rename or add one")
    batches = (_whole(chunk) for chunk in source.chunks)
    padded = source.spot.format in _PADDED
    return RowsFile(path, source.spot.headings, found, _without_padding(batches) if padded else batches)


def _heading_of(column: str, headings: Sequence[str]) -> str | None:
    bare = bare_word(column)
    return next((heading for heading in headings if bare_word(heading) == bare), None)


def _whole(chunk: Chunk) -> Rows:
    """Put what was refused back among the rows, in the order of the file."""
    read = chunk.cells.num_rows
    troubles = [None] * read + [f"{one.reason}: {one.raw[:200]!r}" for one in chunk.refused]
    if not chunk.refused:
        return Rows(chunk.cells, pa.array(troubles, type=pa.string()))
    places = np.concatenate([chunk.places.to_numpy(zero_copy_only=False), [one.place for one in chunk.refused]])
    order = pa.array(np.argsort(places, kind="stable"))
    within = pa.array([*range(read), *[None] * len(chunk.refused)], type=pa.int64())
    return Rows(chunk.cells.take(within.take(order)), pa.array(troubles, type=pa.string()).take(order))


def _without_padding(batches: Iterator[Rows]) -> Iterator[Rows]:
    """Leave out the blank rows after the last one that says something; those between rows stay."""
    waiting: list[Rows] = []
    for rows in batches:
        end = _end_of_rows(rows)
        if end:
            yield from waiting
            yield _part(rows, 0, end)
            waiting = []
        if end < rows.cells.num_rows:
            waiting.append(_part(rows, end, rows.cells.num_rows))


def _part(rows: Rows, start: int, end: int) -> Rows:
    return Rows(rows.cells.slice(start, end - start), rows.troubles.slice(start, end - start))


def _end_of_rows(rows: Rows) -> int:
    """The place after the last row that says something."""
    says = rows.troubles.is_valid()
    for heading in rows.cells.schema.names:
        says = pc.or_(says, rows.texts(heading).is_valid())
    filled = np.flatnonzero(says.to_numpy(zero_copy_only=False))
    return int(filled[-1]) + 1 if len(filled) else 0
