"""All files of a call to one table of shipments and one of rejects, in three passes that each hold one chunk.

First pass: every file to chunks of text on disk, votes counted. Second: text to columns, ids collected. Third: ids made unique, Parquet.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tidewaiter.errors import BadInput
from tidewaiter.normalise.cells import printable, shown
from tidewaiter.read.chunks import Chunk, Refused, Source
from tidewaiter.read.convert import Records, convert_cells
from tidewaiter.read.headings import Mapping, map_headings
from tidewaiter.read.identity import Identities, content_hashes
from tidewaiter.read.json_text import json_objects
from tidewaiter.read.mend import NOTES_BETWEEN, mended
from tidewaiter.read.open import open_source
from tidewaiter.read.profiles import Profile, named_profile
from tidewaiter.read.rows import only_records, parted
from tidewaiter.read.sniff import Sniffed, sniff_all
from tidewaiter.read.votes import Votes
from tidewaiter.tables import PARTY_ROLES, arrow_schema

__all__ = ["Batch", "SourceFile", "read_batch"]

log = logging.getLogger(__name__)

OnProgress = Callable[[str, int, int | None], None]
"""Called with the stage, what is done of it and how much there is, None where that is not known."""

_SHIPMENTS, _REJECTS = arrow_schema("shipments"), arrow_schema("rejects")
_CONTENT = [name for name in _SHIPMENTS.names if name not in ("shipment_id", "repairs", "source_file", "source_row")]
_TO_SCREEN = ("goods_text", "hs_code", *(f"{role}_name" for role in PARTY_ROLES))
_MADE_ID = "^tw-[0-9a-f]{16}$"
_ROW_GROUP = 131_072


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What was read of a file.

    Attributes:
        name: of the file, without its folder.
        sha256: checksum of its bytes.
        bytes: its size.
        format: `csv`, `json`, `parquet`, `xlsx`, `xls` or `ods`.
        encoding: of text formats.
        delimiter: of delimited text.
        header_row: place of the headings, 1 where the format names its columns itself.
        rows_in: records in it.
        accepted: those that became shipments.
        mapping: what its headings were taken for.
        quality: our column to its counts of cells `present`, `nulled` and `repaired`.
    """

    name: str
    sha256: str
    bytes: int
    format: str
    encoding: str | None
    delimiter: str | None
    header_row: int
    rows_in: int
    accepted: int
    mapping: Mapping
    quality: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read of all files of a call; `rows_in` is `accepted` and `rejected` together."""

    shipments: Path
    rejects: Path
    rows_in: int
    accepted: int
    rejected: int
    files: tuple[SourceFile, ...]


@dataclass(slots=True)
class _File:
    """A file on its way through the passes."""

    path: Path
    name: str
    sniffed: Sniffed
    source: Source
    mapping: Mapping
    votes: Votes
    text: Path
    converted: Path
    rows_in: int = 0
    accepted: int = 0
    quality: dict[str, dict[str, int]] = field(default_factory=dict)


def read_batch(
    paths: Sequence[Path | str],
    *,
    workdir: Path,
    source: str | None = None,
    chunk_rows: int = 65_536,
    on_progress: OnProgress | None = None,
) -> Batch:
    """Read files of any known format into `shipments.parquet` and `rejects.parquet`.

    Args:
        paths: the files; together they are one batch, however they are divided.
        workdir: an existing folder for both tables and for what is spilled on the way.
        source: name of the source's profile; without it the profile that fits is taken, or none.
        chunk_rows: records in memory at a time; it never shows in a result.
        on_progress: called as the work goes on.

    Raises:
        BadInput: a file is missing, a folder, empty, damaged, or has no column of goods or no record.
        Misconfigured: there is no such source.
    """
    if not paths:
        raise BadInput("no files to read; name at least one")
    profile = None if source is None else named_profile(source)
    tell = on_progress or _tell_nobody
    shipments, rejects = workdir / "shipments.parquet", workdir / "rejects.parquet"
    with pq.ParquetWriter(rejects, _REJECTS, compression="zstd") as refused:
        files = _spill_all([Path(path) for path in paths], workdir, profile, chunk_rows, refused, tell)
        rows_in = sum(file.rows_in for file in files)
        identities = _convert_all(files, rows_in, refused, tell)
    _write_all(files, shipments, identities, sum(file.accepted for file in files), tell)
    accepted = sum(file.accepted for file in files)
    log.info("read.done", extra={"rows_in": rows_in, "accepted": accepted, "files": len(files)})
    return Batch(shipments, rejects, rows_in, accepted, rows_in - accepted, tuple(_told(file) for file in files))


def _tell_nobody(stage: str, done: int, total: int | None) -> None:
    """Report to nobody."""


def _told(file: _File) -> SourceFile:
    spot, sniffed = file.source.spot, file.sniffed
    return SourceFile(
        file.name, sniffed.sha256, sniffed.bytes, spot.format, spot.encoding, spot.delimiter, spot.header_row,
        file.rows_in, file.accepted, file.mapping, file.quality,
    )  # fmt: skip


# first pass


def _spill_all(
    paths: list[Path], workdir: Path, profile: Profile | None, chunk_rows: int, refused: pq.ParquetWriter, tell: OnProgress
) -> list[_File]:
    """Write each file's text to disk and count its votes; files with the same headings vote together."""
    names = _names(paths)
    sniffed = sniff_all(paths)
    opened = {path: open_source(path, found) for path, found in zip(paths, sniffed) if found.format == "json"}
    # which of the JSON files has which keys must not matter: they are one layout
    keys = tuple(sorted({heading for source in opened.values() for heading in source.spot.headings}))
    layouts: dict[tuple[str, ...], tuple[Mapping, Votes]] = {}
    files: list[_File] = []
    for number, (path, found) in enumerate(zip(paths, sniffed)):
        tell("reading", number, len(paths))
        source = opened.pop(path, None) or open_source(path, found)
        headings = keys if found.format == "json" else source.spot.headings
        if headings not in layouts:
            layouts[headings] = (_mapping_with_goods(path, headings, profile), Votes())
        mapping, votes = layouts[headings]
        file = _File(
            path, names[path], found, source, mapping, votes, workdir / f"text-{number}.arrow", workdir / f"columns-{number}.arrow"
        )
        _spill(file, chunk_rows, refused)
        if not file.rows_in:
            raise BadInput(f"{path} has headings and no record; export it again")
        files.append(file)
    tell("reading", len(paths), len(paths))
    return files


