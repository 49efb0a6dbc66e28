"""The US Consolidated Screening List as CSV: lists of BIS, State and Treasury in one table, the list of each party kept."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.tables import Row, has_headings, rows_by_id
from tidewaiter.parties.lists.values import country, day, label_field, make_address, make_party, name_of
from tidewaiter.parties.party import Address, Party, PartyName

__all__ = ["FORMAT"]

_SCHEMAS = {"individual": "person", "entity": "company", "vessel": "vessel"}
_COLUMNS = ("source", "type", "programs", "name", "addresses", "start_date", "end_date", "alt_names", "ids")


def _knows(head: Head) -> bool:
    return has_headings(head, "_id", "source", "name", "alt_names")


def _read(files: Sequence[Path]) -> Content:
    found = rows_by_id(files[0], id_column="_id", columns=_COLUMNS, needs=["source", "name"])
    return Content(_party(id_, rows) for id_, rows in found.items())


def _party(list_id: str, rows: list[Row]) -> Party:
    ends = [day(row["end_date"]) for row in rows]
    return make_party(
        list_id,
        [name for row in rows for name in _names(row)],
        schema=next((_SCHEMAS[kind] for row in rows if (kind := row["type"].lower()) in _SCHEMAS), None),
        addresses=[_address(text) for row in rows for text in _parts(row["addresses"])],
        numbers=[_number(text) for row in rows for text in _parts(row["ids"])],
        kinds=map(_kind, rows),
        listed_on=min((found for row in rows if (found := day(row["start_date"])) is not None), default=None),
        delisted_on=_last(ends),
    )


def _kind(row: Row) -> str:
    """The list within the list, then its programmes."""
    return ": ".join(filter(None, (row["source"], ", ".join(_parts(row["programs"])))))


def _last(ends: list[date | None]) -> date | None:
    """A party with several rows is listed until the last of them ends."""
    return None if None in ends else max(end for end in ends if end is not None)


def _names(row: Row) -> Iterator[PartyName]:
    yield name_of(row["name"], strength="primary")
    for alias in _parts(row["alt_names"]):
        yield name_of(alias.removeprefix("and "), strength="strong")


def _parts(text: str) -> list[str]:
    return [part for piece in text.split(";") if (part := piece.strip())]


def _address(text: str) -> Address:
    """The last part is the country's code; the city is not marked."""
    street, _, code = text.rpartition(",")
    found = country(code.strip()) if len(code.strip()) == 2 else ""
    return make_address(street if found else text, in_country=found)


def _number(text: str) -> tuple[str | None, str]:
    """`CN, 91440101MADEUP001X, Unified Social Credit Code (USCC)`, the country left off where there is none."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 2:
        return None, ""
    value = parts[-2]
    field = label_field(parts[-1])
    return field, value.rpartition(" ")[2] if field == "wallet" else value


FORMAT = ListFormat(
    id="us_csl_csv",
    title="US Consolidated Screening List, CSV: BIS Entity, Unverified, Military End User and Denied Persons lists, State's and Treasury's",
    publisher="US Department of Commerce, International Trade Administration",
    source="ITA, consolidated.csv (29 columns), the list of April 2022",
    numbering="CSL",
    takes=(
        ("list_id", "`_id`; rows of one id are one party"),
        ("names", "`name`; `alt_names`; the form marks no weak ones"),
        ("schema", "`type`; empty on the lists of BIS and State"),
        ("addresses, countries", "`addresses`, the country's code at the end"),
        ("registration_ids, phones, emails, wallets, imo_numbers", "`ids`, by the labels in `reference/lists/ofac_remarks.csv`"),
        ("kind", "`source`, which is the list within the list, and `programs`"),
        ("listed_on, delisted_on", "`start_date`, `end_date`"),
    ),
    leaves="Birth, citizenship, nationality, title, passports, identity cards but for the cédula; licence rules; call signs and flags; "
    "the day of the list, which the form lacks.",
    knows=_knows,
    read=_read,
)
