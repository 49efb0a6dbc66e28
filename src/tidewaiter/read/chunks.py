"""What every reader of a format gives: the headings, and chunks of all-text columns with the place of each record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Chunk", "Refused", "Source", "Spot", "keyed", "nulls", "text_chunk"]

MISSING = ("", "_x0000_", "\\N")
"""Cells that say nothing: empty, the NUL that spreadsheets escape (ECMA-376 part 1, 22.9.2.19), the null of database dumps."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that cannot be read as a row of the table."""

    place: int
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some records of a file.

    Attributes:
        cells: text columns under the keys of the headings, null where nothing is said.
        places: place of each record in its file (int64).
        notes: what was mended about the row as a whole, by its index in the chunk.
        refused: records of this stretch that are none of the rows.
        typed: how many cells of a column came as numbers, whose text has a decimal point.
    """

    cells: pa.RecordBatch
    places: pa.Array
    notes: dict[int, str] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    typed: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where and how a table lies in its file.

    Attributes:
        format: `csv`, `json`, `parquet`, `xlsx`, `xls` or `ods`.
        encoding: of text formats, as Python names it.
        delimiter: of delimited text.
        header_row: place of the headings, the first line of the table being 1, as it is where the format names its columns itself.
        headings: keys of the columns, from left to right.
        gzip: whether the text is compressed.
    """

    format: str
    encoding: str | None
    delimiter: str | None
    header_row: int
    headings: tuple[str, ...]
    gzip: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file: where its table lies, and its chunks from first to last.

    Attributes:
        path: the file.
        spot: where its table lies in it.
        chunks: its records; nothing is read before the first is asked for.
        stretches: where whole records begin and end, in bytes, if each stretch can be read apart from the others; else none.
    """

    path: Path
    spot: Spot
    chunks: Iterator[Chunk]
    stretches: tuple[tuple[int, int], ...] = ()


def keyed(headings: Sequence[str]) -> tuple[str, ...]:
    """Give each heading a key of its own: the second `Weight` is `Weight (2)`, an empty one `Column 3`.

    >>> keyed(["Weight", "", "Weight"])
    ('Weight', 'Column 2', 'Weight (2)')
    """
    keys: list[str] = []
    taken: set[str] = set()
    for place, heading in enumerate(headings, start=1):
        stem = heading if heading.strip() else f"Column {place}"
        key, number = stem, 1
        while key in taken:
            number += 1
            key = f"{stem} ({number})"
        taken.add(key)
        keys.append(key)
    return tuple(keys)


def text_chunk(headings: Sequence[str], rows: Sequence[Sequence[str | None]], places: Sequence[int], **rest: object) -> Chunk:
    """Build a chunk from rows of text, each as long as the headings."""
    columns = list(zip(*rows)) if rows else [()] * len(headings)
    arrays = [pa.array(column, type=pa.string()) for column in columns]
    cells = pa.RecordBatch.from_arrays([nulls(array) for array in arrays], names=list(headings))
    return Chunk(cells, pa.array(places, type=pa.int64()), **rest)  # type: ignore[arg-type]  # the fields of Chunk, as the readers give them


def nulls(cells: pa.Array) -> pa.Array:
    """Make null the cells that say nothing."""
    return pc.if_else(pc.is_in(cells, pa.array(MISSING)), None, cells)
