"""Workbooks: XLSX, XLS, XLSB and ODS through calamine. Cells become text as a person would type them; serials stay numbers."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tidewaiter.errors import BadInput
from tidewaiter.read.chunks import Chunk, Source, Spot, keyed, text_chunk
from tidewaiter.read.header import LOOK, find_header
from tidewaiter.read.sniff import Sniffed

__all__ = ["open_workbook"]

_ROWS = 16_384


def open_workbook(path: Path, sniffed: Sniffed, *, known: Sequence[str] = ()) -> Source:
    """Open a workbook: the sheet whose headings look best, and the sheets after it that carry the same ones.

    Args:
        path: the file.
        sniffed: what it turned out to be.
        known: headings to look for beside those of trade records.

    Raises:
        BadInput: the workbook is damaged, locked or has no rows.
    """
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        heads = {name: [_texts(row) for _, row in zip(range(LOOK), _rows(book, name))] for name in book.sheet_names}
    except BaseException as error:  # calamine's panics are no Exception; a stop by the user is handed on
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise BadInput(f"{path} cannot be opened as a workbook ({error}); save it again, without a password") from None
    found = {name: (rows, *find_header(rows, known=known)) for name, rows in heads.items() if rows}
    if not found:
        raise BadInput(f"{path} has no rows in any sheet; export it again")
    best = max(found, key=lambda name: found[name][2])
    rows, header, _ = found[best]
    cells = _cut(rows[header])
    spot = Spot(sniffed.format, None, None, header + 1, keyed(cells))
    sheets = [best, *(name for name, (others, at, _) in found.items() if name != best and _cut(others[at]) == cells)]
    return Source(path, spot, _chunks(path, book, sheets, {name: found[name][1] for name in sheets}, spot))


def _cut(cells: Sequence[str | None]) -> list[str]:
    """Headings without the empty ones at the right end."""
    texts = [cell or "" for cell in cells]
    while len(texts) > 1 and not texts[-1].strip():
        texts.pop()
    return texts


def _rows(book: Any, name: str) -> Iterator[list[Any]]:
    sheet = book.get_sheet_by_name(name)
    rows: Iterator[list[Any]] = sheet.iter_rows() if sheet.total_height else iter(())
    return rows


def _chunks(path: Path, book: Any, sheets: list[str], headers: dict[str, int], spot: Spot) -> Iterator[Chunk]:
    rows: list[list[str | None]] = []
    places: list[int] = []
    notes: dict[int, str] = {}
    typed: dict[str, int] = {}
    width, place = len(spot.headings), 0
    try:
        for name in sheets:
            for index, row in enumerate(_rows(book, name)):
                place += 1
                if index <= headers[name]:
                    continue
                texts = _texts(row)
                beyond = [text for text in texts[width:] if text]
                if beyond:
                    notes[len(rows)] = f"record: cells beyond the headings left out: {' | '.join(beyond)[:200]!r}"
                rows.append(texts[:width] + [None] * (width - len(texts)))
                places.append(place)
                for heading, cell in zip(spot.headings, row):
                    if isinstance(cell, float | int):
                        typed[heading] = typed.get(heading, 0) + 1
                if len(rows) >= _ROWS:
                    yield text_chunk(spot.headings, rows, places, notes=notes, typed=typed)
                    rows, places, notes, typed = [], [], {}, {}
    except (ValueError, OSError, RuntimeError) as error:
        raise BadInput(f"{path} is damaged ({error}); save it again") from None
    if rows:
        yield text_chunk(spot.headings, rows, places, notes=notes, typed=typed)


def _texts(row: Sequence[Any]) -> list[str | None]:
    return [cell if type(cell) is str else _text(cell) for cell in row]


def _text(cell: Any) -> str | None:
    """A cell as a person would type it: 8504401000.0 is 8504401000."""
    match cell:
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time(0):
            return cell.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case str():
            return cell
        case None:
            return None
    return str(cell)
