"""A listed party, as a value."""

from dataclasses import dataclass
from datetime import date

from tidewaiter.normalise.countries import country_code

__all__ = ["SCHEMAS", "Address", "Party", "PartyName", "alpha2"]

SCHEMAS = ("person", "company", "vessel")


@dataclass(frozen=True, slots=True, order=True)
class PartyName:
    """One name of a party: `primary`, `strong` (a good alias) or `weak` (a broad one, such as a nickname)."""

    name: str
    strength: str


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """An address as written, its city where the list keeps it apart, and its country (alpha-2, empty where unknown)."""

    text: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a list. Texts are as the list has them; order within a field means nothing.

    Attributes:
        list_id: the list's own id.
        schema: `person`, `company`, `vessel`, or None where the list doesn't say.
        countries: where the party has an address or is said to be, ISO 3166 alpha-2; never a nationality.
        kind: programme or kind of listing, as the list words it.
        wallets: addresses of digital currency.
        imo_numbers: of a ship, seven digits.
    """

    list_id: str
    names: tuple[PartyName, ...]
    schema: str | None = None
    countries: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    registration_ids: tuple[str, ...] = ()
    kind: str | None = None
    listed_on: date | None = None
    delisted_on: date | None = None
    wallets: tuple[str, ...] = ()
    imo_numbers: tuple[str, ...] = ()


def alpha2(country: str) -> str:
    """Give the ISO 3166 alpha-2 code of a country's name or code; empty where it is none.

    >>> alpha2("Korea, North"), alpha2("mx"), alpha2("undetermined")
    ('KP', 'MX', '')
    """
    return country_code(country) or ""
