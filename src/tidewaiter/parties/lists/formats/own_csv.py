"""Our own list format: a CSV with `id` and `name`; the rows of one id are names of one party."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from tidewaiter.errors import BadInput
from tidewaiter.parties.lists.files import raw_rows
from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.values import country, make_address, make_party, name_of
from tidewaiter.parties.party import SCHEMAS, Party

__all__ = ["FORMAT"]

_NEEDED = ("id", "name")
_STRENGTHS = ("primary", "strong", "weak")
_NUMBERS = {"phone": "phone", "email": "email", "registration_id": "registration_id", "wallet": "wallet", "imo": "imo"}
_Row = dict[str, str]


def _knows(head: Head) -> bool:
    """A heading line with `id` or `name`: a file that has one only is ours, and refused with a line that says so."""
    return bool(head.rows) and bool({"id", "name"} & set(_headings(head.rows[0])))


def _read(files: Sequence[Path]) -> Content:
    by_id: dict[str, list[_Row]] = defaultdict(list)
    for path in files:
        for row in _named_rows(path):
            by_id[row["id"]].append(row)
    unknown = sum(_unknown(row) for rows in by_id.values() for row in rows)
    return Content([_party(list_id, rows) for list_id, rows in by_id.items()], unknown_countries=unknown)


def _headings(row: Sequence[str]) -> list[str]:
    return [cell.strip().casefold() for cell in row]


def _named_rows(path: Path) -> Iterator[_Row]:
    rows = raw_rows(path)
    headings = _headings(next(rows))
    missing = [column for column in _NEEDED if column not in headings]
    if missing:
        raise BadInput(f"{path} has no column {' and '.join(missing)}; its header must hold id and name")
    number = 0
    for number, cells in enumerate(rows, start=1):
        row = {column: cell.strip() for column, cell in zip(headings, cells)}
        _check(row, f"{path}, party row {number}")
        yield row
    if number == 0:
        raise BadInput(f"{path} has a header line but no rows; give a list with at least one party")


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
    return make_party(
        list_id,
        [name_of(row["name"], strength=row.get("strength", "").lower() or "primary") for row in rows],
        schema=min((row["schema"].lower() for row in rows if row.get("schema")), default=None),
        countries=[code for row in rows for code in _countries(row)],
        addresses=[
            make_address(row.get("address", ""), city=row.get("city", ""), in_country=next(iter(_countries(row)), "")) for row in rows
        ],
        numbers=[(field, value) for row in rows for column, field in _NUMBERS.items() for value in _values(row, column)],
        kinds=[min((row["kind"] for row in rows if row.get("kind")), default="")],
        listed_on=min(_days(rows, "date"), default=None),
        delisted_on=max(_days(rows, "delisted_on"), default=None),
    )


def _values(row: _Row, column: str) -> list[str]:
    return [part for piece in row.get(column, "").split(";") if (part := piece.strip())]


def _countries(row: _Row) -> list[str]:
    return [code for value in _values(row, "country") if (code := country(value))]


def _unknown(row: _Row) -> int:
    """How many countries of a row are none we know; several in one cell count each."""
    return sum(not country(value) for value in _values(row, "country"))


def _days(rows: Iterable[_Row], column: str) -> list[date]:
    return [found for row in rows if (found := _day(row, column)) is not None]


def _day(row: _Row, column: str) -> date | None:
    """The day of a cell, of which a time of day is cut off.

    Raises:
        ValueError: it is no ISO date.
    """
    value = row.get(column, "")
    return date.fromisoformat(value[:10]) if value else None


FORMAT = ListFormat(
    id="own_csv",
    title="Own list, CSV with the columns `id` and `name`",
    publisher="",
    source="Our own form; see `reference/lists/demo.csv`",
    numbering="own",
    takes=(
        ("list_id", "`id`; rows of one id are names of one party"),
        ("names", "`name`; `strength`: primary (unless said), strong, weak"),
        ("schema", "`schema`: person, company, vessel; where rows of one id differ, the first in order of the alphabet"),
        ("addresses, countries", "`address`, `city`, `country`"),
        ("phones, emails, registration_ids, wallets, imo_numbers", "`phone`, `email`, `registration_id`, `wallet`, `imo`"),
        ("kind", "`kind`"),
        ("listed_on, delisted_on", "`date`, `delisted_on`, as 2026-01-31"),
    ),
    leaves="Other columns. A cell of countries or numbers may hold several, parted by semicolons.",
    knows=_knows,
    read=_read,
    several=True,
)
