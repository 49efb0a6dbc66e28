"""A chunk of text to a chunk of the table `shipments`: a pure step, so that any process can do it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.read.chunks import Refused
from tidewaiter.read.convert import Records, convert_cells
from tidewaiter.read.headings import Mapping
from tidewaiter.read.identity import content_hashes, id_hashes, own_or_made, quick_hashes
from tidewaiter.read.json_text import json_objects
from tidewaiter.read.mend import NOTES_BETWEEN
from tidewaiter.read.votes import Votes
from tidewaiter.tables import PARTY_ROLES, arrow_schema

__all__ = ["Converted", "Quality", "convert_chunk", "id_and_content", "spilled_chunks"]

_SHIPMENTS = arrow_schema("shipments")
# What was mended, said last, tells apart records that read the same once mended.
_SAID = [*(name for name in _SHIPMENTS.names if name not in ("shipment_id", "repairs", "source_file", "source_row")), "repairs"]
_TO_SCREEN = ("goods_text", "hs_code", *(f"{role}_name" for role in PARTY_ROLES))

Quality = dict[str, dict[str, int]]
"""Our column to its counts of cells `present`, `nulled` and `repaired`."""
_Hashes = np.ndarray[Any, np.dtype[np.uint64]]


@dataclass(frozen=True, slots=True)
class Converted:
    """A chunk of shipments, its ids not yet told apart from those of other chunks.

    Attributes:
        rows: in the schema of `shipments`.
        refused: records that have nothing to screen.
        quality: counts of cells of this chunk.
        ids: their quick hashes.
    """

    rows: pa.RecordBatch
    refused: tuple[Refused, ...]
    quality: Quality
    ids: _Hashes


def spilled_chunks(path: Path) -> int:
    """Give how many chunks of text a spill holds."""
    with pa.memory_map(str(path)) as mapped, pa.ipc.open_file(mapped) as spill:
        count: int = spill.num_record_batches
    return count


def convert_chunk(path: Path, number: int, after: int, *, file_name: str, mapping: Mapping, votes: Votes) -> Converted:
    """Convert a chunk of a spill; what has nothing to screen is refused.

    Args:
        path: the spill: columns of text under their headings, then the places of the records, then notes on whole records.
        number: which chunk of it.
        after: places of the file before those of the spill.
        file_name: what results call the source.
        mapping: what its headings are.
        votes: what its whole layout says of numbers and dates.
    """
    with pa.memory_map(str(path)) as mapped, pa.ipc.open_file(mapped) as spill:
        batch = spill.get_batch(number)
    width = batch.num_columns - 2
    cells, places, notes = batch.select(range(width)), pc.add(batch.column(width), after), batch.column(width + 1)
    records = convert_cells(cells, mapping, votes)
    refused: tuple[Refused, ...] = ()
    filled = pc.is_valid(pc.coalesce(*(records.get(column) for column in _TO_SCREEN)))
    if not pc.all(filled).as_py():
        refused = _nothing_to_screen(cells.filter(pc.invert(filled)), places.filter(pc.invert(filled)))
        cells, places, notes = cells.filter(filled), places.filter(filled), notes.filter(filled)
        _keep(records, filled, len(places))
    if notes.null_count < len(notes):
        records.notes["record"] = notes
    quality = _quality(records, mapping)
    left = [heading for heading, ours in mapping.columns.items() if ours is None and heading in cells.schema.names]
    records.values["extra"] = json_objects(cells, left)
    records.values["repairs"] = _repairs(records)
    ids = own_or_made(records.get("shipment_id"), lambda places: _contents([records.get(column).take(places) for column in _SAID]))
    records.values["shipment_id"] = ids
    records.values["source_file"] = pa.repeat(pa.scalar(file_name), records.rows)
    records.values["source_row"] = places
    rows = pa.RecordBatch.from_arrays([records.get(name) for name in _SHIPMENTS.names], schema=_SHIPMENTS)
    return Converted(rows, refused, quality, quick_hashes(ids))


def id_and_content(rows: pa.RecordBatch) -> tuple[_Hashes, _Hashes]:
    """Hash the ids of shipments, and what they say."""
    return id_hashes(rows.column("shipment_id")), _contents([rows.column(column) for column in _SAID])


def _contents(columns: list[pa.Array]) -> _Hashes:
    return content_hashes([*columns[:-1], pc.binary_join(columns[-1], "\x1e")])


def _nothing_to_screen(cells: pa.RecordBatch, places: pa.Array) -> tuple[Refused, ...]:
    raws = json_objects(cells, cells.schema.names).to_pylist()
    reason = "nothing to screen: neither goods, HS code nor any party"
    return tuple(Refused(place, reason, raw or "") for place, raw in zip(places.to_pylist(), raws))


def _keep(records: Records, filled: pa.Array, count: int) -> None:
    records.rows = count
    records.values = {column: values.filter(filled) for column, values in records.values.items()}
    records.notes = {column: told.filter(filled) for column, told in records.notes.items()}


def _quality(records: Records, mapping: Mapping) -> Quality:
    quality: Quality = {}
    for column in {ours for ours in mapping.columns.values() if ours is not None and ours in records.values}:
        values, notes = records.values[column], records.notes.get(column)
        told = 0 if notes is None else len(notes) - notes.null_count
        nulled = 0 if notes is None else pc.sum(pc.and_(pc.is_valid(notes), pc.is_null(values))).as_py() or 0
        quality[column] = {"present": len(values) - values.null_count + nulled, "nulled": nulled, "repaired": told - nulled}
    return quality


def _repairs(records: Records) -> pa.Array:
    """The notes of each record, in the order of our columns; an empty list where there are none."""
    lists: list[list[str]] = [[] for _ in range(records.rows)]
    for column in ["record", *_SHIPMENTS.names]:
        notes = records.notes.get(column)
        if notes is None:
            continue
        rows = pc.indices_nonzero(pc.is_valid(notes))
        for row, note in zip(rows.to_pylist(), notes.take(rows).to_pylist()):
            lists[row].extend(note.split(NOTES_BETWEEN) if column == "record" else [f"{column}: {note}"])
    return pa.array(lists, type=pa.list_(pa.string()))