def _names(paths: list[Path]) -> dict[Path, str]:
    """What results call each file: its bare name, or its path as given where two have one name.

    Raises:
        BadInput: a file is named twice; its records would count twice.
    """
    places = [path.resolve() for path in paths]
    for path, place in zip(paths, places, strict=True):
        if places.count(place) > 1:
            raise BadInput(f"{path} is named twice; name each file once")
    bare = [path.name for path in paths]
    return {path: path.name if bare.count(path.name) == 1 else str(path) for path in paths}


def _mapping_with_goods(path: Path, headings: tuple[str, ...], profile: Profile | None) -> Mapping:
    mapping = map_headings(headings, profile=profile)
    if not mapping.sources("goods_text") and not mapping.sources("hs_code"):
        seen = ", ".join(printable(heading) for heading in headings[:8]) or "none"
        raise BadInput(
            f"{path} has no heading for the goods or their HS code (headings seen: {seen}); "
            "rename one to goods_text or hs_code, or name its --source"
        )
    return mapping


def _spill(file: _File, chunk_rows: int, refused: pq.ParquetWriter) -> None:
    headings = file.source.spot.headings
    schema = pa.schema([*((heading, pa.string()) for heading in headings), ("", pa.int64()), (" ", pa.string())])
    with pa.ipc.new_file(str(file.text), schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as spill:
        for chunk in file.source.chunks:
            records = only_records(mended(chunk, encoding=file.source.spot.encoding, damaged=file.sniffed.damaged))
            file.votes.count(records.cells, file.mapping, records.typed)
            file.rows_in += records.cells.num_rows + len(records.refused)
            _refuse(refused, file, records)
            for cells, places, notes in parted(records, chunk_rows):
                spill.write_batch(pa.RecordBatch.from_arrays([*cells.columns, places, notes], schema=schema))


def _refuse(refused: pq.ParquetWriter, file: _File, chunk: Chunk) -> None:
    if chunk.refused:
        _write_rejects(refused, file.name, chunk.refused)


def _write_rejects(refused: pq.ParquetWriter, name: str, rows: Sequence[Refused]) -> None:
    columns = [
        [name] * len(rows), [row.place for row in rows], ["record"] * len(rows), [row.reason for row in rows], [row.raw for row in rows],
    ]  # fmt: skip
    refused.write_table(pa.Table.from_arrays([pa.array(column, field.type) for column, field in zip(columns, _REJECTS)], schema=_REJECTS))


# second pass


def _convert_all(files: list[_File], rows_in: int, refused: pq.ParquetWriter, tell: OnProgress) -> Identities:
    identities = Identities()
    done = 0
    for file in files:
        with pa.ipc.new_file(str(file.converted), _SHIPMENTS, options=pa.ipc.IpcWriteOptions(compression="lz4")) as spill:
            for batch in _batches(file.text):
                tell("converting", done, rows_in)
                converted = _convert(file, batch, refused, identities)
                file.accepted += converted.num_rows
                spill.write_batch(converted)
                done += batch.num_rows
        file.text.unlink()
    identities.settle()
    tell("converting", rows_in, rows_in)
    return identities


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    with pa.memory_map(str(path)) as mapped, pa.ipc.open_file(mapped) as spill:
        for number in range(spill.num_record_batches):
            yield spill.get_batch(number)


def _convert(file: _File, batch: pa.RecordBatch, refused: pq.ParquetWriter, identities: Identities) -> pa.RecordBatch:
    """Convert a chunk; what has nothing to screen is refused."""
    width = batch.num_columns - 2
    cells, places, notes = batch.select(range(width)), batch.column(width), batch.column(width + 1)
    records = convert_cells(cells, file.mapping, file.votes)
    filled = pc.is_valid(pc.coalesce(*(records.get(column) for column in _TO_SCREEN)))
    if not pc.all(filled).as_py():
        cells, places, notes = _keep_filled(file, filled, records, cells, places, notes, refused)
    if notes.null_count < len(notes):
        records.notes["record"] = notes
    _count_quality(file, records)
    left = [heading for heading, ours in file.mapping.columns.items() if ours is None and heading in cells.schema.names]
    records.values["extra"] = json_objects(cells, left)
    contents = content_hashes([records.get(column) for column in _CONTENT])
    records.values["shipment_id"] = identities.add(records.get("shipment_id"), contents)
    records.values["repairs"] = _repairs(records)
    records.values["source_file"] = pa.repeat(pa.scalar(file.name), records.rows)
    records.values["source_row"] = places
    return pa.RecordBatch.from_arrays([records.get(name) for name in _SHIPMENTS.names], schema=_SHIPMENTS)


def _keep_filled(
    file: _File, filled: pa.Array, records: Records, cells: pa.RecordBatch, places: pa.Array, notes: pa.Array, refused: pq.ParquetWriter
) -> tuple[pa.RecordBatch, pa.Array, pa.Array]:
    empty = pc.invert(filled)
    raws = json_objects(cells.filter(empty), cells.schema.names).to_pylist()
    rows = [
        Refused(place, "nothing to screen: neither goods, HS code nor any party", raw or "")
        for place, raw in zip(places.filter(empty).to_pylist(), raws)
    ]
    _write_rejects(refused, file.name, rows)
    records.rows -= len(rows)
    records.values = {column: values.filter(filled) for column, values in records.values.items()}
    records.notes = {column: told.filter(filled) for column, told in records.notes.items()}
    return cells.filter(filled), places.filter(filled), notes.filter(filled)


def _count_quality(file: _File, records: Records) -> None:
    for column in {ours for ours in file.mapping.columns.values() if ours is not None and ours in records.values}:
        counts = file.quality.setdefault(column, {"present": 0, "nulled": 0, "repaired": 0})
        values, notes = records.values[column], records.notes.get(column)
        told = 0 if notes is None else len(notes) - notes.null_count
        nulled = 0 if notes is None else pc.sum(pc.and_(pc.is_valid(notes), pc.is_null(values))).as_py() or 0
        counts["present"] += len(values) - values.null_count + nulled
        counts["nulled"] += nulled
        counts["repaired"] += told - nulled


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


# third pass


def _write_all(files: list[_File], shipments: Path, identities: Identities, accepted: int, tell: OnProgress) -> None:
    done = 0
    with pq.ParquetWriter(shipments, _SHIPMENTS, compression="zstd", compression_level=1) as writer:
        for file in files:
            for batch in _batches(file.converted):
                tell("writing", done, accepted)
                named = _named(batch, identities.unique(batch.column(0), done), file)
                writer.write_batch(named, row_group_size=_ROW_GROUP)
                done += batch.num_rows
            file.converted.unlink()
    tell("writing", accepted, accepted)


def _named(batch: pa.RecordBatch, ids: pa.Array, file: _File) -> pa.RecordBatch:
    """Set the ids; where one of the source's own had to change, its record says so."""
    own = batch.column(0)
    changed = pc.and_(pc.not_equal(own, ids), pc.invert(pc.match_substring_regex(own, _MADE_ID)))
    rows = pc.indices_nonzero(changed)
    columns = [ids, *batch.columns[1:]]
    if len(rows):
        at = _SHIPMENTS.get_field_index("repairs")
        told = [_with_id_note(notes, id_) for notes, id_ in zip(columns[at].take(rows).to_pylist(), own.take(rows).to_pylist())]
        places = np.arange(len(own))
        places[rows.to_numpy()] = len(own) + np.arange(len(told))
        columns[at] = pa.concat_arrays([columns[at], pa.array(told, type=columns[at].type)]).take(pa.array(places))
        if "shipment_id" in file.quality:
            file.quality["shipment_id"]["repaired"] += len(told)
    return pa.RecordBatch.from_arrays(columns, schema=_SHIPMENTS)


def _with_id_note(notes: list[str], own: str) -> list[str]:
    # the order of the columns: what was mended on the whole record comes before its id
    first = next((place for place, note in enumerate(notes) if not note.startswith("record: ")), len(notes))
    return [*notes[:first], f"shipment_id: {shown(own)} stands on several records", *notes[first:]]
