"""Delimited text: a fast way for files whose quotes are in order, a patient one for all others."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from tidewaiter.engine.workers import Workers
from tidewaiter.read.chunks import MISSING, Chunk, Refused, Source, Spot, keyed, text_chunk
from tidewaiter.read.header import LOOK, find_header
from tidewaiter.read.quotes import quotes_in_order
from tidewaiter.read.sniff import Sniffed, open_text

__all__ = ["open_delimited"]

_DELIMITERS = (",", ";", "\t", "|")
_HEAD_CHARACTERS = 1 << 19
_PARSE_BYTES = 1 << 24
"""chosen: 16 MB of text at a time, some 65,000 records of 30 columns."""
_ROWS = 16_384
_LINES_OF_A_RECORD = 100
"""chosen: a quote that is not closed within 100 lines is a lone one."""


def open_delimited(path: Path, sniffed: Sniffed, workers: Workers, *, known: Sequence[str] = ()) -> Source:
    """Open delimited text: find its delimiter and headings, and give its records chunk by chunk.

    Args:
        path: the file.
        sniffed: what it turned out to be.
        workers: processes that share a first look at it.
        known: headings to look for beside those of trade records.
    """
    encoding = sniffed.encoding or "utf-8"
    with open_text(path, packed=sniffed.gzip, encoding=encoding) as text:
        head = text.read(_HEAD_CHARACTERS).replace("\0", "")
    delimiter, header, rows = _best_delimiter(head, known)
    width = len(rows[header]) if rows else 0
    headings = keyed([cell.strip("﻿") for cell in rows[header]]) if rows else ()
    spot = Spot("csv", encoding, delimiter, header + 1, headings, sniffed.gzip)
    fast = "16" not in encoding and width > 0 and quotes_in_order(path, packed=sniffed.gzip, delimiter=delimiter, workers=workers)
    return Source(path, spot, _fast_chunks(path, spot, as_is=_is_utf8(sniffed)) if fast else _patient_chunks(path, spot, after=header + 1))


def _best_delimiter(head: str, known: Sequence[str]) -> tuple[str, int, list[list[str]]]:
    """The delimiter under which the first rows look most like a table, the place of its headings, and those rows."""
    tried = []
    for delimiter in _DELIMITERS:
        rows = [cells for _, cells in zip(range(LOOK * 3), _rows_of(io.StringIO(head, newline=""), delimiter))]
        header, score = find_header(rows, known=known)
        widths = Counter(len(cells) for cells in rows[header:] if any(cells))
        width, often = widths.most_common(1)[0] if widths else (1, 0)
        even = often / max(widths.total(), 1) if width > 1 else 0.0
        tried.append((score + even * min(width, 10) / 10, delimiter, header, rows))
    best = max(tried, key=lambda entry: entry[0])
    return best[1], best[2], best[3]


class _Utf8(io.RawIOBase):
    """The rest of a text as UTF-8, for the parser."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._text.read(max(size // 4, 1) if size >= 0 else -1).encode("utf-8", errors="replace")


def _is_utf8(sniffed: Sniffed) -> bool:
    """Whether the bytes of a file can be parsed as they are."""
    return not sniffed.gzip and not sniffed.damaged and (sniffed.encoding or "utf-8").startswith("utf-8")


def _fast_chunks(path: Path, spot: Spot, *, as_is: bool) -> Iterator[Chunk]:
    with open_text(path, packed=spot.gzip, encoding=spot.encoding or "utf-8") as text:
        for _ in zip(range(spot.header_row), _rows_of(text, spot.delimiter or ",")):
            pass
        # Where a lone carriage return has just been read, the place told is a state of the decoder and none in the file.
        start = text.tell() if as_is else None
        plain = start is not None and start <= path.stat().st_size
        records: Any = text.buffer if plain else _Utf8(text)  # Any: two kinds of open file
        if plain:
            records.seek(start)
        odd: list[Any] = []  # Any: pyarrow does not export its InvalidRow

        def set_aside(row: Any) -> str:
            odd.append(row)
            return "skip"

        try:
            reader = pacsv.open_csv(
                records,
                read_options=pacsv.ReadOptions(use_threads=False, block_size=_PARSE_BYTES, column_names=list(spot.headings)),
                parse_options=pacsv.ParseOptions(
                    delimiter=spot.delimiter, newlines_in_values=True, invalid_row_handler=set_aside, ignore_empty_lines=False
                ),
                convert_options=pacsv.ConvertOptions(
                    column_types={heading: pa.string() for heading in spot.headings}, null_values=list(MISSING), strings_can_be_null=True
                ),
            )
        except pa.ArrowInvalid as error:
            if "Empty CSV" in str(error):
                return
            raise
        yield from _numbered(path, reader, odd, spot)


def _numbered(path: Path, reader: Any, odd: list[Any], spot: Spot) -> Iterator[Chunk]:
    """Give the parser's batches with their places, and the rows that it set aside mended among them."""
    place, set_aside = spot.header_row, 0
    while True:
        try:
            batch = reader.read_next_batch()
        except StopIteration:
            break
        except pa.ArrowInvalid:
            yield from _patient_chunks(path, spot, after=place)  # a record larger than a block
            return
        skipped = np.array([row.number + spot.header_row for row in odd[set_aside:]], dtype=np.int64)
        places = _free_places(place, batch.num_rows, skipped)
        last = int(places[-1]) if len(places) else place
        here = [row for row in odd[set_aside:] if row.number + spot.header_row <= last]
        set_aside += len(here)
        place = last
        yield from _with_mended(batch, places, [(row.number + spot.header_row, row.text) for row in here], spot)
    rest = [(row.number + spot.header_row, row.text) for row in odd[set_aside:]]
    if rest:
        yield from _patient_rows(((place, text, _cells(text, spot.delimiter or ",")) for place, text in rest), spot)


