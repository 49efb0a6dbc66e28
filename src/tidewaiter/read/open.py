"""The readers by format."""

from pathlib import Path

from tidewaiter.engine.workers import Workers
from tidewaiter.errors import BadInput
from tidewaiter.read.chunks import Source
from tidewaiter.read.delimited import open_delimited
from tidewaiter.read.headings import map_headings
from tidewaiter.read.json_lines import open_json
from tidewaiter.read.parquet import open_parquet
from tidewaiter.read.sniff import Sniffed, sniff
from tidewaiter.read.workbook import open_workbook

__all__ = ["open_source", "table_columns"]

_READERS = {
    "json": open_json,
    "parquet": open_parquet,
    "xlsx": open_workbook,
    "xls": open_workbook,
    "ods": open_workbook,
}


def open_source(path: Path, sniffed: Sniffed, workers: Workers | None = None) -> Source:
    """Open a file with the reader of its format.

    Args:
        path: the file.
        sniffed: what it turned out to be.
        workers: processes that share a first look at it.

    Raises:
        BadInput: it cannot be read, or has no columns.
    """
    delimited = sniffed.format == "csv"
    source = open_delimited(path, sniffed, workers or Workers([])) if delimited else _READERS[sniffed.format](path, sniffed)
    if not any(heading.strip() for heading in source.spot.headings):
        raise BadInput(f"{path} has no row of headings; add one above the records")
    return source


def table_columns(path: Path) -> dict[str, object]:
    """Give what the columns of a table are taken for: `header_row`, `columns`, `confidence`.

    Raises:
        BadInput: the file cannot be read as a table.
    """
    source = open_source(path, sniff(path))
    mapping = map_headings(source.spot.headings)
    return {"header_row": source.spot.header_row, "columns": mapping.columns, "confidence": mapping.confidence}
