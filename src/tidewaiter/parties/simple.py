"""Our own list format: a CSV with `id` and `name`; the rows of one id are names of one party."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from tidewaiter.errors import BadInput
from tidewaiter.parties.party import SCHEMAS, Address, Party, PartyName, alpha2

__all__ = ["is_simple", "simple_parties", "unknown_countries"]

_NEEDED = ("id", "name")
_STRENGTHS = ("primary", "strong", "weak")
_Row = dict[str, str]


def is_simple(rows: list[list[str]]) -> bool:
    """Tell our format by its header line: it has `id` or `name`."""
    return bool({"id", "name"} & set(_header(rows)))


def simple_parties(tables: Iterable[tuple[Path, list[list[str]]]]) -> Iterator[Party]:
    """Give the parties of files that have `id`, `name` and any of
    `schema,country,kind,date,delisted_on,address,city,phone,email,registration_id,strength`.

    `date` is the day of listing. A cell of `country`, `phone`, `email` or `registration_id` may hold several, parted by `;`.

    Raises:
        BadInput: a column or value that the format needs is missing, or a date, schema or strength is none.
    """
    by_id: dict[str, list[_Row]] = defaultdict(list)
    for path, rows in tables:
        for row in _named_rows(path, rows):
            by_id[row["id"]].append(row)
    for list_id, rows_of_one in by_id.items():
        yield _party(list_id, rows_of_one)


def unknown_countries(tables: Iterable[list[list[str]]]) -> int:
    """Count the countries in rows of our format that are none we know; several in one cell count each."""
    values = [value for rows in tables for row in rows[1:] for value in dict(zip(_header(rows), row)).get("country", "").split(";")]
    return sum(bool(value.strip()) and not alpha2(value) for value in values)


def _header(rows: list[list[str]]) -> list[str]:
    return [cell.strip().casefold() for cell in rows[0]]


def _named_rows(path: Path, rows: list[list[str]]) -> Iterator[_Row]:
    header = _header(rows)
    missing = [column for column in _NEEDED if column not in header]
    if missing:
        raise BadInput(f"{path} has no column {' and '.join(missing)}; its header must hold id and name")
    if len(rows) == 1:
        raise BadInput(f"{path} has a header line but no rows; give a list with at least one party")
    for number, cells in enumerate(rows[1:], start=1):
        row = {column: cell.strip() for column, cell in zip(header, cells)}
        _check(row, f"{path}, party row {number}")
        yield row


def _check(row: _Row, place: str) -> None:
    for column in _NEEDED:
        if not row.get(column):
            raise BadInput(f"{place}: {column} is empty; fill it in or take the row out")
    if row.get("schema", "").lower() not in ("", *SCHEMAS):
        raise BadInput(f"{place}: schema {row['schema']!r} is none of {', '.join(SCHEMAS)}")
    if row.get("strength", "").lower() not in ("", *_STRENGTHS):
        raise BadInput(f"{place}: strength {row['strength']!r} is none of {', '.join(_STRENGTHS)}")
    for column in ("date", "delisted_on"):
        try:
            _day(row, column)
        except ValueError:
            raise BadInput(f"{place}: {column} {row[column]!r} is no date; write it as 2026-01-31") from None


def _party(list_id: str, rows: list[_Row]) -> Party:
    """One party of all its rows; where rows differ in what can be only one, the first in order of the alphabet or calendar counts."""
    addresses = {Address(row.get("address", ""), row.get("city", ""), country) for row in rows for country in _countries(row)[:1] or [""]}
    return Party(
        list_id=list_id,
        names=tuple(sorted({PartyName(row["name"], row.get("strength", "").lower() or "primary") for row in rows})),
        schema=min((row["schema"].lower() for row in rows if row.get("schema")), default=None),
        countries=tuple(sorted({country for row in rows for country in _countries(row)})),
        addresses=tuple(sorted(address for address in addresses if address.text or address.city)),
        phones=_values(rows, "phone"),
        emails=_values(rows, "email"),
        registration_ids=_values(rows, "registration_id"),
        kind=min((row["kind"] for row in rows if row.get("kind")), default=None),
        listed_on=min((day for row in rows if (day := _day(row, "date")) is not None), default=None),
        delisted_on=max((day for row in rows if (day := _day(row, "delisted_on")) is not None), default=None),
    )


def _values(rows: list[_Row], column: str) -> tuple[str, ...]:
    return tuple(sorted({value.strip() for row in rows for value in row.get(column, "").split(";") if value.strip()}))


def _countries(row: _Row) -> list[str]:
    return [code for value in row.get("country", "").split(";") if (code := alpha2(value))]


def _day(row: _Row, column: str) -> date | None:
    """The day of a cell, of which a time of day is cut off.

    Raises:
        ValueError: it is no ISO date.
    """
    value = row.get(column, "")
    return date.fromisoformat(value[:10]) if value else None
