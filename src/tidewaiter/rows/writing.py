"""Rows to a file by its ending; it appears whole or not at all."""

import csv
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tidewaiter.errors import Misconfigured

__all__ = ["check_out", "write_rows"]

_LIST_SIGN = "; "
"""Parts the entries of a list in formats that have no lists: names of chemicals hold commas."""
_SHEET_ROWS = 1_048_575
_CELL_CHARACTERS = 32_767
"""A worksheet holds 1,048,576 rows with the headings, a cell 32,767 characters (Microsoft, Excel specifications and limits)."""


def check_out(out: Path, *, source: Path | None = None) -> None:
    """Refuse an output file before any work is done for it.

    Raises:
        Misconfigured: its ending is none that is written, its folder does not exist, or it is the input itself.
    """
    if _ending(out) not in _WRITERS:
        raise Misconfigured(f"--out {out} has no ending that is written; choose one of {', '.join(_WRITERS)}")
    if not out.parent.is_dir():
        raise Misconfigured(f"--out {out}: there is no folder {out.parent}; make it first")
    if out.is_dir() or (source is not None and out.exists() and source.exists() and out.samefile(source)):
        raise Misconfigured(f"--out {out} is {'a folder' if out.is_dir() else 'the input itself'}; give another file")


def write_rows(out: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Write batches of one schema as CSV, TSV, XLSX, JSON lines or Parquet, and give how many rows that were.

    Args:
        out: its ending decides: .csv, .tsv, .xlsx, .jsonl, .ndjson, .json or .parquet. Lists are parted by `; ` in CSV, TSV and XLSX.
        schema: of every batch.
        batches: gone through once.

    Raises:
        Misconfigured: see `check_out`; or the file cannot be written, or a worksheet cannot hold the rows.
    """
    check_out(out)
    counted = _Counted(batches)
    with _aside(out) as path:
        _WRITERS[_ending(out)](path, schema, counted)
    return counted.rows


class _Counted:
    """Counts the rows that pass."""

    def __init__(self, batches: Iterable[pa.RecordBatch]) -> None:
        self._batches = batches
        self.rows = 0

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        for batch in self._batches:
            self.rows += batch.num_rows
            yield batch


@contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """Give a path beside `out` that takes its place when the context ends without an error."""
    aside = out.with_name(f".{out.name}.partial-{os.getpid()}")
    try:
        yield aside
        aside.replace(out)
    except OSError as error:
        raise Misconfigured(f"--out {out} cannot be written ({error.strerror}); choose another") from error
    finally:
        aside.unlink(missing_ok=True)


def _ending(path: Path) -> str:
    return path.suffix.lower()


def _write_csv(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    _write_delimited(path, schema, batches, delimiter=",")


def _write_tsv(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    _write_delimited(path, schema, batches, delimiter="\t")


def _write_delimited(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch], *, delimiter: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(schema.names)
        writer.writerows(row for batch in batches for row in _plain_rows(batch))


def _write_json_lines(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for batch in batches:
            file.writelines(json.dumps(row, ensure_ascii=False, default=_json) + "\n" for row in batch.to_pylist())


def _write_parquet(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    with pq.ParquetWriter(path, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)


def _write_xlsx(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    import xlsxwriter

    # Text stays text: a goods text that begins with = is no formula, one that looks like a link no link.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, schema.names)
        for place, row in enumerate((row for batch in batches for row in _plain_rows(batch)), start=1):
            if place > _SHEET_ROWS:
                raise Misconfigured(f"a worksheet holds no more than {_SHEET_ROWS:,} rows; write .csv or .parquet instead")
            sheet.write_row(place, 0, [cell[:_CELL_CHARACTERS] if isinstance(cell, str) else cell for cell in row])


def _plain_rows(batch: pa.RecordBatch) -> Iterator[Sequence[str | float | None]]:
    """Rows of cells that a delimited file or a worksheet can hold."""
    columns = [[_plain(cell) for cell in column.to_pylist()] for column in batch.columns]
    return zip(*columns)


def _plain(cell: object) -> str | float | None:
    match cell:
        case bool():
            return str(cell).lower()
        case None | str() | int() | float():
            return cell
        case date():
            return cell.isoformat()
        case list():
            return _LIST_SIGN.join(str(_plain(entry)) for entry in cell)
    return json.dumps(cell, ensure_ascii=False, default=_json)


def _json(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_WRITERS = {
    ".csv": _write_csv,
    ".tsv": _write_tsv,
    ".xlsx": _write_xlsx,
    ".jsonl": _write_json_lines,
    ".ndjson": _write_json_lines,
    ".json": _write_json_lines,
    ".parquet": _write_parquet,
}
