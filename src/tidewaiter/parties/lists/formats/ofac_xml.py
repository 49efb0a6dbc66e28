"""OFAC's older XML: one `sdnEntry` a party, with addresses, aliases by quality, identifiers by their type."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.values import day, label_field, make_address, make_party, name_of
from tidewaiter.parties.lists.xml import Element, text_of, xml_records
from tidewaiter.parties.party import Address, Party, PartyName

__all__ = ["FORMAT"]

_SCHEMAS = {"individual": "person", "entity": "company", "vessel": "vessel"}


def _knows(head: Head) -> bool:
    return head.tag == "sdnList"


def _read(files: Sequence[Path]) -> Content:
    published = next((text_of(element, "Publish_Date") for element in xml_records(files[0], {"publshInformation"})), "")
    return Content(map(_party, xml_records(files[0], {"sdnEntry"})), day(published, forms=("%m/%d/%Y",)))


def _party(entry: Element) -> Party:
    return make_party(
        text_of(entry, "uid"),
        [_name(entry, "primary"), *(_name(aka, _strength(aka)) for aka in entry.iterfind("akaList/aka"))],
        schema=_SCHEMAS.get(text_of(entry, "sdnType").lower()),
        addresses=map(_address, entry.iterfind("addressList/address")),
        numbers=_numbers(entry),
        kinds=[(program.text or "") for program in entry.iterfind("programList/program")],
    )


def _name(holder: Element, strength: str) -> PartyName:
    """`LAST, First`, as OFAC's CSV writes it."""
    last, first = text_of(holder, "lastName"), text_of(holder, "firstName")
    return name_of(f"{last}, {first}" if last and first else last or first, strength=strength)


def _strength(aka: Element) -> str:
    return "weak" if text_of(aka, "category").lower() == "weak" else "strong"


def _address(address: Element) -> Address:
    parts = [text_of(address, part) for part in ("address1", "address2", "address3", "stateOrProvince", "postalCode")]
    return make_address(*parts, city=text_of(address, "city"), in_country=text_of(address, "country"))


def _numbers(entry: Element) -> Iterator[tuple[str | None, str]]:
    for id_ in entry.iterfind("idList/id"):
        yield label_field(text_of(id_, "idType")), text_of(id_, "idNumber")


FORMAT = ListFormat(
    id="ofac_sdn_xml",
    title="OFAC SDN and non-SDN consolidated list, XML",
    publisher="US Treasury, OFAC",
    source="OFAC, SDN.XML and CONSOLIDATED.XML (schema sdn.xsd), as public readers of them show",
    numbering="OFAC",
    takes=(
        ("list_id", "`uid`"),
        ("names", "`lastName` and `firstName`; `akaList`, weak where `category` is weak"),
        ("schema", "`sdnType`; aircraft have none"),
        ("addresses, countries", "`addressList`"),
        ("registration_ids, phones, emails, wallets, imo_numbers", "`idList`, by the labels in `reference/lists/ofac_remarks.csv`"),
        ("kind", "`programList`"),
        ("day of the list", "`Publish_Date`"),
    ),
    leaves="Birth, nationality, citizenship, gender, passports, identity cards but for the cédula; listing days, which the form lacks.",
    knows=_knows,
    read=_read,
)
