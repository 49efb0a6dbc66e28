"""The readers by format."""

from collections.abc import Sequence
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

_READERS = {"json": open_json, "parquet": open_parquet}
"""Of the formats that name their columns themselves."""


def open_source(path: Path, sniffed: Sniffed, workers: Workers | None = None, *, known: Sequence[str] = ()) -> Source:
    """Open a file with the reader of its format.

    Args:
        path: the file.
        sniffed: what it turned out to be.
        workers: processes that share a first look at it.
        known: headings to look for beside those of trade records.

    Raises:
        BadInput: it cannot be read, or has no columns.
    """
    if sniffed.format == "csv":
        source = open_delimited(path, sniffed, workers or Workers([]), known=known)
    elif sniffed.format in _READERS:
        source = _READERS[sniffed.format](path, sniffed)
    else:
        source = open_workbook(path, sniffed, known=known)
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
