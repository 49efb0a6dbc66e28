"""The UK Sanctions List (FCDO) as CSV: a row a name and address of a party."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tidewaiter.parties.lists.files import read_head
from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.tables import Row, has_headings, rows_by_id
from tidewaiter.parties.lists.values import day, make_address, make_party, name_of, several
from tidewaiter.parties.party import Address, Party, PartyName

__all__ = ["FORMAT"]

_SCHEMAS = {"individual": "person", "entity": "company", "ship": "vessel"}
_NAME = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
_ADDRESS = (*(f"Address Line {place}" for place in range(1, 7)), "Address Postal Code")
_NUMBERS = {
    "Phone number": "phone",
    "Email address": "email",
    "Business registration number (s)": "registration_id",
    "IMO number": "imo",
}
_SCHEMA = ("Designation Type", "Individual, Entity, Ship")
_OTHER = ("Name type", "Alias strength", "Name non-latin script", "Regime Name", "Address Country", "Date Designated")


def _knows(head: Head) -> bool:
    return has_headings(head, "Unique ID", "Name 6", "Regime Name")


def _read(files: Sequence[Path]) -> Content:
    columns = [*_NAME, *_ADDRESS, *_NUMBERS, *_SCHEMA, *_OTHER]
    found = rows_by_id(files[0], id_column="Unique ID", columns=columns, needs=["Name 6", "Regime Name"])
    _, _, reported = " ".join(read_head(files[0]).rows[0]).partition("Report Date:")
    return Content((_party(id_, rows) for id_, rows in found.items()), day(reported))


def _party(list_id: str, rows: list[Row]) -> Party:
    kinds = [row[column].lower() for row in rows for column in _SCHEMA]
    return make_party(
        list_id,
        [name for row in rows for name in _names(row)],
        schema=next((_SCHEMAS[kind] for kind in kinds if kind in _SCHEMAS), None),
        addresses=map(_address, rows),
        numbers=[(field, value) for row in rows for column, field in _NUMBERS.items() for value in several(row[column])],
        kinds=[row["Regime Name"] for row in rows],
        listed_on=min((found for row in rows if (found := day(row["Date Designated"])) is not None), default=None),
    )


def _names(row: Row) -> Iterator[PartyName]:
    """Name 6 is the surname of a person, and the whole name of a firm or ship."""
    if row["Alias strength"].lower().startswith("low"):
        strength = "weak"
    else:
        strength = "primary" if row["Name type"].lower() == "primary name" else "strong"
    yield name_of(*(row[part] for part in _NAME), strength=strength)
    yield name_of(row["Name non-latin script"], strength="strong")


def _address(row: Row) -> Address:
    return make_address(*(row[part] for part in _ADDRESS), in_country=row["Address Country"])


FORMAT = ListFormat(
    id="uk_sanctions_csv",
    title="UK Sanctions List, CSV",
    publisher="Foreign, Commonwealth & Development Office",
    source="FCDO, UK-Sanctions-List.csv (58 columns), headings as public readers of it show; no copy was at hand",
    numbering="UK",
    takes=(
        ("list_id", "`Unique ID`"),
        ("names", "`Name 1` to `Name 6`, `Name non-latin script`; weak where `Alias strength` begins with Low"),
        ("schema", "`Designation Type`"),
        ("addresses, countries", "`Address Line 1` to `6`, `Address Postal Code`, `Address Country`"),
        ("phones, emails, registration_ids, imo_numbers", "their columns, of which a cell may hold several"),
        ("kind", "`Regime Name`"),
        ("listed_on", "`Date Designated`"),
        ("day of the list", "`Report Date` above the headings"),
    ),
    leaves="Birth, nationality, gender, title, position, passports and national identity numbers; owners of ships; reasons.",
    knows=_knows,
    read=_read,
)
