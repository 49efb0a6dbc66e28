"""All files of a call to one table of shipments and one of rejects, in passes that each hold a few chunks.

First pass: every file to chunks of text on disk, votes counted. Second: text to columns on every core, ids collected, Parquet written.
A third one only where records share an id: they are told apart and the table is written again.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tidewaiter.engine.workers import Workers
from tidewaiter.errors import BadInput
from tidewaiter.normalise.cells import printable, shown
from tidewaiter.read.ahead import one_ahead
from tidewaiter.read.chunks import Refused, Source
from tidewaiter.read.conversion import Converted, Quality, convert_chunk, id_and_content, spilled_chunks
from tidewaiter.read.headings import Mapping, map_headings
from tidewaiter.read.identity import Identities
from tidewaiter.read.open import open_source
from tidewaiter.read.profiles import Profile, named_profile
from tidewaiter.read.sniff import Sniffed, sniff_all
from tidewaiter.read.spill import Layout, Spilled, spill_records, spill_stretch
from tidewaiter.read.votes import Votes
from tidewaiter.tables import arrow_schema

__all__ = ["CHUNK_ROWS", "Batch", "SourceFile", "read_batch"]

log = logging.getLogger(__name__)

OnProgress = Callable[[str, int, int | None], None]
"""Called with the stage, what is done of it and how much there is, None where that is not known."""

_SHIPMENTS, _REJECTS = arrow_schema("shipments"), arrow_schema("rejects")
_MADE_ID = "^tw-[0-9a-f]{16}$"
CHUNK_ROWS = 16_384
"""chosen: small enough that every core gets some of a batch of 100,000 records."""
_ROW_GROUP = 65_536


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
    quality: Quality


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
    spills: list[tuple[Path, int]] = field(default_factory=list)
    rows_in: int = 0
    accepted: int = 0
    quality: Quality = field(default_factory=dict)


def read_batch(
    paths: Sequence[Path | str],
    *,
    workdir: Path,
    source: str | None = None,
    chunk_rows: int = CHUNK_ROWS,
    workers: Workers | None = None,
    on_progress: OnProgress | None = None,
) -> Batch:
    """Read files of any known format into `shipments.parquet` and `rejects.parquet`.

    Args:
        paths: the files; together they are one batch, however they are divided.
        workdir: an existing folder for both tables and for what is spilled on the way.
        source: name of the source's profile; without it the profile that fits is taken, or none.
        chunk_rows: records that are converted at a time; it never shows in a result.
        workers: processes that share the converting.
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
        files = _spill_all([Path(path) for path in paths], workdir, profile, chunk_rows, refused, workers or Workers([]), tell)
        identities, groups = _convert_all(files, shipments, refused, workers or Workers([]), tell)
    _set_ids(files, groups, shipments, identities, tell)
    rows_in = sum(file.rows_in for file in files)
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
    paths: list[Path],
    workdir: Path,
    profile: Profile | None,
    chunk_rows: int,
    refused: pq.ParquetWriter,
    workers: Workers,
    tell: OnProgress,
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
        source = opened.pop(path, None) or open_source(path, found, workers)
        headings = keys if found.format == "json" else source.spot.headings
        if headings not in layouts:
            layouts[headings] = (_mapping_with_goods(path, headings, profile), Votes())
        mapping, votes = layouts[headings]
        file = _File(path, names[path], found, source, mapping, votes)
        _spill(file, workdir / f"text-{number}", chunk_rows, refused, workers)
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


def _spill(file: _File, stem: Path, chunk_rows: int, refused: pq.ParquetWriter, workers: Workers) -> None:
    after = file.source.spot.header_row if file.source.stretches else 0
    for spilled in _spills(file, stem, chunk_rows, workers):
        file.votes.add(spilled.votes)
        file.rows_in += spilled.rows_in
        file.spills.append((spilled.text, after))
        if spilled.refused:
            _write_rejects(refused, file.name, [replace(one, place=one.place + after) for one in spilled.refused])
        after += spilled.last_place


def _spills(file: _File, stem: Path, chunk_rows: int, workers: Workers) -> Iterator[Spilled]:
    """Spill a file, stretch by stretch on every core where its format allows."""
    source = file.source
    layout = Layout(source.spot, file.mapping, file.sniffed.damaged, chunk_rows)
    if not source.stretches:
        yield spill_records(one_ahead(source.chunks), stem.with_suffix(".arrow"), layout=layout)
        return
    parts = ((file.path, *stretch, stem.with_suffix(f".{number}.arrow")) for number, stretch in enumerate(source.stretches))
    yield from workers.map(partial(spill_stretch, layout=layout), parts)


