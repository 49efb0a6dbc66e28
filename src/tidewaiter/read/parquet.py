"""Parquet: typed columns become text again, so that all formats take the same way."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tidewaiter.errors import BadInput
from tidewaiter.read.chunks import Chunk, Source, Spot, keyed, nulls
from tidewaiter.read.sniff import Sniffed

__all__ = ["open_parquet"]

_ROWS = 65_536


def open_parquet(path: Path, sniffed: Sniffed) -> Source:
    """Open a Parquet file.

    Raises:
        BadInput: it is damaged or has no columns.
    """
    try:
        file = pq.ParquetFile(path)
        headings = keyed(file.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read as Parquet ({error}); write it again") from None
    return Source(path, Spot("parquet", None, None, 1, headings), _chunks(path, file, headings))


def _chunks(path: Path, file: Any, headings: tuple[str, ...]) -> Iterator[Chunk]:
    place = 1
    try:
        for batch in file.iter_batches(batch_size=_ROWS):
            numbers = [
                pa.types.is_integer(type_) or pa.types.is_floating(type_) or pa.types.is_decimal(type_) for type_ in batch.schema.types
            ]
            typed = {heading: batch.num_rows for heading, number in zip(headings, numbers) if number}
            cells = pa.RecordBatch.from_arrays([_text(column) for column in batch.columns], names=list(headings))
            yield Chunk(cells, pa.array(range(place, place + batch.num_rows), type=pa.int64()), typed=typed)
            place += batch.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        raise BadInput(f"{path} is damaged ({error}); write it again") from None


def _text(column: pa.Array) -> pa.Array:
    """A column as text; numbers without a fraction lose their `.0`."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_floating(column.type):
        return _floats(pc.cast(column, pa.float64()))
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return pa.array([_plain(value) for value in column.to_pylist()], type=pa.string())
    try:
        text = pc.cast(column, pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        text = pa.array([_plain(value) for value in column.to_pylist()], type=pa.string())
    return nulls(text)


def _floats(column: pa.Array) -> pa.Array:
    finite = pc.if_else(pc.is_finite(column), column, None)
    whole = pc.and_(pc.equal(pc.floor(finite), finite), pc.less(pc.abs(finite), 1e15))
    integers = pc.cast(pc.cast(pc.if_else(whole, finite, None), pa.int64()), pa.string())
    return pc.coalesce(integers, pc.cast(finite, pa.string()))


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace") or None
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return " ".join(value) or None
    return json.dumps(value, ensure_ascii=False, default=str)
