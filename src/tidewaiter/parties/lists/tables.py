"""Reads CSV lists by their headings, one row at a time, only the columns that are asked for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tidewaiter.errors import BadInput
from tidewaiter.parties.lists.files import raw_rows
from tidewaiter.parties.lists.form import Head

__all__ = ["Row", "has_headings", "rows_by_id", "table_rows"]

Row = dict[str, str]
"""Heading to cell, blanks at its ends left out."""
_PREAMBLE = 5
"""chosen: the UK's lists have one line above the headings."""


def has_headings(head: Head, *headings: str) -> bool:
    """Tell a CSV that has all of these headings in one of its first rows."""
    wanted = {heading.casefold() for heading in headings}
    return any(wanted <= set(_bare(row)) for row in head.rows[:_PREAMBLE])


def rows_by_id(path: Path, *, id_column: str, columns: Sequence[str], needs: Sequence[str] = ()) -> dict[str, list[Row]]:
    """Give the rows of each id, in the order of the file.

    Raises:
        BadInput: a needed heading is missing, a row is cut off, or an id is empty.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    for number, row in enumerate(table_rows(path, [id_column, *columns], needs=[id_column, *needs]), start=1):
        if not row[id_column]:
            raise BadInput(f"{path}, party row {number}: {id_column} is empty; fetch the file anew")
        found[row[id_column]].append(row)
    return found


def table_rows(path: Path, columns: Sequence[str], *, needs: Sequence[str]) -> Iterator[Row]:
    """Give rows with the columns asked for, empty where the file hasn't one that isn't needed; the first of two like headings counts.

    Raises:
        BadInput: a needed heading is missing, there are no rows below the headings, or a row has fewer or more cells than headings.
    """
    rows = raw_rows(path)
    headings = _headings(path, rows, needs)
    places = {column: headings.index(column.casefold()) for column in columns if column.casefold() in headings}
    missing = {column: "" for column in columns if column not in places}
    any_row = False
    for number, cells in enumerate(rows, start=1):
        if len(cells) != len(headings):
            cells = _evened(cells, len(headings), f"{path}, row {number} below the headings")
        any_row = True
        yield missing | {column: cells[place].strip() for column, place in places.items()}
    if not any_row:
        raise BadInput(f"{path} has headings but no rows; give a list with at least one party")


def _headings(path: Path, rows: Iterator[list[str]], needs: Sequence[str]) -> list[str]:
    wanted = {need.casefold() for need in needs}
    seen: list[str] = []
    for row, _ in zip(rows, range(_PREAMBLE)):
        seen = _bare(row)
        if wanted <= set(seen):
            return seen
    missing = [need for need in needs if need.casefold() not in seen]
    raise BadInput(f"{path} has no column {' and '.join(missing)}; fetch the file anew, or give the list in another form")


def _bare(row: Sequence[str]) -> list[str]:
    return [cell.strip().casefold() for cell in row]


def _evened(cells: list[str], count: int, place: str) -> list[str]:
    """Cells beyond the headings may be left off where they are empty.

    Raises:
        BadInput: a row is cut off, or its cells have slipped.
    """
    if len(cells) < count or any(cell.strip() for cell in cells[count:]):
        raise BadInput(f"{place}: {len(cells)} cells instead of {count} ({', '.join(cells)[:80]!r}); fetch the file anew")
    return cells[:count]