def _free_places(after: int, rows: int, skipped: "np.ndarray[Any, np.dtype[np.int64]]") -> "np.ndarray[Any, np.dtype[np.int64]]":
    """The first `rows` places after one, those that were skipped left out."""
    places = np.arange(after + 1, after + 1 + rows + len(skipped), dtype=np.int64)
    return places[~np.isin(places, skipped)][:rows] if len(skipped) else places


def _with_mended(
    batch: pa.RecordBatch, places: "np.ndarray[Any, np.dtype[np.int64]]", odd: list[tuple[int, str]], spot: Spot
) -> Iterator[Chunk]:
    if not odd:
        yield Chunk(batch, pa.array(places))
        return
    mended = list(_patient_rows(((place, text, _cells(text, spot.delimiter or ",")) for place, text in odd), spot))
    all_places = np.concatenate([places, *(chunk.places.to_numpy(zero_copy_only=False) for chunk in mended)])
    order = np.argsort(all_places, kind="stable")
    cells = pa.Table.from_batches([batch, *(chunk.cells for chunk in mended)]).take(pa.array(order)).combine_chunks().to_batches()
    notes, offset = {}, batch.num_rows
    back = np.argsort(order, kind="stable")
    for chunk in mended:
        notes.update({int(back[offset + row]): note for row, note in chunk.notes.items()})
        offset += chunk.cells.num_rows
    refused = tuple(one for chunk in mended for one in chunk.refused)
    yield Chunk(cells[0] if cells else batch, pa.array(all_places[order]), notes, refused)


def _patient_chunks(path: Path, spot: Spot, *, after: int) -> Iterator[Chunk]:
    with open_text(path, packed=spot.gzip, encoding=spot.encoding or "utf-8") as text:
        records = enumerate(_records_of(text, spot.delimiter or ",", width=len(spot.headings)), start=1)
        yield from _patient_rows(((place, raw, cells) for place, (raw, cells) in records if place > after), spot)


def _patient_rows(records: Iterator[tuple[int, str, list[str]]], spot: Spot) -> Iterator[Chunk]:
    """Fit records to the width of the headings: short ones are filled up, long ones cut where only empty cells go, else refused."""
    rows: list[Sequence[str]] = []
    places: list[int] = []
    notes: dict[int, str] = {}
    refused: list[Refused] = []
    width = len(spot.headings)
    for place, raw, cells in records:
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            refused.append(Refused(place, f"{len(cells)} cells where the headings are {width}", raw))
        else:
            if len(cells) != width and any(cells):
                notes[len(rows)] = f"record: {len(cells)} cells where the headings are {width}"
            rows.append(cells[:width] + [""] * (width - len(cells)))
            places.append(place)
        if len(rows) >= _ROWS or len(refused) >= _ROWS:
            yield text_chunk(spot.headings, rows, places, notes=notes, refused=tuple(refused))
            rows, places, notes, refused = [], [], {}, []
    if rows or refused:
        yield text_chunk(spot.headings, rows, places, notes=notes, refused=tuple(refused))


def _rows_of(lines: io.TextIOBase, delimiter: str) -> Iterator[list[str]]:
    return (cells for _, cells in _records_of(lines, delimiter, width=None))


def _records_of(lines: io.TextIOBase, delimiter: str, *, width: int | None) -> Iterator[tuple[str, list[str]]]:
    """Give each record as it stands and as cells; a quote that does not close is an inch mark and no quote.

    Args:
        lines: the text.
        delimiter: what parts cells.
        width: the width of the headings; a record over several lines must have it.
    """
    waiting: list[str] = []
    while True:
        line = waiting.pop(0) if waiting else lines.readline()
        if not line:
            return
        raw = line.rstrip("\r\n")
        if '"' not in raw:
            yield raw, raw.split(delimiter)
            continue
        taken = _quoted(line, lines, waiting, delimiter, width=width)
        if taken is None:
            yield raw, _cells(raw, delimiter)
            continue
        raw, cells, used = taken
        del waiting[:used]
        yield raw, cells


def _quoted(line: str, lines: io.TextIOBase, waiting: list[str], delimiter: str, *, width: int | None) -> tuple[str, list[str], int] | None:
    """Read a record whose quotes are in order, with as many of the lines that follow as it needs; None where they are not."""
    text, used = line, 0
    while True:
        if text.count('"') % 2 == 0:
            cells = _strict(text, delimiter)
            if cells is None or (used and width is not None and len(cells) != width):
                return None
            return text.rstrip("\r\n"), cells, used
        while used == len(waiting):
            following = lines.readline()
            if not following or used >= _LINES_OF_A_RECORD:
                if following:
                    waiting.append(following)
                return None
            waiting.append(following)
        text += waiting[used]
        used += 1
        if used > _LINES_OF_A_RECORD:
            return None


def _strict(text: str, delimiter: str) -> list[str] | None:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _cells(raw: str, delimiter: str) -> list[str]:
    """Part one line whose quotes may be out of order: well-formed cells lose theirs, others keep them as they stand."""
    strict = _strict(raw, delimiter)
    if strict is not None:
        return strict
    plain = raw.split(delimiter)
    return [cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in plain]
