"""What is mended in a chunk of text before anything is read from it: NUL bytes, and letters that the encoding could not give."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.read.chunks import Chunk, nulls

__all__ = ["NOTES_BETWEEN", "mended"]

NOTES_BETWEEN = "\x1f"
"""Parts the notes of one record while they travel as one text."""


def mended(chunk: Chunk, *, encoding: str | None, damaged: bool) -> Chunk:
    """Take NUL bytes out of the cells, and note the records where that was done or where the encoding lacked a byte.

    Args:
        chunk: of any format.
        encoding: of its file.
        damaged: whether the file may hold bytes that its encoding lacks.
    """
    padded = [_holds_nul(column) for column in chunk.cells.columns]
    told: list[tuple[Sequence[int], str]] = []
    if any(padded):
        told.append((_rows_with("\0", [column for column, holds in zip(chunk.cells.columns, padded) if holds]), "NUL bytes were taken out"))
        cleaned = [nulls(pc.replace_substring(column, "\0", "")) if holds else column for column, holds in zip(chunk.cells.columns, padded)]
        chunk = replace(chunk, cells=pa.RecordBatch.from_arrays(cleaned, names=chunk.cells.schema.names))
    if damaged and encoding is not None:
        shown = encoding.removesuffix("-sig").upper()
        told.append((_rows_with("\ufffd", chunk.cells.columns), f"bytes that are not {shown} were replaced"))
    if not any(len(rows) for rows, _ in told):
        return chunk
    notes = dict(chunk.notes)
    for rows, note in told:
        for row in rows:
            notes[row] = NOTES_BETWEEN.join([*([notes[row]] if row in notes else []), f"record: {note}"])
    return replace(chunk, notes=notes)


def _holds_nul(column: pa.Array) -> bool:
    """Whether any byte of a column's texts is NUL; the slice may hold more than the column, which costs a look and no more."""
    texts = column.buffers()[2]
    return texts is not None and not np.frombuffer(texts, dtype=np.uint8).all() and bool(pc.any(pc.match_substring(column, "\0")).as_py())


def _rows_with(sign: str, columns: Sequence[pa.Array]) -> list[int]:
    found = [pc.fill_null(pc.match_substring(column, sign), False).to_numpy(zero_copy_only=False) for column in columns]
    return [int(row) for row in np.flatnonzero(np.logical_or.reduce(found))] if found else []