def _write_rejects(refused: pq.ParquetWriter, name: str, rows: Sequence[Refused]) -> None:
    columns = [
        [name] * len(rows), [row.place for row in rows], ["record"] * len(rows), [row.reason for row in rows], [row.raw for row in rows],
    ]  # fmt: skip
    refused.write_table(pa.Table.from_arrays([pa.array(column, field.type) for column, field in zip(columns, _REJECTS)], schema=_REJECTS))


# second pass


def _convert_all(
    files: list[_File], shipments: Path, refused: pq.ParquetWriter, workers: Workers, tell: OnProgress
) -> tuple[Identities, list[int]]:
    """Write the shipments as they are; give what their ids need, and the file that each row group is of."""
    identities, groups = Identities(), []
    rows_in, done = sum(file.rows_in for file in files), 0
    with pq.ParquetWriter(shipments, _SHIPMENTS, compression="zstd", compression_level=1) as writer:
        for number, file in enumerate(files):
            tell("converting", done, rows_in)
            convert = partial(convert_chunk, file_name=file.name, mapping=file.mapping, votes=file.votes)
            parts = ((text, place, after) for text, after in file.spills for place in range(spilled_chunks(text)))
            chunks = workers.map(convert, parts)
            for group in _grouped(_taken(chunks, file, refused, identities)):
                writer.write_table(group, row_group_size=len(group))
                groups.append(number)
                done += len(group)
                tell("converting", done, rows_in)
            for text, _ in file.spills:
                text.unlink()
    tell("converting", rows_in, rows_in)
    return identities, groups


def _taken(chunks: Iterator[Converted], file: _File, refused: pq.ParquetWriter, identities: Identities) -> Iterator[pa.RecordBatch]:
    """Take from each chunk what the file counts, and hand its rows on."""
    for chunk in chunks:
        if chunk.refused:
            _write_rejects(refused, file.name, chunk.refused)
        identities.collect(chunk.ids)
        file.accepted += chunk.rows.num_rows
        for column, counts in chunk.quality.items():
            so_far = file.quality.setdefault(column, dict.fromkeys(counts, 0))
            for what, count in counts.items():
                so_far[what] += count
        yield chunk.rows


def _grouped(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Join batches to row groups of a good size."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        if batch.num_rows:
            waiting.append(batch)
        if sum(each.num_rows for each in waiting) >= _ROW_GROUP:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


# third pass


def _set_ids(files: list[_File], groups: list[int], shipments: Path, identities: Identities, tell: OnProgress) -> None:
    """Write the shipments again where ids of theirs occur twice; most batches have none."""
    _tell_apart(shipments, identities)
    if not identities.any_altered():
        return
    as_they_were = shipments.with_suffix(".before.parquet")
    shipments.rename(as_they_were)
    done, accepted = 0, sum(file.accepted for file in files)
    with pq.ParquetWriter(shipments, _SHIPMENTS, compression="zstd", compression_level=1) as writer, pq.ParquetFile(as_they_were) as before:
        for place, number in enumerate(groups):
            tell("writing", done, accepted)
            rows = _row_group(before, place)
            named = _named(rows, identities.unique(rows.column(0), done), files[number])
            writer.write_batch(named, row_group_size=named.num_rows)
            done += named.num_rows
    as_they_were.unlink()
    tell("writing", accepted, accepted)


def _tell_apart(shipments: Path, identities: Identities) -> None:
    """Look closer at the records whose id may stand on another."""
    doubtful = identities.doubtful()
    if not len(doubtful):
        return
    ids, contents, done = [], [], 0
    with pq.ParquetFile(shipments) as written:
        for group in range(written.num_row_groups):
            first, last = np.searchsorted(doubtful, [done, done + written.metadata.row_group(group).num_rows])
            if first < last:
                rows = _row_group(written, group).take(pa.array(doubtful[first:last] - done))
                of_ids, of_contents = id_and_content(rows)
                ids.append(of_ids)
                contents.append(of_contents)
            done += written.metadata.row_group(group).num_rows
    identities.settle(doubtful, np.concatenate(ids), np.concatenate(contents))


def _row_group(file: pq.ParquetFile, group: int) -> pa.RecordBatch:
    return file.read_row_group(group).cast(_SHIPMENTS).combine_chunks().to_batches()[0]


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
