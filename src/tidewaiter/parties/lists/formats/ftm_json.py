"""FollowTheMoney entities as JSON lines (`entities.ftm.json`), flat or with others nested in their properties.

Addresses, listings and wallets are entities of their own that name their party, in any order of lines.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from tidewaiter.parties.lists.files import json_lines
from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.values import country, day, make_address, make_party, name_of
from tidewaiter.parties.party import Party, PartyName
from tidewaiter.reference.lists import list_rows

__all__ = ["FORMAT", "SCHEMAS"]

SCHEMAS = {
    "Person": "person",
    "Company": "company",
    "Organization": "company",
    "PublicBody": "company",
    "LegalEntity": None,
    "Vessel": "vessel",
    "Airplane": None,
}
_OWNERS = {"Sanction": "entity", "CryptoWallet": "holder"}
"""Entities that belong to a party, and the property that names it."""
_STRENGTHS = {"name": "strong", "alias": "strong", "previousName": "strong", "abbreviation": "weak", "weakAlias": "weak"}
_COUNTRIES = ("country", "jurisdiction", "mainCountry")
_Entity = dict[str, object]
_Properties = dict[str, list[object]]


def _knows(head: Head) -> bool:
    return head.record is not None and "schema" in head.record and "properties" in head.record


def _read(files: Sequence[Path]) -> Content:
    """The file is gone through twice, as a party may stand before or behind what belongs to it."""
    owned: dict[str, list[_Entity]] = defaultdict(list)
    addresses: dict[str, _Properties] = {}
    for line in json_lines(files[0]):
        for entity in _unnested(line):
            schema, properties = entity.get("schema"), _properties(entity)
            if schema == "Address":
                addresses[str(entity.get("id"))] = properties
            elif schema in _OWNERS:
                for owner in _texts(properties, _OWNERS[str(schema)]):
                    owned[owner].append(entity)
    return Content(
        _party(line, owned.get(str(line.get("id")), []), addresses)
        for line in json_lines(files[0])
        if line.get("schema") in SCHEMAS and line.get("target") is not False
    )


def _unnested(entity: _Entity) -> Iterator[_Entity]:
    """The entity and those that stand in its properties."""
    yield entity
    for values in _properties(entity).values():
        for value in values:
            if isinstance(value, dict) and value.get("schema") in ("Address", *_OWNERS):
                inner = cast(_Entity, value)
                owner = _OWNERS.get(str(inner["schema"]))
                yield {**inner, "properties": {**_properties(inner), **({owner: [entity.get("id")]} if owner else {})}}


def _properties(entity: _Entity) -> _Properties:
    found = entity.get("properties")
    return {name: values for name, values in found.items() if isinstance(values, list)} if isinstance(found, dict) else {}


def _texts(properties: _Properties, name: str) -> list[str]:
    """The texts of a property, of nested entities their ids."""
    values = properties.get(name, [])
    return [str(value.get("id")) if isinstance(value, dict) else str(value) for value in values]


def _party(entity: _Entity, owned: list[_Entity], addresses: dict[str, _Properties]) -> Party:
    properties = _properties(entity)
    held = [addresses[id_] for id_ in _texts(properties, "addressEntity") if id_ in addresses]
    listings = [_properties(one) for one in owned if one.get("schema") == "Sanction"]
    wallets = [key for one in owned if one.get("schema") == "CryptoWallet" for key in _texts(_properties(one), "publicKey")]
    starts = [found for one in listings for text in _texts(one, "listingDate") or _texts(one, "startDate") if (found := day(text))]
    return make_party(
        str(entity.get("id", "")),
        _names(properties),
        schema=SCHEMAS[str(entity["schema"])],
        countries=[country(code) for name in _COUNTRIES for code in _texts(properties, name)],
        addresses=[
            *(make_address(text) for text in _texts(properties, "address")),
            *(make_address(*_texts(one, "full"), in_country=next(iter(_texts(one, "country")), "")) for one in held),
        ],
        numbers=[*_numbers(properties, str(entity["schema"])), *(("wallet", key) for key in wallets)],
        kinds=[text for one in listings for text in _texts(one, "programId") or _texts(one, "program")],
        listed_on=min(starts, default=None),
        delisted_on=_end(listings),
    )


def _names(properties: _Properties) -> Iterator[PartyName]:
    for place, name in enumerate(_texts(properties, "name")):
        yield name_of(name, strength="primary" if place == 0 else "strong")
    for source, strength in _STRENGTHS.items():
        for name in _texts(properties, source):
            yield name_of(name, strength=strength)


def _numbers(properties: _Properties, schema: str) -> Iterator[tuple[str | None, str]]:
    for row in _number_rows():
        if schema != "Person" or row["of_persons"] == "yes":
            for text in _texts(properties, row["property"]):
                yield row["field"], text


@cache
def _number_rows() -> tuple[dict[str, str], ...]:
    return tuple(list_rows("ftm_properties.csv"))


def _end(listings: list[_Properties]) -> date | None:
    """A party is off the list when each of its listings has an end."""
    ends = [max((found for text in _texts(one, "endDate") if (found := day(text))), default=None) for one in listings]
    return max((end for end in ends if end is not None), default=None) if None not in ends else None


FORMAT = ListFormat(
    id="ftm_json",
    title="FollowTheMoney entities, JSON lines (`entities.ftm.json`, nested or flat)",
    publisher="",
    source="FollowTheMoney model 4: schemata Person, Organization, Company, PublicBody, LegalEntity, Vessel, Airplane, Address, "
    "Sanction, CryptoWallet; no copy was at hand",
    numbering="FollowTheMoney",
    takes=(
        ("list_id", "`id` of parties; one that says `target: false` is left out"),
        ("names", "`name` (the first as primary), `alias`, `previousName`; `weakAlias` and `abbreviation` as weak"),
        ("schema", "`schema`; LegalEntity and Airplane have none"),
        ("addresses, countries", "`address`, `addressEntity`; `country`, `jurisdiction`, `mainCountry`, never nationality"),
        ("registration_ids, phones, emails, imo_numbers", "properties in `reference/lists/ftm_properties.csv`"),
        ("wallets", "`publicKey` of a CryptoWallet whose `holder` is the party"),
        ("kind, listed_on, delisted_on", "`programId` or `program`, `listingDate` or `startDate`, `endDate` of its Sanctions"),
    ),
    leaves="Birth, nationality, gender, passports and identity numbers of persons; relatives and owners.",
    knows=_knows,
    read=_read,
)
