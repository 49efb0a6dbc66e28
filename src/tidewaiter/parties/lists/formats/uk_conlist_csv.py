"""The UK's consolidated list of asset freeze targets (OFSI, ConList.csv), closed in January 2026: a row a name and address of a party."""

import re
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
_ADDRESS = ("Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "Address 6", "Post/Zip Code")
_OTHER = ("Name Non-Latin Script", "Country", "Other Information", "Group Type", "Alias Type", "Alias Quality", "Regime", "Listed On")
_LABEL = re.compile(r"\(([A-Za-z][A-Za-z ()/-]{2,60}?)\):")
_FIELDS = {"phone number": "phone", "email address": "email", "imo number": "imo", "business reg no": "registration_id"}


def _knows(head: Head) -> bool:
    return has_headings(head, "Group ID", "Group Type", "Name 6", "Regime")


def _read(files: Sequence[Path]) -> Content:
    found = rows_by_id(files[0], id_column="Group ID", columns=[*_NAME, *_ADDRESS, *_OTHER], needs=["Name 6", "Group Type"])
    first = read_head(files[0]).rows[0]
    updated = first[1] if len(first) > 1 and first[0].strip().casefold() == "last updated" else ""
    return Content((_party(id_, rows) for id_, rows in found.items()), day(updated))


def _party(list_id: str, rows: list[Row]) -> Party:
    return make_party(
        list_id,
        [name for row in rows for name in _names(row)],
        schema=next((_SCHEMAS[kind] for row in rows if (kind := row["Group Type"].lower()) in _SCHEMAS), None),
        addresses=map(_address, rows),
        numbers=[number for text in {row["Other Information"] for row in rows} for number in _numbers(text)],
        kinds=[row["Regime"] for row in rows],
        listed_on=min((found for row in rows if (found := day(row["Listed On"])) is not None), default=None),
    )


def _names(row: Row) -> Iterator[PartyName]:
    """Name 6 is the surname of a person, and the whole name of a firm or ship."""
    if row["Alias Quality"].lower().startswith("low"):
        strength = "weak"
    else:
        strength = "primary" if row["Alias Type"].lower() == "primary name" else "strong"
    yield name_of(*(row[part] for part in _NAME), strength=strength)
    yield name_of(row["Name Non-Latin Script"], strength="strong")


def _address(row: Row) -> Address:
    return make_address(*(row[part] for part in _ADDRESS), in_country=row["Country"])


def _numbers(text: str) -> Iterator[tuple[str | None, str]]:
    """`(Phone number):... (IMO number):...`: each label rules up to the next."""
    labels = list(_LABEL.finditer(text))
    for label, following in zip(labels, [*labels[1:], None]):
        value = text[label.end() : following.start() if following is not None else None]
        for part in several(value):
            yield _FIELDS.get(label[1].lower()), part


FORMAT = ListFormat(
    id="uk_conlist_csv",
    title="UK consolidated list of asset freeze targets (ConList), CSV 2022 form",
    publisher="HM Treasury, OFSI",
    source="OFSI, ConList.csv in its 2022 format, headings as public readers of it show; no copy was at hand",
    numbering="OFSI",
    takes=(
        ("list_id", "`Group ID`"),
        ("names", "`Name 1` to `Name 6`, `Name Non-Latin Script`; weak where `Alias Quality` begins with Low"),
        ("schema", "`Group Type`"),
        ("addresses, countries", "`Address 1` to `6`, `Post/Zip Code`, `Country`"),
        ("phones, emails, imo_numbers, registration_ids", "labels in `Other Information`"),
        ("kind", "`Regime`"),
        ("listed_on", "`Listed On`"),
        ("day of the list", "the line above the headings"),
    ),
    leaves="Birth, nationality, title, position, passports and national identity numbers.",
    knows=_knows,
    read=_read,
)
