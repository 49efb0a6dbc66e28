"""What happens to every chunk before its cells are converted: blank rows go, sums under a table are set aside."""

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.read.chunks import Chunk, Refused
from tidewaiter.read.json_text import json_objects

__all__ = ["only_records", "parted"]

_SUM_WORDS = (
    r"(?i)^\s*(grand |sub|sub-|sub )?(total(es|s)?|totais|suma|somme|итого|итог|всего|合计|总计|小计|sum)"
    r"( general| geral| général)?(\s*\(.*\))?\s*[:：]?[\s\d.,]*$"
)
_NUMBER = re.compile(r"[\s\d.,'%$€+()-]*(kgs?|usd)?", re.IGNORECASE)


def only_records(chunk: Chunk) -> Chunk:
    """Leave out blank rows and refuse those that sum up others."""
    if not chunk.cells.num_rows:
        return chunk
    first = pc.coalesce(*chunk.cells.columns)
    blank = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(first), ""), True)
    doubtful = pc.or_(blank, pc.fill_null(pc.match_substring_regex(first, _SUM_WORDS), False))
    if not pc.any(doubtful).as_py():
        return chunk
    gone: set[int] = set()
    refused = list(chunk.refused)
    for row in np.flatnonzero(doubtful.to_numpy(zero_copy_only=False)).tolist():
        filled = [text.strip() for column in chunk.cells.columns if (text := column[row].as_py()) is not None and text.strip()]
        if not filled:
            gone.add(row)
        elif re.match(_SUM_WORDS, filled[0]) and _sums(filled[1:], chunk.cells.num_columns):
            gone.add(row)
            raw = json_objects(chunk.cells.slice(row, 1), chunk.cells.schema.names)[0].as_py() or ""
            refused.append(Refused(chunk.places[row].as_py(), f"a sum of other rows: begins with {filled[0]!r}", raw))
    return _without(chunk, gone, refused)


def _sums(others: list[str], width: int) -> bool:
    # one word may stand beside the sum: a unit or a currency
    return sum(not _NUMBER.fullmatch(text) for text in others) <= 1 and len(others) < max(width, 2)


def _without(chunk: Chunk, gone: set[int], refused: list[Refused]) -> Chunk:
    kept = np.array([row for row in range(chunk.cells.num_rows) if row not in gone], dtype=np.int64)
    moved = {int(old): new for new, old in enumerate(kept)} if chunk.notes else {}
    notes = {moved[row]: note for row, note in chunk.notes.items() if row in moved}
    return Chunk(chunk.cells.take(pa.array(kept)), chunk.places.take(pa.array(kept)), notes, tuple(refused), chunk.typed)


def parted(chunk: Chunk, rows: int) -> Iterator[tuple[pa.RecordBatch, pa.Array, pa.Array]]:
    """Give cells, places and notes in pieces of at most so many rows."""
    notes = pa.array([chunk.notes.get(row) for row in range(chunk.cells.num_rows)], type=pa.string()) if chunk.notes else None
    for start in range(0, chunk.cells.num_rows, rows):
        cells = chunk.cells.slice(start, rows)
        yield cells, chunk.places.slice(start, rows), pa.nulls(len(cells), pa.string()) if notes is None else notes.slice(start, rows)
