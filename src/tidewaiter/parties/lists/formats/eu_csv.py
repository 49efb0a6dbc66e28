"""The consolidated list of the EU's financial sanctions (FSF) as CSV 1.0 or 1.1: a row a name, address or number of a party."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tidewaiter.parties.lists.files import read_head
from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.formats.eu_xml import CONTACTS, SCHEMAS, number_field
from tidewaiter.parties.lists.tables import Row, has_headings, rows_by_id
from tidewaiter.parties.lists.values import day, make_address, make_party, name_of
from tidewaiter.parties.party import Address, Party

__all__ = ["FORMAT"]

_CONTACT = re.compile(r"(?i)\b(phone|email)\s*\[(.*?)\]")


@dataclass(frozen=True, slots=True)
class _Edition:
    """The headings of one edition of the form."""

    id: str
    made_on: str
    schemas: tuple[str, ...]
    whole_name: str
    name_parts: tuple[str, ...]
    address: tuple[str, ...]
    city: str
    country: str
    contact: str
    number: str
    number_type: str
    number_false: str
    programme: str
    listed: tuple[str, ...]

    def headings(self) -> list[str]:
        """Give all of them."""
        one = (self.made_on, self.whole_name, self.city, self.country, self.contact, self.number, self.number_type, self.number_false)
        return [heading for heading in (*one, self.programme, *self.schemas, *self.name_parts, *self.address, *self.listed) if heading]


_FIRST = _Edition(
    id="Entity_logical_id",
    made_on="Date_file",
    schemas=("Subject_type",),
    whole_name="Naal_wholename",
    name_parts=("Naal_firstname", "Naal_middlename", "Naal_lastname"),
    address=("Addr_number", "Addr_street", "Addr_zipcode", "Addr_other"),
    city="Addr_city",
    country="Addr_country",
    contact="",
    number="",
    number_type="",
    number_false="",
    programme="Programme",
    listed=("Leba_publication_date",),
)
_SECOND = _Edition(
    id="Entity_LogicalId",
    made_on="fileGenerationDate",
    schemas=("Entity_SubjectType", "Entity_SubjectType_ClassificationCode"),
    whole_name="NameAlias_WholeName",
    name_parts=("NameAlias_FirstName", "NameAlias_MiddleName", "NameAlias_LastName"),
    address=("Address_Street", "Address_PoBox", "Address_Place", "Address_Region", "Address_ZipCode"),
    city="Address_City",
    country="Address_CountryIso2Code",
    contact="Address_ContactInfo",
    number="Identification_Number",
    number_type="Identification_TypeCode",
    number_false="Identification_KnownFalse",
    programme="Entity_Regulation_Programme",
    listed=("Entity_DesignationDate", "Entity_Regulation_EntryIntoForceDate"),
)


def _edition(head: Head) -> _Edition | None:
    return next((edition for edition in (_SECOND, _FIRST) if has_headings(head, edition.id, edition.whole_name)), None)


def _knows(head: Head) -> bool:
    return _edition(head) is not None


def _read(files: Sequence[Path]) -> Content:
    edition = _edition(read_head(files[0])) or _SECOND
    found = rows_by_id(files[0], id_column=edition.id, columns=edition.headings(), needs=[edition.whole_name])
    made_on = next((rows[0][edition.made_on] for rows in found.values()), "")
    return Content((_party(id_, rows, edition) for id_, rows in found.items()), day(made_on))


def _party(list_id: str, rows: list[Row], edition: _Edition) -> Party:
    codes = [row[column].lower() for row in rows for column in edition.schemas]
    schema = next((SCHEMAS[code] for code in codes if code in SCHEMAS), None)
    names = [row[edition.whole_name] or " ".join(row[part] for part in edition.name_parts) for row in rows]
    named = [name for name in names if name.strip()]
    return make_party(
        list_id,
        [name_of(name, strength="primary" if place == 0 else "strong") for place, name in enumerate(named)],
        schema=schema,
        addresses=[_address(row, edition) for row in rows],
        numbers=[number for row in rows for number in _numbers(row, edition, schema)],
        kinds=[row[edition.programme] for row in rows],
        listed_on=next((found for column in edition.listed if (found := _first_day(rows, column)) is not None), None),
    )


def _first_day(rows: list[Row], column: str) -> date | None:
    return min((found for row in rows if (found := day(row[column])) is not None), default=None)


def _address(row: Row, edition: _Edition) -> Address:
    code = row[edition.country]
    return make_address(*(row[part] for part in edition.address), city=row[edition.city], in_country=code if code != "00" else "")


def _numbers(row: Row, edition: _Edition, schema: str | None) -> Iterator[tuple[str | None, str]]:
    """None in edition 1.0, whose headings of numbers we have not seen."""
    if not edition.number:
        return
    if row[edition.number_false].lower() not in ("true", "1"):
        yield number_field(row[edition.number_type], schema=schema), row[edition.number]
    for key, value in _CONTACT.findall(row[edition.contact]):
        yield CONTACTS[key.lower()], value


FORMAT = ListFormat(
    id="eu_fsf_csv",
    title="EU financial sanctions (FSF), CSV 1.0 and 1.1",
    publisher="European Commission",
    source="European Commission, csvFullSanctionsList 1.0 and 1.1, headings as public readers of them show; no copy was at hand",
    numbering="EU",
    takes=(
        ("list_id", "`Entity_LogicalId`; 1.0: `Entity_logical_id`"),
        ("names", "`NameAlias_WholeName`, else its parts, the first as primary; 1.0: `Naal_...`; the form marks no weak ones"),
        ("schema", "`Entity_SubjectType`; 1.0: `Subject_type`"),
        ("addresses, countries", "`Address_...`; 1.0: `Addr_...`"),
        ("phones, emails", "`Address_ContactInfo`, where marked PHONE[...] or EMAIL[...]"),
        (
            "registration_ids, imo_numbers",
            "`Identification_Number` of a type of register, tax or trade licence, not those known to be false; 1.0: none",
        ),
        ("kind", "`Entity_Regulation_Programme`; 1.0: `Programme`"),
        ("listed_on", "`Entity_DesignationDate`, else `Entity_Regulation_EntryIntoForceDate`; 1.0: `Leba_publication_date`"),
        ("day of the list", "`fileGenerationDate`; 1.0: `Date_file`"),
    ),
    leaves="Birth, citizenship, gender, function, passports and identity cards; remarks.",
    knows=_knows,
    read=_read,
)
