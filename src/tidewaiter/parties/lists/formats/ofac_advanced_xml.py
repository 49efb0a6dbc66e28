"""OFAC's advanced XML: reference values, places and documents first, then parties that point to them, then their listings."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.values import label_field, make_address, make_party, name_of
from tidewaiter.parties.lists.xml import Element, text_of, xml_records
from tidewaiter.parties.party import Address, Party, PartyName

__all__ = ["FORMAT"]

_RECORDS = {"DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "SanctionsEntry"}
_VALUES = {"FeatureType", "IDRegDocType", "LocPartType", "NamePartType", "Country", "PartySubType"}
"""Reference values whose text is used; each has its id."""
_SUBTYPES = {"vessel": "vessel", "individual": "person", "entity": "company"}
_PARTY_TYPES = {"1": "person", "2": "company"}
"""Of a subtype whose text is Unknown, `PartyTypeID` tells persons from firms."""
_SURNAMES = ("Last Name", "Maiden Name")
_LOCATION = "Location"


@dataclass(frozen=True, slots=True)
class _Held:
    """What is held until the listings at the end of the file complete the parties."""

    issues: list[date] = field(default_factory=list)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    schemas: dict[str, str | None] = field(default_factory=dict)
    places: dict[str, Address] = field(default_factory=dict)
    documents: dict[str, list[tuple[str | None, str]]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[str, "_Drafted"] = field(default_factory=dict)
    programs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    days: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A party but for its listings."""

    list_id: str
    names: tuple[PartyName, ...]
    schema: str | None
    addresses: tuple[Address, ...]
    numbers: tuple[tuple[str | None, str], ...]


def _knows(head: Head) -> bool:
    return head.tag == "Sanctions"


def _read(files: Sequence[Path]) -> Content:
    held = _Held()
    for record in xml_records(files[0], _RECORDS):
        _READERS[record.tag](record, held)
    return Content((_party(profile, drafted, held) for profile, drafted in held.parties.items()), max(held.issues, default=None))


def _read_issue(record: Element, held: _Held) -> None:
    held.issues.extend(found for found in [_day(record)] if found is not None)


def _read_values(record: Element, held: _Held) -> None:
    for value in record.iter():
        if value.tag in _VALUES:
            held.values[value.tag, value.get("ID", "")] = (value.text or "").strip()
        if value.tag == "PartySubType":
            known = _SUBTYPES.get((value.text or "").strip().lower())
            unknown = (value.text or "").strip().lower() in ("", "unknown")
            held.schemas[value.get("ID", "")] = _PARTY_TYPES.get(value.get("PartyTypeID", "")) if unknown else known


def _read_location(record: Element, held: _Held) -> None:
    parts: dict[str, str] = {}
    for part in record.iterfind("LocationPart"):
        kind = held.values.get(("LocPartType", part.get("LocPartTypeID", "")), "")
        parts[kind] = text_of(part, "LocationPartValue/Value")
    code = record.find("LocationCountry")
    in_country = "" if code is None else held.values.get(("Country", code.get("CountryID", "")), "")
    street = [text for kind, text in sorted(parts.items()) if kind != "CITY"]
    held.places[record.get("ID", "")] = make_address(*street, city=parts.get("CITY", ""), in_country=in_country)


def _read_document(record: Element, held: _Held) -> None:
    kind = held.values.get(("IDRegDocType", record.get("IDRegDocTypeID", "")), "")
    if (known := label_field(kind)) is not None:
        held.documents[record.get("IdentityID", "")].append((known, text_of(record, "IDRegistrationNo")))


def _read_party(record: Element, held: _Held) -> None:
    for profile in record.iterfind("Profile"):
        identities = profile.findall("Identity")
        held.parties[profile.get("ID", "")] = _Drafted(
            list_id=record.get("FixedRef", ""),
            names=tuple(name for identity in identities for name in _names(identity, held)),
            schema=held.schemas.get(profile.get("PartySubTypeID", "")),
            addresses=tuple(_addresses(profile, held)),
            numbers=(*_features(profile, held), *(pair for one in identities for pair in held.documents.get(one.get("ID", ""), ()))),
        )


