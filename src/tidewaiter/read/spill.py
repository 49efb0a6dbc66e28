"""The first pass over a file: its records as text in a spill on disk, and what its cells vote for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tidewaiter.read.chunks import Chunk, Refused, Spot
from tidewaiter.read.delimited import stretch_chunks
from tidewaiter.read.headings import Mapping
from tidewaiter.read.mend import mended
from tidewaiter.read.rows import only_records, parted
from tidewaiter.read.votes import Votes

__all__ = ["Layout", "Spilled", "spill_records", "spill_stretch"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What must be known of a file to spill its records.

    Attributes:
        spot: where its table lies.
        mapping: what its headings are.
        damaged: whether it may hold bytes that its encoding lacks.
        chunk_rows: most records of a chunk of the spill.
    """

    spot: Spot
    mapping: Mapping
    damaged: bool
    chunk_rows: int


@dataclass(slots=True)
class Spilled:
    """A spill of a file or of a stretch of it.

    Attributes:
        text: columns of text under their headings, then the places of the records, then notes on whole records.
        rows_in: records read, those refused among them.
        last_place: of any of them; 0 where there is none.
        refused: records that are no rows of the table.
        votes: what the cells say of numbers and dates.
    """

    text: Path
    rows_in: int
    last_place: int
    refused: list[Refused]
    votes: Votes


def spill_stretch(path: Path, start: int, end: int, text: Path, *, layout: Layout) -> Spilled:
    """Spill one stretch of delimited text, its places counted from 1; as `spill_records` otherwise."""
    return spill_records(stretch_chunks(path, layout.spot, start, end), text, layout=layout)


def spill_records(chunks: Iterator[Chunk], text: Path, *, layout: Layout) -> Spilled:
    """Write records to a spill.

    Args:
        chunks: as a reader gives them.
        text: the spill to write.
        layout: of their file.
    """
    spilled = Spilled(text, 0, 0, [], Votes())
    schema = pa.schema([*((heading, pa.string()) for heading in layout.spot.headings), ("", pa.int64()), (" ", pa.string())])
    with pa.ipc.new_file(str(text), schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as spill:
        for chunk in chunks:
            records = only_records(mended(chunk, encoding=layout.spot.encoding, damaged=layout.damaged))
            spilled.votes.count(records.cells, layout.mapping, records.typed)
            spilled.rows_in += records.cells.num_rows + len(records.refused)
            spilled.last_place = max(spilled.last_place, _last_place(chunk))
            spilled.refused.extend(records.refused)
            for cells, places, notes in parted(records, layout.chunk_rows):
                spill.write_batch(pa.RecordBatch.from_arrays([*cells.columns, places, notes], schema=schema))
    return spilled


def _last_place(chunk: Chunk) -> int:
    """The last place of a chunk's records before any is left out: blank lines have places, too."""
    last = chunk.places[-1].as_py() if len(chunk.places) else 0
    return max([last, *(refused.place for refused in chunk.refused)])
