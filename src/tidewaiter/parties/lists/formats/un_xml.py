"""The consolidated list of the United Nations Security Council as XML."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.values import day, make_address, make_party, name_of
from tidewaiter.parties.lists.xml import Element, first_element, text_of, xml_records
from tidewaiter.parties.party import Address, Party, PartyName

__all__ = ["FORMAT"]

_SCHEMAS = {"INDIVIDUAL": "person", "ENTITY": "company"}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def _knows(head: Head) -> bool:
    return head.tag == "CONSOLIDATED_LIST"


def _read(files: Sequence[Path]) -> Content:
    _, attributes = first_element(files[0])
    return Content(map(_party, xml_records(files[0], _SCHEMAS)), day(attributes.get("dateGenerated", "")))


def _party(entry: Element) -> Party:
    return make_party(
        text_of(entry, "DATAID"),
        _names(entry),
        schema=_SCHEMAS[entry.tag],
        addresses=map(_address, entry.iterfind(f"{entry.tag}_ADDRESS")),
        kinds=[text_of(entry, "UN_LIST_TYPE")],
        listed_on=day(text_of(entry, "LISTED_ON")),
        delisted_on=day(text_of(entry, "DELISTED_ON")),
    )


def _names(entry: Element) -> Iterator[PartyName]:
    """A firm's name may hold another behind a semicolon."""
    for name in " ".join(text_of(entry, part) for part in _NAME_PARTS).split(";"):
        yield name_of(name, strength="primary")
    yield name_of(text_of(entry, "NAME_ORIGINAL_SCRIPT"), strength="strong")
    for alias in entry.iterfind(f"{entry.tag}_ALIAS"):
        strength = "weak" if text_of(alias, "QUALITY").lower() == "low" else "strong"
        for name in text_of(alias, "ALIAS_NAME").split(";"):
            yield name_of(name, strength=strength)


def _address(address: Element) -> Address:
    parts = [text_of(address, part) for part in ("STREET", "STATE_PROVINCE", "ZIP_CODE")]
    return make_address(*parts, city=text_of(address, "CITY"), in_country=text_of(address, "COUNTRY"))


FORMAT = ListFormat(
    id="un_xml",
    title="UN Security Council consolidated list, XML",
    publisher="United Nations Security Council",
    source="United Nations, sc-sanctions.xsd, and the list of 2026-02-27",
    numbering="UN",
    takes=(
        ("list_id", "`DATAID`"),
        ("names", "`FIRST_NAME` to `FOURTH_NAME`, `NAME_ORIGINAL_SCRIPT`, aliases; weak where `QUALITY` is Low"),
        ("schema", "`INDIVIDUAL` or `ENTITY`"),
        ("addresses, countries", "`INDIVIDUAL_ADDRESS`, `ENTITY_ADDRESS`"),
        ("kind", "`UN_LIST_TYPE`"),
        ("listed_on, delisted_on", "`LISTED_ON`, `DELISTED_ON`"),
        ("day of the list", "`dateGenerated`"),
    ),
    leaves="Birth, nationality, gender, documents of persons; remarks.",
    knows=_knows,
    read=_read,
)