def _read_listing(record: Element, held: _Held) -> None:
    profile = record.get("ProfileID", "")
    held.programs[profile] += [text_of(measure, "Comment") for measure in record.iterfind("SanctionsMeasure")]
    held.days[profile] += [found for made in record.iterfind("EntryEvent/Date") if (found := _day(made)) is not None]


_READERS = {
    "DateOfIssue": _read_issue,
    "ReferenceValueSets": _read_values,
    "Location": _read_location,
    "IDRegDocument": _read_document,
    "DistinctParty": _read_party,
    "SanctionsEntry": _read_listing,
}


def _party(profile: str, drafted: _Drafted, held: _Held) -> Party:
    return make_party(
        drafted.list_id,
        drafted.names,
        schema=drafted.schema,
        addresses=drafted.addresses,
        numbers=drafted.numbers,
        kinds=held.programs.get(profile, ()),
        listed_on=min(held.days.get(profile, ()), default=None),
    )


def _names(identity: Element, held: _Held) -> Iterator[PartyName]:
    """Of each alias its first spelling has the strength of the alias; other scripts of it are good aliases."""
    groups = {
        group.get("ID", ""): held.values.get(("NamePartType", group.get("NamePartTypeID", "")), "")
        for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
    }
    for alias in identity.iterfind("Alias"):
        weak, primary = alias.get("LowQuality") == "true", alias.get("Primary") == "true"
        for place, spelling in enumerate(alias.iterfind("DocumentedName")):
            strength = "weak" if weak else "primary" if primary and place == 0 else "strong"
            yield name_of(_spelled(spelling, groups), strength=strength)


def _spelled(spelling: Element, groups: dict[str, str]) -> str:
    """`LAST, First`, as OFAC's CSV writes it."""
    parts = list(spelling.iterfind("DocumentedNamePart/NamePartValue"))
    first = [_text(part) for part in parts if groups.get(part.get("NamePartGroupID", "")) in _SURNAMES]
    rest = [_text(part) for part in parts if groups.get(part.get("NamePartGroupID", "")) not in _SURNAMES]
    return ", ".join(" ".join(some) for some in (first, rest) if some)


def _addresses(profile: Element, held: _Held) -> Iterator[Address]:
    """Places of the feature Location; those of birth and nationality are left alone."""
    for feature in profile.iterfind("Feature"):
        if held.values.get(("FeatureType", feature.get("FeatureTypeID", ""))) == _LOCATION:
            for place in feature.iterfind("FeatureVersion/VersionLocation"):
                if place.get("LocationID", "") in held.places:
                    yield held.places[place.get("LocationID", "")]


def _features(profile: Element, held: _Held) -> Iterator[tuple[str | None, str]]:
    for feature in profile.iterfind("Feature"):
        known = label_field(held.values.get(("FeatureType", feature.get("FeatureTypeID", "")), ""))
        if known is not None:
            yield from ((known, _text(detail)) for detail in feature.iterfind("FeatureVersion/VersionDetail"))


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _day(element: Element) -> date | None:
    try:
        return date(*(int(text_of(element, part)) for part in ("Year", "Month", "Day")))
    except ValueError:
        return None


FORMAT = ListFormat(
    id="ofac_advanced_xml",
    title="OFAC SDN and non-SDN consolidated list, advanced XML",
    publisher="US Treasury, OFAC",
    source="OFAC, SDN_ADVANCED.XML and CONS_ADVANCED.XML (UN advanced sanctions data model), as public readers of them show; "
    "no copy was at hand",
    numbering="OFAC",
    takes=(
        ("list_id", "`FixedRef` of the `DistinctParty`"),
        ("names", "`Alias`: `Primary`, weak where `LowQuality`; each `DocumentedName`, so that all scripts are kept"),
        ("schema", "`PartySubType`, else its `PartyTypeID`; aircraft have none"),
        ("addresses, countries", "places of the feature Location, never of birth or nationality"),
        ("registration_ids, phones, emails, wallets, imo_numbers", "`IDRegDocument` and features, by `reference/lists/ofac_remarks.csv`"),
        ("kind", "`Comment` of each `SanctionsMeasure`"),
        ("listed_on", "the first `EntryEvent`"),
        ("day of the list", "`DateOfIssue`"),
    ),
    leaves="Birth, nationality, citizenship, gender, passports, identity cards but for the cédula; relations between parties.",
    knows=_knows,
    read=_read,
)
