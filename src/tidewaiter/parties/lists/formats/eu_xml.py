"""The consolidated list of the EU's financial sanctions (FSF) as XML 1.1."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.values import day, make_address, make_party, name_of
from tidewaiter.parties.lists.xml import Element, first_element, xml_records
from tidewaiter.parties.party import Address, Party, PartyName

__all__ = ["CONTACTS", "FORMAT", "SCHEMAS", "number_field"]

SCHEMAS = {"p": "person", "person": "person", "e": "company", "enterprise": "company"}
CONTACTS = {"phone": "phone", "email": "email"}
_OF_FIRMS = ("regnumber", "fiscalcode", "taxid", "tradelic", "other")
_OF_PERSONS = ("regnumber", "fiscalcode", "taxid", "tradelic")


def number_field(type_code: str, *, schema: str | None) -> str | None:
    """Give the field of a number by the code of its type; passports and identity cards have none."""
    code = type_code.strip().lower()
    if code == "imo":
        return "imo"
    return "registration_id" if code in (_OF_PERSONS if schema == "person" else _OF_FIRMS) else None


def _knows(head: Head) -> bool:
    return head.tag == "export" and "generationDate" in (head.attributes or {})


def _read(files: Sequence[Path]) -> Content:
    _, attributes = first_element(files[0])
    return Content(map(_party, xml_records(files[0], {"sanctionEntity"})), day(attributes["generationDate"]))


def _party(entry: Element) -> Party:
    kind = entry.find("subjectType")
    codes = [] if kind is None else [kind.get("classificationCode", ""), kind.get("code", "")]
    schema = next((SCHEMAS[code.lower()] for code in codes if code.lower() in SCHEMAS), None)
    regulations = entry.findall("regulation")
    days = [day(entry.get("designationDate", "")), *(day(regulation.get("entryIntoForceDate", "")) for regulation in regulations)]
    return make_party(
        entry.get("logicalId", ""),
        _names(entry),
        schema=schema,
        addresses=map(_address, entry.iterfind("address")),
        numbers=_numbers(entry, schema),
        kinds=[regulation.get("programme", "") for regulation in regulations],
        listed_on=days[0] or min((found for found in days if found is not None), default=None),
    )


def _names(entry: Element) -> Iterator[PartyName]:
    """The form marks no name as the main one; the first stands for it."""
    for place, alias in enumerate(entry.iterfind("nameAlias")):
        whole = alias.get("wholeName") or " ".join(alias.get(part, "") for part in ("firstName", "middleName", "lastName"))
        strength = "weak" if alias.get("strong") == "false" else "strong"
        yield name_of(whole, strength="primary" if place == 0 else strength)


def _address(address: Element) -> Address:
    parts = [address.get(part, "") for part in ("street", "poBox", "place", "region", "zipCode")]
    code = address.get("countryIso2Code", "")
    return make_address(*parts, city=address.get("city", ""), in_country=code if code != "00" else "")


def _numbers(entry: Element, schema: str | None) -> Iterator[tuple[str | None, str]]:
    for number in entry.iterfind("identification"):
        if number.get("knownFalse") != "true":
            yield number_field(number.get("identificationTypeCode", ""), schema=schema), number.get("number", "")
    for contact in entry.iterfind("address/contactInfo"):
        yield CONTACTS.get(contact.get("key", "").lower()), contact.get("value", "")


FORMAT = ListFormat(
    id="eu_fsf_xml",
    title="EU financial sanctions (FSF), XML 1.1",
    publisher="European Commission",
    source="European Commission, xmlFullSanctionsList 1.1, as public readers of it show; no copy was at hand",
    numbering="EU",
    takes=(
        ("list_id", "`logicalId`"),
        ("names", "`nameAlias`, the first as primary; weak where `strong` is false"),
        ("schema", "`subjectType`"),
        ("addresses, countries", "`address`"),
        ("phones, emails", "`contactInfo` with key PHONE or EMAIL"),
        ("registration_ids, imo_numbers", "`identification` of a type of register, tax or trade licence, not those known to be false"),
        ("kind", "`programme` of each regulation"),
        ("listed_on", "`designationDate`, else the first `entryIntoForceDate`"),
        ("day of the list", "`generationDate`"),
    ),
    leaves="Birth, citizenship, gender, function, passports and identity cards; remarks.",
    knows=_knows,
    read=_read,
)
